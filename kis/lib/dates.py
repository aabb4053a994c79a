"""Days, weeks and months as this office counts them."""

import calendar
import datetime
import re
from functools import cache

import holidays

from kis.lib.typed import one_line

DAY = datetime.timedelta(days=1)


class UnreadableDate(ValueError):
    """What was typed is no date; the text is a sentence for the person who typed it."""


def week_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of the day's week: also across months and years."""
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the day's month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Every day from the first to the last, both included."""
    return [first + number * DAY for number in range((last - first).days + 1)]


def years_between(born: datetime.date, on: datetime.date) -> int:
    """Full years of age; born on 29 February, on the 28th where there is no 29th (art. 112 k.c.)."""
    years = on.year - born.year
    return years - (on < add_months(born, 12 * years))


@cache
def _holidays(year: int) -> dict[datetime.date, str]:
    # The language named: else the names follow the locale of the server.
    return dict(holidays.country_holidays("PL", years=year, language="pl"))


def holiday_name(day: datetime.date) -> str:
    """Name of the public holiday, empty on other days (24 December is one from 2025 on)."""
    return _holidays(day.year).get(day, "")


FIRST_YEAR, LAST_YEAR = 1900, 2199  # of what is kept
# A typed day farther ahead is a slip: an identity card is valid for less, and what is planned (a stay, a
# contract, a review) is so for much less.
YEARS_AHEAD, YEARS_PLANNED = 50, 10

SHORTHAND = re.compile(r"(?P<sign>[+-])(?P<count>\d{1,3})(?P<unit>[dtmr]?)")
DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})[.\-/ ](?P<month>\d{1,2})\.?")
FULL = re.compile(r"(?P<day>\d{1,2})[.\-/ ](?P<month>\d{1,2})[.\-/ ](?P<year>\d{4})")
DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")


def read_date(text: str, *, today: datetime.date) -> datetime.date:
    """The date meant by what was typed.

    Understood: 31.05.2027, 31052027, 2027-05-31, `31.5` (this year), `d` (today), `+3m`, `-10`, `+2t`
    (weeks), `+1r` (years). Raises UnreadableDate.
    """
    typed = one_line(text)
    day = _meant(typed.lower(), today)
    if day is None:
        raise UnreadableDate(
            f"Nie ma takiej daty: {typed}. Wpisz dzień.miesiąc.rok, np. 30.11.2026, "
            "albo skrót „d” (dziś), „+3m” (za 3 miesiące)."
        )
    last = today.year + YEARS_AHEAD
    if not FIRST_YEAR <= day.year <= last:
        raise UnreadableDate(
            f"Sprawdź rok w dacie: {typed}. Może to być rok od {FIRST_YEAR} do {last}."
        )
    return day


def read_birth_date(text: str, *, today: datetime.date) -> datetime.date:
    """A day of birth, typed in full: shorthand counts from today, when nobody registered was born.

    Raises UnreadableDate.
    """
    typed = one_line(text)
    shapes = (FULL, DIGITS, ISO)
    if not any(shape.fullmatch(typed) for shape in shapes):
        raise UnreadableDate(
            f"To nie jest data urodzenia: {typed}. Wpisz dzień, miesiąc i cały rok, np. 5.03.1981."
        )
    day = read_date(typed, today=today)
    if day > today:
        raise UnreadableDate(f"Dnia {polish(day)} jeszcze nie było. Sprawdź rok.")
    return day


def too_far_to_plan(day: datetime.date, *, today: datetime.date) -> str:
    """Why nothing is planned for that day, in a sentence; empty where it may be."""
    if day <= add_months(today, 12 * YEARS_PLANNED):
        return ""
    return f"{polish(day)} to dalej niż za {YEARS_PLANNED} lat. Sprawdź rok."


def _meant(typed: str, today: datetime.date) -> datetime.date | None:
    if typed == "d":
        return today
    if match := SHORTHAND.fullmatch(typed):
        return _shifted(today, int(match["sign"] + match["count"]), match["unit"] or "d")
    for shape in (FULL, DIGITS, ISO, DAY_AND_MONTH):
        if match := shape.fullmatch(typed):
            parts = match.groupdict()
            try:
                return datetime.date(
                    int(parts.get("year", today.year)), int(parts["month"]), int(parts["day"])
                )
            except ValueError:
                # The right shape and no day (31.02.2026): no other shape is tried.
                break
    return None


def _shifted(day: datetime.date, count: int, unit: str) -> datetime.date:
    if unit == "m":
        return add_months(day, count)
    if unit == "r":
        return add_months(day, 12 * count)
    return day + count * (7 if unit == "t" else 1) * DAY


def polish(day: datetime.date | None) -> str:
    """5.03.2026, as on every screen and paper; empty for no day."""
    return f"{day.day}.{day:%m.%Y}" if day else ""


def polish_range(first: datetime.date, last: datetime.date) -> str:
    """23–29.11.2026, or 29.06–5.07.2026 over two months; one day alone is that day."""
    if first == last:
        return polish(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{polish(last)}"
    if first.year == last.year:
        return f"{first.day}.{first:%m}–{polish(last)}"
    return f"{polish(first)}–{polish(last)}"


WEEKDAYS = [
    *("poniedziałek", "wtorek", "środa", "czwartek", "piątek"),
    *("sobota", "niedziela"),
]
SHORT_WEEKDAYS = ["pn", "wt", "śr", "cz", "pt", "sb", "nd"]
SATURDAY, SUNDAY = 5, 6  # as day.weekday() counts them
MONTHS = [
    *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
    *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
]
MONTHS_GENITIVE = [
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
]
MONTHS_LOCATIVE = [
    *("styczniu", "lutym", "marcu", "kwietniu", "maju", "czerwcu"),
    *("lipcu", "sierpniu", "wrześniu", "październiku", "listopadzie", "grudniu"),
]


def weekday(day: datetime.date) -> str:
    """poniedziałek"""
    return WEEKDAYS[day.weekday()]


def short_weekday(day: datetime.date) -> str:
    """pn"""
    return SHORT_WEEKDAYS[day.weekday()]


def in_full(day: datetime.date) -> str:
    """28 lutego 2027 r.: on papers in plain words"""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]} {day.year} r."


def month_name(day: datetime.date) -> str:
    """listopad 2026"""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_locative(day: datetime.date) -> str:
    """listopadzie: after *w*"""
    return MONTHS_LOCATIVE[day.month - 1]
