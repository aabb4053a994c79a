from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.file_parts import ContractsPart
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.file import file_context
from participants.forms.voiding import VoidForm
from participants.models import BankAccount, Person
from participants.scope import lead_back_if_restricted, readable_file, row_to_change
from psu.models import Referral
from psu.models.referral import standing
from psu.months.contract_news import contract_news
from psu.months.late_news import late_months_of
from psu.months.of_a_person import months_worked
from psu.referrals.file_part import ReferralsPart
from psu.referrals.forms.referral import EndReferralForm, ReferralForm
from psu.referrals.person_tab import person_tab
from psu.referrals.referring import end, keep, lock, void

HOURS_ARE_OTHERS = "Godziny wpisuje opiekun PSU w miejscu pracy albo koordynator KIS."


@require_GET
@permission_required("psu.view_person_psu", raise_exception=True)
def person_psu(request, pk):
    """The tab of a person's file: referrals, and what was worked in each month."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    person = file.person
    record(request, "view", kind="psu", person=person.pk)
    referrals = file.part(ReferralsPart).read_all()
    tab = person_tab(file, referrals)
    found, months = tab.obstacles(), request.user.window.months
    context = file_context(
        request,
        file,
        referrals=[
            (
                referral,
                standing(referral, on, found.get(referral.pk, [])).told(sensitive=file.sensitive),
                _month_to_open(referral, on),
            )
            for referral in file.shown(referrals, lambda row: (row.starts_on, row.last_day))
        ],
        months=[row for row in months_worked(file.whole) if months.touches(row.first, row.first)],
        news=file.shown(tab.news, lambda row: (row.starts_on, row.ends_on)),
        contract_news=_news_of_contracts(file),
        years=(years := tab.years),
        consents=tab.consents if years else [],
        # Protocols and papers are made of one file's hours: the pages of the others are named beside.
        other_files=sorted({row.person_id for row in referrals} - {person.pk}),
        late=late_months_of(file.whole) if tab.news else [],
        events=file.shown(tab.events, lambda row: (row.day, row.day)),
    )
    return render(request, "psu/referrals/person.html", context)


def _news_of_contracts(file):
    """Asked only of who has signed a contract of the type that takes the status; the head has read them."""
    signed = [row for row in file.part(ContractsPart).contracts if row.is_binding]
    has_any = any(row.type == row.Type.B for row in signed)
    return contract_news(file.whole, file.on) if has_any else []


def _month_to_open(referral, on):
    """This month, or the referral's nearest one."""
    return min(max(on, referral.starts_on), referral.last_day).replace(day=1)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def referral_new(request, pk):
    """For anybody in the register: a participation in the club is not asked for."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.writable_by(request.user, on), pk=pk)
    lead_back_if_restricted(person)
    form = ReferralForm(request.POST or None, instance=Referral(person=person), today=on)

    def act():
        referral = keep(form.save(commit=False), by=request.user)
        _keep_payment(form, referral, referral.starts_on)

    if carried_out(request, form, act):
        return _saved(request, form, form.instance, "Wpisano skierowanie")
    return render(request, "psu/referrals/form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
def referral_edit(request, pk):
    on = timezone.localdate()
    referral = _writable(request, pk, on)
    # Before the form, which locks the referral's row by itself: see `lock`.
    if request.method == "POST":
        lock(referral)
    form = ReferralForm(request.POST or None, instance=referral, today=on)

    def act():
        keep(form.save(commit=False), by=request.user)
        # From today at the earliest: months already closed were paid as it stood then.
        _keep_payment(form, referral, max(on, referral.starts_on))

    if carried_out(request, form, act):
        return _saved(request, form, referral, "Zapisano skierowanie")
    record(request, "edit", kind="psu", number=referral.pk, person=referral.person_id)
    return render(request, "psu/referrals/form.html", {"form": form, "person": referral.person})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
def referral_end(request, pk):
    on = timezone.localdate()
    referral = _writable(request, pk, on)
    form = EndReferralForm(request.POST or None, initial={"last_day": on})
    if carried_out(request, form, lambda: end(referral, **form.cleaned_data)):
        messages.success(request, f"Skierowanie {referral.number} zakończono.")
        return redirect("psu:person", referral.person_id)
    return render(request, "psu/referrals/end.html", {"form": form, "referral": referral})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def referral_void(request, pk):
    """A mistake in person or agreement, while no day is entered; a second person voids it."""
    referral = _writable(request, pk, timezone.localdate())
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: void(referral, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Wpis skierowania {referral.number} unieważniono.")
        return redirect("psu:person", referral.person_id)
    return render(request, "psu/referrals/void.html", {"form": form, "referral": referral})


def _writable(request, pk, on):
    people = Person.objects.rows_writable_by(request.user, on)
    referrals = Referral.with_voided.select_related("person", "agreement", "place", "kind")
    found = row_to_change(request, referrals.filter(person__in=people), pk, tab="psu:person")
    lead_back_if_restricted(found.person)
    return found


def _keep_payment(form, referral, since):
    """What was typed about the payment, where it differs from what already stands."""
    payment = form.cleaned_data["payment"]
    if payment == form.Payment.UNKNOWN:
        return
    to_account = payment == form.Payment.ACCOUNT
    typed = {
        "number": form.cleaned_data["account_number"] if to_account else "",
        "owner": form.cleaned_data["account_owner"] if to_account else "",
    }
    now = BankAccount.objects.filter(person=referral.person).on(since).first()
    if now is None or (now.number, now.owner) != tuple(typed.values()):
        BankAccount.objects.change(referral.person, starts_on=since, **typed)


def _saved(request, form, referral, words):
    can_open = request.user.has_perm("psu.view_sheet")
    then = "Następny krok: karta miesiąca." if can_open else HOURS_ARE_OTHERS
    messages.success(request, f"{words} {referral.number}. {then}")
    for warning in form.warnings():
        messages.warning(request, warning)
    for missing in referral.missing_to_work(referral.starts_on):
        messages.warning(request, f"Przed pierwszą godziną brakuje: {missing}.")
    return redirect("psu:person", referral.person_id)
