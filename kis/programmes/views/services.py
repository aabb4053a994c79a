"""Services of an edition: whose cards a month has, one participation, a card that is entered."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import add_months, month_name
from kis.lib.paging import rest_of_address
from kis.lib.refusals import carried_out
from kis.programmes.cards import (
    cards_of,
    is_settled,
    month_asked,
    providers_for,
    services_of_card,
    taking_part_in,
)
from kis.programmes.forms.services import CardRows, StayForm
from kis.programmes.giving import give, seen_by
from kis.programmes.hours import told_hours, told_span
from kis.programmes.models import Enrolment, Kind, Service
from kis.programmes.scope import (
    EditionFile,
    lead_back_if_restricted,
    readable_edition,
    readable_enrolment,
)
from kis.programmes.settling import months_of
from kis.programmes.tabs import edition_page
from kis.programmes.use import use_of
from participants.forms.voiding import VoidForm

VIEW, WRITE, VOID = "programmes.view_edition", "programmes.write_service", "programmes.void"
TAB, CARD, ONE = "programmes:services", "programmes:service_card", "programmes:services_of"
PAGE_SIZE = 50
ROWS = "wiersze"


def with_services(file: EditionFile) -> EditionFile:
    if not file.edition.has_services:
        raise Http404
    return file


def months_around(file: EditionFile, month) -> dict:
    """The month before and behind, within the edition."""
    before, behind = add_months(month, -1), add_months(month, 1)
    first = file.edition.starts_on.replace(day=1)
    return {
        "month": month,
        "before": before if before >= first else None,
        "behind": behind if behind <= file.edition.ends_on else None,
    }


@permission_required(VIEW, raise_exception=True)
@require_GET
def services(request, pk):
    file = with_services(readable_edition(request, pk))
    month, typed = month_asked(request, file), request.GET.get("nazwisko", "").strip()
    rows = taking_part_in(file.edition, month)
    if typed:
        rows = rows.filter(person__last_name__istartswith=typed)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    cards = cards_of(list(page), month)
    for one in cards:
        record(
            request,
            "view",
            kind="programme",
            number=one.enrolment.pk,
            person=one.enrolment.person_id,
        )
    context = {
        "page": page,
        "cards": cards,
        "typed": typed,
        "writes": request.user.has_perm(WRITE),
        "query": rest_of_address(request),
        "settled": is_settled(file.edition, month),
        "is_respite": file.edition.kind == Kind.RESPITE,
        **months_around(file, month),
    }
    return edition_page(request, file, "programmes/services/services.html", TAB, context)


@permission_required(VIEW, raise_exception=True)
@require_GET
def services_of(request, pk, number):
    """All that one participant was given, voided rows too."""
    file, enrolment = readable_enrolment(request, pk, number)
    with_services(file)
    rows = Service.with_voided.filter(enrolment=enrolment).select_related(
        "provider", "entered_by", "voided_by"
    )
    page = Paginator(rows.order_by("-starts_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("strona")
    )
    context = {
        "enrolment": enrolment,
        "use": use_of([enrolment], file.on)[enrolment.pk],
        "page": page,
        "providers": providers_for(enrolment),
        "month": month_asked(request, file),
        "months": [one.month for one in months_of(file.edition, file.on)],
        "writes": request.user.has_perm(WRITE) and not enrolment.voided_at and enrolment.starts_on,
        "is_respite": file.edition.kind == Kind.RESPITE,
    }
    return edition_page(request, file, "programmes/services/participant.html", TAB, context)


def taking_part(request, pk, number, *, act="view") -> tuple[EditionFile, Enrolment]:
    """Who takes part or did: others have no services."""
    file, enrolment = readable_enrolment(request, pk, number, act=act)
    with_services(file)
    if enrolment.voided_at or enrolment.starts_on is None:
        raise Http404
    if act == "edit":
        lead_back_if_restricted(enrolment, ONE, pk, number)
    return file, enrolment


@permission_required(VIEW, raise_exception=True)
@require_GET
def card_asked(request, pk, number):
    """Leads to the card of the provider and the month that were chosen."""
    file, enrolment = taking_part(request, pk, number)
    chosen = request.GET.get("kto", "")
    if not chosen.isdecimal():
        messages.info(request, "Wybierz, kto świadczył usługi.")
        return redirect(ONE, pk, number)
    provider = get_object_or_404(providers_for(enrolment), pk=int(chosen))
    return redirect(CARD, pk, number, provider.pk, month_asked(request, file))


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def card(request, pk, number, provider, month):
    """The paper card of a month, row by row; saved whole or not at all."""
    file, enrolment = taking_part(request, pk, number, act="edit")
    provider = get_object_or_404(providers_for(enrolment), pk=provider)
    facts = {"month": month, "kind": file.edition.kind}
    rows = CardRows(_posted(request), prefix=ROWS, form_kwargs=facts)
    wants_saving = request.method == "POST" and "add" not in request.POST
    if (
        wants_saving
        and rows.is_valid()
        and (saved := _saved(request, file, rows, enrolment, provider))
    ):
        messages.success(request, saved)
        return redirect(CARD, pk, number, provider.pk, month)
    stands = list(services_of_card(enrolment, provider, month, voided=True))
    context = {
        "enrolment": enrolment,
        "provider": provider,
        "rows": rows,
        "refused": wants_saving and not rows.is_valid(),
        "mistakes": _mistakes(rows) if wants_saving else [],
        "stands": stands,
        "minutes": sum(row.minutes for row in stands if not row.voided_at),
        "settled": is_settled(file.edition, month),
        "use": use_of([enrolment], month)[enrolment.pk],
        "may_void": request.user.has_perm(VOID),
        **months_around(file, month),
    }
    return edition_page(request, file, "programmes/services/card.html", TAB, context)


def _mistakes(rows) -> list[tuple[int, str, list[str]]]:
    """Of each row that is refused its number, the field that a link leads to, and what is wrong."""
    return [
        (number, row["day"].id_for_label, [text for texts in row.errors.values() for text in texts])
        for number, row in enumerate(rows, start=1)
        if row.errors
    ]


def _posted(request):
    """What was typed; with one empty row more where one is asked for."""
    if request.method != "POST":
        return None
    if "add" not in request.POST:
        return request.POST
    data, name = request.POST.copy(), f"{ROWS}-TOTAL_FORMS"
    data[name] = str(int(data[name]) + 1) if data.get(name, "").isdecimal() else "1"
    return data


def _saved(request, file, rows, enrolment, provider) -> str:
    """What was saved, in words; empty where rows are refused, which have become errors of theirs."""
    written = rows.written
    made = [
        form.service(
            enrolment=enrolment,
            provider=provider,
            entry=Service.Entry.CARD,
            entered_by=request.user,
        )
        for form in written
    ]
    refused = give(made, seen_by(request.user, file.on))
    for place, sentence in refused.items():
        written[place].add_error(None, sentence)
    if refused:
        return ""
    minutes = sum((row.ends_at - row.starts_at).total_seconds() for row in made) // 60
    return f"Zapisano usługi: {len(made)}, razem {told_hours(int(minutes))}"


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def stay_new(request, pk, number):
    """Days of round-the-clock respite care."""
    file, enrolment = taking_part(request, pk, number, act="edit")
    if file.edition.kind != Kind.RESPITE:
        raise Http404
    form = StayForm(request.POST or None, providers=providers_for(enrolment))
    if request.method == "POST" and form.is_valid():
        row = form.service(enrolment=enrolment, entered_by=request.user)
        refused = give([row], seen_by(request.user, file.on))
        if not refused:
            row.refresh_from_db()
            messages.success(request, f"Zapisano pobyt: {_told(row)}, doby: {row.days}.")
            return redirect(ONE, pk, number)
        form.add_error(None, refused[0])
    context = {
        "form": form,
        "enrolment": enrolment,
        "form_title": f"Wpisz pobyt całodobowy: {enrolment.beneficiary}",
        "hint": _days_left(use_of([enrolment], file.on)[enrolment.pk]),
        "back": (ONE, enrolment.pk),
    }
    return edition_page(request, file, "programmes/services/act.html", TAB, context)


def _days_left(use) -> str:
    if use.days_left is None:
        return "Grupa tej osoby nie ma limitu dób."
    return f"Wykorzystano dób: {use.days} z {use.most_days}. Zostało: {use.days_left}."


def _told(row: Service) -> str:
    return told_span(row.starts_at, row.ends_at)


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def service_void(request, pk, number, service):
    """By a second person; the row stays to be seen."""
    file, enrolment = readable_enrolment(request, pk, number, act="edit")
    lead_back_if_restricted(enrolment, ONE, pk, number)
    rows = Service.with_voided.filter(enrolment=enrolment).select_related("provider", "entered_by")
    row = get_object_or_404(rows, pk=service)
    month = row.day.replace(day=1)
    if row.voided_at:
        messages.info(request, "Ten wpis jest już unieważniony.")
        return redirect(ONE, pk, number)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(ONE, pk, number)
    context = {
        "form": form,
        "enrolment": enrolment,
        "form_title": f"Unieważnij usługę: {_told(row)}",
        "hint": f"{row.provider} dla: {enrolment.beneficiary}; {month_name(month)}.",
        "voids": row.entered_by_id == request.user.pk,
        "submit": "Unieważnij wpis",
        "back": (ONE, enrolment.pk),
    }
    return edition_page(request, file, "programmes/services/act.html", TAB, context)
