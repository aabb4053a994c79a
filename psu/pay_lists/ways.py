"""How somebody of a pay list is paid, in words."""

from collections.abc import Iterable

from psu.models import PayLine, PaymentCorrection

CASH = "kasa"


def way_of_payment(line: PayLine) -> str:
    """As frozen at the close; of hours that are not paid that they are not."""
    return in_words(line.account_number, line.account_owner) if line.is_paid else "bez wypłaty"


def in_words(number: str, owner: str) -> str:
    """The account and its owner, or the cash desk."""
    if not number:
        return CASH
    account = " ".join([number[:2], *(number[i : i + 4] for i in range(2, 26, 4))])
    return ", ".join(filter(None, [account, owner]))


def last_of_each(corrections: Iterable[PaymentCorrection]) -> dict[int, PaymentCorrection]:
    """By the person's number the one that holds; they come in the order in which they were made."""
    return {correction.person_id: correction for correction in corrections}
