"""What the month sheet of a place shows: people × days, each cell with what may be done in it."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db.models import DecimalField, Exists, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from kis.accounts.rights import Role
from kis.lib.dates import days, month_of, week_of
from kis.lib.money import hours
from psu.cells import Cell as Typed
from psu.models import PayLine, PersonMonth, Referral, WorkDay, WorkPlace
from psu.rests import rests
from psu.sheet_parts import NO_HOURS, Cell, DayColumn, Entered, Row, Sheet

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
) -> Sheet:
    """Four queries, whatever the number of people; one more for the row of the referral to be opened."""
    first, last = month_of(month)
    referrals = list(
        referrals_of(place, month, user)
        .select_related("person", "agreement")
        .annotate(used_hours=_used_hours(), month_state=_month_state(first))
        .in_polish_order()
    )
    for_office = Role.SUPERVISOR not in user.roles
    sheet = Sheet(
        days=[DayColumn(day) for day in days(first, last)],
        shown_week=week_of(min(max(today, first), last)),
        head=_head(referrals, for_office=for_office),
    )
    entries = _entries(referrals, first)
    left = rests(referrals, first) if referrals else {}
    for number, referral in enumerate(referrals, start=1):
        days_of_row = entries[referral.pk]
        row = Row(
            number=number,
            referral=referral,
            state=referral.month_state,
            cells=_cells(sheet.days, referral, days_of_row, _last_open(user, referral, today)),
            total=sum((entry.hours for entry in days_of_row.values()), NO_HOURS),
            left=left[referral.pk],
            shown_week=sheet.shown_week[0],
            agreement_left=_agreement_left(referral) if for_office else None,
        )
        if referral.pk == opened:
            _open(row, days_of_row)
        sheet.rows.append(row)
        for day, entry in days_of_row.items():
            sheet.days[day.day - 1].total += entry.hours
    return sheet


def _open(row: Row, entries: dict[datetime.date, WorkDay]) -> None:
    row.kinds = list(row.referral.agreement.kinds.order_by("name"))
    names = {kind.pk: kind.name for kind in row.kinds}
    row.opened = [
        Entered(
            cell=row.cells[day.day - 1],
            note=entry.note,
            kind=entry.kind_id,
            kind_name=names.get(entry.kind_id, ""),
            earlier_note=entry.note,
            earlier_kind=entry.kind_id,
        )
        for day, entry in sorted(entries.items())
    ]


def _used_hours():
    used = (
        WorkDay.objects.filter(agreement=OuterRef("agreement"))
        .order_by()
        .values("agreement")
        .annotate(sum=Sum("hours"))
    )
    return Coalesce(Subquery(used.values("sum")), Value(NO_HOURS), output_field=DecimalField())


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


def _cells(columns, referral, entries, last_open: datetime.date | None) -> list[Cell]:
    name, cells = str(referral.person), []
    for column in columns:
        entry = entries.get(column.day)
        value = str(Typed(entry.outcome, entry.hours)) if entry else ""
        cells.append(
            Cell(
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


def _agreement_left(referral) -> Decimal:
    return referral.agreement.total_hours - referral.used_hours


def _head(referrals, *, for_office: bool) -> list[str]:
    """A part for each agreement in force at the place; a supervisor reads limits alone."""
    parts = {}
    for referral in referrals:
        agreement = referral.agreement
        limit = (
            f"limit {hours(agreement.weekly_hours)} tyg. / {hours(agreement.monthly_hours)} mies."
        )
        if for_office:
            rest = hours(_agreement_left(referral))
            limit = f"porozumienie {agreement}: {limit}, zostało {rest} godz."
        parts[limit] = None
    return list(parts)
