"""On a phone the rows of a register are blocks: nothing hides behind a sideways scroll."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts import made
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

CELLS = """() => [...document.querySelectorAll('table.stacks tbody td')].map(cell => ({
    label: getComputedStyle(cell, '::before').content,
    right: cell.getBoundingClientRect().right,
}))"""


@pytest.fixture
def registers(walker, users, centre, person):
    made.signed(PersonFactory(last_name="Kowalczyk-Wiśniewska", responsible=users.worker))

    def cells(size, path):
        browser = walker(size)
        browser.arrive("worker")
        browser.go(path)
        found = browser.page.evaluate(CELLS)
        assert found
        return found

    return cells


@pytest.mark.parametrize("path", ["/osoby/?grupa=wszyscy", "/kontrakty/"])
def test_on_a_phone_every_cell_is_in_sight_and_says_its_column(registers, path):
    for cell in registers(PHONE, path):
        assert cell["right"] <= PHONE["width"]
        assert cell["label"] not in ("none", "normal")


def test_at_a_desk_the_head_of_the_table_says_it(registers):
    assert {cell["label"] for cell in registers(DESKTOP, "/kontrakty/")} == {"none"}
