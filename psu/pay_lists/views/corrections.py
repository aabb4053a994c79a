from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.periods import covering
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out
from participants.models import BankAccount
from psu.models import PayList, PaymentCorrection
from psu.models.pay_papers import SETTLED
from psu.pay_lists import paying, ways
from psu.pay_lists.differences import may_be_corrected
from psu.pay_lists.forms import CorrectionForm, RejectionForm
from psu.pay_lists.keeping import kept_correction
from psu.pay_lists.views.pay_list import sent
from psu.scope import sees_paid_people


@require_http_methods(["GET", "POST"])
@permission_required("psu.correct_payment", raise_exception=True)
@saves_once
def payment_correct(request, pk, person_pk):
    """To the way of payment that the person has today: nobody types an account here."""
    pay_list = get_object_or_404(PayList, pk=pk)
    line = pay_list.lines.filter(person=person_pk).select_related("person").in_order().first()
    if line is None:
        return redirect("psu:pay_list", pk)
    record(request, "view", kind="pay_list", number=pk, person=person_pk)
    today, form = timezone.localdate(), CorrectionForm(request.POST or None)

    def act():
        paying.propose(
            pay_list, line.person, by=request.user, on=today, reason=form.cleaned_data["reason"]
        )

    if carried_out(request, form, act):
        messages.success(
            request, "Sprostowanie zapisano. Następny krok: zatwierdza kierownik, potem wypłata."
        )
        return redirect("psu:pay_list", pk)
    former = pay_list.corrections.confirmed().filter(person=person_pk).order_by("pk").last()
    account = BankAccount.objects.filter(covering(today), person=person_pk).first()
    context = {
        "form": form,
        # What is posted all the same is refused by a sentence of its own.
        "may_correct": form.is_bound or may_be_corrected(pay_list, person_pk, today),
        "pay_list": pay_list,
        "line": line,
        "former": ways.in_words(former.number, former.owner)
        if former
        else ways.way_of_payment(line),
        "now": ways.in_words(account.number, account.owner) if account else "",
    }
    return render(request, "psu/pay_lists/correct.html", context)


def _correction(pk) -> PaymentCorrection:
    corrections = PaymentCorrection.objects.select_related("pay_list", "proposed_by", "document")
    return get_object_or_404(corrections, pk=pk)


@post_or_back("psu:pay_lists", keeps=())
@permission_required("psu.approve_pay_list", raise_exception=True)
def payment_correction_confirm(request, pk):
    correction = _correction(pk)
    try:
        paying.confirm(correction, by=request.user, on=timezone.localdate())
        messages.success(request, f"Sprostowanie zatwierdzono: {correction.person_name}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("psu:pay_list", correction.pay_list_id)


@require_http_methods(["GET", "POST"])
@permission_required("psu.approve_pay_list", raise_exception=True)
@saves_once
def payment_correction_reject(request, pk):
    correction = _correction(pk)
    record(
        request, "view", kind="pay_list", number=correction.pay_list_id, person=correction.person_id
    )
    if not correction.is_waiting:
        messages.warning(request, SETTLED)
        return redirect("psu:pay_list", correction.pay_list_id)
    form = RejectionForm(request.POST or None)
    if carried_out(request, form, lambda: correction.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Sprostowanie odrzucono: wypłaca się tak jak przed nim.")
        return redirect("psu:pay_list", correction.pay_list_id)
    context = {
        "form": form,
        "correction": correction,
        "now": ways.in_words(correction.number, correction.owner),
    }
    return render(request, "psu/pay_lists/reject.html", context)


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def payment_correction_pdf(request, pk):
    if not sees_paid_people(request.user):
        raise PermissionDenied
    correction = _correction(pk)
    record(
        request,
        "print",
        kind="pay_list",
        number=correction.pay_list_id,
        person=correction.person_id,
    )
    try:
        return sent(kept_correction(correction, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:pay_list", correction.pay_list_id)
