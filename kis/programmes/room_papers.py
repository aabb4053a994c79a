"""The papers of a day room: the register of a day, a month's attendance and meals, the plan of a week."""

import datetime

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import month_name, polish, week_of
from kis.lib.pdf import render_paper
from kis.programmes.models import DayRoom, Edition, Presence
from kis.programmes.room_month import room_month
from kis.programmes.room_week import room_week

CARER = {"label": "podpis wychowawcy"}
HEAD = {"label": "podpis kierownika"}
MEALS = [meal.label for meal in Presence.Meal]


def _paper(template: str, name: str, **facts) -> bytes:
    context = {"centre": Centre.objects.current(), **facts}
    return render_paper(template, context, name=name, made_at=timezone.now())


def register(room: DayRoom, edition: Edition, day: datetime.date) -> bytes:
    """Raises Refused where the paper takes too long, as all of them."""
    rows = room.presences.filter(day=day, voided_at=None, enrolment__edition=edition).told()
    return _paper(
        "programmes/papers/register_print.html",
        f"Dziennik świetlicy, {polish(day)}",
        room=room,
        edition=edition,
        day=day,
        rows=rows.in_polish_order(),
        duties=room.duties.filter(day=day, voided_at=None).select_related("provider"),
        activities=room.activities.filter(day=day, is_cancelled=False),
        hours=room.hours_on(day),
        signatures=[CARER, CARER],
    )


def attendance(room: DayRoom, edition: Edition, month: datetime.date) -> bytes:
    return _paper(
        "programmes/papers/attendance_print.html",
        f"Lista obecności, {month_name(month)}",
        room=room,
        edition=edition,
        month=month,
        sheet=room_month(room, edition, month),
        signatures=[CARER, HEAD],
    )


def meals(room: DayRoom, edition: Edition, month: datetime.date) -> bytes:
    return _paper(
        "programmes/papers/meals_print.html",
        f"Zestawienie posiłków, {month_name(month)}",
        room=room,
        edition=edition,
        month=month,
        sheet=room_month(room, edition, month),
        kinds=MEALS,
        signatures=[CARER, HEAD],
    )


def plan(room: DayRoom, edition: Edition, day: datetime.date) -> bytes:
    first, last = week_of(day)
    return _paper(
        "programmes/papers/plan_print.html",
        f"Plan zajęć, {polish(first)} – {polish(last)}",
        room=room,
        edition=edition,
        first=first,
        last=last,
        week=room_week(room, day),
        signatures=[CARER, HEAD],
    )
