"""What a PESEL number says (ustawa o ewidencji ludności, art. 15)."""

import datetime
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel as stdnum_pesel

from kis.lib.typed import seen


@dataclass(frozen=True)
class Pesel:
    """The facts in the digits; numbers with a wrong check digit or date exist (`checks` is false)."""

    number: str
    born_on: datetime.date | None
    sex: str  # "K" or "M"
    checks: bool

    def is_born(self, on: datetime.date) -> bool:
        """Not after that day; a number without a day of birth does not say otherwise."""
        return self.born_on is None or self.born_on <= on


def read_pesel(text: str) -> Pesel | None:
    """The number's facts, or None when it is not eleven digits."""
    number = stdnum_pesel.compact(seen(text))
    # isdigit alone lets superscripts and digits of other scripts pass.
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return None
    try:
        born_on = stdnum_pesel.get_birth_date(number)
    except ValidationError:
        born_on = None
    return Pesel(
        number=number,
        born_on=born_on,
        sex="M" if int(number[9]) % 2 else "K",
        checks=born_on is not None and stdnum_pesel.is_valid(number),
    )


def masked(number: str) -> str:
    """•••••••2355: enough to tell two people of one name apart, not enough to be used."""
    return "•" * 7 + number[-4:] if number else ""
