"""Attendance lists to be signed at a place of work: a blank one, and one of the hours entered."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import SUNDAY, days, holiday_name, month_name, month_of, short_weekday
from kis.lib.pdf import render_paper
from psu.models import Referral, WorkDay, WorkPlace
from psu.rules.cells import LETTER_OF
from psu.rules.spans import Span, span_of_plan

PLACE_SECONDS = 20  # a month of each person of a place; 25 people take 2.4 s of a processor
PEOPLE_ON_PAGE = 7
SPARE_ROWS = 2  # of a plan: for days that it does not name
# So many rows of a page are high ones, so many middle ones, so many low; no month has more working days.
HIGH_ROWS, MIDDLE_ROWS, MOST_ROWS = 11, 17, 27


@dataclass(frozen=True)
class DayRow:
    label: str
    span: str = ""
    hours: Decimal | None = None
    absence: str = ""


@dataclass(frozen=True)
class PersonDays:
    """A person's part of an attendance list. Neither PESEL nor category ever stands on it."""

    name: str
    kind: str
    agreement: str
    planned_time: str
    rows: list[DayRow] = field(default_factory=list)

    @property
    def terms(self) -> str:
        plan = f", plan: {self.planned_time}" if self.planned_time else ""
        return f"{self.kind}, porozumienie {self.agreement}{plan}"

    @property
    def total(self) -> Decimal:
        return sum((row.hours or Decimal(0) for row in self.rows), Decimal(0))


@dataclass(frozen=True)
class BlankCell:
    """A person's place to sign in on a day; `is_free`: not asked to come."""

    is_free: bool
    span: str = ""


@dataclass(frozen=True)
class BlankRow:
    label: str
    cells: list[BlankCell]


@dataclass(frozen=True)
class BlankPage:
    """The people of one page beside each other; `first` is the number of the first of them."""

    first: int
    people: list[PersonDays]
    rows: list[BlankRow]

    @property
    def numbers(self) -> str:
        """1–7"""
        last = self.first + len(self.people) - 1
        return f"{self.first}–{last}" if last > self.first else str(self.first)

    @property
    def terms(self) -> list[str]:
        """On which terms who works, by their numbers; without them where all work on the same."""
        found = defaultdict(list)
        for number, person in enumerate(self.people, start=self.first):
            found[person.terms].append(str(number))
        if len(found) == 1:
            return [f"wszystkich osób: {terms}" for terms in found]
        return [f"osób {', '.join(numbers)}: {terms}" for terms, numbers in found.items()]

    @property
    def has_free(self) -> bool:
        return any(cell.is_free for row in self.rows for cell in row.cells)

    @property
    def height(self) -> str:
        """Of the rows, as a class of the paper."""
        if len(self.rows) <= HIGH_ROWS:
            return "high"
        return "middle" if len(self.rows) <= MIDDLE_ROWS else "low"


def filled_list(
    place: WorkPlace, month: datetime.date, referrals, *, made_at: datetime.datetime
) -> bytes:
    """Of each referral the days with an entry, one under the other."""
    referrals = _read(referrals)
    entries = _entries(referrals, month)
    people = [_person(referral, entries.get(referral.pk, {})) for referral in referrals]
    return _paper("psu/hours/attendance_print.html", place, month, made_at, people=people)


def blank_list(place: WorkPlace, month: datetime.date, referrals, *, all_days: bool) -> bytes:
    """To be signed day by day, seven people on a page.

    On the planned days, or on all but Sundays and holidays.
    """
    found = _read(referrals)
    pages = [
        _blank_page(first, found[first : first + PEOPLE_ON_PAGE], month, all_days=all_days)
        for first in range(0, len(found), PEOPLE_ON_PAGE)
    ]
    template = "psu/hours/attendance_blank_print.html"
    return _paper(template, place, month, timezone.now(), sheets=pages)


def _paper(template: str, place: WorkPlace, month: datetime.date, made_at, **parts) -> bytes:
    return render_paper(
        template,
        {
            "centre": Centre.objects.current(),
            "place": place,
            "month": month,
            "signatures": [
                {"label": "opiekun PSU – potwierdzam obecność i godziny"},
                {"label": "data i podpis przyjmującego listę w ośrodku"},
            ],
            **parts,
        },
        name=f"Lista obecności PSU, {month_name(month)}",
        made_at=made_at,
        seconds=PLACE_SECONDS,
    )


def _read(referrals) -> list[Referral]:
    return list(referrals.select_related("person", "kind", "agreement").in_polish_order())


def _entries(referrals, month) -> dict[int, dict[datetime.date, WorkDay]]:
    entries: dict[int, dict] = {}
    for entry in WorkDay.objects.filter(referral__in=referrals).in_month(month):
        entries.setdefault(entry.referral_id, {})[entry.day] = entry
    return entries


def _person(referral: Referral, entries: dict[datetime.date, WorkDay] | None = None) -> PersonDays:
    return PersonDays(
        name=str(referral.person),
        kind=str(referral.kind),
        agreement=referral.agreement.number,
        planned_time=referral.planned_time,
        rows=[_row(referral, entry) for _, entry in sorted((entries or {}).items())],
    )


def _row(referral: Referral, entry: WorkDay) -> DayRow:
    return DayRow(
        _label(entry.day),
        span=str(entry.span or _span_of_plan(referral, entry) or ""),
        hours=entry.hours or None,
        absence=LETTER_OF.get(entry.outcome, ""),
    )


def _span_of_plan(referral: Referral, entry: WorkDay) -> Span | None:
    """From when to when the plan says, of a day on which as much was worked as lies between."""
    span = planned_span(referral, entry.day)
    return span if span and entry.hours and span.hours == entry.hours else None


def planned_span(referral: Referral, day: datetime.date) -> Span | None:
    return span_of_plan(referral.planned_time, referral.plan.get(day.weekday()))


def _blank_page(first, referrals, month: datetime.date, *, all_days: bool) -> BlankPage:
    asked = [set(_asked_days(referral, month, all_days=all_days)) for referral in referrals]
    rows = [
        BlankRow(
            _label(day),
            [
                _blank_cell(referral, day, is_free=day not in own)
                for own, referral in zip(asked, referrals, strict=True)
            ],
        )
        for day in sorted(set().union(*asked))
    ]
    has_plan = any(referral.plan for referral in referrals)
    if has_plan and not all_days and len(rows) + SPARE_ROWS <= MOST_ROWS:
        rows += [BlankRow("", [BlankCell(is_free=False)] * len(referrals))] * SPARE_ROWS
    return BlankPage(first + 1, [_person(referral) for referral in referrals], rows)


def _blank_cell(referral: Referral, day: datetime.date, *, is_free: bool) -> BlankCell:
    return BlankCell(is_free, "" if is_free else str(planned_span(referral, day) or ""))


def _asked_days(referral: Referral, month, *, all_days: bool) -> Iterator[datetime.date]:
    """Without a plan every day may be one of work."""
    plan = {} if all_days else referral.plan
    for day in days(*month_of(month)):
        is_asked = day.weekday() in plan if plan else day.weekday() != SUNDAY
        if is_asked and referral.covers(day) and not holiday_name(day):
            yield day


def _label(day: datetime.date) -> str:
    return f"{day.day}.{day:%m} {short_weekday(day)}"
