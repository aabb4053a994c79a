"""A lost telephone or key waits for the second person."""

from functools import partial

from django.db.models.functions import TruncDate
from django.urls import reverse

from kis.accounts.rights import Role
from kis.entry.models import FactorReset
from kis.lib.work import DeskGroup, Kind, asked


def _waiting(people, user, on):
    rows = FactorReset.objects.waiting().exclude(asked_by=user.pk).exclude(user=user.pk)
    return asked(
        rows,
        person=None,
        day=TruncDate("asked_at"),
        first="user__first_name",
        last="user__last_name",
    )


def _tell(row, user) -> dict:
    return {
        "who": f"{row.facts['first']} {row.facts['last']}",
        "what": "utracony składnik logowania",
        "url": reverse("entry:reset_settle", args=[row.number]),
        "action": "Rozstrzygnij",
    }


RESET = partial(Kind, ask=_waiting, tell=_tell, is_deadline=False)


def kinds(user) -> list[Kind]:
    """Urgent for the head, too: whoever lost the key cannot work until then."""
    settles = {Role.HEAD, Role.SYSTEM_ADMIN} & user.roles
    return [RESET(DeskGroup.URGENT)] if settles else []
