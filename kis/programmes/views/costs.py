"""Tickets, kilometres and what else an edition pays besides hours."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.paging import rest_of_address
from kis.lib.refusals import carried_out
from kis.programmes.cards import costs_of_month, is_settled, month_asked, providers_for
from kis.programmes.forms.costs import CostForm
from kis.programmes.models import Cost
from kis.programmes.scope import lead_back_if_restricted, readable_edition, readable_enrolment
from kis.programmes.tabs import edition_page
from kis.programmes.views.services import (
    VIEW,
    VOID,
    WRITE,
    months_around,
    taking_part,
    with_services,
)
from participants.forms.voiding import VoidForm

TAB = "programmes:costs"
PAGE_SIZE = 50


@permission_required(VIEW, raise_exception=True)
@require_GET
def costs(request, pk):
    file = with_services(readable_edition(request, pk))
    month = month_asked(request, file)
    rows = costs_of_month(file.edition, month, voided=True)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    for row in page:
        record(
            request,
            "view",
            kind="programme",
            number=row.enrolment_id,
            person=row.enrolment.person_id,
        )
    context = {
        "page": page,
        "sum": sum(row.amount for row in costs_of_month(file.edition, month)),
        "query": rest_of_address(request),
        "settled": is_settled(file.edition, month),
        "may_void": request.user.has_perm(VOID),
        **months_around(file, month),
    }
    return edition_page(request, file, "programmes/services/costs.html", TAB, context)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def cost_new(request, pk, number):
    file, enrolment = taking_part(request, pk, number, act="edit")
    if not file.edition.eligible_costs:
        messages.info(request, "Ta edycja nie ma kosztów kwalifikowanych obok godzin.")
        return redirect("programmes:services_of", pk, number)
    row = Cost(enrolment=enrolment, entered_by=request.user)
    form = CostForm(request.POST or None, instance=row, providers=providers_for(enrolment))
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano: {row}.")
        return redirect(f"{_costs_address(pk)}?miesiac={row.day:%Y-%m}")
    context = {
        "form": form,
        "enrolment": enrolment,
        "form_title": f"Wpisz bilet albo przejazd: {enrolment.person}",
        "back": ("programmes:services_of", enrolment.pk),
    }
    return edition_page(request, file, "programmes/services/act.html", TAB, context)


def _costs_address(pk: int) -> str:
    return reverse(TAB, args=[pk])


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def cost_void(request, pk, number, cost):
    file, enrolment = readable_enrolment(request, pk, number, act="edit")
    lead_back_if_restricted(enrolment, TAB, pk)
    row = get_object_or_404(Cost.with_voided.filter(enrolment=enrolment), pk=cost)
    if row.voided_at:
        messages.info(request, "Ten wpis jest już unieważniony.")
        return redirect(TAB, pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(f"{_costs_address(pk)}?miesiac={row.day:%Y-%m}")
    context = {
        "form": form,
        "enrolment": enrolment,
        "form_title": f"Unieważnij: {row}",
        "voids": row.entered_by_id == request.user.pk,
        "submit": "Unieważnij wpis",
        "back": (TAB, None),
    }
    return edition_page(request, file, "programmes/services/act.html", TAB, context)
