"""A list of numbers that papers had before the program."""

import datetime

import pytest
import time_machine

from kis.documents.models import NumberSeries
from tests.imports.files import xlsx
from tests.imports.made import accept, accepted, checked, judged, said, taken_back

pytestmark = pytest.mark.django_db
CELLS = {"series": "kontrakty socjalne", "year": "2025", "last": "27"}
take = NumberSeries.objects.take


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2025, 6, 4, 12, tzinfo=datetime.UTC)):
        yield


def listed(users, *rows):
    return accepted(xlsx(rows[0], *(row.values() for row in rows)), users, kind="numbers")


def test_the_next_number_is_the_one_behind(users):
    file = listed(users, CELLS, CELLS | {"series": "Listy wypłat", "last": "4"})

    assert file.state == "accepted", file.why
    assert (take("social-contract", 2025), take("pay_list", 2025)) == (28, 5)


@pytest.mark.parametrize(
    ("wrong", "column", "part"),
    [
        ({"series": "Faktury"}, "series", "Nie ma takiej wartości"),
        ({"year": "2024"}, "year", "za 2025 rok"),
        ({"last": "27/2025"}, "last", "liczb"),
        ({"last": "0"}, "last", "1"),
        ({"last": ""}, "last", "wymagane"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_column(wrong, column, part, users):
    (row,) = judged([CELLS | wrong], users, kind="numbers")

    assert (column, True) in [(name, part in text) for name, text in said(row)], said(row)


def test_the_same_paper_twice_is_told_with_the_other_row(users):
    first, second = judged([CELLS, CELLS | {"last": "28"}], users, kind="numbers")

    assert first.faults == []
    assert second.faults[0]["row"] == 2


def test_a_series_that_has_a_number_is_not_written_over(users):
    take("social-contract", 2025)

    (row,) = judged([CELLS], users, kind="numbers")

    assert "ma już numer 1" in said(row)[0][1]


def test_a_number_given_between_the_check_and_the_acceptance_keeps_the_list_out(users):
    file = checked(xlsx(CELLS, CELLS.values()), users, kind="numbers")
    take("social-contract", 2025)

    accept(file, users)

    assert (file.state, file.rows.get().state) == ("checked", "faulty")
    assert take("social-contract", 2025) == 2


def test_what_nobody_touched_is_taken_back_and_may_come_again(users):
    file = listed(users, CELLS)

    taken_back(file, users.coordinator)

    assert file.rows.get().state == "taken_back"
    assert listed(users, CELLS | {"last": "26"}).state == "accepted"
    assert take("social-contract", 2025) == 27


def test_a_series_that_went_on_stays(users):
    file = listed(users, CELLS)
    take("social-contract", 2025)

    taken_back(file, users.coordinator)

    assert file.rows.get().state == "kept"
    assert take("social-contract", 2025) == 29
