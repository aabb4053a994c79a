"""The month sheet's page as its templates render it, over hours that the test keeps in a dict."""

import datetime
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import timezone

from kis.lib.cells import MarkedCell, SavedCells
from kis.lib.dates import days, month_of, week_of
from participants.models import Person
from psu.hours.day_details import DETAILS
from psu.hours.pasting import preview_of
from psu.hours.rests import Rest
from psu.hours.saving import TypedDay
from psu.hours.sheet_cells import DayColumn, SheetCell
from psu.hours.sheet_parts import DetailField, Entered, MonthSheet, SheetRow
from psu.hours.typed_cells import read_days, typed_referrals
from psu.models import Referral, WorkPlace
from psu.rules.cells import UnreadableCell, read_cell

MAY = datetime.date(2025, 5, 1)
PLACE = WorkPlace(pk=3, name="Szkoła nr 3")
PATH = "/psu/miejsca/3/2025-05/"
SAVES, PREVIEWS = PATH + "komorki/", PATH + "wklejanie/"
LIMIT = Decimal(10)
NOTE = next(detail for detail in DETAILS if detail.name == "note")


class MonthPage:
    """Three rows, 1 to 3, all under one agreement. `hours` and `notes` are what is stored, by row and day.

    A test changes them as another person would; more than ten hours a day are refused.
    """

    def __init__(self, *, outside=(), monthly=Decimal(40)):
        self.monthly = monthly
        self.hours, self.notes, self.outside = {}, {}, set(outside)
        self.posted = []

    def pages(self):
        return {PATH: self.page, SAVES: self.save, PREVIEWS: self.preview}

    def page(self, query):
        opened = int(query["wiersz"]) if "wiersz" in query else None
        sheet = self.sheet(opened=opened)
        context = {"previous": MAY, "following": MAY} | self._context(sheet)
        return render_to_string("psu/hours/sheet.html", context)

    def save(self, posted):
        self.posted.append(posted)
        marked = [self._mark(cell) for cell in read_days(posted, MAY)]
        refused = [one for one in marked if one.sentence]
        opened = int(posted["wiersz"]) if "wiersz" in posted else None
        sheet = self.sheet(opened=opened)
        sheet.rows = [r for r in sheet.rows if r.referral.pk in typed_referrals(posted)]
        sheet.keep_refused(refused)
        more = {
            "said": [one.sentence for one in refused],
            "is_refused": bool(refused),
            "saved_at": None if refused else timezone.localtime(),
        }
        return render_to_string("psu/hours/sheet_parts.html", self._context(sheet) | more)

    def preview(self, posted):
        stored = dict(self.hours)
        marked = [self._mark(cell) for cell in read_days(posted, MAY)]
        self.hours = stored
        tried = SavedCells(
            [one for one in marked if not one.sentence], [one for one in marked if one.sentence]
        )
        preview = preview_of(self.sheet(), tried, outside=int(posted["outside"]))
        return render_to_string("psu/hours/sheet_preview.html", {"preview": preview})

    @staticmethod
    def _context(sheet):
        return {"place": PLACE, "month": MAY, "sheet": sheet, "csrf_token": "of-this-page"}

    def _mark(self, cell: TypedDay) -> MarkedCell:
        key = (cell.referral, cell.day.day)
        now, note = self.hours.get(key, ""), self.notes.get(key, "")
        try:
            typed = read_cell(cell.text)
        except UnreadableCell as fault:
            return MarkedCell(cell, sentence=str(fault), now=now)
        if now not in (cell.earlier, str(typed or "")):
            words = f"było {cell.earlier or 'puste'}, jest {now}"
            return MarkedCell(cell, sentence=words, now=now, is_conflict=True)
        if "note" in cell.details and note not in (
            cell.earlier_details["note"],
            cell.details["note"],
        ):
            return MarkedCell(cell, sentence=f"jest uwaga: {note}", now=now, is_conflict=True)
        if typed and typed.hours > LIMIT:
            return MarkedCell(cell, sentence="Można wpisać najwyżej 10.", now=now)
        self.hours[key] = str(typed or "")
        self.notes[key] = cell.details.get("note", note)
        return MarkedCell(cell, now=self.hours[key])

    def sheet(self, *, opened=None) -> MonthSheet:
        first, last = month_of(MAY)
        columns = [DayColumn(day) for day in days(first, last)]
        rows = [self._row(number, columns, opened=opened == number) for number in (1, 2, 3)]
        for column in columns:
            column.total = sum((self._worked(n, [column]) for n in (1, 2, 3)), Decimal(0))
        return MonthSheet(columns, week_of(last), head=["limit 10 tyg."], rows=rows)

    def _row(self, number, columns, *, opened) -> SheetRow:
        person = Person(pk=number, last_name="Żak", first_name=f"Osoba{number}")
        row = SheetRow(
            number=number,
            referral=Referral(pk=number, person=person, agreement_id=5),
            state="open",
            cells=[self._cell(number, column) for column in columns],
            total=self._worked(number, columns),
            left=self._rest(number, columns),
            shown_week=week_of(columns[-1].day)[0],
            agreement_left=Decimal(100) - sum(self._worked(n, columns) for n in (1, 2, 3)),
        )
        if opened:
            entered = [cell for cell in row.cells if cell.value]
            row.opened = [Entered(cell, [self._note(number, cell)]) for cell in entered]
        return row

    def _note(self, number, cell) -> DetailField:
        note = self.notes.get((number, cell.column.day.day), "")
        return DetailField(NOTE, cell, note, note, [])

    def _cell(self, number, column) -> SheetCell:
        value = self.hours.get((number, column.day.day), "")
        reason = "poza skierowaniem" if (number, column.day.day) in self.outside else ""
        return SheetCell(number, f"Osoba{number}", column, value, value, reason=reason)

    def _worked(self, number, columns) -> Decimal:
        typed = (read_cell(self.hours.get((number, c.day.day), "")) for c in columns)
        return sum((cell.hours for cell in typed if cell), Decimal(0))

    def _rest(self, number, columns) -> Rest:
        mondays = sorted({week_of(column.day)[0] for column in columns})
        weeks = {
            monday: LIMIT
            - self._worked(number, [c for c in columns if week_of(c.day)[0] == monday])
            for monday in mondays
        }
        month = self.monthly and self.monthly - self._worked(number, columns)
        return Rest(weeks, month, dict.fromkeys(mondays, LIMIT), self.monthly)
