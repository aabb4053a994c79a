from datetime import date
from decimal import Decimal

import pytest

from psu.rules.minimum_rates import Minimum, doubts


def rate(valid_from: str, per_hour: str) -> Minimum:
    return Minimum(date.fromisoformat(valid_from), Decimal(per_hour))


FORMER, LATER = rate("2025-06-01", "30.50"), rate("2027-01-01", "32.30")


@pytest.mark.parametrize("per_hour", ["30.50", "31.40", "32.30"])
def test_a_rate_between_those_before_and_behind_it_is_not_doubted(per_hour):
    assert doubts(rate("2026-01-01", per_hour), [FORMER, LATER]) == []


@pytest.mark.parametrize(("valid_from", "told"), [("2005-10-31", 1), ("2005-11-01", 0)])
def test_before_the_first_of_november_2005_there_was_no_such_work(valid_from, told):
    found = doubts(rate(valid_from, "6.00"), [])
    assert len(found) == told
    assert not found or found == [
        "Prace społecznie użyteczne są w ustawie od 1.11.2005, a stawka ma obowiązywać od 31.10.2005."
    ]


def test_one_below_the_former_is_doubted():
    older = rate("2024-06-01", "12.20")
    assert doubts(rate("2026-01-01", "3.14"), [FORMER, older]) == [
        "Stawka 3,14\xa0zł od 1.01.2026 jest niższa od poprzedniej: 30,50\xa0zł od 1.06.2025."
    ]


def test_one_above_the_following_is_doubted():
    assert doubts(rate("2026-01-01", "314.00"), [LATER, rate("2028-01-01", "33.00")]) == [
        "Stawka 314,00\xa0zł od 1.01.2026 jest wyższa od następnej: 32,30\xa0zł od 1.01.2027."
    ]
