"""Papers of the club's classes, and the page that reads their codes."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.views.papers import pdf
from kis.activities.forms.sheets import CodeForm
from kis.activities.models import Activity, Meeting
from kis.activities.scans import with_scans
from kis.activities.scope import is_of_office, people_seen_at, readable_activity, readable_meeting
from kis.activities.sheets.board import month_board, week_board
from kis.activities.sheets.card import card
from kis.activities.sheets.codes import Kind, SheetCode
from kis.activities.sheets.lists import day_list, meeting_list, month_list
from kis.activities.sheets.register import register, register_paper
from kis.activities.timetable import Day, standing, with_standing
from kis.activities.to_come import to_come
from kis.activities.views.plan_of import plan_of
from kis.journal.record import record
from kis.lib.dates import DAY, add_months, holiday_name, month_of, polish, week_of, weekday
from kis.lib.refusals import Refused
from participants.scope import readable_file

READ = "activities.view_timetable"


# Where a code leads


@require_GET
@permission_required(READ, raise_exception=True)
def find_sheet(request):
    """A code typed, or brought by a telephone that read the square."""
    form = CodeForm(request.GET or None, user=request.user)
    if form.is_bound and form.is_valid():
        return redirect(_place_of(form.cleaned_data["kod"]))
    return render(request, "activities/sheets/find.html", {"form": form})


def _place_of(code: SheetCode) -> str:
    match code.kind:
        case Kind.MEETING:
            return reverse("activities:meeting", args=[code.number])
        case Kind.DAY:
            return reverse("activities:day", args=[code.day])
        case Kind.SERVICES:
            days = urlencode({"od": polish(code.day), "do": polish(code.last)})
            return f"{reverse('activities:services', args=[code.number])}?{days}"
    return reverse("activities:group_month", args=[code.number, code.day])


@require_GET
@permission_required(READ, raise_exception=True)
def day(request, day):
    """All of a day's meetings: to print one list for them, and to mark from it."""
    on = timezone.localdate()
    rows = with_standing(Meeting.objects.visible_to(request.user).filter(day=day))
    found = list(with_scans(rows).in_order())
    context = {
        "of_paper": _first_held(found, on),
        "day": Day(day, holiday_name(day), [(one, standing(one, on)) for one in found]),
        "weekday": weekday(day),
        "previous": day - DAY,
        "following": day + DAY,
        "is_own": not is_of_office(request.user),
    }
    return render(request, "activities/sheets/day.html", context)


@require_GET
@permission_required(READ, raise_exception=True)
def group_month(request, pk, month):
    """The meetings of a group's month, with its papers."""
    on = timezone.localdate()
    group = readable_activity(request.user, pk)
    found = list(with_scans(with_standing(_of_month(request, group, month))).in_order())
    context = {
        "of_paper": _first_held(found, on),
        "group": group,
        "month": month,
        "rows": [(one, standing(one, on)) for one in found],
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
    }
    return render(request, "activities/sheets/group_month.html", context)


def _first_held(meetings: Sequence[Meeting], on) -> Meeting | None:
    """From which the scan of a sheet of them all is added."""
    return next((one for one in meetings if one.is_planned and one.day <= on), None)


def _of_month(request, group: Activity, month):
    return group.meetings.visible_to(request.user).between(*month_of(month))


# The papers


def find_address(request) -> str:
    return request.build_absolute_uri(reverse("activities:find_sheet"))


def given(request, make: Callable[[], bytes], name: str, back: Sequence):
    try:
        return pdf(make(), name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(*back)


def _note(request, people, *, number: int | None = None) -> None:
    for person in people:
        record(request, "print", kind="attendance_list", number=number, person=person.pk)


def _nothing_planned(request, back: Sequence):
    messages.info(request, "Nie ma tu zaplanowanych spotkań, więc nie ma listy do wydrukowania.")
    return redirect(*back)


@require_GET
@permission_required(READ, raise_exception=True)
def meeting_sheet(request, pk):
    meeting, back = readable_meeting(request.user, pk), ("activities:meeting", pk)
    if not meeting.is_planned:
        return _nothing_planned(request, back)
    expected = to_come([meeting], people_seen_at(request.user))
    _note(request, expected.people, number=pk)
    make = partial(meeting_list, meeting, expected, find=find_address(request))
    return given(request, make, f"lista-obecnosci-{pk}.pdf", back)


@require_GET
@permission_required(READ, raise_exception=True)
def day_sheet(request, day):
    rows = Meeting.objects.visible_to(request.user).planned().filter(day=day)
    meetings, back = list(rows.select_related("activity").in_order()), ("activities:day", day)
    if not meetings:
        return _nothing_planned(request, back)
    expected = to_come(meetings, people_seen_at(request.user))
    _note(request, expected.people)
    make = partial(day_list, day, meetings, expected, find=find_address(request))
    return given(request, make, f"lista-obecnosci-{day}.pdf", back)


@require_GET
@permission_required(READ, raise_exception=True)
def month_sheet(request, pk, month):
    group, back = readable_activity(request.user, pk), ("activities:group_month", pk, month)
    meetings = list(_of_month(request, group, month).planned().in_order())
    if not meetings:
        return _nothing_planned(request, back)
    expected = to_come(meetings, people_seen_at(request.user))
    _note(request, expected.people, number=pk)
    make = partial(month_list, group, month, meetings, expected, find=find_address(request))
    return given(request, make, f"lista-obecnosci-{pk}-{month:%Y-%m}.pdf", back)


@require_GET
@permission_required(READ, raise_exception=True)
def month_register(request, pk, month):
    group, back = readable_activity(request.user, pk), ("activities:group_month", pk, month)
    meetings = list(_of_month(request, group, month).select_related("leader").in_order())
    if not meetings:
        return _nothing_planned(request, back)
    seen = people_seen_at(request.user)
    held = [one for one in meetings if one.is_planned]
    found = register(held, to_come(held, seen), seen)
    _note(request, found.people, number=pk)
    make = partial(register_paper, group, month, meetings, found, find=find_address(request))
    return given(request, make, f"dziennik-zajec-{pk}-{month:%Y-%m}.pdf", back)


@require_GET
@permission_required("activities.view_person_attendance", raise_exception=True)
def person_card(request, pk, month):
    file = readable_file(request, pk, timezone.localdate())
    record(request, "print", kind="attendance", person=file.person.pk)
    name = f"karta-obecnosci-{pk}-{month:%Y-%m}.pdf"
    return given(request, partial(card, file, month), name, ("activities:person", pk))


@require_GET
@permission_required(READ, raise_exception=True)
def week_plan(request, day):
    plan = plan_of(request, *week_of(day))
    make = partial(week_board, plan.meetings, day, whose=plan.whose)
    return given(request, make, f"plan-zajec-{day}.pdf", ("activities:week", day))


@require_GET
@permission_required(READ, raise_exception=True)
def month_plan(request, month):
    plan = plan_of(request, *month_of(month))
    make = partial(month_board, plan.meetings, month, whose=plan.whose)
    name = f"plan-zajec-{month:%Y-%m}.pdf"
    return given(request, make, name, ("activities:calendar_month", month))
