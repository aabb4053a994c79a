"""The acts on a plan of needs."""

import datetime

from django.db.models import Count, Sum

from kis.documents.keeping import kept_print
from kis.documents.models import Document, NumberSeries
from kis.lib.refusals import Refused, refused_by_database
from psu.models import NeedsLine, NeedsPlan, WorkDay
from psu.needs.paper import plan_paper

SERIES = "psu_needs_plan"


def year_to_plan(on: datetime.date) -> int:
    """From autumn on the next year."""
    return on.year + 1 if on.month >= 10 else on.year


def begin(plan_year: int, *, by, on: datetime.date) -> NeedsPlan:
    """A draft with the figures of the year before. Raises Refused where the year has a plan."""
    with refused_by_database():
        if NeedsPlan.objects.filter(plan_year=plan_year).exists():
            raise Refused("Plan potrzeb na ten rok już jest.")
        plan = NeedsPlan(plan_year=plan_year, written_by=by, written_on=on, year=on.year)
        plan.number = NumberSeries.objects.take(SERIES, on.year)
        plan.save()
        for figures in figures_of(plan_year - 1):
            NeedsLine.objects.create(plan=plan, **figures)
        return plan


def figures_of(year: int) -> list[dict]:
    """Of each place and kind of work of a year: how many people worked and their hours. One query."""
    worked = WorkDay.objects.filter(day__year=year, hours__gt=0).order_by()
    rows = worked.values("referral__place", "referral__kind").annotate(
        posts=Count("person", distinct=True), worked_hours=Sum("hours")
    )
    return [
        {
            "place_id": row["referral__place"],
            "kind_id": row["referral__kind"],
            "posts": row["posts"],
            "hours": row["worked_hours"],
        }
        for row in rows
    ]


def printed(plan: NeedsPlan, *, by) -> Document:
    """Raises Refused for an empty plan, a voided one, and where the paper takes too long."""
    if plan.document is None and plan.voided_at:
        raise Refused("Tego planu nie wydrukowano, a teraz jest unieważniony.")
    if plan.document is None and not plan.lines.exists():
        raise Refused(
            "Plan nie ma żadnej pozycji. Dodaj miejsce, rodzaj pracy, stanowiska i godziny."
        )
    name = f"plan-potrzeb-{plan.plan_year}"
    return kept_print(plan, render=plan_paper, kind=SERIES, name=name, by=by)


def send(plan: NeedsPlan, *, day: datetime.date, how: str, by) -> None:
    """Raises Refused before the print, and the second time."""
    with refused_by_database():
        locked = NeedsPlan.with_voided.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
        if locked.voided_at:
            raise Refused("Ten plan jest unieważniony.")
        if locked.document is None:
            raise Refused("Wysyła się wydrukowany plan: najpierw go wydrukuj.")
        if locked.sent_on:
            raise Refused(f"Plan już wysłano: {locked.sent_word}.")
        locked.sent_on, locked.sent_how, locked.sent_by = day, how, by
        locked.save(update_fields=["sent_on", "sent_how", "sent_by"])
