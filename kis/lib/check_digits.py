"""Numbers that carry check digits beside PESEL: bank account, NIP, REGON. Kept are their digits alone."""

from collections.abc import Callable

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.pl import nip, regon

from kis.lib.typed import seen


class WrongNumber(ValueError):
    """What was typed is no such number; the text is a sentence for the person who typed it."""


def read_account(text: str) -> str:
    """The 26 digits of a Polish account, with or without PL, however parted. Raises WrongNumber."""
    return _digits(
        lambda typed: iban.validate(f"PL{typed.upper().removeprefix('PL')}").removeprefix("PL"),
        text,
        "To nie jest numer polskiego rachunku: ma 26 cyfr, a dwie pierwsze sprawdzają resztę. "
        "Porównaj go z dokumentem.",
    )


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
