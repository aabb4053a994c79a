"""Entering an annex to an agreement, and voiding a mistaken one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm
from psu.agreements.annex_form import AgreementAnnexForm
from psu.agreements.plans import tell_plans_over
from psu.models import Agreement, AgreementAnnex


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def agreement_annex_new(request, pk):
    agreement = get_object_or_404(Agreement.objects.select_related("regime"), pk=pk)
    form = AgreementAnnexForm(request.POST or None, agreement=agreement, by=request.user)
    if carried_out(request, form, form.save):
        annex = form.instance
        messages.success(
            request,
            f"Zapisano aneks {annex.number}. Od {polish(annex.valid_from)} obowiązuje to, co w nim jest.",
        )
        tell_plans_over(request, form, annex, max(timezone.localdate(), annex.valid_from))
        return redirect("psu:agreement", pk)
    context = {"form": form, "agreement": agreement, "on": timezone.localdate()}
    return render(request, "psu/agreements/annex.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_agreement", raise_exception=True)
@saves_once
def agreement_annex_void(request, pk):
    annex = get_object_or_404(AgreementAnnex.objects.select_related("agreement"), pk=pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: annex.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Aneks unieważniono. Obowiązuje znowu to, co przed nim.")
        return redirect("psu:agreement", annex.agreement_id)
    return render(request, "psu/agreements/annex_void.html", {"form": form, "annex": annex})
