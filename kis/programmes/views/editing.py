"""An edition begun, copied and changed; its numbers and groups confirmed one by one; who runs it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from kis.programmes import editing
from kis.programmes.forms.editions import (
    ConfirmForm,
    CopyForm,
    EditionForm,
    GroupForm,
    NumberForm,
    StaffEndForm,
    StaffForm,
)
from kis.programmes.models import Edition, EditionNumber, EditionStaff, Group
from kis.programmes.scope import readable_edition
from kis.programmes.views.act import act_page

WRITE = permission_required("programmes.write_edition", raise_exception=True)
EDITION, NUMBERS = "programmes:edition", "programmes:numbers"


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def edition_new(request):
    row = Edition()
    form = EditionForm(request.POST or None, instance=row)
    if carried_out(request, form, lambda: editing.begin(row, by=request.user)):
        messages.success(request, f"Zapisano edycję: {row}. Teraz wpisz jej liczby i grupy.")
        return redirect(NUMBERS, row.pk)
    hint = "Program był już w zeszłym roku? Otwórz tamtą edycję i wybierz „Następna edycja”."
    return render(request, "programmes/new.html", {"form": form, "hint": hint})


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def edition_copy(request, pk):
    file = readable_edition(request, pk)
    row = editing.copied(file.edition)
    form = CopyForm(request.POST or None, instance=row)
    if carried_out(request, form, lambda: editing.begin_copy(row, by=request.user)):
        messages.success(request, f"Zapisano edycję: {row}. Potwierdź każdą liczbę ze źródłem.")
        return redirect(NUMBERS, row.pk)
    hint = "Liczby i grupy przejdą do nowej edycji, a każda będzie czekała na potwierdzenie."
    return act_page(request, file, form, "Następna edycja", tab=EDITION, hint=hint)


@WRITE
@require_http_methods(["GET", "POST"])
def edition_edit(request, pk):
    file = readable_edition(request, pk)
    row = Edition.objects.get(pk=pk)
    form = EditionForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano edycję.")
        return redirect(EDITION, pk)
    return act_page(request, file, form, "Zmień edycję", tab=EDITION)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def number_new(request, pk):
    file = readable_edition(request, pk)
    form = NumberForm(request.POST or None, instance=EditionNumber(edition=file.edition))
    return _number(request, file, form, "Nowa liczba")


@WRITE
@require_http_methods(["GET", "POST"])
def number_edit(request, pk, row_pk):
    file = readable_edition(request, pk)
    row = get_object_or_404(file.edition.numbers, pk=row_pk)
    return _number(request, file, NumberForm(request.POST or None, instance=row), f"Zmień: {row}")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def group_new(request, pk):
    file = readable_edition(request, pk)
    form = GroupForm(request.POST or None, instance=Group(edition=file.edition))
    return _number(request, file, form, "Nowa grupa")


@WRITE
@require_http_methods(["GET", "POST"])
def group_edit(request, pk, row_pk):
    file = readable_edition(request, pk)
    row = get_object_or_404(file.edition.groups, pk=row_pk)
    title = f"Zmień grupę: {row}"
    return _number(request, file, GroupForm(request.POST or None, instance=row), title)


def _number(request, file, form, title):
    if carried_out(request, form, lambda: form.save_by(request.user)):
        told = "i potwierdzono" if form.cleaned_data["is_confirmed"] else ", czeka na potwierdzenie"
        messages.success(request, f"Zapisano: {form.instance} {told}".replace(" ,", ",") + ".")
        return redirect(NUMBERS, file.edition.pk)
    return act_page(request, file, form, title, tab=NUMBERS)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def number_confirm(request, pk, row_pk):
    file = readable_edition(request, pk)
    return _confirm(request, file, get_object_or_404(file.edition.numbers, pk=row_pk))


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def group_confirm(request, pk, row_pk):
    file = readable_edition(request, pk)
    return _confirm(request, file, get_object_or_404(file.edition.groups, pk=row_pk))


def _confirm(request, file, row):
    """One number after another: the next that waits is told on the page that follows."""
    form = ConfirmForm(request.POST or None, initial={"source": row.source})
    source = form.data.get("source", "")
    if carried_out(request, form, lambda: editing.confirm(row, source=source, by=request.user)):
        messages.success(request, f"Potwierdzono: {row}.")
        return redirect(NUMBERS, file.edition.pk)
    about = {"number": row, "submit": "Potwierdź"}
    return act_page(request, file, form, f"Potwierdź: {row}", tab=NUMBERS, **about)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def staff_new(request, pk):
    file = readable_edition(request, pk)
    row = EditionStaff(edition=file.edition, named_by=request.user)
    form = StaffForm(request.POST or None, instance=row, on=timezone.localdate())
    if carried_out(request, form, form.save):
        messages.success(request, f"Edycję prowadzi: {row.user.short_name}.")
        return redirect(EDITION, pk)
    return act_page(request, file, form, "Kto prowadzi edycję", tab=EDITION)


@WRITE
@require_http_methods(["GET", "POST"])
def staff_end(request, pk, row_pk):
    file = readable_edition(request, pk)
    row = get_object_or_404(file.edition.staff.select_related("user"), pk=row_pk)
    form = StaffEndForm(request.POST or None, instance=row, on=timezone.localdate())
    if carried_out(request, form, form.save):
        messages.success(request, f"Prowadzi do {polish(row.ends_on)}: {row.user.short_name}.")
        return redirect(EDITION, pk)
    title = f"Do kiedy prowadzi: {row.user.short_name}"
    return act_page(request, file, form, title, tab=EDITION)
