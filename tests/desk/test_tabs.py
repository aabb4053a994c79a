"""What each tab of a person's file asks: of somebody with a record of every kind, of somebody without any."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.lib.dates import DAY
from participants.file import kinds_of_parts
from participants.models import HouseholdMember, Job, LabourOfficePeriod, Note
from psu.models import WorkEvent
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question
from tests.psu.factories import ReferralFactory, StatusNewsFactory, work
from tests.scene import with_records

pytestmark = pytest.mark.django_db

TABS = [kind.page for kind in kinds_of_parts() if kind.page]
MOST = 15
NEW_YEAR, EARLIER = datetime.date(2026, 1, 1), datetime.date(2019, 1, 1)


def asked_by(client, person) -> dict[str, int]:
    """Of each tab, with the transaction, the frame of the page and the entry of the access log."""
    found = {}
    for name in TABS:
        address = reverse(name, args=[person.pk])
        client.get(address)  # what is worded once a process
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[name] = len(asked)
    return found


def more_of_everything(person, users, rows):
    referral = ReferralFactory(person=person)
    paid = established(person, category(4), is_main=False)
    for number in range(rows):
        day = NEW_YEAR + number * DAY
        Note.objects.create(person=person, kind="call", text="x", author=users.colleague)
        past = EARLIER + number * DAY
        LabourOfficePeriod.objects.create(person=person, starts_on=past, ends_on=past)
        Job.objects.create(person=person, starts_on=day, position="kucharka")
        HouseholdMember.objects.create(person=person, relation="child", name="Jaś")
        paper(paid)
        question(person, asked_on=day, retirement=datetime.date(2027, 1, 1))
        work(referral, day, "1")
        StatusNewsFactory(person=person, entered_by=users.worker)
        WorkEvent.objects.create(
            referral=referral,
            day=day,
            hour=datetime.time(9),
            kind="absence",
            description="x",
            reported_by=users.supervisor,
        )


@pytest.mark.parametrize("rows", [5, 50])
def test_each_tab_asks_few_queries_whatever_the_number_of_rows(rows, users, client_of, centre):
    person = with_records(users).person
    more_of_everything(person, users, rows)
    asked = asked_by(client_of(users.coordinator), person)
    assert {name: count for name, count in asked.items() if count > MOST} == {}


def test_each_tab_of_somebody_new_asks_few_queries(users, client_of, centre):
    asked = asked_by(client_of(users.coordinator), PersonFactory(responsible=users.worker))
    assert {name: count for name, count in asked.items() if count > MOST} == {}
