"""What the month sheet of a place shows: people × days, each cell with what may be done in it."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kis.accounts.rights import Role
from kis.lib.dates import days, month_of, week_of
from kis.lib.money import hours
from psu.hours.day_details import DETAILS
from psu.hours.rests import rests, totals_left
from psu.hours.sheet_parts import (
    NO_HOURS,
    DayColumn,
    DetailField,
    Entered,
    MonthSheet,
    SheetCell,
    SheetRow,
)
from psu.models import PayLine, PersonMonth, Referral, WorkDay, WorkPlace
from psu.rules.cells import CellValue

State = PersonMonth.State


def referrals_of(place: WorkPlace, month: datetime.date, user):
    """The rows of a sheet that the user may see.

    Coordinator, head and the place's supervisor see all; an accountant the people on a pay list of that
    month; an inspector nobody before an inspection is entered.
    """
    first, last = month_of(month)
    referrals = Referral.objects.at(place).within(first, last)
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
    return referrals.none()


def month_sheet(
    place: WorkPlace,
    month: datetime.date,
    user,
    today: datetime.date,
    *,
    opened: int | None = None,
    only: set[int] | None = None,
) -> MonthSheet:
    """Five queries, whatever the number of people; one more for the row of the referral to be opened.

    `only`: numbers of referrals. Just the rows of their people are made, for all referrals of a person share
    the week's rest; sums and ordinals are of the whole sheet.
    """
    first, last = month_of(month)
    referrals = list(
        referrals_of(place, month, user)
        .select_related("person", "agreement")
        .annotate(month_state=_month_state(first))
        .in_polish_order()
    )
    for_office = Role.SUPERVISOR not in user.roles
    agreements_left = totals_left({r.agreement for r in referrals}) if for_office else {}
    entries = _entries(referrals, first)
    sheet = MonthSheet(
        days=[DayColumn(day) for day in days(first, last)],
        shown_week=week_of(min(max(today, first), last)),
        head=_head(referrals, agreements_left),
        has_entries=any(entries.values()),
    )
    for entry in (entry for of_row in entries.values() for entry in of_row.values()):
        sheet.days[entry.day.day - 1].total += entry.hours
    sheet.rows = _rows(sheet, _numbered(referrals, only), entries, user, today)
    for row in sheet.rows:
        row.agreement_left = agreements_left.get(row.referral.agreement_id)
        if row.referral.pk == opened:
            _open(row, entries[opened])
    return sheet


def _numbered(referrals, only: set[int] | None) -> list[tuple[int, Referral]]:
    people = {r.person_id for r in referrals if only is None or r.pk in only}
    return [(n, r) for n, r in enumerate(referrals, start=1) if r.person_id in people]


def _rows(sheet: MonthSheet, numbered, entries, user, today) -> list[SheetRow]:
    first = sheet.days[0].day
    left = rests([referral for _, referral in numbered], first) if numbered else {}
    return [
        SheetRow(
            number=number,
            referral=referral,
            state=referral.month_state,
            cells=_cells(
                sheet.days, referral, entries[referral.pk], _last_open(user, referral, today)
            ),
            total=sum((entry.hours for entry in entries[referral.pk].values()), NO_HOURS),
            left=left[referral.pk],
            shown_week=sheet.shown_week[0],
        )
        for number, referral in numbered
    ]


def _open(row: SheetRow, entries: dict[datetime.date, WorkDay]) -> None:
    kinds = row.referral.agreement.kinds.order_by("name")
    choices = {"kind": [(str(kind.pk), kind.name) for kind in kinds]}
    row.opened = [
        _entered(row.cells[day.day - 1], entry, choices) for day, entry in sorted(entries.items())
    ]


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


def _entries(referrals, month) -> dict[int, dict[datetime.date, WorkDay]]:
    entries = defaultdict(dict)
    for entry in WorkDay.objects.filter(referral__in=referrals).in_month(month):
        entries[entry.referral_id][entry.day] = entry
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
        value = str(CellValue(entry.outcome, entry.hours)) if entry else ""
        cells.append(
            SheetCell(
                referral=referral.pk,
                person=name,
                column=column,
                value=value,
                earlier=value,
                reason="" if entry or referral.covers(column.day) else "poza skierowaniem",
                is_fixed=last_open is None or column.day > last_open,
            )
        )
    return cells


def _head(referrals, agreements_left: dict[int, Decimal]) -> list[str]:
    """A part for each agreement in force at the place; a supervisor, given no rests, reads limits alone."""
    parts = {}
    for referral in referrals:
        agreement = referral.agreement
        limit = (
            f"limit {hours(agreement.weekly_hours)} tyg. / {hours(agreement.monthly_hours)} mies."
        )
        if agreement.pk in agreements_left:
            rest = hours(agreements_left[agreement.pk])
            limit = f"porozumienie {agreement}: {limit}, zostało {rest} godz."
        parts[limit] = None
    return list(parts)
