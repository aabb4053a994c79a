"""Rows that stand on the tab of data: each is added and changed on a page of its own."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Model
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from participants.forms.person_rows import (
    BankAccountForm,
    ContactForm,
    HouseholdMemberForm,
    JobForm,
    LabourPeriodForm,
)
from participants.models import HouseholdMember, Job, LabourOfficePeriod
from participants.scope import led_file, writable_file
from participants.views.form_page import form_page


@dataclass(frozen=True)
class Rows:
    """One kind of rows, with the words of its page."""

    model: type[Model]
    form: type
    title: str
    saved: str


PERIODS = Rows(
    LabourOfficePeriod, LabourPeriodForm, "Okres w rejestrze PUP", "Zapisano okres w rejestrze PUP."
)
JOBS = Rows(Job, JobForm, "Praca", "Zapisano pracę.")
HOUSEHOLD = Rows(
    HouseholdMember, HouseholdMemberForm, "Osoba w gospodarstwie", "Zapisano osobę w gospodarstwie."
)


def _new(request, pk, rows: Rows):
    file = writable_file(request, pk, timezone.localdate())
    return _page(request, file, rows, rows.model(person=file.person))


def _edit(request, pk, row_pk, rows: Rows):
    file = writable_file(request, pk, timezone.localdate())
    row = get_object_or_404(rows.model, person=file.person, pk=row_pk)
    return _page(request, file, rows, row)


def _page(request, file, rows: Rows, row):
    form = rows.form(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, rows.saved)
        return redirect("participants:details", file.person.pk)
    return form_page(request, file, form, rows.title, back="participants:details")


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def labour_period_new(request, pk):
    return _new(request, pk, PERIODS)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def labour_period_edit(request, pk, row_pk):
    return _edit(request, pk, row_pk, PERIODS)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def labour_contact(request, pk, row_pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    row = get_object_or_404(file.person.labour_periods, pk=row_pk)
    form = ContactForm(request.POST or None, initial={"day": on})
    if carried_out(request, form, lambda: row.note_contact(on=form.cleaned_data["day"])):
        messages.success(request, f"Zapisano kontakt z PUP {polish(row.last_contact_on)}.")
        return redirect("participants:details", pk)
    told = f"Ostatnio wpisany: {polish(row.last_contact_on)}." if row.last_contact_on else ""
    title = "Wpisz kontakt z PUP"
    return form_page(request, file, form, title, back="participants:details", hint=told)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def job_new(request, pk):
    return _new(request, pk, JOBS)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def job_edit(request, pk, row_pk):
    return _edit(request, pk, row_pk, JOBS)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def household_member_new(request, pk):
    return _new(request, pk, HOUSEHOLD)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def household_member_edit(request, pk, row_pk):
    return _edit(request, pk, row_pk, HOUSEHOLD)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def account_new(request, pk):
    """Also while the processing is restricted: what is owed is paid."""
    on = timezone.localdate()
    file = led_file(request, pk, on)
    form = BankAccountForm(request.POST or None, initial={"starts_on": on})
    if carried_out(request, form, lambda: form.save(file.person)):
        messages.success(request, "Zapisano sposób wypłaty.")
        return redirect("participants:details", pk)
    return form_page(request, file, form, "Sposób wypłaty", back="participants:details")
