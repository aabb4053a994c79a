"""Each stay asked about its own first day gets the answers of the pure rules, whatever was entered."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.lib.dates import DAY
from participants.admitted_stays import (
    lacked_category,
    lacked_entitlements,
    lacked_evidence,
    lacked_information,
)
from participants.models import EligibilityCategory, Participation, Person
from participants.person_answer import ground_of, recorded
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question, stay
from tests.participants.test_eligible_people import (
    ON,
    _ask,
    _establish,
    askings,
    grounds,
    maybe,
)

pytestmark = pytest.mark.django_db
CONDITIONS = {
    "information": lacked_information,
    "category": lacked_category,
    "evidence": lacked_evidence,
    "entitlements": lacked_entitlements,
}


def lacked(admitted) -> set[str]:
    stays = Participation.objects.filter(pk=admitted.pk)
    return {key for key, condition in CONDITIONS.items() if stays.filter(condition()).exists()}


def by_the_rules(admitted) -> set[str]:
    on, person = admitted.starts_on, Person.objects.get(pk=admitted.person_id)
    known = recorded(person)
    whole = person.merged_into or person
    answer = known.answer(on, whole.information_given_on)
    rows = [ground_of(row) for row in known.eligibilities if not row.voided_at]
    described = any(
        one.is_established(on) and one.is_in_law(on) and one.is_described and not one.lacks_reason
        for one in rows
    )
    told = {
        "information": answer.information,
        "category": not described,
        "evidence": answer.ground,
        "entitlements": answer.benefits,
    }
    return {key for key, is_missing in told.items() if is_missing}


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    grounds=grounds,
    askings=askings,
    informed=maybe,
    ended=maybe,
    shift=st.integers(-2, 2),
    stays_in_merged=st.booleans(),
)
def test_the_database_and_the_rules_agree(
    users, grounds, askings, informed, ended, shift, stays_in_merged
):
    with transaction.atomic():
        person = PersonFactory(responsible=users.worker, information_given_on=informed)
        other = PersonFactory(responsible=users.worker, information_given_on=ON)
        for number, row in enumerate(grounds):
            _establish(other if row.pop("merged") else person, row, users, is_main=number == 0)
        for row in askings:
            _ask(other if row.pop("merged") else person, row, users)
        if ended:
            last = max([ended, *(row["on"] for row in grounds)])
            EligibilityCategory.objects.filter(code=1).update(valid_to=last)
        admitted = stay(other if stays_in_merged else person, ON + timedelta(days=shift))
        Person.objects.filter(pk=other.pk).update(merged_into=person)

        assert lacked(admitted) == by_the_rules(admitted)
        transaction.set_rollback(True)


def test_what_came_after_the_admission_does_not_count(users):
    person = PersonFactory(responsible=users.worker, information_given_on=ON)
    paper(established(person, on=ON), issued_on=ON)
    question(person, asked_on=ON)

    assert lacked(stay(person, ON)) == set()
    other = PersonFactory(responsible=users.worker, information_given_on=ON)
    paper(established(other, on=ON), issued_on=ON)
    question(other, asked_on=ON)
    assert lacked(stay(other, ON - DAY)) == set(CONDITIONS)


def test_evidence_that_ran_out_later_was_good_that_day(users):
    person = PersonFactory(responsible=users.worker, information_given_on=ON)
    made = established(person, on=ON)
    proof = paper(made, issued_on=ON, valid_until=ON)
    question(person, asked_on=ON, ask_again_on=date(2030, 1, 1))
    admitted = stay(person, ON)
    assert lacked(admitted) == set()

    proof.void(by=users.coordinator, reason="x")

    assert lacked(admitted) == {"evidence"}
