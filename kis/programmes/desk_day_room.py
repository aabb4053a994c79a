"""Children whom nobody signed out when a day room closed: for who runs the room, and for the coordinator.

Rows are of the room, not of people of the register: each kind asks for the editions that the reader sees.
"""

from django.db.models import Exists, Func, OuterRef, Q, TimeField, Value
from django.db.models.functions import Cast, Now
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.periods import covering
from kis.lib.work import DeskGroup, Kind, asked
from kis.programmes.models import Edition, OpeningHours, Presence


def kinds(user) -> list[Kind]:
    return KINDS if user.roles & {Role.PROGRAMME_STAFF, Role.COORDINATOR} else []


def _left_inside(people, user, on):
    """Of days before all; of today those in a room that has closed, or is not open at all."""
    # Of the database's clock: the question is worded once a day and asked many times.
    now = Cast(Func(Value("Europe/Warsaw"), Now(), function="timezone"), TimeField())
    open_still = OpeningHours.objects.filter(
        covering(on), room=OuterRef("room"), weekday=on.weekday(), closes__gt=now
    )
    rows = Presence.objects.open().filter(
        Q(day__lt=on) | Q(day=on) & ~Exists(open_still),
        enrolment__edition__in=Edition.objects.visible_to(user, on),
    )
    facts = {
        "edition": "enrolment__edition",
        "room": "room__name",
        "last": "person__last_name",
        "first": "person__first_name",
    }
    return asked(rows, person=None, day="day", moment="arrived_at", **facts)


def _tell_left_inside(row, user) -> dict:
    return {
        "who": f"{row.facts['last']} {row.facts['first']}",
        "what": "po zamknięciu świetlicy bez wpisanego wyjścia",
        "detail": row.facts["room"],
        "url": reverse("programmes:child_leaves", args=[row.facts["edition"], row.number]),
        "action": "Wpisz, kto odebrał",
    }


KINDS = [Kind(DeskGroup.URGENT, _left_inside, _tell_left_inside, is_deadline=False)]
