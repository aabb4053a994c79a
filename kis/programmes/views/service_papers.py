"""Papers of services, made when asked for; nothing is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from contracts.views.papers import pdf
from kis.journal.record import record
from kis.lib.refusals import Refused
from kis.programmes import service_papers
from kis.programmes.cards import providers_for
from kis.programmes.models import Enrolment
from kis.programmes.scope import readable_edition, readable_enrolment
from kis.programmes.settling import lines_of
from kis.programmes.views.services import VIEW, with_services
from kis.programmes.views.settlements import FROZEN, of_edition

ONE = "programmes:services_of"


@permission_required(VIEW, raise_exception=True)
@require_GET
def card_paper(request, pk, number, provider, month):
    return _of_month(request, service_papers.card, "karta", pk, number, provider, month)


@permission_required(VIEW, raise_exception=True)
@require_GET
def costs_paper(request, pk, number, provider, month):
    return _of_month(
        request, service_papers.costs_register, "ewidencja", pk, number, provider, month
    )


def _of_month(request, make, name, pk, number, provider, month):
    file, enrolment = readable_enrolment(request, pk, number, act="print")
    with_services(file)
    giver = get_object_or_404(providers_for(enrolment), pk=provider)
    made = lambda: make(enrolment, giver, month)  # noqa: E731
    return _given(request, made, f"{name}-{number}-{month:%Y-%m}.pdf", (ONE, pk, number))


@permission_required(VIEW, raise_exception=True)
@require_GET
def settlement_paper(request, pk, number):
    """Printed from the frozen lines; one that was opened again is no longer printed."""
    file = with_services(readable_edition(request, pk))
    row = of_edition(file, number)
    if row.voided_at:
        messages.info(request, "To rozliczenie otwarto ponownie, nie drukuje się go.")
        return redirect(FROZEN, pk, number)
    for enrolment, person in _people(row):
        record(request, "print", kind="programme", number=enrolment, person=person)
    name = f"rozliczenie-{row.month:%Y-%m}.pdf" if row.month else "rozliczenie-edycji.pdf"
    return _given(request, lambda: service_papers.settlement(row), name, (FROZEN, pk, number))


def _people(row) -> list[tuple[int, int]]:
    """Enrolments with their people, whom the paper names."""
    if row.month:
        numbers = {line.enrolment for line in lines_of(row)}
    else:
        numbers = {line["enrolment"] for line in row.lines if "enrolment" in line}
    return list(Enrolment.with_voided.filter(pk__in=numbers).values_list("pk", "person"))


def _given(request, make, name: str, back: tuple):
    try:
        return pdf(make(), name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(*back)
