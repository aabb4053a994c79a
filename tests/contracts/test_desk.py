"""What contracts tell the desk."""

import datetime

import pytest

from tests.contracts import made
from tests.contracts.pages import TODAY, stay_of, told
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_contract_given_out_waits_for_its_signature_in_own_cases_and_in_others(users, person):
    contract = made.printed(person)
    other = made.printed(PersonFactory(responsible=users.colleague), by=users.colleague)
    assert sorted(told(users.worker)) == sorted(
        [
            (str(person), f"kontrakt A {contract.number} do podpisu"),
            (str(other.person), f"kontrakt A {other.number} do podpisu"),
        ]
    )
    assert told(users.accountant) == []


def test_nothing_is_told_of_people_outside_the_scope(users):
    outside = PersonFactory(responsible=users.worker, area="families")
    made.ended(outside, last_day=TODAY)
    stay_of(outside)
    made.printed(outside, type="B")
    assert told(users.worker, on=TODAY + datetime.timedelta(days=1)) == []


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_contract_is_told_thirty_days_before_its_end(users, person, days, is_told):
    last = TODAY + datetime.timedelta(days=days)
    contract = made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    ending = [what for _, what in told(users.worker) if what.startswith("kontrakt")]
    assert ending == [f"kontrakt A {contract.number}"] * is_told


def test_a_contract_with_the_next_one_behind_it_is_not_told(users, person):
    last = TODAY + datetime.timedelta(days=10)
    made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    made.signed(person, type="B", on=TODAY, ends_on=last + datetime.timedelta(days=90))
    assert not [what for _, what in told(users.worker) if what.startswith("kontrakt")]


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_review_is_told_two_weeks_before(users, person, days, is_told):
    contract = made.draft(person)
    contract.planned_reviews.update(on=TODAY + datetime.timedelta(days=days))
    made.lock(contract, printed_on=TODAY - datetime.timedelta(days=5))
    signed_on = TODAY - datetime.timedelta(days=4)
    contract.sign(on=signed_on, by=users.worker, code=contract.live_print.code, today=signed_on)
    assert [what for _, what in told(users.worker) if "ocena" in what] == [
        f"ocena kontraktu A {contract.number}"
    ] * is_told
