"""The month sheet of a place: the whole page, and its cells one by one."""

import datetime
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.record import record
from kis.lib.dates import add_months
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused
from psu.hours.attendance_keeping import kept_list
from psu.hours.attendance_paper import blank_list
from psu.hours.pasting import preview_of
from psu.hours.planned_cells import planned_cells, without_plan
from psu.hours.saving import mark_cells, try_cells
from psu.hours.sheet import month_sheet, referrals_of
from psu.hours.sheet_parts import MonthSheet
from psu.hours.typed_cells import read_days, typed_referrals
from psu.models import SignedList, WorkPlace
from psu.proofs.confirming import told_of, told_to_supervisor
from psu.proofs.list_changes import with_changed_days
from psu.rules.sentences import short_day
from psu.scope import why_nobody_on_sheet

WARNINGS_SHOWN = 5


def _place(request, pk) -> WorkPlace:
    """404 for a place that a supervisor does not look after today."""
    on = timezone.localdate()
    places = WorkPlace.objects.visible_to(request.user, on).with_supervisors(on)
    return get_object_or_404(places, pk=pk)


def _opened(data) -> int | None:
    """Number of the referral whose row is to be opened."""
    number = data.get("wiersz", "")
    return int(number) if number.isdecimal() and len(number) < 19 else None


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def sheet(request, pk, month):
    place, today = _place(request, pk), timezone.localdate()
    if not request.user.window.months.touches(month, month):
        raise Http404
    opened = _opened(request.GET)
    only = {opened} if opened and request.htmx else None
    shown = month_sheet(place, month, request.user, today, opened=opened, only=only)
    if only:
        _note(request, place, shown)
        return _parts(request, place, month, shown)
    return _show(request, place, month, shown)


@post_or_back("psu:sheet")
@permission_required("psu.write_hours", raise_exception=True)
def sheet_save(request, pk, month):
    """Save the changed cells, then, when asked, fill the empty ones by the plan; see psu.hours.saving."""
    place, today = _place(request, pk), timezone.localdate()
    marked = mark_cells(place, month, read_days(request.POST, month), by=request.user, on=today)
    refused, saved = marked.refused, marked.saved
    unfilled = []
    if request.POST.get("act") == "plan":
        empty = month_sheet(place, month, request.user, today)
        filled = mark_cells(place, month, planned_cells(empty), by=request.user, on=today)
        unfilled = filled.refused
        _tell_of_plan(request, empty, filled)
    elif not saved and not refused:
        messages.info(request, "Nic się nie zmieniło: nie było czego zapisać.")
    shown = month_sheet(place, month, request.user, today, opened=_opened(request.POST))
    _tell(request, shown, saved)
    if not refused and not unfilled:
        return redirect("psu:sheet", place.pk, month)
    for sentence in shown.keep_refused(refused) + shown.keep_unfilled(unfilled):
        messages.error(request, sentence)
    return _show(request, place, month, shown)


@post_or_back("psu:sheet")
@permission_required("psu.write_hours", raise_exception=True)
def sheet_cells(request, pk, month):
    """Save cells as they are left, one or a pasted block. The answer holds the page's parts that changed.

    Whom the sheet shows was noted when it was opened; who wrote what, the history holds.
    """
    place, today = _place(request, pk), timezone.localdate()
    typed = read_days(request.POST, month)
    marked = mark_cells(place, month, typed, by=request.user, on=today)
    shown = month_sheet(
        place,
        month,
        request.user,
        today,
        opened=_opened(request.POST),
        only=typed_referrals(request.POST),
    )
    shown.keep_refused(marked.refused)
    said = [f"{short_day(m.cell.day)}: {m.sentence}" for m in marked.refused]
    said += _warnings(shown, marked.saved)
    return _parts(
        request,
        place,
        month,
        shown,
        said=said,
        is_refused=bool(marked.refused),
        saved_at=timezone.localtime() if marked.saved and not said else None,
    )


@post_or_back("psu:sheet")
@permission_required("psu.write_hours", raise_exception=True)
def sheet_preview(request, pk, month):
    """What pasted cells would become. Nothing is saved."""
    place, today = _place(request, pk), timezone.localdate()
    tried = try_cells(place, month, read_days(request.POST, month), by=request.user, on=today)
    touched = typed_referrals(request.POST)
    shown = month_sheet(place, month, request.user, today, only=touched)
    outside = request.POST.get("outside", "")
    preview = preview_of(shown, tried, outside=int(outside[:6]) if outside.isdecimal() else 0)
    return render(request, "psu/hours/sheet_preview.html", {"preview": preview})


