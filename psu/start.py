from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.tables import people_taken
from kis.lib.dates import add_months
from kis.lib.refusals import Refused
from kis.lib.table_files import asked_for
from participants.models import Person
from psu.may_work import obstacles_of
from psu.models import Agreement, WorkPlace
from psu.models.referral import standing
from psu.months.of_places import place_months
from psu.months.place_columns import places_table
from psu.months.standing import (
    WAITING,
    months_to_settle,
    months_waiting,
    proved,
    with_pay_lists,
)
from psu.pay_lists.waiting import REFERRALS, pay_list_counts, referrals_in
from psu.referrals.columns import referrals_table
from psu.rules.pay_steps import BY_KEY
from psu.scope import in_use, why_hidden

MONTHS_SHOWN = 4
ROWS_ON_A_PAGE = 50


def _recent_months(on):
    """This month and the ones before it, newest first: a phone shows the first."""
    return [add_months(on.replace(day=1), -back) for back in range(MONTHS_SHOWN)]


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def start(request):
    on = timezone.localdate()
    months, lists = _recent_months(on), proved()
    agreements = list(Agreement.objects.all())
    places = list(in_use(WorkPlace.objects.all(), min(months)))
    counts = pay_list_counts()
    context = {
        "on": on,
        "months": months,
        "places": place_months(places, months, on, lists),
        "waiting": with_pay_lists([row for row in months_to_settle(on, lists) if row.waits]),
        "pay_lists": [
            (key, step.title, counts[key]) for key, step in BY_KEY.items() if counts[key]
        ],
        "agreements": [row for row in agreements if row.starts_on <= on <= row.ends_on],
    }
    return render(request, "psu/start.html", context)


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def places(request):
    """The supervisor's start: own places and months, nothing else. The office sees all places."""
    on = timezone.localdate()
    months = _recent_months(on)
    own = list(in_use(WorkPlace.objects.visible_to(request.user, on), min(months)))
    rows = place_months(own, months, on, proved())
    return asked_for(request, places_table(rows, months), on=on) or render(
        request, "psu/places.html", {"places": rows, "months": months, "on": on}
    )


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def waiting(request, what):
    """The months that wait for one thing: exactly the rows that the start page counted."""
    if what not in WAITING:
        raise Http404
    on = timezone.localdate()
    title = WAITING[what][0]
    return render(request, "psu/waiting.html", {"title": title, "months": months_waiting(what, on)})


@require_GET
@permission_required("psu.view_person_psu", raise_exception=True)
def referral_list(request):
    on = timezone.localdate()
    what, referrals = _referrals(request, on)
    page = Paginator(referrals, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "rows": _with_standing(page, on),
        "query": f"stan={what}&" if what else "",
        "filters": REFERRALS.items(),
        "what": what,
        "why_hidden": why_hidden(request.user),
        "on": on,
    }
    return render(request, "psu/referrals.html", context)


@require_GET
@permission_required("psu.view_person_psu", raise_exception=True)
def referral_table(request):
    """The referrals that the list shows, to take away."""
    on = timezone.localdate()
    what, referrals = _referrals(request, on)
    try:
        return people_taken(
            request,
            referrals,
            lambda rows: referrals_table(_with_standing(rows, on)),
            kind="referral_list",
            person=lambda row: row[0].person_id,
            on=on,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("psu:referrals") + (f"?stan={what}" if what else ""))


def _referrals(request, on):
    """Which of them are asked for, and they, of the people whom the user sees; `sensitive`: may read why."""
    what = request.GET.get("stan", "")
    if what not in REFERRALS:
        raise Http404
    found = referrals_in(what, on).filter(person__in=Person.objects.visible_to(request.user))
    readable = Person.objects.with_sensitive_for(request.user, on).filter(pk=OuterRef("person"))
    return what, found.annotate(sensitive=Exists(readable)).in_polish_order()


def _with_standing(referrals, on):
    found = obstacles_of(referrals, on)
    return [
        (row, standing(row, on, found.get(row.pk, [])).told(sensitive=row.sensitive))
        for row in referrals
    ]
