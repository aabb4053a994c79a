"""The person's monthly card (Karta obecności), from the marks. Neither category nor PESEL is on it."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kis.activities.models.attendance import ATTENDING
from kis.activities.person_marks import CountedMark, marks_of, tally_of
from kis.activities.sheets.paper import sheet
from kis.lib.dates import month_name, month_of, short_weekday
from participants.file import PersonFile

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class CardRow:
    counted: CountedMark

    @property
    def day(self) -> str:
        day = self.counted.mark.meeting.day
        return f"{day.day}.{day:%m} {short_weekday(day)}"

    @property
    def words(self) -> str:
        """Without the reason: it may tell of an illness, and the card goes through many hands."""
        mark = self.counted.mark
        words = mark.get_state_display()
        return f"{words}, {mark.minutes} min" if mark.minutes else words

    @property
    def minutes(self) -> int:
        """How long the person was there; of a lateness that nobody measured the whole meeting."""
        mark = self.counted.mark
        if mark.state not in ATTENDING:
            return 0
        return max(mark.meeting.minutes - (mark.minutes or 0), 0)

    @property
    def hours(self) -> Decimal | None:
        return in_hours(self.minutes) if self.minutes else None


def in_hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(HUNDREDTH, ROUND_HALF_UP)


def card(file: PersonFile, month: datetime.date) -> bytes:
    """Raises Refused where the paper takes too long."""
    marks = marks_of(file, *month_of(month))
    rows = [CardRow(one) for one in reversed(marks)]
    person = file.person
    return sheet(
        "activities/sheets/card_print.html",
        name=f"Karta obecności, {month_name(month)}",
        person=person,
        month=month,
        rows=rows,
        tally=tally_of(marks),
        hours=in_hours(sum(row.minutes for row in rows)),
        signatures=[
            {"name": str(person), "label": "data i podpis"},
            {"label": "podpis koordynatora KIS"},
        ],
    )
