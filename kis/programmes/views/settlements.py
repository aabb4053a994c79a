"""Months of an edition and the whole of it: counted as they are, settled, opened again."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import month_name, month_of
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out
from kis.programmes.models import Settlement
from kis.programmes.scope import EditionFile, readable_edition
from kis.programmes.settled_lines import shown_lines, totals
from kis.programmes.settling import (
    earlier_settlements,
    lines_of,
    month_lines,
    months_of,
    settle_month as settle_one,
    settle_whole as settle_all,
    sums_of,
    unconfirmed_rates,
)
from kis.programmes.tabs import edition_page
from kis.programmes.views.services import VIEW, VOID, with_services
from participants.forms.voiding import VoidForm

SETTLE = "programmes.settle"
TAB, MONTH, FROZEN = (
    "programmes:settlements",
    "programmes:settlement_month",
    "programmes:settlement",
)
PAGE_SIZE = 100


@permission_required(VIEW, raise_exception=True)
@require_GET
def settlements(request, pk):
    file = with_services(readable_edition(request, pk))
    edition = file.edition
    whole = (
        Settlement.objects.filter(edition=edition, month=None).select_related("settled_by").first()
    )
    context = {
        "months": months_of(edition, file.on),
        "whole": whole,
        "is_over": edition.ends_on < file.on,
        "earlier": earlier_settlements(edition),
        "settles": request.user.has_perm(SETTLE),
    }
    return edition_page(request, file, "programmes/settlements/settlements.html", TAB, context)


def _noted(request, rows) -> None:
    for number, person in {(row.enrolment.pk, row.enrolment.person_id) for row in rows}:
        record(request, "view", kind="programme", number=number, person=person)


@permission_required(VIEW, raise_exception=True)
@require_GET
def settlement_month(request, pk, month):
    """As the month is now; a settled one leads to what was frozen."""
    file = _of_month(request, pk, month)
    frozen = Settlement.objects.filter(edition=file.edition, month=month).first()
    if frozen:
        return redirect(FROZEN, pk, frozen.pk)
    try:
        lines, refusal = month_lines(file.edition, month), ""
    except Refused as refused:
        lines, refusal = [], str(refused)
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("strona"))
    rows = shown_lines(page.object_list)
    _noted(request, rows)
    context = {
        "month": month,
        "page": page,
        "rows": rows,
        "sums": sums_of(lines),
        "refusal": refusal,
        "is_over": month_of(month)[1] < file.on,
        "settles": request.user.has_perm(SETTLE),
    }
    return edition_page(request, file, "programmes/settlements/month.html", TAB, context)


def _of_month(request, pk, month) -> EditionFile:
    file = with_services(readable_edition(request, pk))
    first, last = month_of(month)
    if last < file.edition.starts_on or first > file.edition.ends_on:
        raise Http404
    return file


@permission_required(SETTLE, raise_exception=True)
@post_or_back(MONTH)
def settle_month(request, pk, month):
    file = _of_month(request, pk, month)
    try:
        row = settle_one(file.edition, month, by=request.user, on=file.on)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(MONTH, pk, month))
    messages.success(request, f"Rozliczono {month_name(month)}. Następny krok: wydruk do podpisu.")
    return redirect(FROZEN, pk, row.pk)


@permission_required(SETTLE, raise_exception=True)
@post_or_back(TAB)
def settle_whole(request, pk):
    file = with_services(readable_edition(request, pk))
    try:
        row = settle_all(file.edition, by=request.user, on=file.on)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(TAB, pk))
    messages.success(request, "Rozliczono całą edycję. Następny krok: wydruk do podpisu.")
    return redirect(FROZEN, pk, row.pk)


def of_edition(file: EditionFile, number: int) -> Settlement:
    rows = Settlement.with_voided.filter(edition=file.edition)
    return get_object_or_404(rows.select_related("settled_by", "voided_by", "edition"), pk=number)


@permission_required(VIEW, raise_exception=True)
@require_GET
def settlement(request, pk, number):
    """As it was frozen, also one that was opened again."""
    file = with_services(readable_edition(request, pk))
    row = of_edition(file, number)
    context = {
        "settlement": row,
        "unconfirmed": unconfirmed_rates(row),
        "reopens": request.user.has_perm(VOID) and not row.voided_at,
        "is_own": row.settled_by_id == request.user.pk,
    }
    context |= _whole(request, row) if row.month is None else _month(request, row)
    return edition_page(request, file, "programmes/settlements/settlement.html", TAB, context)


def _month(request, row: Settlement) -> dict:
    page = Paginator(lines_of(row), PAGE_SIZE).get_page(request.GET.get("strona"))
    rows = shown_lines(page.object_list)
    _noted(request, rows)
    return {"page": page, "rows": rows}


def _whole(request, row: Settlement) -> dict:
    months, people = totals(row)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("strona"))
    for one in page:
        record(request, "view", kind="programme", number=one.of.pk, person=one.of.person_id)
    return {"months": months, "page": page}


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def settlement_reopen(request, pk, number):
    """By a second person, with a reason; what was settled stays to be seen."""
    file = with_services(readable_edition(request, pk))
    row = of_edition(file, number)
    if row.voided_at:
        messages.info(request, "To rozliczenie otwarto już ponownie.")
        return redirect(TAB, pk)
    form = VoidForm(request.POST or None)
    form.fields["reason"].label = "Dlaczego trzeba otworzyć rozliczenie"
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Otwarto ponownie. Dawne rozliczenie zostaje widoczne niżej.")
        return redirect(TAB, pk)
    context = {
        "form": form,
        "form_title": f"Otwórz ponownie: {_title(row)}",
        "voids": row.settled_by_id == request.user.pk,
        "submit": "Otwórz ponownie",
        "back": (TAB, None),
    }
    return edition_page(request, file, "programmes/services/act.html", TAB, context)


def _title(row: Settlement) -> str:
    return month_name(row.month) if row.month else "rozliczenie całej edycji"
