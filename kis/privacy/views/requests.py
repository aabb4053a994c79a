from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import add_months, polish
from kis.lib.refusals import carried_out
from kis.privacy.forms.requests import AnswerForm, ProlongForm, RequestForm
from kis.privacy.models import DataRequest
from kis.privacy.models.request import MOST_MONTHS
from participants.scope import led_file
from participants.views.form_page import form_page

WRITE = permission_required("privacy.write_request", raise_exception=True)
BACK = "privacy:person"


def case_file(request, pk, on):
    """What a person asks for by law is noted of a restricted person as well."""
    file = led_file(request, pk, on)
    record(request, "edit", kind="data_request", number=pk, person=pk)
    return file


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def request_new(request, pk):
    on = timezone.localdate()
    file = case_file(request, pk, on)
    made = DataRequest(person=file.person, noted_by=request.user)
    form = RequestForm(request.POST or None, instance=made, initial={"received_on": on})
    if carried_out(request, form, form.save):
        messages.success(request, f"Odnotowano wniosek. Odpowiedź do {polish(made.due_on)}.")
        return redirect(BACK, pk)
    return form_page(
        request,
        file,
        form,
        "Wniosek o dane osobowe",
        back=BACK,
        submit="Zapisz wniosek",
        hint="Na odpowiedź jest miesiąc od wpływu (art. 12 ust. 3 RODO). Wniosek zostaje na pulpicie, "
        "dopóki nie ma odpowiedzi.",
    )


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def request_answer(request, pk, number):
    on = timezone.localdate()
    file = case_file(request, pk, on)
    asked = _open_request(file, number)
    form = AnswerForm(request.POST or None, initial={"on": on, "answer": DataRequest.Answer.DONE})
    if carried_out(request, form, lambda: asked.settle(by=request.user, **form.cleaned_data)):
        messages.success(request, "Odnotowano odpowiedź.")
        return redirect(BACK, pk)
    return form_page(
        request,
        file,
        form,
        "Odpowiedź na wniosek",
        back=BACK,
        submit="Zapisz odpowiedź",
        hint=f"Wniosek: {asked.get_kind_display()}, wpłynął {polish(asked.received_on)}. "
        f"Termin: {polish(asked.due_on)}.",
    )


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def request_prolong(request, pk, number):
    file = case_file(request, pk, timezone.localdate())
    asked = _open_request(file, number)
    form = ProlongForm(request.POST or None)
    if carried_out(request, form, lambda: asked.prolong(**form.cleaned_data)):
        messages.success(request, f"Termin odpowiedzi: {polish(asked.due_on)}.")
        return redirect(BACK, pk)
    return form_page(
        request,
        file,
        form,
        "Przedłużenie terminu odpowiedzi",
        back=BACK,
        submit="Przedłuż termin",
        hint=f"Najpóźniej do {polish(add_months(asked.received_on, MOST_MONTHS))} "
        "(art. 12 ust. 3 RODO).",
    )


def _open_request(file, number) -> DataRequest:
    return get_object_or_404(DataRequest.objects.open().filter(person__in=file.files), pk=number)
