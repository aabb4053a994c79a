"""Saving the cells of a month sheet: each on its own savepoint, so that a refused one loses no other."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kis.accounts.rights import Role
from kis.lib.dates import month_of
from kis.lib.refusals import sentence
from participants.models import Person
from psu.hours.day_details import DETAILS, Detail, as_text
from psu.hours.rests import Ceilings, worked_by_person
from psu.models import Agreement, PersonMonth, Referral, WorkDay, WorkPlace
from psu.refusals import refusal_of_hours
from psu.rules import limits
from psu.rules.cells import LETTER_OF, CellValue, UnreadableCell, read_cell
from psu.rules.sentences import (
    HoursRefusal,
    Plain,
    changed_meanwhile,
    details_changed,
    future_day,
    reviewed_month,
)

OF_ANOTHER_SHEET = Plain("Tego dnia nie ma na tej karcie. Otwórz kartę jeszcze raz.")


@dataclass(frozen=True)
class TypedCell:
    """A cell that somebody changed. `earlier`: what it showed when the sheet was opened, empty for nothing.

    `details` are those of psu.hours.day_details that changed, texts by name, `earlier_details` what the
    opened row showed; what is left out stays as it is.
    """

    referral: int
    day: datetime.date
    text: str
    earlier: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    earlier_details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MarkedCell:
    """What became of a cell. Refused: `sentence` says why, `now` is what the cell holds all the same."""

    cell: TypedCell
    sentence: str = ""
    now: str = ""
    is_conflict: bool = False
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SavedCells:
    saved: list[MarkedCell]
    refused: list[MarkedCell]


class _RefusedCell(Exception):
    def __init__(self, refusal: HoursRefusal, *, is_conflict: bool = False):
        self.refusal, self.is_conflict = refusal, is_conflict


@transaction.atomic
def mark_cells(
    place: WorkPlace, month: datetime.date, cells: Iterable[TypedCell], *, by, on: datetime.date
) -> SavedCells:
    """Save the changed cells of the place's month. Whether `by` may write here, the view has asked.

    Agreements and people are locked first, all of a kind by number: two sheets of the same people saved in
    different orders would deadlock. Cells that make room go before cells that take it.
    """
    cells = list(cells)
    marking = _Marking(place, month, {cell.referral for cell in cells}, by=by, on=on)
    results = [marking.mark(cell) for cell in sorted(cells, key=marking.order)]
    saved = [result for result in results if not result.sentence]
    return SavedCells(marking.with_warnings(saved), [r for r in results if r.sentence])


def try_cells(
    place: WorkPlace, month: datetime.date, cells: Iterable[TypedCell], *, by, on: datetime.date
) -> SavedCells:
    """What mark_cells would do with these cells. Nothing of it stays."""
    with transaction.atomic():
        tried = mark_cells(place, month, cells, by=by, on=on)
        transaction.set_rollback(True)
    return tried


class _Marking:
    """One saving of a sheet: what was read once, behind the locks."""

    def __init__(self, place, month, referrals: set[int], *, by, on):
        self.by, self.on, self.month = by, on, month
        self.first, self.last = month_of(month)
        self.is_office = Role.COORDINATOR in by.roles
        known = Referral.objects.at(place).within(self.first, self.last).filter(pk__in=referrals)
        self._lock(known)
        self.referrals = {r.pk: r for r in known.select_related("agreement", "person")}
        self.entries = {
            (entry.referral_id, entry.day): entry
            for entry in WorkDay.objects.in_month(month)
            .filter(referral__in=self.referrals)
            .select_related("entered_by", "kind")
        }
        self.reviewed = set(
            PersonMonth.objects.in_month(month)
            .filter(
                state=PersonMonth.State.REVIEWED,
                person__in={r.person_id for r in self.referrals.values()},
            )
            .values_list("person_id", "agreement_id")
        )

    @staticmethod
    def _lock(referrals) -> None:
        pairs = list(referrals.values_list("agreement_id", "person_id"))
        for model, numbers in (
            (Agreement, {agreement for agreement, _ in pairs}),
            (Person, {person for _, person in pairs}),
        ):
            rows = model.objects.filter(pk__in=numbers).order_by("pk")
            list(rows.select_for_update(no_key=True).values_list("pk"))

    def order(self, cell: TypedCell):
        """Cells that make room before cells that take it; else by day."""
        entry = self.entries.get((cell.referral, cell.day))
        try:
            typed = read_cell(cell.text)
        except UnreadableCell:
            typed = None
        grows = (typed.hours if typed else Decimal(0)) > (entry.hours if entry else Decimal(0))
        return grows, cell.day, cell.referral

    def mark(self, cell: TypedCell) -> MarkedCell:
        now = shown(self.entries.get((cell.referral, cell.day)))
        try:
            typed = self._read(cell, now)
            self._save(cell, typed, self._read_details(cell, typed), now)
        except UnreadableCell as fault:
            return MarkedCell(cell, sentence=str(fault), now=now)
        except _RefusedCell as refused:
            words = refused.refusal.office if self.is_office else refused.refusal.supervisor
            return MarkedCell(cell, sentence=words, now=now, is_conflict=refused.is_conflict)
        return MarkedCell(cell, now=shown(self.entries.get((cell.referral, cell.day))))

    def _read(self, cell: TypedCell, now: str) -> CellValue | None:
        """What was typed. Raises what no guard of the database knows."""
        referral = self.referrals.get(cell.referral)
        if referral is None or not self.first <= cell.day <= self.last:
            raise _RefusedCell(OF_ANOTHER_SHEET)
        typed = read_cell(cell.text)
        if typed and cell.day > self.on:
            raise _RefusedCell(future_day(cell.day))
        if not self.is_office and (referral.person_id, referral.agreement_id) in self.reviewed:
            raise _RefusedCell(reviewed_month(self.month))
        if now not in (cell.earlier.strip().upper(), str(typed or "")):
            raise _RefusedCell(self._changed(cell, now), is_conflict=True)
        return typed

    def _read_details(self, cell: TypedCell, typed: CellValue | None) -> list[tuple[Detail, Any]]:
        """The changed details with their values. Raises as _read does."""
        entry = self.entries.get((cell.referral, cell.day))
        found = []
        for detail in DETAILS:
            if detail.name not in cell.details:
                continue
            text, earlier = cell.details[detail.name], cell.earlier_details.get(detail.name, "")
            if text and typed is None and detail.without_entry:
                raise UnreadableCell(detail.without_entry)
            value = detail.read(text, self.referrals[cell.referral])
            if entry and detail.shown(entry) not in (earlier, as_text(value)):
                now = details_changed(detail.now(entry), *self._last(entry))
                raise _RefusedCell(now, is_conflict=True)
            found.append((detail, value))
        return found

    @staticmethod
    def _last(entry: WorkDay) -> tuple[str, str]:
        """When it was saved last, and by whom."""
        return f"{timezone.localtime(entry.entered_at):%-H.%M}", entry.entered_by.short_name

    def _changed(self, cell: TypedCell, now: str) -> HoursRefusal:
        entry = self.entries.get((cell.referral, cell.day))
        at, who = self._last(entry) if entry else ("", "")
        return changed_meanwhile(at, cell.earlier, now, who, cell.text.strip())

    def _save(self, cell: TypedCell, typed: CellValue | None, details, now: str) -> None:
        entry = self.entries.get((cell.referral, cell.day))
        if typed is None and entry is None:
            return
        is_other = any(detail.of(entry) != value for detail, value in details if entry)
        if str(typed or "") == now and not is_other:
            return
        try:
            with transaction.atomic():
                self._write(cell, typed, details, entry)
        except IntegrityError as error:
            self._forget(cell)
            if refusal := refusal_of_hours(error):
                raise _RefusedCell(refusal) from None
            if words := sentence(error):
                raise _RefusedCell(Plain(words)) from None
            raise

    def _write(
        self, cell: TypedCell, typed: CellValue | None, details, entry: WorkDay | None
    ) -> None:
        key = (cell.referral, cell.day)
        if typed is None:
            entry.delete()
            del self.entries[key]
            return
        entry = entry or WorkDay(referral_id=cell.referral, day=cell.day)
        entry.mark(typed.outcome, typed.hours, by=self.by)
        for detail, value in details:
            setattr(entry, detail.attribute, value)
        entry.save()
        self.entries[key] = entry

    def _forget(self, cell: TypedCell) -> None:
        """The savepoint is rolled back: the row in memory follows the one in the table."""
        key = (cell.referral, cell.day)
        self.entries.pop(key, None)
        found = WorkDay.objects.filter(referral=cell.referral, day=cell.day)
        if entry := found.select_related("entered_by", "kind").first():
            self.entries[key] = entry

    def with_warnings(self, saved: list[MarkedCell]) -> list[MarkedCell]:
        """Warnings are told by the sums behind the last cell."""
        ceilings = Ceilings.read()
        people = {r.person_id for r in self.referrals.values()}
        worked = worked_by_person(people, self.month, ceilings)
        return [self._with_warnings(marked, worked, ceilings) for marked in saved]

    def _with_warnings(self, marked: MarkedCell, worked, ceilings: Ceilings) -> MarkedCell:
        entry = self.entries.get((marked.cell.referral, marked.cell.day))
        if entry is None or not entry.hours:
            return marked
        referral = self.referrals[marked.cell.referral]
        found = limits.warnings(
            entry.day,
            entry.hours,
            plan=referral.plan,
            left_in_week=limits.week_left(
                worked.get(referral.person_id, []),
                entry.day,
                ceilings.terms(referral.agreement, entry.day),
            ),
        )
        return MarkedCell(marked.cell, now=marked.now, warnings=found)


def shown(entry: WorkDay | None) -> str:
    """A day as its cell shows it: 5, 2,5, U, or nothing."""
    if entry is None:
        return ""
    return LETTER_OF.get(entry.outcome) or str(CellValue(entry.outcome, entry.hours))
