"""What a day room writes down: the register of a day with its meals, a month, the plan of a week."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import DAY, add_months, polish, week_of
from kis.lib.refusals import Refused, carried_out
from kis.programmes import room_papers
from kis.programmes.forms.day_room import ActivityForm, MealsForm, NewActivityForm
from kis.programmes.models import Presence, RoomActivity
from kis.programmes.room_month import room_month
from kis.programmes.room_scope import KIND, readable_room, seen
from kis.programmes.room_week import room_week
from kis.programmes.tabs import edition_page
from kis.programmes.views.day_room import REGISTER, TAB_REGISTER, VIEW, VOID, WRITE, act_page

MONTH, PLAN = "programmes:room_month", "programmes:room_week"
TAB_MONTH, TAB_PLAN = "programmes:room_this_month", "programmes:room_this_week"
MEALS = [meal.label for meal in Presence.Meal]


@permission_required(VIEW, raise_exception=True)
@require_http_methods(["GET", "POST"])
def register(request, pk, day=None):
    """Of children of this edition; voided entries stay to be seen."""
    here = readable_room(request, pk)
    day = day or here.file.on
    rows = here.room.presences.model.with_voided.filter(
        room=here.room, day=day, enrolment__edition=here.edition
    )
    rows = list(rows.told().in_polish_order())
    seen(request, rows)
    standing = [row for row in rows if not row.voided_at]
    writes = request.user.has_perm(WRITE)
    form = MealsForm(request.POST if writes and request.POST else None, presences=standing)
    if writes and carried_out(request, form, form.save):
        messages.success(request, "Zapisano posiłki.")
        return redirect(REGISTER, pk, day)
    context = {
        "room": here.room,
        "day": day,
        "hours": here.room.hours_on(day),
        "previous": day - DAY,
        "following": day + DAY,
        "form": form,
        "meals": MEALS,
        "rows": list(form.rows()),
        "voided": [row for row in rows if row.voided_at],
        "duties": here.room.duties.model.with_voided.filter(room=here.room, day=day).select_related(
            "provider"
        ),
        "activities": here.room.activities.filter(day=day),
        "writes": writes,
        "voids": request.user.has_perm(VOID),
        "is_ahead": day > here.file.on,
        "is_today": day == here.file.on,
    }
    return edition_page(
        request, here.file, "programmes/day_room/register.html", TAB_REGISTER, context
    )


@permission_required(VIEW, raise_exception=True)
@require_GET
def month(request, pk, month=None):
    here = readable_room(request, pk)
    month = month or here.file.on.replace(day=1)
    sheet = _sheet(request, here, month)
    context = {
        "room": here.room,
        "sheet": sheet,
        "month": month,
        "meals": MEALS,
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
    }
    return edition_page(request, here.file, "programmes/day_room/month.html", TAB_MONTH, context)


def _sheet(request, here, month, act="view"):
    sheet = room_month(here.room, here.edition, month)
    for child in sheet.children:
        record(request, act, kind=KIND, number=here.edition.pk, person=child.person.pk)
    return sheet


@permission_required(VIEW, raise_exception=True)
@require_GET
def week(request, pk, day=None):
    here = readable_room(request, pk)
    day = day or here.file.on
    first, last = week_of(day)
    context = {
        "room": here.room,
        "week": room_week(here.room, day),
        "first": first,
        "last": last,
        "previous": first - 7 * DAY,
        "following": last + DAY,
        "on": here.file.on,
        "writes": request.user.has_perm(WRITE),
    }
    return edition_page(request, here.file, "programmes/day_room/week.html", TAB_PLAN, context)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def activity_new(request, pk, day):
    here = readable_room(request, pk)
    row = RoomActivity(room=here.room, day=day, entered_by=request.user)
    form = NewActivityForm(request.POST or None, instance=row)
    return _planned(request, here, form, "Zaplanuj zajęcia", row)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def activity_edit(request, pk, number):
    here = readable_room(request, pk)
    row = get_object_or_404(RoomActivity, pk=number, room=here.room)
    form = ActivityForm(request.POST or None, instance=row)
    return _planned(request, here, form, f"Zmień zajęcia: {polish(row.day)}", row)


def _planned(request, here, form, title, row):
    day = row.day
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano w planie.")
        return redirect(PLAN, here.edition.pk, row.day)
    back = reverse(PLAN, args=[here.edition.pk, day])
    return act_page(request, here, form, title, back, tab=TAB_PLAN)


@permission_required(VIEW, raise_exception=True)
@require_GET
def register_paper(request, pk, day):
    here = readable_room(request, pk)
    rows = here.room.presences.filter(day=day, voided_at=None, enrolment__edition=here.edition)
    seen(request, rows, "print")
    make = lambda: room_papers.register(here.room, here.edition, day)  # noqa: E731
    return _given(request, make, f"dziennik-{day}.pdf", (REGISTER, pk, day))


@permission_required(VIEW, raise_exception=True)
@require_GET
def attendance_paper(request, pk, month):
    return _of_month(request, pk, month, room_papers.attendance, "obecnosc")


@permission_required(VIEW, raise_exception=True)
@require_GET
def meals_paper(request, pk, month):
    return _of_month(request, pk, month, room_papers.meals, "posilki")


def _of_month(request, pk, month, make, name):
    here = readable_room(request, pk)
    _sheet(request, here, month, "print")
    given = lambda: make(here.room, here.edition, month)  # noqa: E731
    return _given(request, given, f"{name}-{month:%Y-%m}.pdf", (MONTH, pk, month))


@permission_required(VIEW, raise_exception=True)
@require_GET
def week_paper(request, pk, day):
    here = readable_room(request, pk)
    make = lambda: room_papers.plan(here.room, here.edition, day)  # noqa: E731
    return _given(request, make, f"plan-{day}.pdf", (PLAN, pk, day))


def _given(request, make, name: str, back: tuple):
    try:
        return pdf(make(), name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(*back)
