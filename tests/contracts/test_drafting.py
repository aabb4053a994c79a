"""Drafts: copied, planned, typed in from paper, discarded."""

import datetime

import pytest

from contracts.drafting import copy_to_draft, enter_from_paper, review_days
from contracts.models import Action, SocialContract
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = datetime.date(2026, 11, 19)


def test_a_copy_takes_the_words_and_leaves_the_days_open(person, users):
    previous = whole_draft(person)
    copy = copy_to_draft(previous, by=users.worker)
    assert copy.causes == previous.causes
    assert copy.number == ""
    assert copy.ends_on is None
    actions = Action.objects.filter(goal__contract=copy)
    assert actions.count() == 5
    assert not actions.exclude(deadline=None).exists()
    assert not copy.planned_reviews.exists()


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (1, ["2026-12-20", "2027-01-20", "2027-02-19"]),
        (1, ["2026-12-20", "2027-01-20", "2027-02-20"]),
        (2, ["2027-01-20", "2027-02-19"]),
        (3, ["2027-02-19"]),
    ],
)
def test_reviews_stand_every_so_many_months_and_once_on_the_last_day(months, expected):
    last = datetime.date.fromisoformat(expected[-1])
    days = review_days(datetime.date(2026, 11, 20), last, months)
    assert [day.isoformat() for day, _ in days] == expected
    assert [is_final for _, is_final in days] == [False] * (len(days) - 1) + [True]


def test_a_contract_from_paper_binds_at_once_with_its_parts(person, users):
    contract = enter_from_paper(
        person,
        number=" 13/2025 ",
        signed_on=datetime.date(2026, 1, 10),
        ends_on=datetime.date(2026, 12, 31),
        by=users.worker,
        today=ON,
        type="B",
        goals=[("praca", [("person", "szukanie", None)])],
    )
    assert (contract.number, contract.state) == ("13/2025", "signed")
    assert contract.covers(ON)
    assert contract.goals.count() == 1
    with pytest.raises(Refused, match="Kontrakt o tym numerze już jest"):
        enter_from_paper(
            PersonFactory(responsible=users.worker),
            number="13/2025",
            signed_on=ON,
            ends_on=ON,
            by=users.worker,
            today=ON,
            type="B",
        )


def test_a_contract_from_paper_was_signed_already(person, users):
    facts = {"number": "13/2025", "ends_on": made.ENDS_ON, "by": users.worker, "type": "B"}
    with pytest.raises(Refused, match="nie może być późniejsza niż dzisiaj"):
        enter_from_paper(person, signed_on=ON + datetime.timedelta(days=1), today=ON, **facts)
    assert enter_from_paper(person, signed_on=ON, today=ON, **facts).covers(ON)


def test_a_draft_without_a_number_is_discarded_one_with_a_number_is_not(person, users):
    contract = whole_draft(person)
    contract.discard()
    assert not SocialContract.with_voided.exists()
    numbered = made.draft(person)
    with pytest.raises(Refused, match="nie dostał numeru"):
        numbered.discard()
