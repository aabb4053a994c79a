"""A month of the club, of a leader, of a participant; the calendar in a telephone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.once import saves_once
from kis.activities.calendar.feed import feed
from kis.activities.models import CalendarFeed, Enrolment, Meeting
from kis.activities.scope import is_of_office
from kis.activities.views.plan_of import plan_of
from kis.journal.record import record
from kis.lib.dates import add_months, month_of
from kis.lib.day_grid import by_days
from kis.lib.periods import covering
from kis.lib.posting import post_or_back
from participants.file import file_context
from participants.scope import readable_file

READ = "activities.view_timetable"
CALENDAR_TYPE = "text/calendar; charset=utf-8"


@require_GET
@permission_required(READ, raise_exception=True)
def month(request, month=None):
    month = month or timezone.localdate().replace(day=1)
    plan = plan_of(request, *month_of(month))
    context = _month(plan.meetings, month) | {"plan": plan, "is_own": plan.form is None}
    return render(request, "activities/calendar/month.html", context)


def _month(rows, month) -> dict:
    told = rows.select_related("activity", "leader").in_order()
    return {
        "month": month,
        "days": by_days(told, *month_of(month)),
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
        "on": timezone.localdate(),
    }


@require_GET
@permission_required("activities.view_person_attendance", raise_exception=True)
def person_plan(request, pk, month):
    """Meetings of the groups in which the person is enrolled on their day."""
    file = readable_file(request, pk, timezone.localdate())
    record(request, "view", kind="attendance", person=file.person.pk)
    enrolled = Enrolment.objects.filter(
        covering(OuterRef("day")), activity=OuterRef("activity"), person__in=file.files
    )
    rows = Meeting.objects.between(*month_of(month)).filter(Exists(enrolled))
    context = file_context(request, file, **_month(rows, month))
    return render(request, "activities/calendar/person_plan.html", context)


# The calendar in a telephone


@require_GET
@permission_required(READ, raise_exception=True)
def telephone(request):
    return _telephone(request)


def _telephone(request, address: str = ""):
    kept = CalendarFeed.objects.filter(user=request.user).first()
    context = {"feed": kept, "address": address, "is_own": not is_of_office(request.user)}
    return render(request, "activities/calendar/telephone.html", context)


@post_or_back("activities:telephone")
@permission_required(READ, raise_exception=True)
@saves_once
def telephone_new(request):
    """The address stands in this answer and nowhere else: it is neither kept nor told again."""
    token = CalendarFeed.objects.renew(request.user)
    address = request.build_absolute_uri(reverse("activities:feed", args=[token]))
    response = _telephone(request, address)
    response.leads_to = reverse("activities:telephone")
    return response


@post_or_back("activities:telephone")
@permission_required(READ, raise_exception=True)
def telephone_off(request):
    CalendarFeed.objects.filter(user=request.user).delete()
    messages.success(request, "Wyłączono. Dawny adres niczego już nie pokaże.")
    return redirect("activities:telephone")


@login_not_required
@require_GET
def calendar_feed(request, token):
    """For a program without a login; what does not open it says no more than that there is no such page."""
    kept = CalendarFeed.objects.opened_by(token)
    if kept is None or not kept.user.has_perm(READ):
        raise Http404
    text = feed(kept.user, timezone.localdate(), host=request.get_host(), now=timezone.now())
    return HttpResponse(text, content_type=CALENDAR_TYPE)
