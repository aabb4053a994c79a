"""A graduate of the club: six months of covered days, completed, carried out, certified."""

import datetime

import pytest

from contracts.graduates import graduate
from contracts.participation import Cover


def day(text):
    return datetime.date.fromisoformat(text)


def cover(first, last):
    return Cover("1/2026", day(first), day(last))


ALWAYS = [cover("2020-01-01", "2030-12-31")]


def answer(first="2026-01-01", last="2026-06-30", covers=ALWAYS, **facts):
    known = {"is_finished": True, "carried_out": "yes", "certificate": "3/2026", **facts}
    return graduate(day(first), day(last), covers=covers, **known)


@pytest.mark.parametrize(
    ("first", "last", "is_graduate"),
    [
        ("2026-01-01", "2026-06-30", True),
        ("2026-01-01", "2026-07-01", True),
        ("2026-01-01", "2026-06-29", False),
        ("2027-09-01", "2028-02-29", True),  # a leap February
        ("2027-09-01", "2028-02-28", False),
        ("2026-09-01", "2027-02-28", True),
        ("2028-02-29", "2028-08-28", True),
        # Thirty days left over of an unbroken stretch are a month too, as in the register of the unemployed.
        ("2028-02-29", "2028-08-27", True),
        ("2028-02-29", "2028-08-26", False),
    ],
)
def test_six_months_are_calendar_months(first, last, is_graduate):
    assert answer(first, last).is_graduate is is_graduate


def test_a_graduate_is_told_why():
    assert answer().reason == (
        "Udział trwał 6 miesięcy 0 dni, kontrakt zrealizowano, zaświadczenie nr 3/2026."
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"last": "2026-06-29"}, "udział trwał 5 miesięcy 29 dni, a potrzeba 6 miesięcy"),
        ({"is_finished": False}, "udział przerwano, a nie ukończono"),
        ({"carried_out": "partly"}, "kontrakt zrealizowano tylko częściowo"),
        ({"carried_out": "no"}, "kontraktu nie zrealizowano"),
        ({"certificate": ""}, "nie ma ważnego zaświadczenia"),
    ],
)
def test_one_thing_that_lacks_is_told_alone(facts, reason):
    found = answer(**facts)
    assert (found.is_graduate, found.reason) == (False, f"Nie jest absolwentem KIS: {reason}.")


def test_all_that_lacks_is_told_at_once():
    found = answer(last="2026-02-03", is_finished=False, carried_out="no", certificate="")
    assert found.reason == (
        "Nie jest absolwentem KIS: udział trwał 1 miesiąc 3 dni, a potrzeba 6 miesięcy; udział przerwano, a "
        "nie ukończono; kontraktu nie zrealizowano; nie ma ważnego zaświadczenia."
    )


@pytest.mark.parametrize(
    ("last", "is_graduate"),
    [
        # Two stretches: 2 months, and from 11.03 on; the ten days between count for nothing.
        ("2026-06-30", False),
        ("2026-07-09", False),
        ("2026-07-10", True),
    ],
)
def test_days_without_a_contract_count_for_nothing(last, is_graduate):
    covers = [cover("2026-01-01", "2026-02-28"), cover("2026-03-11", "2026-12-31")]
    found = answer(last=last, covers=covers)
    assert found.is_graduate is is_graduate
    assert ", nie licząc dni bez kontraktu" in found.reason


def test_single_days_of_two_stretches_make_a_month_of_thirty():
    # 2 months 20 days, a gap, 3 months 10 days.
    covers = [cover("2026-01-01", "2026-03-20"), cover("2026-04-01", "2026-07-10")]
    assert answer(last="2026-07-10", covers=covers).is_graduate
    assert not answer(last="2026-07-09", covers=covers).is_graduate


def test_two_contracts_that_follow_each_other_are_one_stretch():
    covers = [cover("2026-01-01", "2026-03-15"), cover("2026-03-16", "2026-12-31")]
    found = answer(covers=covers)
    assert found.is_graduate
    assert "nie licząc" not in found.reason


def test_without_a_contract_there_was_no_participation():
    assert "udział trwał 0 dni" in answer(covers=[]).reason
