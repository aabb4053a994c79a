"""Who takes part in an edition, who waits, and what becomes of each application."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, carried_out
from kis.programmes import enrolling
from kis.programmes.forms.enrolment import (
    AdmitForm,
    ApplicationForm,
    EndForm,
    FindForm,
    NewApplicationForm,
    PersonForm,
    RefuseForm,
)
from kis.programmes.models import Enrolment
from kis.programmes.overview import page_of, shown
from kis.programmes.people import is_of_programmes_alone
from kis.programmes.scope import readable_edition, readable_enrolment, writable_enrolment
from kis.programmes.tabs import edition_page
from kis.programmes.views.act import act_page
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.register import look_up
from participants.scope import LedOn, lead_back_if_restricted

WRITE = permission_required("programmes.write_enrolment", raise_exception=True)
SEES_REGISTER = "participants.view_register"
LIST, PAGE = "programmes:enrolments", "programmes:enrolment"
SHOWN = 20


@permission_required("programmes.view_edition", raise_exception=True)
@require_GET
def enrolments(request, pk):
    file = readable_edition(request, pk)
    context = page_of(file, request.GET.get("stan"), request.GET.get("strona"))
    for row, *_ in context["rows"]:
        for person in {row.person_id, row.beneficiary_id}:
            record(request, "view", kind="programme", number=pk, person=person)
    return edition_page(request, file, "programmes/enrolments.html", LIST, context)


@permission_required("programmes.view_edition", raise_exception=True)
@require_GET
def enrolment(request, pk, number):
    file, row = readable_enrolment(request, pk, number)
    return edition_page(request, file, "programmes/enrolment.html", LIST, shown(file, row))


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_new(request, pk):
    return _apply(request, readable_edition(request, pk), None)


@permission_required([SEES_REGISTER, "programmes.write_enrolment"], raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_add(request, pk, person_pk):
    """Of the register, only whom the reader sees there."""
    file = readable_edition(request, pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    record(request, "edit", kind="programme", number=pk, person=person.pk)
    lead_back_if_restricted(person)
    return _apply(request, file, person)


def _apply(request, file, person):
    row = Enrolment(edition=file.edition)
    form = NewApplicationForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        initial={"applied_on": file.on},
        person=person,
    )
    came = {}

    def act():
        came["known"] = form.apply(by=request.user).known

    if carried_out(request, form, act):
        for name in came["known"]:
            messages.info(
                request,
                f"{name}: ta osoba jest już w rejestrze, zapisano ją do programu. Jej dane zostają takie, "
                "jak tam.",
            )
        messages.success(request, f"Zapisano zgłoszenie: {row.person}. Czeka na przyjęcie.")
        return redirect(PAGE, file.edition.pk, row.pk)
    title = f"Zgłoszenie: {person}" if person else "Nowe zgłoszenie"
    return act_page(request, file, form, title, tab=LIST)


@permission_required([SEES_REGISTER, "programmes.write_enrolment"], raise_exception=True)
@require_http_methods(["GET", "POST"])
def enrolment_find(request, pk):
    file = readable_edition(request, pk)
    form = FindForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = look_up(request.user, file.on, words=form.cleaned_data["words"])
    context = {"form": form, "found": found, "people": found[:SHOWN] if found else []}
    return edition_page(request, file, "programmes/find.html", LIST, context)


@WRITE
@require_http_methods(["GET", "POST"])
def enrolment_edit(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    form = ApplicationForm(request.POST or None, request.FILES or None, instance=row)
    if carried_out(request, form, lambda: form.save_by(request.user)):
        messages.success(request, "Zapisano zgłoszenie.")
        return redirect(PAGE, pk, number)
    return _act(request, file, row, form, f"Popraw zgłoszenie: {row.person}")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_admit(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    form = AdmitForm(request.POST or None, enrolment=row, on=file.on)
    if carried_out(request, form, lambda: enrolling.admit(row, **form.cleaned_data)):
        messages.success(request, f"Przyjęto do edycji: {row.person}.")
        return redirect(PAGE, pk, number)
    return _act(request, file, row, form, f"Przyjmij: {row.person}", submit="Przyjmij")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_refuse(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    form = RefuseForm(request.POST or None, initial={"day": file.on})
    if carried_out(request, form, lambda: enrolling.refuse(row, **form.cleaned_data)):
        messages.success(request, f"Zapisano odmowę: {row.person}.")
        return redirect(PAGE, pk, number)
    return _act(request, file, row, form, f"Odmów: {row.person}", submit="Odmów")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_end(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    last = min(file.on, file.edition.ends_on)
    form = EndForm(request.POST or None, initial={"last_day": last})
    if carried_out(request, form, lambda: enrolling.end(row, **form.cleaned_data)):
        messages.success(request, f"Zapisano koniec udziału: {row.person}.")
        return redirect(PAGE, pk, number)
    return _act(request, file, row, form, f"Zakończ udział: {row.person}", submit="Zakończ udział")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_go_on(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    if request.method == "GET":
        hint = "Udział trwa dalej, jeśli w edycji jest jeszcze miejsce."
        title = f"Cofnij zakończenie: {row.person}"
        return _act(request, file, row, None, title, hint=hint, submit="Cofnij zakończenie")
    try:
        enrolling.go_on(row)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(PAGE, pk, number))
    messages.success(request, f"Udział trwa dalej: {row.person}.")
    return redirect(PAGE, pk, number)


@permission_required("programmes.void", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def enrolment_void(request, pk, number):
    """By a second person."""
    file, row = writable_enrolment(request, pk, number)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje w historii i już się nie liczy.")
        return redirect(LIST, pk)
    title = f"Unieważnij zgłoszenie: {row.person}"
    return _act(request, file, row, form, title, submit="Unieważnij wpis", voids=True)


@WRITE
@require_http_methods(["GET", "POST"])
def enrolment_person(request, pk, number, whose):
    """Names and address of somebody whom nobody else of the office leads."""
    file, row = writable_enrolment(request, pk, number)
    if whose not in ("uczestnik", "podopieczny"):
        raise Http404
    person = row.person if whose == "uczestnik" else row.beneficiary
    person = person.merged_into or person
    if not is_of_programmes_alone(person):
        raise LedOn(
            "Dane tej osoby prowadzi jej pracownik socjalny: poprawia się je w jej karcie.",
            *(PAGE, pk, number),
        )
    form = PersonForm(request.POST or None, instance=person)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano: {person}.")
        return redirect(PAGE, pk, number)
    return _act(request, file, row, form, f"Dane osoby: {person}")


def _act(request, file, row, form, title, **more):
    back = (PAGE, file.edition.pk, row.pk)
    return act_page(request, file, form, title, tab=LIST, back=back, **more)
