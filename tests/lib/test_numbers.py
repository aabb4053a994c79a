"""Numbers in the order in which an office counts them: in Python and in the database."""

import pytest

from kis.lib.numbers import in_order
from psu.models import WorkPlace
from tests.psu.factories import WorkPlaceFactory


@pytest.mark.parametrize(
    "numbers",
    [
        ["9/2026", "10/2026", "100/2026"],
        ["12/2026", "1/2027", "2/2027"],
        ["PUP.632.9.2026", "PUP.632.10.2026", "PUP.632.1.2027"],
        ["2/2025", "1/2026", "10/2026", "1/2027"],
        ["7", "12", "4/2026"],
        ["", "A", "A 9/2026"],
    ],
)
def test_numbers_sort_as_numbers_and_years_before_them(numbers):
    mixed = list(reversed(numbers))
    assert sorted(mixed, key=in_order) == numbers


@pytest.mark.django_db
def test_names_with_numbers_sort_by_the_number_and_by_the_polish_alphabet():
    names = ["Szkoła nr 9", "Szkoła nr 10", "Ściana", "Żłobek nr 2", "Zoo"]
    for name in names:
        WorkPlaceFactory(name=name)
    assert [place.name for place in WorkPlace.objects.all()] == [
        *("Szkoła nr 9", "Szkoła nr 10", "Ściana", "Zoo", "Żłobek nr 2"),
    ]
