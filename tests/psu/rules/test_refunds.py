import datetime
from decimal import Decimal

import pytest

from psu.rules import refunds
from psu.rules.regimes import NEW, OLD

LABOUR_OFFICE = "Powiatowego Urzędu Pracy w Puławach"
MAY, JUNE = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("act", "office", "lines"),
    [
        (OLD, "Starosta Puławski", ["Starosta Puławski"]),
        (
            NEW,
            "Starosta Puławski",
            ["Starosta Puławski", "za pośrednictwem Dyrektora Powiatowego Urzędu Pracy w Puławach"],
        ),
        (OLD, " ", ["Starosta"]),
    ],
)
def test_the_new_act_goes_through_the_director_of_the_labour_office(act, office, lines):
    assert refunds.addressee(act, office, LABOUR_OFFICE).splitlines() == lines


@pytest.mark.parametrize(
    ("act", "month", "words", "unsaid"),
    [
        (NEW, JUNE, "art. 142 ust. 14 ustawy z dnia 20 marca 2025 r.", "art. 73a"),
        (OLD, MAY, "art. 73a ust. 5 ustawy z dnia 20 kwietnia 2004 r.", "art. 435"),
        (OLD, JUNE, "w związku z art. 435 ust. 1 ustawy z dnia 20 marca 2025 r.", "art. 142"),
    ],
)
def test_the_law_is_that_of_the_agreement_carried_on_from_june_2025(act, month, words, unsaid):
    told = refunds.legal_basis(act, month)
    assert words in told
    assert unsaid not in told


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ("281.82", ""),
        ("281.81", "Wpłynęło o 0,01 zł mniej niż we wniosku (281,82 zł)."),
        ("0", "Wpłynęło o 281,82 zł mniej niż we wniosku (281,82 zł)."),
        ("1281.82", "Wpłynęło o 1 000,00 zł więcej niż we wniosku (281,82 zł)."),
    ],
)
def test_what_came_otherwise_is_told_in_words(came, words):
    told = refunds.difference(Decimal("281.82"), Decimal(came))
    assert told.replace("\xa0", " ") == words
