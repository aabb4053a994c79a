"""Months of an agreement from before the program, each entered as a sum by hand."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.forms import HoursField, NumberField, WholeNumberField
from kis.lib.refusals import carried_out
from kis.lib.versions import VersionedModelForm
from psu.models import Agreement, PastMonth
from psu.models.past_month import months_before

NUMBERS = {
    "persons": WholeNumberField,
    "hours": HoursField,
    "amount": NumberField,
    "refund": NumberField,
}


class PastMonthForm(VersionedModelForm):
    class Meta:
        model = PastMonth
        fields = [*NUMBERS, "source"]
        field_classes = NUMBERS


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def past_month(request, pk, month):
    """Entered, put right, or taken away: what stood in it stays in the history."""
    agreement = get_object_or_404(Agreement, pk=pk)
    row = agreement.past_months.filter(month=month).first()
    if row is None and month not in months_before(agreement, timezone.localdate()):
        raise Http404
    is_new = row is None
    row = row or PastMonth(agreement=agreement, month=month, entered_by=request.user)
    if "delete" in request.POST and not is_new:
        form = forms.Form(request.POST)
        if carried_out(request, form, row.delete):
            messages.success(request, "Usunięto sumę miesiąca.")
            return redirect("psu:agreement", pk)
    form = PastMonthForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano sumę miesiąca.")
        return redirect("psu:agreement", pk)
    context = {"form": form, "agreement": agreement, "month": month, "is_new": is_new}
    return render(request, "psu/agreements/past_month.html", context)
