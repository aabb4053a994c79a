"""Which referrals a person's file tells of."""

from datetime import timedelta

import pytest

from participants.file import PersonFile
from participants.models import Person
from psu.referrals.file_part import ReferralsPart
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def part_of(person, on):
    return PersonFile(Person.objects.get(pk=person.pk), person.responsible, on).part(ReferralsPart)


def test_those_of_this_person_that_run_or_are_to_come_the_soonest_first(
    person, users, on, django_assert_num_queries
):
    another = PersonFactory(responsible=users.worker)
    ReferralFactory(person=another, starts_on=on, ends_on=on)
    ReferralFactory(person=person, starts_on=on - 5 * DAY, ends_on=on - DAY)
    coming = ReferralFactory(person=person, starts_on=on + DAY, ends_on=on + 9 * DAY)
    running = ReferralFactory(person=person, starts_on=on, ends_on=on)
    part = part_of(person, on)
    with django_assert_num_queries(1):
        told = part.current
        assert told == [running, coming]
        assert [referral.place for referral in told] == [running.place, coming.place]
        assert all(referral.person is part.file.person for referral in told)


def test_the_tab_reads_all_of_them_and_the_head_reads_none_again(
    person, users, on, django_assert_num_queries
):
    voided = ReferralFactory(person=person, starts_on=on, ends_on=on)
    voided.void(by=users.colleague, reason="wpisano nie tę osobę")
    past = ReferralFactory(person=person, starts_on=on - 5 * DAY, ends_on=on - DAY)
    coming = ReferralFactory(person=person, starts_on=on + DAY, ends_on=on + 9 * DAY)
    running = ReferralFactory(person=person, starts_on=on, ends_on=on)
    part = part_of(person, on)
    with django_assert_num_queries(1):
        assert set(part.read_all()) == {voided, past, coming, running}
        assert part.current == [running, coming]


def test_a_voided_one_is_told_no_more(person, users, on):
    referral = ReferralFactory(person=person, starts_on=on, ends_on=on)
    referral.void(by=users.colleague, reason="wpisano nie tę osobę")
    assert part_of(person, on).current == []
