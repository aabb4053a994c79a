"""The review of a month: the sheet of the club or of a group, approved and opened again."""

from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.activities.forms.month import ApproveMonthForm, ReopenMonthForm
from kis.activities.list_columns import month_table
from kis.activities.models import Activity, AttendanceMonth
from kis.activities.month_sheet import LEGEND, people_in, sheet_of
from kis.activities.months import (
    MonthOf,
    approve_all,
    approve_group,
    groups_told,
    meetings_told,
    reopen,
)
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.dates import add_months, month_name
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out
from participants.models import Person

PEOPLE_ON_A_PAGE = 25
READ, APPROVE = "activities.view_month", "activities.approve_month"


def _of(month, pk=None) -> MonthOf:
    return MonthOf(
        month, pk and get_object_or_404(Activity.objects.select_related("leader"), pk=pk)
    )


@require_GET
@permission_required(READ, raise_exception=True)
def month(request, month=None, pk=None):
    """Of the club, or of the group `pk`; without a month the last one that is over."""
    on = timezone.localdate()
    of = _of(month or add_months(on.replace(day=1), -1), pk)
    told = meetings_told(of, on)
    rows = list(of.rows)
    people = people_in(of, Person.objects.visible_to(request.user))
    if file := people_asked_for(
        request,
        people,
        lambda asked: month_table(of, sheet_of(of, told, asked, on)),
        kind="attendance_month",
        person=attrgetter("person.pk"),
        on=on,
    ):
        return file
    page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("strona"))
    for person in page:
        record(request, "view", kind="attendance_month", number=pk, person=person.pk)
    groups = groups_told(told, rows)
    context = {
        "of": of,
        "month": of.month,
        "title": month_name(of.month),
        "is_over": of.is_over(on),
        "told": told,
        "groups": groups,
        "waiting": [one for one in told if one.waiting],
        "ready": [group for group in groups if not group.waiting and not group.is_approved],
        "row": _row(rows, of),
        "sheet": sheet_of(of, told, list(page), on),
        "page": page,
        "legend": LEGEND,
        "previous": add_months(of.month, -1),
        "following": add_months(of.month, 1),
    }
    return render(request, "activities/month.html", context)


def _row(rows: list[AttendanceMonth], of: MonthOf) -> AttendanceMonth | None:
    """The row that is approved, or was opened again; the club's before the group's."""
    rows = sorted(rows, key=lambda row: row.activity_id or 0)
    own = [row for row in rows if row.activity_id == (of.activity and of.activity.pk)]
    return next((row for row in rows if row.is_approved and row.activity_id is None), None) or (
        own[0] if own else None
    )


@post_or_back("activities:month")
@permission_required(APPROVE, raise_exception=True)
def month_approve(request, month):
    """The whole club where nothing is open, else every group of which nothing is."""
    try:
        groups, is_whole = approve_all(month, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("activities:month", month)
    if is_whole:
        messages.success(request, f"Zatwierdzono {month_name(month)}: cały klub.")
    else:
        names = ", ".join(str(group) for group in groups)
        messages.success(request, f"Zatwierdzono: {names}. Pozostałe zajęcia mają braki.")
    return redirect("activities:month", month)


@require_http_methods(["GET", "POST"])
@permission_required(APPROVE, raise_exception=True)
@saves_once
def group_approve(request, pk, month):
    """Of one group; where somebody is not marked, after a page that names the meetings."""
    on = timezone.localdate()
    of = _of(month, pk)
    form = ApproveMonthForm(request.POST or None)
    waiting = [one for one in meetings_told(of, on) if one.waiting]

    def act():
        despite = request.POST.get("mimo") == "1"
        approve_group(of, by=request.user, on=on, despite_open=despite)

    if carried_out(request, form, act):
        messages.success(request, f"Zatwierdzono {month_name(month)}: {of.activity}.")
        return redirect("activities:group_review", pk, month)
    context = {"form": form, "of": of, "month": month, "waiting": waiting}
    return render(request, "activities/month_approve.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(APPROVE, raise_exception=True)
@saves_once
def month_reopen(request, pk):
    row = get_object_or_404(
        AttendanceMonth.objects.select_related("activity", "approved_by"), pk=pk
    )
    form = ReopenMonthForm(request.POST or None)

    def act():
        reopen(pk, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(
            request, f"Otwarto ponownie {month_name(row.month)}. Każda poprawka ma swój powód."
        )
        return redirect(_page_of(row))
    context = {"form": form, "row": row, "back": _page_of(row)}
    return render(request, "activities/month_reopen.html", context)


def _page_of(row: AttendanceMonth) -> str:
    if row.activity_id is None:
        return reverse("activities:month", args=[row.month])
    return reverse("activities:group_review", args=[row.activity_id, row.month])
