"""The application of a person to the club: what it lacks, what was decided."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Centre
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out
from participants import admission
from participants.file import file_context
from participants.file_parts import EligibilityPart, StayPart
from participants.forms.admission import DecisionForm
from participants.forms.voiding import VoidForm
from participants.models import Admission
from participants.residence import residence_of
from participants.scope import readable_file, row_to_change, writable_file
from participants.views.form_page import form_page


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def application(request, pk):
    file = readable_file(request, pk, timezone.localdate())
    record(request, "view_details", kind="person", number=pk, person=pk)
    decisions = Admission.with_voided.filter(person=file.person)
    area, stay = admission.application_of(file.person), file.part(StayPart).last
    settled_by = stay if area and stay and stay.starts_on >= area.starts_on else None
    is_open = bool(area and not area.ends_on and not settled_by)
    may_begin = is_open and file.may_begin
    is_admitted = is_open and _is_admitted(area)
    waits = is_open and not may_begin and not is_admitted
    context = file_context(
        request,
        file,
        area=area,
        settled_by=settled_by,
        is_open=is_open,
        is_admitted=is_admitted,
        may_begin=may_begin,
        why_not_again=admission.why_not_again(area, file.on) if area and area.ends_on else "",
        decisions=decisions.select_related("decided_by", "voided_by", "area"),
        # The frame asks for the centre too: it is read once.
        centre=(centre := Centre.objects.current()),
        residence=residence_of(file.person, centre) if waits else None,
        gaps=file.part(EligibilityPart).gaps() if waits and file.sensitive else [],
    )
    return render(request, "participants/application.html", context)


def _is_admitted(area) -> bool:
    return Admission.objects.filter(area=area, what=Admission.What.ADMITTED).exists()


@require_http_methods(["GET", "POST"])
@permission_required("participants.write_person", raise_exception=True)
@saves_once
def application_decide(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    area = admission.application_of(file.person)
    form = DecisionForm(request.POST or None, admitted=_is_admitted(area), on=on)

    def act():
        admission.decide(file.person, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        closed = form.cleaned_data["what"] != Admission.What.ADMITTED
        messages.success(
            request,
            "Zapisano decyzję. Zgłoszenie już nie czeka."
            if closed
            else "Zapisano: osobę przyjęto. Następny krok: kontrakt socjalny.",
        )
        return redirect("participants:application", pk)
    record(request, "edit_details", kind="person", number=pk, person=pk)
    return form_page(
        request,
        file,
        form,
        "Decyzja o zgłoszeniu",
        back="participants:application",
        submit="Zapisz decyzję",
        hint=residence_of(file.person, Centre.objects.current()).sentence,
    )


@require_http_methods(["GET", "POST"])
@permission_required("participants.write_person", raise_exception=True)
@saves_once
def application_void(request, pk, row_pk):
    file = writable_file(request, pk, timezone.localdate())
    rows = Admission.with_voided.filter(person=file.person).select_related("area")
    decision = row_to_change(request, rows, row_pk, tab="participants:application", person=pk)
    form = VoidForm(request.POST or None)

    def act():
        admission.void(decision, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Decyzję unieważniono.")
        return redirect("participants:application", pk)
    record(request, "edit_details", kind="person", number=pk, person=pk)
    return form_page(
        request,
        file,
        form,
        f"Unieważnij decyzję: {decision}",
        back="participants:application",
        submit="Unieważnij wpis",
        hint="Decyzja zostanie widoczna i przekreślona, przestanie się liczyć.",
    )


@post_or_back("participants:application")
@permission_required("participants.write_person", raise_exception=True)
def application_again(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    try:
        admission.apply_again(file.person, on=on)
        messages.success(request, "Przyjęto nowe zgłoszenie. Sprawdź, czy dane są aktualne.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("participants:application", pk)
