"""Numbers that carry check digits beside PESEL: bank account, NIP, REGON. Kept are their digits alone."""

import re
from collections.abc import Callable

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.pl import nip, regon

from kis.lib.typed import seen

ACCOUNT_DIGITS = 26


class WrongNumber(ValueError):
    """What was typed is no such number; the text is a sentence for the person who typed it."""


def read_account(text: str) -> str:
    """The 26 digits of a Polish account, with or without PL, however parted. Raises WrongNumber."""
    return _digits(
        lambda typed: iban.validate(f"PL{typed.upper().removeprefix('PL')}").removeprefix("PL"),
        text,
        "To nie jest numer polskiego rachunku: ma 26 cyfr, a dwie pierwsze sprawdzają resztę. "
        f"{_unlike_an_account(text)}Porównaj go z dokumentem.",
    )


def _unlike_an_account(text: str) -> str:
    """What the eye misses: a country that is not Poland, a digit too many or too few."""
    signs = re.sub(r"[\s.-]", "", seen(text)).upper()
    if (country := signs[:2]).isascii() and country.isalpha() and re.search("[0-9]", signs):
        if country != "PL":
            return f"Numer zaczyna się od {country}: to rachunek zagraniczny. "
        signs = signs[2:]
    if signs.isascii() and signs.isdigit() and len(signs) != ACCOUNT_DIGITS:
        return f"Wpisano cyfr: {len(signs)}. "
    return ""


def read_nip(text: str) -> str:
    """The 10 digits of a tax number. Raises WrongNumber."""
    return _digits(
        nip.validate,
        text,
        "To nie jest numer NIP: ma 10 cyfr, a ostatnia sprawdza resztę. Porównaj go z dokumentem.",
    )


def read_regon(text: str) -> str:
    """The 9 or 14 digits of a statistical number. Raises WrongNumber."""
    return _digits(
        regon.validate,
        text,
        "To nie jest numer REGON: ma 9 albo 14 cyfr, a ostatnia sprawdza resztę. "
        "Porównaj go z dokumentem.",
    )


def _digits(validate: Callable[[str], str], text: str, sentence: str) -> str:
    try:
        # What the library gives back is kept, not what was typed: it judges without spaces and hyphens.
        digits = validate(seen(text).replace(".", "").strip())
    except ValidationError:
        raise WrongNumber(sentence) from None
    # Its check of an account lets digits of other scripts pass.
    if not digits.isascii():
        raise WrongNumber(sentence)
    return digits
