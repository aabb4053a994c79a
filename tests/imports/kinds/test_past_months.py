"""A list of months from before the program, each as a sum."""

import datetime

import pytest
import time_machine

from psu.models import PastMonth
from tests.imports.files import xlsx
from tests.imports.made import accepted, judged, said, taken_back
from tests.psu.factories import AgreementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2025, 6, 4, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cells(users, centre):
    AgreementFactory(number="4/2025", starts_on=datetime.date(2025, 3, 15), total_hours=100)
    sums = {"persons": "2", "hours": "40", "amount": "488,00", "refund": "292,80"}
    return {"agreement": "4/2025", "month": "3.2025", **sums}


def listed(users, *rows):
    return accepted(xlsx(rows[0], *(row.values() for row in rows)), users, kind="past_months")


@pytest.mark.parametrize("typed", ["3.2025", "03/2025", "2025-03", "marzec 2025", "15.03.2025"])
def test_a_month_is_read_however_it_is_typed(typed, users, cells):
    file = listed(users, cells | {"month": typed})

    assert file.state == "accepted", file.why
    row = PastMonth.objects.get()
    assert (row.month, row.hours, row.entered_by) == (
        datetime.date(2025, 3, 1),
        40,
        users.coordinator,
    )


@pytest.mark.parametrize(
    ("wrong", "column", "part"),
    [
        ({"month": "13.2025"}, "month", "Nie ma takiego miesiąca"),
        ({"month": "6.2025"}, "month", "nie jest sprzed programu"),
        ({"agreement": "5/2025"}, "agreement", "nie ma „5/2025”"),
        ({"hours": "dużo"}, "hours", "liczb"),
        ({"refund": "500"}, "", "refundacja większa"),
        ({"hours": "101"}, "", "porozumienie ma ich 100"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_column(wrong, column, part, users, cells):
    (row,) = judged([cells | wrong], users, kind="past_months")

    assert (column, True) in [(name, part in text) for name, text in said(row)], said(row)
    assert not PastMonth.objects.exists()


def test_the_same_month_twice_is_told_with_the_other_row(users, cells):
    first, second = judged([cells, cells | {"month": "marzec 2025"}], users, kind="past_months")

    assert first.faults == []
    assert second.faults[0]["row"] == 2


def test_months_that_are_too_much_together_are_a_fault_of_the_one_that_is_too_much(users, cells):
    rows = cells | {"hours": "60"}, cells | {"month": "4.2025", "hours": "60"}
    first, second = judged(rows, users, kind="past_months")

    assert first.faults == []
    assert "porozumienie ma ich 100" in second.faults[0]["text"]


def test_what_nobody_touched_is_taken_back(users, cells):
    file = listed(users, cells)

    taken_back(file, users.coordinator)

    assert file.rows.get().state == "taken_back"
    assert not PastMonth.objects.exists()
