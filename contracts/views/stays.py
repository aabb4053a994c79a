"""Pages of one stay: its certificate, breaks, a later planned end, ratings, what became of the person."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.certificates import issue, known_forms, printed
from contracts.forms.participation import CertificateForm
from contracts.forms.stays import BreakEndForm, BreakForm, FollowUpForm, ProlongForm, RatingForm
from contracts.participation import beyond_contract, covers_of
from contracts.scope import stay_to_change
from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, carried_out
from participants.commissioned import last_day_of
from participants.forms.voiding import VoidForm
from participants.models import Break, Certificate, FollowUp, Rating
from participants.registrations import commission_limits_on
from participants.scope import readable_file, row_to_change, writable_file
from participants.views.form_page import form_page

TAB = "contracts:participation"
RIGHT = "contracts.write_participation"
ENDED = "Ten udział już się skończył: nie można go przedłużyć ani wpisać przerwy."


def _stay(request, pk, stay_pk):
    """The file and a stay in it, for who may write there."""
    file = writable_file(request, pk, timezone.localdate())
    return file, stay_to_change(request, file, stay_pk)


def _page(request, file, form, title, **more):
    return form_page(request, file, form, title, back=TAB, **more)


def _told(request, pk, sentence):
    messages.success(request, sentence)
    return redirect(TAB, pk)


def _ended(request, pk):
    messages.warning(request, ENDED)
    return nothing_saved(redirect(TAB, pk))


# the certificate


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def certificate_new(request, pk, stay_pk):
    file, stay = _stay(request, pk, stay_pk)
    if stay.ends_on is None:
        messages.warning(request, "Zaświadczenie wystawia się po zakończeniu udziału.")
        return nothing_saved(redirect(TAB, pk))
    form = CertificateForm(
        request.POST or None, initial={"forms": "\n".join(known_forms(stay, stay.ends_on))}
    )

    def act():
        issue(stay, forms=form.cleaned_data["forms"], by=request.user, on=file.on)

    if carried_out(request, form, act):
        return _told(
            request, pk, "Wystawiono zaświadczenie. Następny krok: wydrukuj je i daj do podpisu."
        )
    hint = f"Udział {polish(stay.starts_on)} – {polish(stay.ends_on)}."
    title, submit = "Wystaw zaświadczenie", "Wystaw zaświadczenie"
    return _page(request, file, form, title, submit=submit, hint=hint)


def _certificates(file, stay_pk):
    """Voided ones too: they stay visible."""
    rows = Certificate.with_voided.filter(participation=stay_pk, participation__person=file.person)
    return rows.select_related("document__stored")


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def certificate(request, pk, stay_pk, certificate_pk):
    file = readable_file(request, pk, timezone.localdate())
    # It says whether the contract was carried out: for those who may read the contract.
    if not file.sensitive:
        raise Http404
    paper = get_object_or_404(_certificates(file, stay_pk), pk=certificate_pk)
    record(request, "download_certificate", kind="certificate", number=paper.pk, person=pk)
    try:
        document = printed(paper, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(TAB, pk)
    return pdf(document.content, document.name)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def certificate_void(request, pk, stay_pk, certificate_pk):
    """By a second person."""
    file = writable_file(request, pk, timezone.localdate())
    rows = _certificates(file, stay_pk)
    paper = row_to_change(request, rows, certificate_pk, tab=TAB, person=pk)
    hint = (
        "Zaświadczenie zostanie widoczne i przekreślone, a jego numer nie wróci. Wydany egzemplarz "
        "odbierz."
    )
    return _void(request, file, paper, f"Unieważnij zaświadczenie nr {paper}", hint)


def _void(request, file, row, title, hint):
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        return _told(
            request,
            file.person.pk,
            "Wpis unieważniono. Zostaje widoczny i już się nie liczy.",
        )
    return _page(request, file, form, title, hint=hint, submit="Unieważnij wpis")


# the stay itself


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def stay_void(request, pk, stay_pk):
    """By a second person; a certificate of it first."""
    file, stay = _stay(request, pk, stay_pk)
    hint = (
        "Udział zostanie widoczny i przekreślony razem z tym, co do niego należy, i przestanie się "
        "liczyć. Osoba będzie znów taka, jakby go nie było."
    )
    return _void(request, file, stay, f"Unieważnij wpis: {stay}", hint)


# breaks and the planned end


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def break_new(request, pk, stay_pk):
    file, stay = _stay(request, pk, stay_pk)
    if stay.ends_on:
        return _ended(request, pk)
    row = Break(participation=stay, made_by=request.user)
    form = BreakForm(request.POST or None, instance=row, initial={"starts_on": file.on})
    if carried_out(request, form, form.save):
        return _told(request, pk, "Zapisano przerwę.")
    return _page(request, file, form, "Przerwa w udziale", submit="Zapisz przerwę")


def _break(request, stay, break_pk) -> Break:
    rows = Break.with_voided.filter(participation=stay)
    return row_to_change(request, rows, break_pk, tab=TAB, person=stay.person_id)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def break_end(request, pk, stay_pk, break_pk):
    file, stay = _stay(request, pk, stay_pk)
    row = _break(request, stay, break_pk)
    form = BreakEndForm(request.POST or None, instance=row, on=file.on)
    if carried_out(request, form, form.save):
        return _told(request, pk, f"Przerwa kończy się {polish(row.ends_on)}.")
    hint = f"Przerwa od {polish(row.starts_on)}."
    return _page(request, file, form, "Zakończ przerwę", submit="Zakończ przerwę", hint=hint)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def break_void(request, pk, stay_pk, break_pk):
    """By a second person."""
    file, stay = _stay(request, pk, stay_pk)
    row = _break(request, stay, break_pk)
    hint = "Wpis zostanie widoczny i przekreślony, przestanie się liczyć."
    return _void(request, file, row, f"Unieważnij wpis: {row}", hint)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def prolong(request, pk, stay_pk):
    file, stay = _stay(request, pk, stay_pk)
    if stay.ends_on:
        return _ended(request, pk)
    covers, planned = covers_of(file.person), stay.planned_end_on
    form = ProlongForm(request.POST or None, instance=stay)
    if carried_out(request, form, lambda: form.prolong(by=request.user, today=file.on)):
        if warning := beyond_contract(stay, covers):
            messages.warning(request, warning)
        return _told(
            request, pk, f"Planowany koniec udziału to teraz {polish(stay.planned_end_on)}."
        )
    hint = f"Teraz planowany koniec to {polish(planned)}. {_bound_of(stay, covers)}".strip()
    return _page(request, file, form, "Przedłuż udział", submit="Przedłuż udział", hint=hint)


def _bound_of(stay, covers) -> str:
    """Until when it makes sense to prolong, in a sentence."""
    if stay.is_commissioned:
        limits = commission_limits_on(stay.starts_on)
        return f"Prawo pozwala najpóźniej na {polish(last_day_of(stay.starts_on, limits))}."
    bound = max((cover.last for cover in covers), default=None)
    return f"Kontrakt obowiązuje do {polish(bound)}." if bound else ""


# how the person manages, and what became of them


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def rating(request, pk, stay_pk, moment):
    file, stay = _stay(request, pk, stay_pk)
    if moment == Rating.Moment.END and stay.ends_on is None:
        messages.warning(request, "Ocenę na koniec wpisuje się po zakończeniu udziału.")
        return nothing_saved(redirect(TAB, pk))
    row = Rating.objects.filter(participation=stay, moment=moment).first()
    form = RatingForm(
        request.POST or None, instance=row or Rating(participation=stay, moment=moment)
    )
    if carried_out(request, form, lambda: form.save_by(request.user)):
        return _told(request, pk, "Zapisano ocenę.")
    title = f"Ocena funkcjonowania {Rating.Moment(moment).label} udziału"
    hint = "Każdą dziedzinę można pominąć. 1 to bardzo słabo, 5 bardzo dobrze."
    return _page(request, file, form, title, submit="Zapisz ocenę", hint=hint)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def follow_up(request, pk, follow_up_pk):
    """Answered for the first time, or the answer put right."""
    file = writable_file(request, pk, timezone.localdate())
    rows = FollowUp.objects.filter(participation__person=file.person)
    row = get_object_or_404(rows, pk=follow_up_pk)
    row.participation = stay_to_change(request, file, row.participation_id)
    form = FollowUpForm(request.POST or None, instance=row, on=file.on)
    if carried_out(request, form, lambda: form.save_by(request.user)):
        return _told(request, pk, "Zapisano, co robi osoba po udziale.")
    phone = file.person.phone
    hint = (
        f"Udział skończył się {polish(row.participation.ends_on)}. Pytanie po {row.months} miesiącach: "
        f"{polish(row.due_on)}. {f'Telefon: {phone}.' if phone else 'Telefonu nie wpisano.'}"
    )
    title = f"Co robi osoba {row.months} mies. po udziale"
    return _page(request, file, form, title, submit="Zapisz odpowiedź", hint=hint)
