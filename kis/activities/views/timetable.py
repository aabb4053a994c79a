"""The club's week, and all its groups."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.activities.models import Activity, Meeting
from kis.activities.scope import is_of_office
from kis.activities.timetable import week
from kis.lib.dates import DAY, polish_range, week_of
from kis.lib.periods import covering

ON_A_PAGE = 25


@require_GET
@permission_required("activities.view_timetable", raise_exception=True)
def timetable(request, day=None):
    on = timezone.localdate()
    day = day or on
    first, last = week_of(day)
    meetings = Meeting.objects.visible_to(request.user)
    context = {
        "title": polish_range(first, last),
        "days": week(meetings, day, on),
        "on": on,
        "previous": first - 7 * DAY,
        "following": first + 7 * DAY,
        "is_this_week": first == week_of(on)[0],
        "is_own": not is_of_office(request.user),
    }
    return render(request, "activities/timetable.html", context)


@require_GET
@permission_required("activities.view_timetable", raise_exception=True)
def groups(request):
    on = timezone.localdate()
    is_past = request.GET.get("stan") == "zakonczone"
    rows = Activity.objects.visible_to(request.user).select_related("kind", "leader")
    over = Q(ends_on__lt=on)
    enrolled = Count(
        "enrolments", filter=covering(on, "enrolments__starts_on", "enrolments__ends_on")
    )
    rows = rows.filter(over if is_past else ~over | Q(ends_on=None)).annotate(taken=enrolled)
    page = Paginator(rows.order_by("name", "pk"), ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "is_past": is_past,
        "query": "stan=zakonczone&" if is_past else "",
        "is_own": not is_of_office(request.user),
    }
    return render(request, "activities/groups.html", context)
