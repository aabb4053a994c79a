"""What the month sheets of places show: people × days, each cell with what may be done in it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kis.accounts.rights import Role
from kis.lib.dates import days, month_of, week_of
from kis.lib.money import hours
from kis.lib.numbers import in_order
from participants.models import Person
from psu.hours.day_details import DETAILS
from psu.hours.rests import Limits, Rest, rests, totals_left
from psu.hours.sheet_cells import NO_HOURS, DayColumn, SheetCell
from psu.hours.sheet_parts import DetailField, Entered, MonthSheet, SheetRow
from psu.models import PayLine, PersonMonth, Referral, WorkDay, WorkKind, WorkPlace
from psu.rules.cells import CellValue

State = PersonMonth.State


def referrals_of(places: Iterable[WorkPlace], month: datetime.date, user):
    """The rows of the places' sheets that the user may see.

    Coordinator, head and the place's supervisor see all; an accountant the people on a pay list of that
    month; an inspector those whom the inspection covers.
    """
    first, last = month_of(month)
    referrals = Referral.objects.filter(place__in=places).within(first, last)
    if user.roles & {Role.COORDINATOR, Role.HEAD, Role.SUPERVISOR}:
        return referrals
    if Role.ACCOUNTANT in user.roles:
        return referrals.filter(
            Exists(
                PayLine.objects.filter(
                    person=OuterRef("person"),
                    pay_list__agreement=OuterRef("agreement"),
                    pay_list__month=first,
                )
            )
        )
    return referrals.filter(person__in=Person.objects.visible_to(user))


def month_sheet(
    place: WorkPlace,
    month: datetime.date,
    user,
    today: datetime.date,
    *,
    opened: int | None = None,
    only: set[int] | None = None,
) -> MonthSheet:
    """One more query than month_sheets for the row of the referral to be opened.

    `only`: numbers of referrals. Just the rows of their people are made, for all referrals of a person share
    the week's rest; sums and ordinals are of the whole sheet.
    """
    sheet = month_sheets([place], month, user, today, only=only)[place.pk]
    if opened and (row := sheet.row(opened)):
        _open(row, month)
    return sheet


def month_sheets(
    places: Iterable[WorkPlace],
    month: datetime.date,
    user,
    today: datetime.date,
    *,
    only: set[int] | None = None,
) -> dict[int, MonthSheet]:
    """By number of the place. Five queries, whatever the number of people and places."""
    first, last = month_of(month)
    referrals = list(
        referrals_of(places, month, user)
        .select_related("person", "agreement")
        .annotate(month_state=_month_state(first))
        .in_polish_order()
    )
    for_office = Role.SUPERVISOR not in user.roles
    limits = Limits.read()
    limits.tell(referral.agreement for referral in referrals)
    read = _Read(
        days=days(first, last),
        entries=_entries(referrals, first),
        left=rests(_shown(referrals, only), first, limits),
        agreements_left=totals_left({r.agreement for r in referrals}) if for_office else {},
        tells_advice=user.has_perm("psu.write_hours"),
    )
    at = defaultdict(list)
    for referral in referrals:
        at[referral.place_id].append(referral)
    return {place.pk: _sheet(at[place.pk], read, user, today) for place in places}


@dataclass(frozen=True)
class _Read:
    """What the sheets of a month are made of; `left` holds the referrals that get a row."""

    days: list[datetime.date]
    entries: dict[int, dict[datetime.date, CellValue]]
    left: dict[int, Rest]
    agreements_left: dict[int, Decimal]
    tells_advice: (
        bool  # to who sends people to work or looks after them, and to nobody who counts hours
    )


def _shown(referrals, only: set[int] | None) -> list[Referral]:
    people = {r.person_id for r in referrals if only is None or r.pk in only}
    return [r for r in referrals if r.person_id in people]


def _sheet(referrals, read: _Read, user, today: datetime.date) -> MonthSheet:
    """`referrals` are all of one place."""
    entries = [entry for r in referrals for entry in read.entries[r.pk].items()]
    sheet = MonthSheet(
        days=[DayColumn(day) for day in read.days],
        shown_week=week_of(min(max(today, read.days[0]), read.days[-1])),
        head=_head(referrals, read.agreements_left, read.days[0]),
        has_entries=bool(entries),
    )
    # Sums of a day are of everybody, also where only some rows are made anew for an answer.
    for day, value in entries:
        sheet.days[day.day - 1].total += value.hours
    sheet.rows = [
        _row(number, referral, sheet, read, _last_open(user, referral, today))
        for number, referral in enumerate(referrals, start=1)
        if referral.pk in read.left
    ]
    return sheet


def _row(number: int, referral, sheet: MonthSheet, read: _Read, last_open) -> SheetRow:
    entries = read.entries[referral.pk]
    return SheetRow(
        number=number,
        referral=referral,
        state=referral.month_state,
        cells=_cells(sheet.days, referral, entries, last_open),
        total=sum((value.hours for value in entries.values()), NO_HOURS),
        left=read.left[referral.pk],
        shown_week=sheet.shown_week[0],
        agreement_left=read.agreements_left.get(referral.agreement_id),
        advice=referral.work_advice if read.tells_advice else "",
    )


def _open(row: SheetRow, month: datetime.date) -> None:
    entries = row.referral.work_days.in_month(month).order_by("day")
    covered = row.referral.agreement.agreement_kinds.within(*month_of(month))
    kinds = WorkKind.objects.filter(pk__in=covered.values("kind")).order_by("name")
    choices = {"kind": [(str(kind.pk), kind.name) for kind in kinds]}
    row.opened = [_entered(row.cells[entry.day.day - 1], entry, choices) for entry in entries]


def _entered(cell: SheetCell, entry: WorkDay, choices: dict[str, list]) -> Entered:
    return Entered(
        cell,
        [
            DetailField(
                detail, cell, detail.shown(entry), detail.shown(entry), choices.get(detail.name, [])
            )
            for detail in DETAILS
            if detail.is_of(entry)
        ],
    )


def _month_state(month: datetime.date):
    months = PersonMonth.objects.filter(
        person=OuterRef("person"), agreement=OuterRef("agreement"), month=month
    )
    return Coalesce(Subquery(months.values("state")[:1]), Value(State.OPEN))


def _entries(referrals, month) -> dict[int, dict[datetime.date, CellValue]]:
    """By number of the referral and day."""
    entries = defaultdict(dict)
    rows = WorkDay.objects.filter(referral__in=referrals).in_month(month)
    for referral, day, *value in rows.values_list("referral_id", "day", "outcome", "hours"):
        entries[referral][day] = CellValue(*value)
    return entries


def _last_open(user, referral, today: datetime.date) -> datetime.date | None:
    """Hours may be entered up to that day, None when none may.

    By a supervisor in open months; the coordinator mends reviewed ones, too.
    """
    state = referral.month_state
    may_write = user.has_perm("psu.write_hours") and (
        state == State.OPEN or (state == State.REVIEWED and Role.COORDINATOR in user.roles)
    )
    return today if may_write else None


def _cells(columns, referral, entries, last_open: datetime.date | None) -> list[SheetCell]:
    name, cells = str(referral.person), []
    for column in columns:
        entry = entries.get(column.day)
        value = str(entry) if entry else ""
        cells.append(
            SheetCell(
                referral=referral.pk,
                person=name,
                column=column,
                value=value,
                earlier=value,
                reason="" if entry else _why_not(referral, column.day),
                is_fixed=last_open is None or column.day > last_open,
            )
        )
    return cells


def _why_not(referral: Referral, day: datetime.date) -> str:
    if not referral.covers(day):
        return "poza skierowaniem"
    return "" if referral.agreement.holds(day) else "poza porozumieniem"


def _head(referrals, agreements_left: dict[int, Decimal], month: datetime.date) -> list[str]:
    """A part for each agreement in force at the place; a supervisor, given no rests, reads limits alone.

    The limits are those of the month's first day: an annex in its midst is told by the rests.
    """
    parts = {}
    there = {referral.agreement for referral in referrals}
    for agreement in sorted(there, key=lambda agreement: in_order(agreement.number)):
        terms = agreement.terms_on(month)
        limit = f"limit {hours(terms.weekly_hours)} tyg."
        if terms.monthly_hours is not None:
            limit = f"{limit} / {hours(terms.monthly_hours)} mies."
        if agreement.pk in agreements_left:
            rest = hours(agreements_left[agreement.pk])
            limit = f"porozumienie {agreement}: {limit}, zostało {rest} godz."
        parts[limit] = None
    return list(parts)
