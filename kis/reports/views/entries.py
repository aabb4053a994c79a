"""Staff and grants: two lists of the office, each with its forms; an entry is voided by a second person."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.paging import rest_of_address
from kis.lib.refusals import carried_out
from kis.lib.table_files import asked_for
from kis.reports.columns import grants_table, staff_table
from kis.reports.forms.entries import GrantForm, StaffForm
from kis.reports.models import Grant, Staff
from participants.forms.voiding import VoidForm

READ, WRITE = "reports.open_reports", "reports.write_entries"
PAGE_SIZE = 50
FORM = ["GET", "POST"]


@dataclass(frozen=True)
class Entered:
    """The words and addresses of one kind of entry."""

    model: type
    form: type
    back: str
    back_title: str
    hint: str
    saved: str

    def row(self, pk):
        rows = self.model.with_voided.select_related("entered_by", "voided_by")
        return get_object_or_404(rows, pk=pk)


STAFF = Entered(
    Staff,
    StaffForm,
    "reports:staff",
    "Kadra klubu",
    "Jeden wpis to te same warunki od dnia do dnia: nowy etat albo nowa umowa to nowy wpis.",
    "Zapisano wpis o kadrze.",
)
GRANTS = Entered(
    Grant,
    GrantForm,
    "reports:grants",
    "Dotacje",
    "Pieniądze, które klub dostał na dany rok, i ich rozliczenie.",
    "Zapisano dotację.",
)


@require_GET
@permission_required(READ, raise_exception=True)
def staff(request):
    rows = Staff.objects.all()
    if file := asked_for(request, staff_table(rows), on=timezone.localdate()):
        return file
    return _list(request, "reports/staff.html", Staff)


@require_GET
@permission_required(READ, raise_exception=True)
def grants(request):
    rows = Grant.objects.all()
    if file := asked_for(request, grants_table(rows), on=timezone.localdate()):
        return file
    return _list(request, "reports/grants.html", Grant)


def _list(request, template, model):
    """Voided ones stay to be seen, struck out."""
    rows = model.with_voided.select_related("voided_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {"page": page, "query": rest_of_address(request), "on": timezone.localdate()}
    return render(request, template, context)


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
@saves_once
def staff_new(request):
    return _written(request, STAFF, Staff(entered_by=request.user), "Nowy wpis o kadrze")


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
def staff_edit(request, pk):
    row = STAFF.row(pk)
    return _written(request, STAFF, row, f"Popraw: {row.name}")


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
@saves_once
def staff_void(request, pk):
    return _voided(request, STAFF, pk)


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
@saves_once
def grant_new(request):
    row = Grant(entered_by=request.user, year=timezone.localdate().year)
    return _written(request, GRANTS, row, "Nowa dotacja")


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
def grant_edit(request, pk):
    row = GRANTS.row(pk)
    return _written(request, GRANTS, row, f"Popraw: {row.title}")


@require_http_methods(FORM)
@permission_required(WRITE, raise_exception=True)
@saves_once
def grant_void(request, pk):
    return _voided(request, GRANTS, pk)


def _written(request, kind: Entered, row, title):
    if row.voided_at and request.method == "GET":
        messages.info(request, row.void_in_words)
        return redirect(kind.back)
    form = kind.form(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, kind.saved)
        return redirect(kind.back)
    context = {"form": form, "title": title, "kind": kind, "back": reverse(kind.back)}
    return render(request, "reports/entry_form.html", context)


def _voided(request, kind: Entered, pk):
    row = kind.row(pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(kind.back)
    context = {"form": form, "row": row, "kind": kind, "back": reverse(kind.back)}
    return render(request, "reports/entry_void.html", context)
