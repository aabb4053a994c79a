"""What the month sheet of a place shows: people × days, each cell with what may be done in it."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import DecimalField, Exists, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from kis.accounts.rights import Role
from kis.lib.dates import days, holiday_name, month_of, polish, polish_range, week_of
from kis.lib.money import hours
from psu.cells import Cell as Typed
from psu.models import PayLine, PersonMonth, Referral, WorkDay, WorkPlace
from psu.rests import Rest, rests

State = PersonMonth.State
WEEKDAYS = ["pn", "wt", "śr", "cz", "pt", "sb", "nd"]
SATURDAY, SUNDAY = 5, 6
NO_HOURS = Decimal(0)
FIXED_COLUMNS = 5  # ordinal, person, sum, two rests


@dataclass
class DayColumn:
    day: datetime.date
    total: Decimal = NO_HOURS

    @property
    def number(self) -> int:
        return self.day.day

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def name(self) -> str:
        """Name of a holiday, or *niedziela*: the reason of the letter above the day."""
        return holiday_name(self.day) or ("niedziela" if self.day.weekday() == SUNDAY else "")

    @property
    def mark(self) -> str:
        return "Ś" if holiday_name(self.day) else "N" if self.day.weekday() == SUNDAY else ""

    @property
    def classes(self) -> str:
        classes = ["day"]
        if self.mark or self.day.weekday() == SATURDAY:
            classes.append("free")
        if self.day.weekday() == 0:
            classes.append("week-start")
        return " ".join(classes)


@dataclass
class Cell:
    """`value` is what stands in the field, `earlier` what the page was opened on.

    With `reason` the day lies outside the referral; `is_fixed`: not to be changed by this reader, or not any
    more. A refused cell has its `message`, one changed meanwhile also what is stored now, in `theirs`.
    """

    referral: int
    label: str
    column: DayColumn
    value: str = ""
    earlier: str = ""
    reason: str = ""
    is_fixed: bool = False
    message: str = ""
    theirs: str | None = None

    @property
    def name(self) -> str:
        return cell_name(self.referral, self.column.day)

    @property
    def has_field(self) -> bool:
        """A refused cell keeps what was typed, even where nothing could be typed any more."""
        return bool(self.message) or not (self.reason or self.is_fixed)

    @property
    def classes(self) -> str:
        classes = [self.column.classes]
        if self.reason:
            classes.append("outside")
        if self.message:
            classes.append("refused")
        return " ".join(classes)


@dataclass
class Row:
    referral: Referral
    state: str
    cells: list[Cell]
    total: Decimal
    week_left: Decimal
    month_left: Decimal

    @property
    def name(self) -> str:
        return str(self.referral.person)

    @property
    def detail(self) -> str:
        """What the supervisor must know beside the name."""
        words = "" if self.state == State.OPEN else State(self.state).label.lower()
        return " · ".join(filter(None, [self.referral.work_advice, words]))

    @property
    def refused(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.message]


@dataclass
class Sheet:
    days: list[DayColumn]
    shown_week: tuple[datetime.date, datetime.date]  # the one that the rest of the week is of
    head: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def week(self) -> str:
        return polish_range(*self.shown_week)

    @property
    def width(self) -> int:
        return FIXED_COLUMNS + len(self.days)

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), NO_HOURS)

    @property
    def refused(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.refused]

    @property
    def is_open(self) -> bool:
        """Whether the reader may still enter anything."""
        return any(cell.has_field for row in self.rows for cell in row.cells)

    @property
    def is_closed(self) -> bool:
        return bool(self.rows) and all(row.state == State.CLOSED for row in self.rows)

    def cell(self, referral: int, day: datetime.date) -> Cell | None:
        row = next((row for row in self.rows if row.referral.pk == referral), None)
        return row.cells[day.day - 1] if row else None


def cell_name(referral: int, day: datetime.date) -> str:
    """Name of the field: the referral's number and the day of the month."""
    return f"h-{referral}-{day.day}"


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


def month_sheet(place: WorkPlace, month: datetime.date, user, today: datetime.date) -> Sheet:
    """Four queries, whatever the number of people."""
    first, last = month_of(month)
    referrals = list(
        referrals_of(place, month, user)
        .select_related("person", "agreement")
        .annotate(used_hours=_used_hours(), month_state=_month_state(first))
        .in_polish_order()
    )
    sheet = Sheet(
        days=[DayColumn(day) for day in days(first, last)],
        shown_week=week_of(min(max(today, first), last)),
        head=_head(referrals, for_office=Role.SUPERVISOR not in user.roles),
    )
    entries = _entries(referrals, first)
    left = rests(referrals, first) if referrals else {}
    for referral in referrals:
        days_of_row = entries[referral.pk]
        last_open = today if _may_write(user, referral.month_state) else None
        sheet.rows.append(_row(sheet, referral, days_of_row, left[referral.pk], last_open))
        for column in sheet.days:
            if column.day in days_of_row:
                column.total += days_of_row[column.day].hours
    return sheet


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


def _may_write(user, state: str) -> bool:
    """A supervisor in open months; the coordinator mends reviewed ones, too."""
    if not user.has_perm("psu.write_hours"):
        return False
    return state == State.OPEN or (state == State.REVIEWED and Role.COORDINATOR in user.roles)


def _row(sheet, referral, entries, left: Rest, last_open: datetime.date | None) -> Row:
    """`last_open`: hours may be entered up to that day, None when none may."""
    cells = []
    for column in sheet.days:
        entry = entries.get(column.day)
        value = str(Typed(entry.outcome, entry.hours)) if entry else ""
        cells.append(
            Cell(
                referral=referral.pk,
                label=f"{referral.person}, {polish(column.day)}",
                column=column,
                value=value,
                earlier=value,
                reason="" if entry or referral.covers(column.day) else "poza skierowaniem",
                is_fixed=last_open is None or column.day > last_open,
            )
        )
    return Row(
        referral,
        referral.month_state,
        cells,
        total=sum((entry.hours for entry in entries.values()), NO_HOURS),
        week_left=max(left.weeks[sheet.shown_week[0]], NO_HOURS),
        month_left=max(left.month, NO_HOURS),
    )


def _head(referrals, *, for_office: bool) -> list[str]:
    """A part for each agreement in force at the place; a supervisor reads limits alone."""
    parts = {}
    for referral in referrals:
        agreement = referral.agreement
        limit = (
            f"limit {hours(agreement.weekly_hours)} tyg. / {hours(agreement.monthly_hours)} mies."
        )
        if for_office:
            rest = hours(agreement.total_hours - referral.used_hours)
            limit = f"porozumienie {agreement}: {limit}, zostało {rest} godz."
        parts[limit] = None
    return list(parts)
