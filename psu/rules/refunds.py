"""The words of an application for the refund: to whom, by what law, what is attached, what came otherwise."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from kis.lib.dates import month_name
from kis.lib.money import zlotys
from psu.rules.regimes import NEW, NEW_ACT

STAROSTA = "Starosta"
OF_THE_NEW_ACT = (
    "art. 142 ust. 14 ustawy z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
    "(Dz.U. 2025 poz. 620)"
)
OF_THE_OLD_ACT = (
    "art. 73a ust. 5 ustawy z dnia 20 kwietnia 2004 r. o promocji zatrudnienia i "
    "instytucjach rynku pracy"
)
# Art. 435 ust. 1: an agreement made before the new act is carried out under the previous provisions.
CARRIED_ON = (
    "w związku z art. 435 ust. 1 ustawy z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
    "(Dz.U. 2025 poz. 620)"
)


def addressee(act: str, county_office: str, of_labour_office: str) -> str:
    """The starosta, under the new act through the director of the labour office; a line each."""
    starosta = county_office.strip() or STAROSTA
    if act != NEW:
        return starosta
    return f"{starosta}\nza pośrednictwem Dyrektora {of_labour_office}"


def legal_basis(act: str, month: datetime.date) -> str:
    if act == NEW:
        return OF_THE_NEW_ACT
    return f"{OF_THE_OLD_ACT}, {CARRIED_ON}" if month >= NEW_ACT else OF_THE_OLD_ACT


def attachments(lists: Iterable[str], signed: Iterable[tuple[datetime.date, str]]) -> list[str]:
    """Copies that go with the application: `lists` are numbers of pay lists, `signed` months and places."""
    return [
        *(f"poświadczona kopia listy wypłat nr {number}" for number in lists),
        *(
            f"poświadczona kopia podpisanej listy obecności za {month_name(month)}: {place}"
            for month, place in signed
        ),
        "potwierdzenia wypłaty: wyciąg bankowy albo pokwitowania z kasy",
    ]


def difference(asked: Decimal, came: Decimal) -> str:
    """What came otherwise than it was asked for, in words; empty where nothing did.

    Below zero both are given back.
    """
    if came == asked:
        return ""
    what = "Zwrócono" if asked < 0 else "Wpłynęło"
    more = "więcej" if abs(came) > abs(asked) else "mniej"
    return f"{what} o {zlotys(abs(came - asked))} {more} niż we wniosku ({zlotys(abs(asked))})."