def _warnings(shown: MonthSheet, saved) -> list[str]:
    return [
        f"{cell.label}: {warning}"
        for marked in saved
        if marked.warnings and (cell := shown.cell(marked.cell.referral, marked.cell.day))
        for warning in marked.warnings
    ]


def _tell(request, shown: MonthSheet, saved) -> None:
    if saved:
        now = timezone.localtime()
        messages.success(request, f"Zapisano o {now:%-H.%M}. Dni: {len(saved)}.")
    warnings = _warnings(shown, saved)
    for warning in warnings[:WARNINGS_SHOWN]:
        messages.warning(request, warning)
    if len(warnings) > WARNINGS_SHOWN:
        messages.warning(request, f"Dalsze uwagi: {len(warnings) - WARNINGS_SHOWN}.")


def _tell_of_plan(request, empty: MonthSheet, filled) -> None:
    """What was filled and for whom there was no plan; days that could not be filled stand in their rows.

    Nobody is warned of a rest of 0 here: a plan uses up its week.
    """
    if filled.saved:
        now = timezone.localtime()
        messages.success(
            request, f"Według planu zapisano o {now:%-H.%M}. Dni: {len(filled.saved)}."
        )
    elif not filled.refused:
        messages.info(request, _nothing_planned(empty))
    names = without_plan(empty)
    if names and len(names) < len(empty.rows):
        messages.warning(request, f"Bez planu, wpisz ręcznie: {', '.join(names)}.")


def _nothing_planned(sheet: MonthSheet) -> str:
    if not any(row.referral.plan for row in sheet.rows):
        return "Nie było czego wpisać: w skierowaniach nie ma planu dni. Wpisz godziny ręcznie."
    return "Nie było czego wpisać: żaden pusty dzień do dziś nie jest zaplanowany."


def _note(request, place, shown: MonthSheet) -> None:
    for row in shown.rows:
        record(request, "view", kind="psu_sheet", number=place.pk, person=row.referral.person_id)


def _show(request, place, month, shown: MonthSheet):
    _note(request, place, shown)
    context = {
        "supervisors": [supervisor["name"] for supervisor in place.looked_after_by],
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
        "nobody": why_nobody_on_sheet(request.user),
    }
    return render(request, "psu/hours/sheet.html", context | _proofs(request, place, month, shown))


def _proofs(request, place, month, shown: MonthSheet) -> dict:
    """The sheet, the signed list of its hours and the supervisor's confirmation of them."""
    lists = with_changed_days(SignedList.objects.filter(place=place, month=month))
    return {
        "place": place,
        "month": month,
        "sheet": shown,
        "signed": lists.select_related("noted_by").first(),
        "told": _told(request, place, month),
    }


def _told(request, place, month):
    """Only the place's own supervisor has the button."""
    own = {supervisor["id"] for supervisor in place.looked_after_by}
    may_confirm = request.user.has_perm("psu.look_after_place") and request.user.pk in own
    if may_confirm:
        return told_to_supervisor([place], month)[place.pk]
    return told_of([place], month)[place.pk]


def _parts(request, place, month, shown: MonthSheet, **more):
    context = _proofs(request, place, month, shown) | more
    return render(request, "psu/hours/sheet_parts.html", context)


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def attendance_blank(request, pk, month):
    """Of the planned days; of all with `?dni=wszystkie`."""
    all_days = request.GET.get("dni") == "wszystkie"
    return _attendance(request, pk, month, partial(blank_list, all_days=all_days))


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def attendance_filled(request, pk, month):
    return _attendance(request, pk, month, partial(kept_list, by=request.user))


def _attendance(request, pk, month: datetime.date, make):
    place = _place(request, pk)
    referrals = referrals_of([place], month, request.user)
    for person in referrals.order_by().values_list("person", flat=True).distinct():
        record(request, "print", kind="psu_sheet", number=place.pk, person=person)
    try:
        content = make(place, month, referrals)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:sheet", place.pk, month)
    name = f"lista-obecnosci-{place.pk}-{month:%Y-%m}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
