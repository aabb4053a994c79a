from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import DecimalField, OuterRef, Prefetch, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.posting import nothing_saved
from kis.lib.refusals import carried_out, refusals
from kis.lib.table_files import asked_for
from psu.agreements.agreed_rates import below_minimum
from psu.agreements.columns import agreements_table
from psu.agreements.forms import (
    AgreementForm,
    PeriodFormSet,
    RateFormSet,
    read_choices_once,
)
from psu.agreements.plans import tell_plans_over
from psu.models import Agreement, AgreementAnnex, AgreementPlace, PastMonth, Referral, WorkDay
from psu.models.past_month import months_before
from psu.models.pup_list import months_of_lists
from psu.months.standing import months_of


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def agreement_list(request):
    used, past = (
        rows.objects.filter(agreement=OuterRef("pk"))
        .order_by()
        .values("agreement")
        .annotate(sum=Sum("hours"))
        .values("sum")
        for rows in (WorkDay, PastMonth)
    )
    on = timezone.localdate()
    named = AgreementPlace.objects.on(on).select_related("place")
    agreements = (
        Agreement.objects.select_related("regime")
        .prefetch_related("annexes", Prefetch("agreement_places", named, to_attr="places_today"))
        # A subquery: summed over a join, each day would count once for each place of the agreement.
        .annotate(
            used=Coalesce(Subquery(used), Value(0), output_field=DecimalField())
            + Coalesce(Subquery(past), Value(0), output_field=DecimalField())
        )
    )
    rows = _with_terms(agreements, on)
    context = {"agreements": rows, "on": on}
    return asked_for(request, agreements_table(rows), on=on) or render(
        request, "psu/agreements/list.html", context
    )


def _with_terms(agreements, on):
    """Each with its terms of today."""
    return [(agreement, agreement.terms_on(on)) for agreement in agreements]


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def agreement_details(request, pk):
    agreement = get_object_or_404(Agreement.objects.select_related("regime"), pk=pk)
    on = timezone.localdate()
    rates = list(agreement.rates.select_related("kind"))
    minimums = list(agreement.regime.rates.order_by("-valid_from"))
    return render(
        request,
        "psu/agreements/agreement.html",
        {
            "agreement": agreement,
            "places": agreement.agreement_places.not_undone().select_related("place"),
            "kinds": agreement.agreement_kinds.not_undone().select_related("kind"),
            "hours_left": agreement.hours_left(),
            "terms": agreement.terms_on(on),
            "annexes": AgreementAnnex.with_voided.filter(agreement=agreement).select_related(
                "voided_by"
            ),
            "minimum": next((minimum for minimum in minimums if minimum.holds_on(on)), None),
            "rates": rates,
            "below_minimum": below_minimum(agreement, rates, minimums),
            "months": months_of(agreement, on),
            "pup_lists": _pup_lists(agreement, on),
            "past_months": _past_months(agreement, on),
            "is_unused": not Referral.with_voided.filter(agreement=agreement).exists(),
            "on": on,
        },
    )


def _past_months(agreement: Agreement, on) -> list[tuple]:
    """Months without a day in the program, each with its sum. Two queries."""
    known = {row.month: row for row in agreement.past_months.all()}
    months = {*known, *months_before(agreement, on)}
    return [(month, known.get(month)) for month in sorted(months, reverse=True)]


def _pup_lists(agreement: Agreement, on) -> list[tuple]:
    """The months of which the labour office tells, each with its list. One query under the previous act."""
    months = months_of_lists(agreement, on)
    came = {row.month: row for row in agreement.pup_lists.all()} if months else {}
    return [(month, came.get(month)) for month in months]


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def agreement_new(request):
    return _edit(request, Agreement(), "Nowe porozumienie")


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def agreement_edit(request, pk):
    agreement = get_object_or_404(Agreement, pk=pk)
    return _edit(request, agreement, f"Porozumienie {agreement.number}")


def _edit(request, agreement, title):
    is_sent = request.method == "POST"  # else it is shown with what was sent twice
    data = request.POST if is_sent or request.POST else None
    form = AgreementForm(data, instance=agreement)
    # First: the rows are judged by the agreement as it was typed.
    is_sound = form.is_valid()
    periods = PeriodFormSet(data, instance=agreement, prefix="periods")
    rates = RateFormSet(data, instance=agreement, prefix="rates")
    read_choices_once(rates, "kind")
    rates.kinds = form.kinds_at_some_time() if form.is_bound else None
    rows = {"okresy i liczba osób": periods, "stawki za godzinę": rates}
    faulty = [title for title, formset in rows.items() if is_sent and not formset.is_valid()]
    if is_sent and is_sound and not faulty:
        with refusals(form):
            saved = form.save()
            periods.save()
            rates.save()
        if form.is_valid():
            messages.success(request, f"Zapisano porozumienie {saved.number}.")
            on = timezone.localdate()
            tell_plans_over(request, form, saved.terms_on(on), on)
            return redirect("psu:agreement", saved.pk)
    if faulty:
        form.add_error(None, f"Zaznaczone wiersze: {', '.join(faulty)}.")
    context = {"form": form, "periods": periods, "rates": rates, "title": title}
    return render(request, "psu/agreements/form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def agreement_delete(request, pk):
    """Of one entered by mistake; the database refuses where anything stands on it."""
    agreement = Agreement.objects.filter(pk=pk).first()
    if agreement is None:
        messages.info(request, "Tego porozumienia już nie ma.")
        return nothing_saved(redirect("psu:agreements"))
    number = agreement.number
    form = forms.Form(request.POST if request.method == "POST" else None)
    if carried_out(request, form, agreement.delete):
        messages.success(request, f"Usunięto porozumienie {number}.")
        return redirect("psu:agreements")
    context = {"form": form, "agreement": agreement, "errors_title": "Nie usunięto"}
    return render(request, "psu/agreements/delete.html", context)
