"""Official dates on the desk, until a copy was sent or somebody wrote down what was done elsewhere."""

import datetime
from functools import partial

from django.db.models import DateField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from kis.lib.periods import covering
from kis.lib.work import DeskGroup, Kind, asked
from kis.reports.models import DutyDone, OfficialDate, ReportCopy

# Longer behind its day the date of the next year is what is told.
TOLD_BEHIND = 300 * DAY
YEARS = (-1, 0, 1)  # this one, the one before, the next


def _due(years: int, people, user, on: datetime.date):
    """Dates of this year, of the one before, of the next, that wait on the day."""
    year = on.year + years
    due = Func(Value(year), F("month"), F("day"), function="make_date", output_field=DateField())
    told_from = ExpressionWrapper(F("due_on") - F("told_ahead"), output_field=DateField())
    sent = ReportCopy.objects.sent().filter(
        report=OuterRef("report"), year=year + OuterRef("of_year")
    )
    waiting = (
        OfficialDate.objects.annotate(due_on=due)
        .annotate(told_from=told_from)
        .filter(covering(F("due_on"), "valid_from", "valid_to"))
        .filter(Q(told_from__lte=on), due_on__gte=on - TOLD_BEHIND)
        .exclude(Exists(DutyDone.objects.filter(date=OuterRef("pk"), due_on=OuterRef("due_on"))))
        .exclude(Exists(sent))
    )
    return asked(waiting, person=None, day="due_on", name="name")


def _tell(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": f"termin {polish(row.day)}",
        "url": f"{reverse('reports:dates', query={'rok': row.day.year})}#termin-{row.number}",
        "action": "Otwórz",
    }


KINDS = [Kind(DeskGroup.OFFICIAL, partial(_due, years), _tell) for years in YEARS]


def kinds(user) -> list[Kind]:
    return KINDS if user.roles & {Role.COORDINATOR, Role.HEAD} else []
