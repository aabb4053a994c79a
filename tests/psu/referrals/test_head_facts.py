"""Which referrals the head of a person's file tells of."""

from datetime import timedelta

import pytest

from psu.referrals.head_facts import current_once
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_those_of_this_person_that_run_or_are_to_come_the_soonest_first(
    person, users, on, django_assert_num_queries
):
    another = PersonFactory(responsible=users.worker)
    ReferralFactory(person=another, starts_on=on, ends_on=on)
    ReferralFactory(person=person, starts_on=on - 5 * DAY, ends_on=on - DAY)
    coming = ReferralFactory(person=person, starts_on=on + DAY, ends_on=on + 9 * DAY)
    running = ReferralFactory(person=person, starts_on=on, ends_on=on)
    with django_assert_num_queries(1):
        told = current_once(person, on)
        assert told == [running, coming]
        assert [referral.place for referral in told] == [running.place, coming.place]
        assert all(referral.person is person for referral in told)


def test_a_voided_one_is_told_no_more(person, users, on):
    referral = ReferralFactory(person=person, starts_on=on, ends_on=on)
    referral.void(by=users.colleague, reason="wpisano nie tę osobę")
    assert current_once(person, on) == []
