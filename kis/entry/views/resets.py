"""A lost phone or key: one person asks, another confirms."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.entry.forms import ResetForm, SettleForm
from kis.entry.models import FactorReset
from kis.entry.scope import may_lose
from kis.journal.entrances import note
from kis.lib.refusals import carried_out

SHOWN = 20


@permission_required("entry.view_reset", raise_exception=True)
@require_GET
def resets(request):
    rows = FactorReset.objects.select_related("user", "asked_by", "settled_by")
    context = {"waiting": rows.waiting(), "settled": rows.exclude(answer="")[:SHOWN]}
    return render(request, "entry/resets.html", context)


@permission_required("entry.ask_reset", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def ask(request):
    form = ResetForm(request.POST or None, users=may_lose(request.user))

    def act():
        facts = form.cleaned_data
        FactorReset.objects.ask(facts["user"], by=request.user, reason=facts["reason"])
        note(request, request.user, "factor_lost", of=facts["user"])

    if carried_out(request, form, act):
        messages.success(
            request, "Zgłoszono. Potwierdza kierownik albo drugi administrator systemu."
        )
        return redirect("entry:resets")
    return render(request, "entry/reset_ask.html", {"form": form})


@permission_required("entry.settle_reset", raise_exception=True)
@require_http_methods(["GET", "POST"])
def settle(request, pk):
    reset = get_object_or_404(FactorReset.objects.select_related("user", "asked_by"), pk=pk)
    form = SettleForm(request.POST or None)

    def act():
        reset.settle(form.cleaned_data["answer"], by=request.user)
        confirmed = reset.answer == FactorReset.Answer.CONFIRMED
        note(request, request.user, "factor_reset" if confirmed else "factor_kept", of=reset.user)

    if carried_out(request, form, act):
        messages.success(request, _said(reset))
        return redirect("entry:resets")
    return render(request, "entry/reset_settle.html", {"form": form, "reset": reset})


def _said(reset) -> str:
    if reset.answer == FactorReset.Answer.REFUSED:
        return f"{reset.user}: odmówiono. Składnik został."
    return f"{reset.user}: skasowano składnik i zakończono wszystkie logowania tego konta."
