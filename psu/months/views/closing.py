from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from kis.accounts.once import saves_once
from kis.documents.tasks import is_anybody_working
from kis.journal.record import record
from kis.lib.dates import month_name
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out
from participants.models import Person
from psu.models import CloseOrder, PayLine, PayList, PersonMonth
from psu.months import closing
from psu.months.corrections import waiting_months
from psu.months.counting import counts_of, order_count, sums_of
from psu.months.forms.closing import CloseForm, ReopenForm
from psu.months.large import closes_long, is_large
from psu.months.ordered_close import order_close, waiting_order
from psu.months.preview import preview, still_runs
from psu.months.tasks import defer_close, defer_count
from psu.months.views.month_page import agreement_of_month, note_looks


@post_or_back("psu:month")
@permission_required("psu.review_month", raise_exception=True)
def month_review(request, pk, month):
    """Everybody of whom nothing is open; who has an open question is reviewed alone."""
    agreement, today = agreement_of_month(pk), timezone.localdate()
    if is_large(agreement, month):
        return _review_by_worker(request, agreement, month)
    people = [row.person for row in preview(agreement, month, on=today).to_review_at_once]
    count = closing.review(agreement, month, by=request.user, on=today, people=people)
    if count:
        messages.success(
            request, f"Oznaczono jako sprawdzone. Osoby: {count}. Następny krok: zamknij miesiąc."
        )
    else:
        messages.info(request, "Nie było miesięcy bez braków do sprawdzenia.")
    return redirect("psu:month", pk, month)


def _review_by_worker(request, agreement, month):
    order = order_count(agreement, month, by=request.user, marks_reviewed=True)
    if order.marks_reviewed:
        defer_count(order)
    else:  # somebody ordered a count alone, which marks nobody
        messages.info(
            request,
            "Miesiąc jest właśnie liczony. Oznacz jako sprawdzone, gdy liczenie się skończy.",
        )
    return redirect("psu:month", agreement.pk, month)


@post_or_back("psu:start", keeps=())
@permission_required("psu.review_month", raise_exception=True)
def month_review_one(request, pk):
    """An open month of one person, whatever is still open of it: somebody looked and says so."""
    person_month = _person_month(request, pk)
    on, people = timezone.localdate(), [person_month.person]
    if closing.review(
        person_month.agreement, person_month.month, by=request.user, on=on, people=people
    ):
        messages.success(request, f"{person_month.person}: miesiąc oznaczono jako sprawdzony.")
    else:
        messages.info(request, f"{person_month.person}: tego miesiąca nie trzeba już sprawdzać.")
    return redirect("psu:month", person_month.agreement_id, person_month.month)


@require_http_methods(["GET", "POST"])
@permission_required("psu.close_month", raise_exception=True)
@saves_once
def month_close(request, pk, month):
    """The confirmation names who is closed, for how much, and who stays open."""
    agreement, today = agreement_of_month(pk), timezone.localdate()
    if order := waiting_order(agreement, month):
        return nothing_saved(redirect("psu:close_order", order.pk))
    if request.method == "POST":
        return _close(request, agreement, month, today)
    found = _about_to_close(agreement, month, today)
    if found is None:
        messages.info(request, "Najpierw policz miesiąc: jest w nim bardzo dużo osób.")
        return redirect("psu:month", pk, month)
    earlier = closing.corrected(agreement, waiting_months(agreement, month), on=today)
    note_looks(request, agreement, [*found["named"], *earlier])
    context = {"agreement": agreement, "month": month, "earlier": earlier, "form": CloseForm()}
    return render(request, "psu/months/close.html", context | found)


def _about_to_close(agreement, month, today) -> dict | None:
    """What the confirmation tells of the month; None of a large one that is not counted."""
    if not is_large(agreement, month):
        found = preview(agreement, month, on=today)
        corrections = [row for row in found.ready if row.is_correction]
        facts = {"sums": found.sums, "left_open": found.waiting, "named": found.rows}
        return facts | {"blocked": found.blocked, "corrections": corrections}
    _, count = counts_of(agreement, month)
    if (sums := sums_of(count)) is None:
        return None
    corrections = closing.corrected(agreement, [month], on=today)
    return {
        "sums": sums,
        "count": count,
        "named": corrections,
        "corrections": corrections,
        "blocked": still_runs(month, today),
    }


def _close(request, agreement, month, today):
    form = CloseForm(request.POST)
    form.is_valid()  # a box is ticked or not: there is nothing to refuse
    if closes_long(agreement, month):
        order = order_close(agreement, month, by=request.user, **form.cleaned_data)
        defer_close(order)
        return redirect("psu:close_order", order.pk)
    try:
        closed = closing.close(agreement, month, by=request.user, on=today, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect("psu:month", agreement.pk, month))
    words = f"Zamknięto {month_name(month)}. Osoby: {len(closed.rows)}."
    if closed.pay_list is None:
        messages.success(request, f"{words} Nikt nie przepracował godzin: listy wypłat nie ma.")
        return redirect("psu:month", agreement.pk, month)
    messages.success(request, f"{words} Następny krok: lista wypłat.")
    return redirect("psu:pay_list", closed.pay_list.pk)


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def close_order(request, pk):
    """How far a large close is, or what came of it. The part alone is asked for every two seconds."""
    orders = CloseOrder.objects.select_related("agreement", "pay_list", "ordered_by")
    order, now = get_object_or_404(orders, pk=pk), timezone.now()
    if request.htmx and not order.is_waiting:
        return HttpResponseClientRefresh()
    context = {
        "order": order,
        "seconds": int((now - order.started_at).total_seconds()) if order.started_at else None,
        "nobody_works": order.is_waiting and not is_anybody_working(now),
    }
    page = "psu/months/close_order.html"
    return render(request, f"{page}#progress" if request.htmx else page, context)


def _person_month(request, pk) -> PersonMonth:
    months = PersonMonth.objects.select_related("person", "agreement")
    return get_object_or_404(
        months.filter(person__in=Person.objects.visible_to(request.user)), pk=pk
    )


@post_or_back("psu:start", keeps=())
@permission_required("psu.review_month", raise_exception=True)
def month_send_back(request, pk):
    """A reviewed month of a person goes back to the supervisor."""
    person_month = _person_month(request, pk)
    try:
        closing.send_back(person_month)
        messages.success(request, f"{person_month.person}: miesiąc zwrócono do poprawy.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("psu:month", person_month.agreement_id, person_month.month)


@require_http_methods(["GET", "POST"])
@permission_required("psu.reopen_month", raise_exception=True)
@saves_once
def month_reopen(request, pk):
    person_month = _person_month(request, pk)
    record(request, "view", kind="psu_month", number=pk, person=person_month.person_id)
    form = ReopenForm(request.POST or None)
    lines = PayLine.objects.filter(person_month=person_month)
    approved = PayList.objects.filter(lines__in=lines, approved_on__isnull=False).distinct()
    on = timezone.localdate()

    def act():
        closing.reopen(person_month, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        what = "różnica wejdzie na następną listę" if approved else "trafi na listę uzupełniającą"
        messages.success(
            request, f"{person_month.person}: otwarto ponownie. Popraw godziny; potem {what}."
        )
        return redirect("psu:month", person_month.agreement_id, person_month.month)
    context = {"form": form, "person_month": person_month, "approved": approved.order_by("ordinal")}
    return render(request, "psu/months/reopen.html", context)
