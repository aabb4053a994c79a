"""The coordinator's reason for more days of work in a year than the act says."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.scope import lead_back_if_restricted, row_to_change
from psu.files import whole
from psu.models import YearConsent
from psu.models.year_consent import consent
from psu.referrals.forms.consent import ConsentForm
from psu.years import days_of


@require_http_methods(["GET", "POST"])
@permission_required("psu.consent_year", raise_exception=True)
@saves_once
def year_consent_new(request, pk, year):
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.writable_by(request.user, on), pk=pk)
    lead_back_if_restricted(person)
    days = days_of([person], year).get(whole(person))
    if days is None:
        raise Http404
    form = ConsentForm(request.POST or None)

    def act():
        consent(person, year, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, f"Zapisano zgodę na {year} r. Godziny można wpisywać dalej.")
        return redirect("psu:person", pk)
    record(request, "view", kind="psu", person=person.pk)
    context = {"form": form, "person": person, "days": days}
    return render(request, "psu/referrals/consent.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.consent_year", raise_exception=True)
@saves_once
def year_consent_void(request, pk):
    people = Person.objects.writable_by(request.user, timezone.localdate())
    rows = YearConsent.with_voided.filter(person__in=people)
    given = row_to_change(request, rows, pk, tab="psu:person")
    lead_back_if_restricted(given.person)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: given.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Zgodę unieważniono.")
        return redirect("psu:person", given.person_id)
    record(request, "view", kind="psu", person=given.person_id)
    context = {"form": form, "consent": given, "person": given.person}
    return render(request, "psu/referrals/consent_void.html", context)
