import datetime
import re

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.record import record
from kis.lib.dates import add_months, holiday_name
from kis.lib.money import hours
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused
from kis.lib.versions import THEIRS
from psu.marking import Typed, mark_cells
from psu.models import SignedList, WorkPlace
from psu.month_sheet import Sheet, month_sheet, referrals_of
from psu.papers import attendance_list
from psu.scope import why_nobody_on_sheet
from psu.signed import with_changes

FIELD = re.compile(r"h-(?P<referral>\d{1,18})-(?P<day>\d{1,2})")
WARNINGS_SHOWN = 12


def _place(request, pk) -> WorkPlace:
    """404 for a place that a supervisor does not look after today."""
    places = WorkPlace.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(places, pk=pk)


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def sheet(request, pk, month):
    place, today = _place(request, pk), timezone.localdate()
    return _show(request, place, month, month_sheet(place, month, request.user, today))


@post_or_back("psu:sheet")
@permission_required("psu.write_hours", raise_exception=True)
def sheet_save(request, pk, month):
    """Save the changed cells, then, when asked, fill the empty ones by the plan; see psu.marking."""
    place, today = _place(request, pk), timezone.localdate()
    marked = mark_cells(place, month, _changed(request.POST, month), by=request.user, on=today)
    refused, saved = marked.refused, marked.saved
    unfilled = []
    if request.POST.get("act") == "plan":
        planned = _planned(month_sheet(place, month, request.user, today))
        filled = mark_cells(place, month, planned, by=request.user, on=today)
        saved, unfilled = saved + filled.saved, filled.refused
    shown = month_sheet(place, month, request.user, today)
    _tell(request, shown, saved)
    if not saved and not refused and not unfilled:
        messages.info(request, _nothing_saved(request.POST.get("act"), shown))
    if not refused and not unfilled:
        return redirect("psu:sheet", place.pk, month)
    _keep_typed(request, shown, refused)
    _name_unfilled(shown, unfilled)
    return _show(request, place, month, shown)


def _changed(data, month) -> list[Typed]:
    """The cells whose field differs from what the page was opened on, or whose conflict is settled here."""
    cells = []
    for name, text in data.items():
        if not (match := FIELD.fullmatch(name)):
            continue
        earlier = data.get(f"earlier-{name}", "")
        if text.strip() == earlier or data.get(f"keep-{name}") == THEIRS:
            continue
        try:
            day = month.replace(day=int(match["day"]))
        except ValueError:
            continue
        cells.append(Typed(int(match["referral"]), day, text, earlier))
    return cells


def _planned(shown: Sheet) -> list[Typed]:
    """Empty days up to today that the referral's plan names; a public holiday is nobody's plan."""
    return [
        Typed(row.referral.pk, cell.column.day, hours(row.referral.plan[cell.column.day.weekday()]))
        for row in shown.rows
        for cell in row.cells
        if cell.has_field
        and not cell.value
        and cell.column.day.weekday() in row.referral.plan
        and not holiday_name(cell.column.day)
    ]


def _nothing_saved(act, shown: Sheet) -> str:
    if act != "plan":
        return "Nic się nie zmieniło: nie było czego zapisać."
    if not any(row.referral.plan for row in shown.rows):
        return "Nie było czego wpisać: w skierowaniach nie ma planu dni. Wpisz godziny ręcznie."
    return "Nie było czego wpisać: żaden pusty dzień do dziś nie jest zaplanowany."


def _tell(request, shown: Sheet, saved) -> None:
    if saved:
        now = timezone.localtime()
        messages.success(request, f"Zapisano o {now:%-H.%M}. Dni: {len(saved)}.")
    warnings = [
        f"{cell.label}: {warning}"
        for marked in saved
        if marked.warnings and (cell := shown.cell(marked.cell.referral, marked.cell.day))
        for warning in marked.warnings
    ]
    for warning in warnings[:WARNINGS_SHOWN]:
        messages.warning(request, warning)
    if len(warnings) > WARNINGS_SHOWN:
        messages.warning(request, f"Dalsze uwagi: {len(warnings) - WARNINGS_SHOWN}.")


def _keep_typed(request, shown: Sheet, refused) -> None:
    """A refused cell keeps what was typed, beside what is stored now."""
    for marked in refused:
        cell = shown.cell(marked.cell.referral, marked.cell.day)
        if cell is None:
            messages.error(request, marked.sentence)
            continue
        cell.value, cell.earlier, cell.message = marked.cell.text, marked.now, marked.sentence
        if marked.is_conflict:
            cell.theirs = marked.now


def _name_unfilled(shown: Sheet, unfilled) -> None:
    """What the plan could not fill: the day stays empty, the reason stands in its row."""
    for marked in unfilled:
        if cell := shown.cell(marked.cell.referral, marked.cell.day):
            cell.value, cell.earlier, cell.message = marked.now, marked.now, marked.sentence


def _show(request, place, month, shown: Sheet):
    for row in shown.rows:
        record(request, "view", kind="psu_sheet", number=place.pk, person=row.referral.person_id)
    lists = SignedList.objects.filter(place=place, month=month)
    signed = with_changes(lists).select_related("noted_by").first()
    context = {
        "place": place,
        "supervisors": place.supervisors.filter(
            pk__in=place.supervisions.on(timezone.localdate()).values("user")
        ),
        "month": month,
        "previous": add_months(month, -1),
        "following": add_months(month, 1),
        "sheet": shown,
        "signed": signed,
        "nobody": why_nobody_on_sheet(request.user),
    }
    return render(request, "psu/month.html", context)


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def attendance_blank(request, pk, month):
    return _attendance(request, pk, month, filled=False)


@require_GET
@permission_required("psu.view_sheet", raise_exception=True)
def attendance_filled(request, pk, month):
    return _attendance(request, pk, month, filled=True)


def _attendance(request, pk, month: datetime.date, *, filled: bool):
    place = _place(request, pk)
    referrals = referrals_of(place, month, request.user)
    for person in referrals.order_by().values_list("person", flat=True).distinct():
        record(request, "print", kind="psu_sheet", number=place.pk, person=person)
    try:
        content = attendance_list(place, month, referrals, filled=filled)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:sheet", place.pk, month)
    name = f"lista-obecnosci-{place.pk}-{month:%Y-%m}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
