from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.counts import people_in
from contracts.forms.register import RegisterForm
from contracts.list_paper import (
    NAME,
    ROWS_AT_ONCE,
    ContractList,
    list_paper,
    sums_of,
)
from contracts.register_columns import LIST, bare_people_table, contracts_table, offered
from kis.accounts.list_columns import columns_form, columns_of, keep_columns
from kis.accounts.once import saves_once
from kis.documents.ordering import order_papers
from kis.journal.record import record
from kis.journal.tables import people_taken
from kis.lib.paging import rest_of_address
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused

PAGE_SIZE = 25


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def register(request):
    """Number, kind, days and state of the contracts of everybody whom the user sees."""
    on = timezone.localdate()
    form = RegisterForm(request.GET, user=request.user)
    chosen = form.chosen(request.user, on)
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("strona"))
    columns = columns_of(request.user, LIST, offered(on))
    return render(
        request,
        "contracts/register.html",
        {
            "form": form,
            "page": page,
            "table": contracts_table(page.object_list, columns),
            "columns_form": None if form.is_about_people else columns_form(offered(on), columns),
            "people": None if form.is_about_people else people_in(chosen),
            "query": rest_of_address(request),
            "on": on,
            "is_printable": form.is_valid() and not form.is_about_people and bool(page.object_list),
            "is_long": page.paginator.count > ROWS_AT_ONCE,
        },
    )


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_table(request):
    """What the register shows, to take away in its order and columns."""
    on = timezone.localdate()
    form = RegisterForm(request.GET, user=request.user)
    try:
        if not form.is_valid():
            raise Refused("Filtr trzeba poprawić, zanim powstanie tabela.")
        about, table = _to_take(form, request.user, on)
        return people_taken(
            request,
            form.chosen(request.user, on),
            table,
            kind="contract_list",
            person=attrgetter(about),
            on=on,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(request))


def _to_take(form, user, on):
    """By what a row tells its person, and the rows' table."""
    if form.is_about_people:
        return "pk", bare_people_table
    columns = columns_of(user, LIST, offered(on))
    return "person_id", lambda rows: contracts_table(rows, columns)


@permission_required("contracts.view_contract", raise_exception=True)
@post_or_back("contracts:register")
def contract_columns(request):
    keep_columns(request, LIST, offered(timezone.localdate()))
    return redirect(_back(request))


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_list(request):
    """The register on paper, as it is filtered; a long one is ordered instead."""
    now = timezone.now()
    on = timezone.localdate(now)
    try:
        form, contracts = _printable(request, on)
        if contracts.count() > ROWS_AT_ONCE:
            raise Refused("Ten wykaz jest długi: zleć go przyciskiem pod listą.")
        paper = list_paper(contracts, form.in_words(), on=on, at=now, sums=sums_of(contracts))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(request))
    for contract in contracts:
        record(request, "print", kind="contract_list", person=contract.person_id)
    inline = {"Content-Disposition": 'inline; filename="wykaz-kontraktow.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=inline)


@permission_required("contracts.view_contract", raise_exception=True)
@post_or_back("contracts:register")
@saves_once
def contract_list_order(request):
    """A long list, made by the workers in parts."""
    now = timezone.now()
    on = timezone.localdate(now)
    try:
        form, contracts = _printable(request, on)
        kind = ContractList()
        wanted = kind.wanted(contracts, form.in_words(), on)
        export = order_papers(kind, NAME, wanted, by=request.user, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(_back(request)))
    return redirect("contracts:export", export.pk)


def _printable(request, on):
    """The filter and its contracts. Raises Refused where there is nothing to print."""
    form = RegisterForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Refused("Filtr trzeba poprawić, zanim powstanie wykaz.")
    if form.is_about_people:
        raise Refused("Wykaz obejmuje kontrakty, a ten filtr pokazuje osoby bez kontraktu.")
    contracts = form.chosen(request.user, on)
    if not contracts.exists():
        raise Refused("Nie ma kontraktów, z których mógłby powstać wykaz. Zmień filtr.")
    return form, contracts


def _back(request) -> str:
    address = request.GET.copy()
    address.pop("plik", None)
    query = address.urlencode()
    return reverse("contracts:register") + (f"?{query}" if query else "")
