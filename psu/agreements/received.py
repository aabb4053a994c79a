"""The labour office's monthly list, noted as it came."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.forms import PastDateField, WholeNumberField
from kis.lib.refusals import carried_out
from kis.lib.versions import VersionedModelForm
from psu.models import Agreement, PupList
from psu.models.pup_list import months_of_lists


class PupListForm(VersionedModelForm):
    class Meta:
        model = PupList
        fields = ["received_on", "referred", "refused", "remarks"]
        field_classes = {
            "received_on": PastDateField,
            "referred": WholeNumberField,
            "refused": WholeNumberField,
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def pup_list(request, pk, month):
    """Of a month that is over, entered or put right."""
    agreement = get_object_or_404(Agreement.objects.select_related("regime"), pk=pk)
    if month not in months_of_lists(agreement, timezone.localdate()):
        raise Http404
    row = agreement.pup_lists.filter(month=month).first()
    row = row or PupList(agreement=agreement, month=month, entered_by=request.user)
    form = PupListForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano wykaz z PUP.")
        return redirect("psu:agreement", pk)
    context = {"form": form, "agreement": agreement, "month": month}
    return render(request, "psu/agreements/pup_list.html", context)
