"""What stands in a cell, as a person would type it."""

import datetime
import re
from decimal import Decimal

from kis.lib.dates import polish

SECONDS_A_DAY = 24 * 3600
# What a spreadsheet shows where a formula came to nothing, in English, Polish and of LibreOffice.
ERRORS = re.compile(
    r"#(?:N/A|N/D!?|REF!|ADR!|VALUE!|ARG!|DIV/0!|DZIEL/0!|NAME\?|NAZWA\?|NULL!|ZERO!|NUM!|LICZBA!"
    r"|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}"
)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# The program keeps lines; any other control sign is one of a broken file.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_error(text: str) -> bool:
    return ERRORS.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Of a formula whose result the file does not hold."""
    return text.startswith("=") and len(text) > 1


def of_text(text: str) -> str:
    lines = CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()


def unescaped(text: str) -> str:
    """`_x000D_` as a workbook keeps a sign that XML has no place for; `_x005F_` is the underscore itself."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def of_number(number: float | int | Decimal | str) -> str:
    """12, 7,5 and 81050412345, never 8,1E+10; seventeen digits of a float are cut to what was typed."""
    value = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not value.is_finite():
        return ""
    plain = f"{round(value, 10):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",")


def of_percent(share: float | Decimal | str) -> str:
    """60%, which a spreadsheet keeps as 0,6."""
    return f"{of_number(Decimal(str(share)) * 100)}%"


def of_bool(value: bool) -> str:
    return "tak" if value else "nie"


def of_day(value: datetime.date | datetime.datetime) -> str:
    """The hour only where there is one."""
    if not isinstance(value, datetime.datetime):
        return polish(value)
    hour = f" {value:%H:%M}" if (value.hour or value.minute) else ""
    return f"{polish(value.date())}{hour}"


def of_seconds(seconds: float) -> str:
    """7:30; more than a day stays hours: 26:15."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def of_day_fraction(days: float) -> str:
    """A time as spreadsheets keep it: a half is noon, and one is 24:00, not the first day of 1900."""
    return of_seconds(days * SECONDS_A_DAY)
