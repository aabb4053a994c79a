"""Saving the cells of a month sheet: each on its own savepoint, so that a refused one loses no other."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from kis.accounts.rights import Role
from kis.lib.cells import (
    MarkedCell,
    RefusedCell,
    SavedCells,
    TypedCell,
    is_in_the_way,
    own_savepoint,
    save_each,
)
from kis.lib.dates import month_of
from kis.lib.refusals import sentence
from participants.models import Person
from psu.files import whole
from psu.hours.conflicts import day_changed, last_change
from psu.hours.day_details import DETAILS, Detail, as_text
from psu.hours.rests import Limits, worked_by_person
from psu.models import Agreement, PersonMonth, Referral, WorkDay, WorkPlace
from psu.refusals import constraint_of, refusal_of_hours
from psu.rules import limits
from psu.rules.cells import LETTER_OF, CellValue, UnreadableCell, read_cell
from psu.rules.sentences import (
    HoursRefusal,
    Plain,
    details_changed,
    future_day,
    reviewed_month,
    span_too_short,
)

OF_ANOTHER_SHEET = Plain("Tego dnia nie ma na tej karcie. Otwórz kartę jeszcze raz.")


class TypedDay(TypedCell):
    """A cell of a month sheet: a day of a referral, its details those of psu.hours.day_details."""

    @property
    def referral(self) -> int:
        return self.row

    @property
    def day(self) -> datetime.date:
        return self.column


@transaction.atomic
def mark_cells(
    place: WorkPlace,
    month: datetime.date,
    cells: Iterable[TypedDay],
    *,
    by,
    on: datetime.date,
    on_phone: bool = False,
) -> SavedCells:
    """Save the changed cells of the place's month. Whether `by` may write here, the view has asked.

    `on_phone`: refusals are worded for its cards.

    Agreements and people are locked first, all of a kind by number: two sheets of the same people saved in
    different orders would deadlock. Cells that make room go before cells that take it.
    """
    cells = list(cells)
    referrals = {cell.referral for cell in cells}
    marking = _Marking(place, month, referrals, by=by, on=on, on_phone=on_phone)
    done = save_each(cells, order=marking.order, now=marking.now, save=marking.save)
    return SavedCells(marking.with_warnings(done.saved), done.refused)


def try_cells(
    place: WorkPlace, month: datetime.date, cells: Iterable[TypedDay], *, by, on: datetime.date
) -> SavedCells:
    """What mark_cells would do with these cells. Nothing of it stays."""
    with transaction.atomic():
        tried = mark_cells(place, month, cells, by=by, on=on)
        transaction.set_rollback(True)
    return tried


class _Marking:
    """One saving of a sheet: what was read once, behind the locks."""

    def __init__(self, place, month, referrals: set[int], *, by, on, on_phone):
        self.by, self.on, self.month, self.on_phone = by, on, month, on_phone
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

    def order(self, cell: TypedDay):
        """Cells that make room before cells that take it; else by day."""
        entry = self.entries.get((cell.referral, cell.day))
        try:
            typed = read_cell(cell.text)
        except UnreadableCell:
            typed = None
        # What cannot be read counts as nothing: it is refused wherever it stands.
        grows = (typed.hours if typed else Decimal(0)) > (entry.hours if entry else Decimal(0))
        return grows, cell.day, cell.referral

    def now(self, cell: TypedDay) -> str:
        return shown(self.entries.get((cell.referral, cell.day)))

    def save(self, cell: TypedDay) -> None:
        """Raises RefusedCell."""
        now = self.now(cell)
        try:
            typed = self._read(cell, now)
            details = self._read_details(cell, typed)
        except UnreadableCell as fault:
            raise RefusedCell(fault.on_phone if self.on_phone else str(fault)) from None
        self._save(cell, typed, details, now)

    def _words(self, refusal: HoursRefusal) -> str:
        if self.on_phone and refusal.on_phone:
            return refusal.on_phone
        return refusal.office if self.is_office else refusal.supervisor

    def _refused(self, refusal: HoursRefusal, *, is_conflict: bool = False) -> RefusedCell:
        return RefusedCell(self._words(refusal), is_conflict=is_conflict)

    def _read(self, cell: TypedDay, now: str) -> CellValue | None:
        """What was typed. Raises what no guard of the database knows."""
        referral = self.referrals.get(cell.referral)
        if referral is None or not self.first <= cell.day <= self.last:
            raise self._refused(OF_ANOTHER_SHEET)
        typed = read_cell(cell.text)
        if typed and cell.day > self.on:
            raise self._refused(future_day(cell.day))
        if not self.is_office and (referral.person_id, referral.agreement_id) in self.reviewed:
            raise self._refused(reviewed_month(self.month))
        earlier = cell.earlier.strip().upper()
        if is_in_the_way(now, earlier=earlier, typed=str(typed or "")):
            raise self._refused(self._changed(cell, now), is_conflict=True)
        return typed

    def _read_details(self, cell: TypedDay, typed: CellValue | None) -> list[tuple[Detail, Any]]:
        """The changed details with their values. Raises as _read does."""
        entry = self.entries.get((cell.referral, cell.day))
        found = []
        for detail in DETAILS:
            if detail.name not in cell.details:
                continue
            text, earlier = cell.details[detail.name], cell.earlier_details.get(detail.name, "")
            if text and typed is None and detail.without_entry:
                raise UnreadableCell(detail.without_entry)
            value = detail.read(text, self.referrals[cell.referral], cell.day)
            typed_now = as_text(value)
            if entry and is_in_the_way(detail.shown(entry), earlier=earlier, typed=typed_now):
                moment, who = last_change(entry, cell.referral, cell.day)
                now = details_changed(detail.now(entry), f"{moment:%-H.%M}", who)
                raise self._refused(now, is_conflict=True)
            found.append((detail, value))
        return found

    def _changed(self, cell: TypedDay, now: str) -> HoursRefusal:
        entry = self.entries.get((cell.referral, cell.day))
        change = last_change(entry, cell.referral, cell.day)
        return day_changed(cell.text.strip(), cell.earlier, now, change)

    def _save(self, cell: TypedDay, typed: CellValue | None, details, now: str) -> None:
        entry = self.entries.get((cell.referral, cell.day))
        if typed is None and entry is None:
            return
        is_other = any(detail.of(entry) != value for detail, value in details if entry)
        if str(typed or "") == now and not is_other:
            return
        with own_savepoint(words=self._words_of, forget=lambda: self._forget(cell)):
            self._write(cell, typed, details, entry)

    def _words_of(self, error: IntegrityError) -> str:
        if refusal := refusal_of_hours(error):
            return self._words(refusal)
        words = sentence(error)
        is_span = constraint_of(error) == "work_day_hours_fit_times"
        return self._words(span_too_short(words)) if is_span else words

    def _write(
        self, cell: TypedDay, typed: CellValue | None, details, entry: WorkDay | None
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

    def _forget(self, cell: TypedDay) -> None:
        """The savepoint is rolled back: the row in memory follows the one in the table."""
        key = (cell.referral, cell.day)
        self.entries.pop(key, None)
        found = WorkDay.objects.filter(referral=cell.referral, day=cell.day)
        if entry := found.select_related("entered_by", "kind").first():
            self.entries[key] = entry

    def with_warnings(self, saved: list[MarkedCell]) -> list[MarkedCell]:
        """Warnings are told by the sums behind the last cell."""
        known = Limits.read()
        people = {r.person for r in self.referrals.values()}
        worked = worked_by_person(people, self.month, known)
        return [self._with_warnings(marked, worked, known) for marked in saved]

    def _with_warnings(self, marked: MarkedCell, worked, known: Limits) -> MarkedCell:
        entry = self.entries.get((marked.cell.referral, marked.cell.day))
        if entry is None:
            return marked
        referral = self.referrals[marked.cell.referral]
        found = limits.warnings(
            entry.day,
            entry.hours,
            plan=referral.plan,
            span=entry.span,
            left_in_week=limits.week_left(
                worked[whole(referral.person)],
                entry.day,
                known.terms(referral.agreement, entry.day),
            ),
        )
        return MarkedCell(marked.cell, now=marked.now, warnings=found)


def shown(entry: WorkDay | None) -> str:
    """A day as its cell shows it: 5, 2,5, U, or nothing."""
    if entry is None:
        return ""
    return LETTER_OF.get(entry.outcome) or str(CellValue(entry.outcome, entry.hours))
