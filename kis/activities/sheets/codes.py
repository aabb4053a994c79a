"""The code on a printed sheet: it finds the meeting, the day, the group's month or somebody's period again.

It names nobody: of a person it has the number of the file alone.

Plain values, no database. Behind the first letter are digits alone, so that nothing is mistaken for a letter;
the last digit is a check (ISO 7064).
"""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

LONGEST = 300  # with the whole address that a reader types in place of the code


class UnreadableCode(ValueError):
    """What was typed is no code; the text is a sentence for the person who typed it."""


class Kind(StrEnum):
    MEETING = "S"
    DAY = "D"
    MONTH = "M"
    SERVICES = "K"


# In the place of the letter: a code of one kind is none of another by a slip in it.
DIGIT_OF = {Kind.MEETING: "1", Kind.DAY: "2", Kind.MONTH: "3", Kind.SERVICES: "4"}
TYPED = re.compile(r"([SDMK])(\d{2,31})")
LONGEST_NUMBER = 18  # digits: no longer than the number of a row can be
# The address that the square holds ends with its code.
AT_THE_END = re.compile(r"kod=([^&#]*)")


@dataclass(frozen=True)
class SheetCode:
    """`number`: of the meeting, the group or the person; `day`: the day, or the first one of a period."""

    kind: Kind
    number: int | None = None
    day: datetime.date | None = None
    last: datetime.date | None = None

    def __str__(self):
        """S-1204-3, D-20260302-7, M-12-202603-7, K-12-260301-260331-7"""
        parts = self._parts
        digits = DIGIT_OF[self.kind] + "".join(parts)
        return "-".join([self.kind, *parts, mod_11_10.calc_check_digit(digits)])

    @property
    def _parts(self) -> list[str]:
        match self.kind:
            case Kind.MEETING:
                return [str(self.number)]
            case Kind.DAY:
                return [f"{self.day:%Y%m%d}"]
            case Kind.SERVICES:
                return [str(self.number), f"{self.day:%y%m%d}", f"{self.last:%y%m%d}"]
        return [str(self.number), f"{self.day:%Y%m}"]


def of_meeting(number: int) -> SheetCode:
    return SheetCode(Kind.MEETING, number)


def of_day(day: datetime.date) -> SheetCode:
    return SheetCode(Kind.DAY, day=day)


def of_month(group: int, month: datetime.date) -> SheetCode:
    return SheetCode(Kind.MONTH, group, month)


def of_services(person: int, first: datetime.date, last: datetime.date) -> SheetCode:
    return SheetCode(Kind.SERVICES, person, first, last)


def read_code(text: str) -> SheetCode:
    """Typed with any hyphens and spaces, or the whole address. Raises UnreadableCode."""
    typed = text.strip()
    if found := AT_THE_END.search(typed):
        typed = found[1]
    match = TYPED.fullmatch(re.sub(r"[^0-9A-Z]", "", typed.upper()))
    if not match:
        raise UnreadableCode(
            "To nie jest kod listy. Wpisz literę i cyfry spod kwadratu na liście, np. S-1204-3."
        )
    kind = Kind(match[1])
    try:
        mod_11_10.validate(DIGIT_OF[kind] + match[2])
        return _meant(kind, match[2][:-1])
    except (ValidationError, ValueError):
        raise UnreadableCode(
            "W kodzie jest pomyłka: cyfry do siebie nie pasują. Porównaj je z listą, jedna po drugiej."
        ) from None


def _meant(kind: Kind, digits: str) -> SheetCode:
    """Raises ValueError for a day that there is not, and for a number that no row has."""
    match kind:
        case Kind.MEETING:
            return of_meeting(_number(digits))
        case Kind.DAY:
            return of_day(_day(digits))
        case Kind.SERVICES:
            days = (_day(f"20{part}") for part in (digits[-12:-6], digits[-6:]))
            return of_services(_number(digits[:-12]), *days)
    return of_month(_number(digits[:-6]), _day(digits[-6:] + "01"))


def _number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(digits)
    return int(digits)


def _day(digits: str) -> datetime.date:
    if len(digits) != 8 or not digits.startswith("20"):  # no address has an older day
        raise ValueError(digits)
    return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
