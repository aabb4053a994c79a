"""What is typed into a cell of the month sheet: hours, or the letter of an absence."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.money import hours as shown_hours
from kis.lib.typed import seen

LETTERS = {"U": "excused", "N": "unexcused", "O": "refused", "P": "idle"}
LETTER_OF = {outcome: letter for letter, outcome in LETTERS.items()}
WORKED = "worked"
QUARTER = Decimal("0.25")
# More than two digits are what a spreadsheet makes of a third.
DECIMAL = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,20}))?")
# What people write behind a number: 4 godz., 4h, and a comma that no digit followed.
BEHIND = re.compile(r"(?<=\d)[.,]?\s*(?:(?:GODZ|G|H)\.?)?")
# 02:30:00 is what a spreadsheet makes of 2:30.
CLOCK = re.compile(r"(?P<whole>\d{1,3}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")


class UnreadableCell(ValueError):
    """What was typed is neither hours nor a letter; the text is a sentence for who typed it.

    `on_phone`: its words where letters are buttons and there is no sheet.
    """

    def __init__(self, sentence: str, on_phone: str = ""):
        super().__init__(sentence)
        self.on_phone = on_phone or sentence


@dataclass(frozen=True)
class CellValue:
    """A day's outcome (a value of WorkDay.Outcome) and its hours, 0 for every absence."""

    outcome: str
    hours: Decimal = Decimal(0)

    def __str__(self):
        return LETTER_OF.get(self.outcome) or shown_hours(self.hours)


def read_cell(text: str) -> CellValue | None:
    """None for an empty cell. Raises UnreadableCell.

    Hours by a comma or a point (2,5) or by the clock (2:30, 02:30:00), in quarters, also with their unit
    (4 godz.); 2,30 may mean either and is therefore refused.
    """
    # People type u as well as U; the text as typed is kept for the sentence of refusal.
    as_typed = seen(text).strip()
    typed = as_typed.upper()
    if not typed:
        return None
    if typed in LETTERS:
        return CellValue(LETTERS[typed])
    return CellValue(WORKED, _in_range(_hours(_without_unit(typed), as_typed)))


def _without_unit(typed: str) -> str:
    number = re.match(r"[-\d.,:]*\d", typed)
    return number[0] if number and BEHIND.fullmatch(typed, number.end()) else typed


def _hours(typed: str, as_typed: str) -> Decimal:
    if match := CLOCK.fullmatch(typed):
        seconds = (int(match["whole"]) * 60 + int(match["minutes"])) * 60
        seconds += int(match["seconds"] or 0)
        if seconds % (15 * 60):
            raise UnreadableCell("Godziny wpisuje się co 0,25.")
        return Decimal(seconds) / 3600
    if match := DECIMAL.fullmatch(typed):
        hours = Decimal(typed.replace(",", "."))
        if hours % QUARTER:
            raise UnreadableCell(_quarters(match, hours))
        return hours
    # A number after all: refused as one that is too small, not as a text that nobody understands.
    if re.fullmatch(r"-[\d.,:]+", typed):
        return Decimal(-1)
    raise UnreadableCell(f"Nie rozumiem „{as_typed[:20]}”. Wpisz godziny: 5 albo 2,5 albo 2:30.")


def _quarters(match: re.Match, hours: Decimal) -> str:
    """The sentence for a fraction that is no quarter; two digits may have been meant as minutes."""
    part = match["part"]
    # 2,3, 2,75 and 2,333 are no minutes: nobody writes three, seventy-five or a third of them so.
    if len(part) != 2 or int(part) > 59:
        return "Godziny wpisuje się co 0,25."
    whole = int(match["whole"])
    read = f"{whole} godz. {(hours - whole) * 60:.0f} min"
    meant = f"{whole} godz. {int(part)} min"
    in_quarters = whole + Decimal(part) / 60
    if in_quarters % QUARTER:
        return f"{match[0]} to {read}. Godziny wpisuje się co 0,25."
    return (
        f"{match[0]} to {read}. Jeśli chodzi o {meant}, wpisz {shown_hours(in_quarters)} "
        f"albo {whole}:{part}."
    )


def _in_range(hours: Decimal) -> Decimal:
    if not 0 < hours <= 24:
        raise UnreadableCell(
            "Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą U, N, O lub P.",
            on_phone="Wpisz więcej niż 0 i najwyżej 24. Nieobecność zaznacz przyciskiem.",
        )
    return hours
