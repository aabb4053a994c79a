"""In whose place somebody acted: of what the days of a deputy, the roles of both and the case tell.

Whatever the own role allows is done in one's own name, also on such days.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from kis.accounts.models import Deputy, User
from kis.accounts.rights import Role

IN_PLACE = "w zastępstwie:"


@dataclass(frozen=True)
class Absent:
    """Somebody for whom the author stood in at that moment."""

    number: int
    name: str
    roles: frozenset[str]


def in_whose_place(
    author: int,
    roles: Collection[str],
    absent: Iterable[Absent],
    *,
    leads: int | None,
    is_heads_act: bool,
) -> Absent | None:
    """`leads`: who leads the case. An act of the head takes the head's role; another one in a case is of who
    leads it, or of a coordinator, who writes in all.
    """
    own = Role.HEAD in roles if is_heads_act else Role.COORDINATOR in roles or leads == author
    if own:
        return None
    taken = Role.HEAD if is_heads_act else Role.COORDINATOR
    for one in absent:
        if taken in one.roles or (not is_heads_act and one.number == leads):
            return one
    return None


def named(user: User, role: Role, on: datetime.date) -> str:
    """The name of who did what the role alone may do, with the one in whose place it was done.

    One query more for whoever does not have the role.
    """
    if role in user.held_roles:
        return str(user)
    stood_in = Deputy.objects.on(on).filter(
        Q(cancelled_at=None) | Q(cancelled_at__date__gte=on),
        deputy=user,
        absent__in=User.objects.having(role),
    )
    found = stood_in.select_related("absent").order_by("pk").first()
    return f"{user}, {IN_PLACE} {found.absent}" if found else str(user)
