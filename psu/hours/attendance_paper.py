"""Attendance lists to be signed at a place of work."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import SUNDAY, days, holiday_name, month_name, month_of, short_weekday
from kis.lib.pdf import render_paper
from psu.models import WorkDay, WorkPlace
from psu.rules.cells import LETTER_OF

PLACE_SECONDS = 20  # a page for each person of a place; 25 people take 2.4 s of a processor


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
    def total(self) -> Decimal:
        return sum((row.hours or Decimal(0) for row in self.rows), Decimal(0))


def attendance_list(place: WorkPlace, month: datetime.date, referrals, *, filled: bool) -> bytes:
    """To be signed at the place: each referral's days of the month, empty or with the hours entered.

    The blank one leaves Sundays and holidays out, the filled one days without an entry.
    """
    first, last = month_of(month)
    referrals = list(referrals.select_related("person", "kind", "agreement").in_polish_order())
    entries = _entries(referrals, month) if filled else {}
    people = [
        PersonDays(
            name=str(referral.person),
            kind=str(referral.kind),
            agreement=referral.agreement.number,
            planned_time=referral.planned_time,
            rows=_rows(referral, first, last, entries.get(referral.pk, {}), filled=filled),
        )
        for referral in referrals
    ]
    return render_paper(
        "psu/hours/attendance_print.html",
        {
            "centre": Centre.objects.current(),
            "place": place,
            "month": month,
            "people": people,
            "filled": filled,
            "signatures": [
                {"label": "opiekun PSU – potwierdzam obecność i godziny"},
                {"label": "data i podpis przyjmującego listę w ośrodku"},
            ],
        },
        name=f"Lista obecności PSU, {month_name(month)}",
        made_at=timezone.now(),
        seconds=PLACE_SECONDS,
    )


def _entries(referrals, month) -> dict[int, dict[datetime.date, WorkDay]]:
    entries: dict[int, dict] = {}
    for entry in WorkDay.objects.filter(referral__in=referrals).in_month(month):
        entries.setdefault(entry.referral_id, {})[entry.day] = entry
    return entries


def _rows(referral, first, last, entries, *, filled) -> list[DayRow]:
    if filled:
        return [_row(day, entries[day]) for day in sorted(entries)]
    return [
        DayRow(_label(day))
        for day in days(first, last)
        if referral.covers(day) and day.weekday() != SUNDAY and not holiday_name(day)
    ]


def _row(day, entry) -> DayRow:
    return DayRow(
        _label(day),
        span=str(entry.span or ""),
        hours=entry.hours or None,
        absence=LETTER_OF.get(entry.outcome, ""),
    )


def _label(day: datetime.date) -> str:
    return f"{day.day}.{day:%m} {short_weekday(day)}"
