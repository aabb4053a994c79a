"""What of classes waits: unmarked meetings, months to approve, who stays away, work without an outcome."""

import datetime
from collections.abc import Collection

from django.db.models import DateField, Func
from django.db.models.functions import Cast
from django.urls import reverse

from kis.accounts.rights import Role
from kis.activities.models import Placement
from kis.activities.months import months_to_approve
from kis.activities.streaks import staying_away
from kis.activities.unmarked import unmarked_meetings
from kis.lib.dates import DAY, month_name, polish
from kis.lib.work import DUE_DAYS, DeskGroup, Kind, Task, asked
from participants.desk import door

# A leader sees it the day after; the coordinator once the leader has had these days.
DAYS_TO_MARK = 2
WHAT = "zajęcia bez obecności"
MOST_OF_A_LEADER = 100


def kinds(user) -> list[Kind]:
    shown = [UNMARKED] if Role.COORDINATOR in user.roles else []
    return [*shown, *(kind for right, kind in KINDS_BY_RIGHT if user.has_perm(right))]


def _unmarked(people, user, on):
    rows = unmarked_meetings(on - DAYS_TO_MARK * DAY)
    leader = {"first": "leader__first_name", "last": "leader__last_name"}
    return asked(rows, person=None, day="day", name="activity__name", **leader)


def _tell_unmarked(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": WHAT,
        "url": reverse("activities:meeting", args=[row.number]),
        "action": "Oznacz",
        "detail": f"{polish(row.day)}, prowadzi {row.facts['first'][:1]}. {row.facts['last']}",
    }


def _months(people, user, on):
    ended = Func("month", template="(%(expressions)s + interval '1 month')::date")
    day = Cast(ended, DateField())
    return asked(months_to_approve(on), person=None, day=day, month="month")


def _tell_month(row, user) -> dict:
    month = datetime.date.fromisoformat(row.facts["month"])
    return {
        "who": month_name(month).capitalize(),
        "what": "miesiąc zajęć do zatwierdzenia",
        "url": reverse("activities:month", args=[month]),
        "action": "Sprawdź",
    }


def _away(people, user, on):
    return asked(staying_away(on), person="person", day="meeting__day", rank=None)


def _tell_away(row, user) -> dict:
    """To a note: whoever rang and wrote it down has settled it."""
    return {
        "what": "trzy nieobecności z rzędu, bez usprawiedliwienia",
        "detail": f"ostatnia {polish(row.day)}",
        **door(user, row, "participants.write_note", "participants:note_new", "Dodaj notatkę"),
    }


UNMARKED = Kind(DeskGroup.UNMARKED, _unmarked, _tell_unmarked, is_deadline=False)
MONTHS = Kind(DeskGroup.UNMARKED, _months, _tell_month, is_deadline=False)
AWAY = Kind(DeskGroup.QUESTIONS, _away, _tell_away, is_deadline=False)


def _placements(people, user, on):
    rows = Placement.objects.ending_before(on + DUE_DAYS * DAY)
    return asked(rows, person="person", day="planned_end_on", kind="kind__name")


def _tell_placement(row, user) -> dict:
    right, name = "activities.write_placement", "activities:placement_end"
    is_over = row.day < row.on
    return {
        "what": f"{row.facts['kind'].lower()}: {'brak wyniku' if is_over else 'kończy się'}",
        "detail": f"do {polish(row.day)}",
        **door(user, row, right, name, "Zapisz wynik", numbers=[row.person, row.number]),
    }


PLACEMENTS = Kind(DeskGroup.ENDING, _placements, _tell_placement)
KINDS_BY_RIGHT = [
    ("activities.approve_month", MONTHS),
    ("participants.write_note", AWAY),
    ("activities.view_placements", PLACEMENTS),
]


def tasks(user, on: datetime.date, groups: Collection[DeskGroup]) -> list[Task]:
    """A leader's own meetings: who leads classes alone is shown nobody's rows of the register."""
    is_leader_alone = Role.LEADER in user.roles and Role.COORDINATOR not in user.roles
    if not is_leader_alone or DeskGroup.UNMARKED not in groups:
        return []
    own = unmarked_meetings(on).filter(leader=user).select_related("activity")
    return [
        Task(
            DeskGroup.UNMARKED,
            on,
            meeting.day,
            str(meeting.activity),
            WHAT,
            reverse("activities:meeting", args=[meeting.pk]),
            "Oznacz",
            detail=f"{polish(meeting.day)}, {meeting.hours}",
            is_deadline=False,
        )
        for meeting in own.in_order()[:MOST_OF_A_LEADER]
    ]
