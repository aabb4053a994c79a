"""The month of an agreement: everybody in it, what each lacks and where it is mended."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from kis.documents.tasks import is_anybody_working
from kis.journal.record import record
from kis.lib.posting import post_or_back
from psu.listed import ROWS_ON_A_PAGE
from psu.models import Agreement, CloseOrder, MonthCount, PersonMonth
from psu.months.counting import counts_of, order_count, sums_of
from psu.months.gaps import address
from psu.months.large import is_large_there, people_of, places_of
from psu.months.late_news import late_months
from psu.months.preview import MonthPreview, MonthPreviewRow, preview, still_runs
from psu.months.tasks import defer_count
from psu.proofs.confirming import told_of
from psu.scope import sees_people, why_hidden

PAGE = "psu/months/closing.html"
LACKING = "braki"  # what the address says of those alone who lack something


def agreement_of_month(pk: int, **facts) -> Agreement:
    found = Agreement.objects.select_related("regime").annotate(**facts)
    return get_object_or_404(found, pk=pk)


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def month(request, pk, month):
    """Of a large month the people come page by page, and the sums when they were counted."""
    if request.htmx:
        return _progress(request, pk, month)
    orders = CloseOrder.objects.waiting().filter(agreement=OuterRef("pk"), month=month)
    waiting_order = Subquery(orders.values("pk")[:1])
    agreement = agreement_of_month(pk, waiting_order=waiting_order, large=is_large_there(month))
    if agreement.large:
        shown, places, facts = _large(request, agreement, month)
    else:
        shown = preview(agreement, month, on=timezone.localdate())
        places, facts = shown.places, {"sums": shown.sums}
    context = {
        "agreement": agreement,
        "month": month,
        "blocked": still_runs(month, timezone.localdate()),
        "rows": _rows(request, agreement, month, shown) if sees_people(request.user) else [],
        "why_hidden": why_hidden(request.user),
        "pay_lists": agreement.pay_lists.in_month(month).with_sums().order_by("ordinal"),
        "told": told_of(places, month).values(),
        "order": agreement.waiting_order,
    }
    return render(request, PAGE, context | facts)


def _large(request, agreement: Agreement, month) -> tuple[MonthPreview, QuerySet, dict]:
    """The people of one page, all places, and what the page tells of the counts."""
    counting, count = counts_of(agreement, month)
    of_these = request.GET.get("pokaz", "")
    page = _page(request, agreement, month, count if of_these == LACKING else None)
    # Who is shown nobody needs none of them.
    people = list(page) if sees_people(request.user) else []
    facts = {
        "sums": sums_of(count),
        "count": count,
        "page": page,
        "query": f"pokaz={LACKING}&" if of_these == LACKING else "",
        **_told_of(counting),
    }
    shown = preview(agreement, month, on=timezone.localdate(), people=people)
    return shown, places_of(agreement, month), facts


def _page(request, agreement: Agreement, month, lacking: MonthCount | None) -> Page:
    """Numbers of people by the Polish alphabet, of all or of those who lacked something when counted."""
    people = people_of(agreement, month)
    if lacking:
        people = people.filter(pk__in=lacking.left_open)
    numbers = people.in_polish_order().values_list("pk", flat=True)
    return Paginator(numbers, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))


def _told_of(counting: MonthCount | None) -> dict:
    nobody_works = counting is not None and not is_anybody_working(timezone.now())
    return {"counting": counting, "nobody_works": nobody_works}


def _progress(request, pk, month):
    """How far the count is, alone; asked for every two seconds."""
    agreement = agreement_of_month(pk)
    counting, _ = counts_of(agreement, month)
    if counting is None:
        return HttpResponseClientRefresh()
    context = {"agreement": agreement, "month": month, **_told_of(counting)}
    return render(request, f"{PAGE}#counting", context)


@post_or_back("psu:month")
@permission_required("psu.view_psu", raise_exception=True)
def month_count(request, pk, month):
    defer_count(order_count(agreement_of_month(pk), month, by=request.user))
    return redirect("psu:month", pk, month)


def note_looks(request, agreement: Agreement, rows: list[MonthPreviewRow]) -> None:
    for row in rows:
        record(request, "view", kind="psu_month", number=agreement.pk, person=row.person.pk)


def _rows(request, agreement, month, shown: MonthPreview) -> list[dict]:
    """The people of the screen: the state's word, and each gap with the page that mends it."""
    note_looks(request, agreement, shown.rows)
    closed = [row.person_month.pk for row in shown.closed]
    # Asked only where there is a closed month: hours of an open one are frozen nowhere.
    months = late_months(PersonMonth.objects.filter(pk__in=closed)) if closed else []
    late = {found.person_month.person_id: found for found in months}
    ready = {row.person.pk for row in shown.ready}
    return [
        {
            "row": row,
            "state": row.person_month.get_state_display() if row.person_month else "Bez wpisu",
            "is_ready": row.person.pk in ready,
            "is_reviewed": _state(row) == PersonMonth.State.REVIEWED,
            "mends": [(gap, address(gap, month, request.user)) for gap in row.gaps],
            "late": late.get(row.person.pk),
        }
        for row in shown.rows
    ]


def _state(row: MonthPreviewRow) -> str:
    return row.person_month.state if row.person_month else ""
