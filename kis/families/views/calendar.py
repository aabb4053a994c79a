"""An assistant's today, month and week."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.families.calendar import seen_visits
from kis.families.models import AccompanyingRequest, Assignment, Assistant, Visit
from kis.families.models.family import sees_every_family
from kis.families.visit_words import worded
from kis.lib.dates import DAY, add_months, month_of, week_of
from kis.lib.day_grid import by_days

VIEW, WORK = "families.view_family", "families.work"
LATE_DAYS, MOST_LATE = 60, 10


@require_GET
@permission_required(WORK, raise_exception=True)
def today(request):
    """On a phone at the family's door: what is today, what has no entry yet, whom one may visit unplanned."""
    on = timezone.localdate()
    own = Visit.objects.of_assistant(request.user).told()
    late = own.without_entry(on).filter(day__gte=on - LATE_DAYS * DAY).in_order()
    works = Assignment.objects.on(on).filter(assistant__user=request.user)
    works = works.select_related("cooperation__family").order_by("cooperation__family__name")
    waiting = AccompanyingRequest.objects.waiting().of_assistant(request.user, on)
    context = {
        "on": on,
        "visits": worded(own.on(on).standing().in_order()),
        "late": late[:MOST_LATE],
        "families": [one.cooperation.family for one in works],
        "requests": waiting.told().in_order()[:MOST_LATE],
    }
    return render(request, "families/today.html", context)


@require_GET
@permission_required(VIEW, raise_exception=True)
def month(request, month=None):
    on = timezone.localdate()
    month = month or on.replace(day=1)
    context = {
        "month": month,
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
    }
    return _calendar(request, "families/calendar_month.html", on, *month_of(month), context)


@require_GET
@permission_required(VIEW, raise_exception=True)
def week(request, day):
    on = timezone.localdate()
    first, last = week_of(day)
    context = {"first": first, "last": last, "previous": first - 7 * DAY, "following": last + DAY}
    return _calendar(request, "families/calendar_week.html", on, first, last, context)


def _calendar(request, template, on, first, last, context):
    assistants = list(Assistant.objects.select_related("user"))
    chosen = _chosen(request, assistants)
    rows = seen_visits(request.user, on, chosen.pk if chosen else None).between(first, last)
    is_own = chosen is not None and chosen.user_id == request.user.pk
    chooses = not is_own or sees_every_family(request.user, on)
    shown = {
        "on": on,
        "days": by_days(rows.told().in_order(), first, last),
        "assistants": assistants if chooses else [],
        "chosen": chosen,
        "is_own": is_own,
        "query": f"?asystent={chosen.pk}" if chosen and chooses else "",
        "is_month": "month" in context,
    }
    return render(request, template, shown | context)


def _chosen(request, assistants: list[Assistant]) -> Assistant | None:
    """One's own calendar, another's that was asked for, or all of those whose families the reader sees."""
    asked = request.GET.get("asystent", "")
    for one in assistants:
        if str(one.pk) == asked:
            return one
    return next((one for one in assistants if one.user_id == request.user.pk), None)
