"""The contract that is to be written in: of this person, with its worker; a voided one leads to its page."""

from types import SimpleNamespace

import pytest
from django.http import Http404

from contracts.scope import writable_contract
from participants.scope import LedOn
from tests.contracts.made import signed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(users, on):
    def ask(person, contract):
        request = SimpleNamespace(user=users.worker, method="POST")
        _, found = writable_contract(request, person.pk, contract.pk, on)
        return found

    return ask


def test_it_comes_with_its_person_and_its_worker(asked, person, users, django_assert_num_queries):
    contract = signed(person)
    assert users.worker.roles  # read before
    with django_assert_num_queries(2):
        found = asked(person, contract)
        assert (found, found.person, found.worker) == (contract, person, users.worker)


def test_a_contract_of_another_person_is_not_found(asked, person, users):
    with pytest.raises(Http404):
        asked(person, signed(PersonFactory(responsible=users.worker)))


def test_a_voided_contract_is_led_to_and_not_written_in(asked, person, users):
    contract = signed(person)
    contract.void(by=users.coordinator, reason="wpisano nie tę osobę")
    with pytest.raises(LedOn) as led:
        asked(person, contract)
    assert (led.value.page, led.value.numbers) == ("contracts:contract", (person.pk, contract.pk))
