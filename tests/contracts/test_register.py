"""The register of contracts."""

import datetime

import pytest
import time_machine

from tests.contracts import made
from tests.contracts.pages import NOON, TODAY, address, stay_of, text_of
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


STATES = {
    "obowiazuje": {"signed", "soon"},
    "konczy-sie": {"soon"},
    "szkic": {"draft"},
    "do-podpisu": {"printed"},
    "odmowa": {"refused"},
    "zakonczony": {"ended"},
    "uniewazniony": {"voided"},
    "": {"signed", "soon", "draft", "printed", "refused", "ended"},
    "zmyslony": {"signed", "soon", "draft", "printed", "refused", "ended"},
}


@pytest.mark.parametrize("state", STATES)
def test_the_register_filters_by_state(browser, users, state):
    def person():
        return PersonFactory(responsible=users.worker)

    earlier = datetime.date(2026, 1, 5)
    made.signed(person(), number="signed")
    made.signed(person(), number="soon", ends_on=TODAY + datetime.timedelta(days=30))
    made.draft(person(), number="draft", ends_on=earlier)
    made.printed(person(), number="printed")
    made.printed(person(), number="refused").note_refusal()
    made.ended(person(), number="ended", on=earlier, last_day=datetime.date(2026, 2, 1))
    made.signed(person(), number="voided").void(by=users.coordinator, reason="x")
    page = text_of(browser.get(address("register"), {"stan": state}))
    shown = {
        number
        for number in ("signed", "soon", "draft", "printed", "refused", "ended", "voided")
        if f">{number}</a>" in page
    }
    assert shown == STATES[state]


def test_people_outside_the_scope_are_not_in_the_register(browser, users, person):
    made.signed(person, number="nasz")
    made.signed(PersonFactory(responsible=users.worker, area="families"), number="obcy")
    page = text_of(browser.get(address("register")))
    assert ">nasz</a>" in page
    assert "obcy" not in page


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"rodzaj": "A"}, {"own-A", "others-A"}),
        ({"rodzaj": "B"}, {"own-B"}),
        ({"prowadzi": "ja"}, {"own-A", "own-B"}),
    ],
)
def test_the_register_filters_by_kind_and_by_own_contracts(browser, users, chosen, shown):
    made.signed(PersonFactory(responsible=users.worker), number="own-A")
    made.signed(PersonFactory(responsible=users.worker), number="own-B", type="B")
    made.signed(PersonFactory(responsible=users.colleague), number="others-A")
    page = text_of(browser.get(address("register"), chosen))
    assert {
        number for number in ("own-A", "own-B", "others-A") if f">{number}</a>" in page
    } == shown


def test_people_whose_stay_has_no_contract_are_listed_within_the_scope(client_of, users):
    def bare(last_name, **facts):
        person = PersonFactory(last_name=last_name, **facts)
        made.ended(person, last_day=TODAY)
        stay_of(person)

    bare("Własna", responsible=users.worker)
    bare("Cudza", responsible=users.colleague)
    bare("Spoza", responsible=users.worker, area="families")
    covered = PersonFactory(last_name="Objęta", responsible=users.worker)
    made.signed(covered)
    stay_of(covered)
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        browser = client_of(users.worker)
        page = text_of(browser.get(address("register"), {"stan": "bez-kontraktu"}))
        own = text_of(browser.get(address("register"), {"stan": "bez-kontraktu", "prowadzi": "ja"}))
    assert {name for name in ("Własna", "Cudza", "Spoza", "Objęta") if name in page} == {
        *("Własna", "Cudza"),
    }
    assert "Własna" in own
    assert "Cudza" not in own


def many(users, count):
    for _ in range(count):
        made.signed(PersonFactory(responsible=users.worker))


@pytest.mark.parametrize("count", [5, 50])
def test_the_register_asks_the_same_few_queries(
    browser, users, count, django_assert_max_num_queries
):
    many(users, count)
    with django_assert_max_num_queries(12):
        browser.get(address("register"))
