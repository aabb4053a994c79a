"""A day on which somebody is expected, to people who asked to be reminded."""

import datetime

import pytest

from contracts.models import PlannedReview
from kis.desk.mailing import reminders
from kis.desk.mailing.tasks import send_due
from kis.desk.models import Mailing
from kis.lib.expected import Expected
from participants.merging import merge
from participants.models import MailConsent
from tests.contracts import made
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
WARSAW = datetime.timezone(datetime.timedelta(hours=1))
# The contracts of the tests have their review on 12 January 2027.
REVIEW = datetime.date(2027, 1, 12)
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
TWO_DAYS_BEFORE = datetime.datetime(2027, 1, 10, 8, tzinfo=WARSAW)


def consent(person, by, on=datetime.date(2026, 11, 23)):
    return MailConsent.objects.give(person, email="osoba@example.pl", on=on, by=by)


@pytest.fixture
def asked(users, centre, person):
    """Whose contract is reviewed, and who asked to be reminded."""
    made.signed(person)
    consent(person, users.worker)
    return person


def test_it_says_when_and_where_to_call_and_not_why(asked, mailoutbox):
    assert send_due(TWO_DAYS_BEFORE) == 1
    (sent,) = mailoutbox
    assert sent.to == ["osoba@example.pl"]
    assert sent.subject == "Przypomnienie: 12.01.2027"
    assert "wtorek, 12.01.2027" in sent.body
    assert "Miejski Ośrodek Pomocy Społecznej w Puławach" in sent.body
    assert "81 000 00 00" in sent.body
    for word in ("kontrakt", "ocen", "KIS", asked.last_name, asked.first_name, asked.pesel):
        assert word.lower() not in (sent.subject + sent.body).lower()
    row = Mailing.objects.get()
    assert (row.person, row.day, row.state) == (asked, REVIEW, "sent")


@pytest.mark.parametrize(("before", "count"), [(3, 0), (2, 1), (1, 1), (0, 0)])
def test_it_comes_within_the_two_days_before(asked, mailoutbox, before, count):
    send_due(datetime.datetime.combine(REVIEW - before * DAY, datetime.time(8), WARSAW))
    assert len(mailoutbox) == count


def test_it_comes_once(asked, mailoutbox):
    for hour in range(30):
        send_due(TWO_DAYS_BEFORE + hour * HOUR)
    assert len(mailoutbox) == 1


def test_without_consent_and_behind_its_end_nothing_comes(asked, users, mailoutbox):
    other = PersonFactory(responsible=users.worker)
    made.signed(other)
    row = MailConsent.objects.get()
    row.withdraw(on=datetime.date(2027, 1, 9), by=users.worker)
    assert send_due(TWO_DAYS_BEFORE) == 0
    assert mailoutbox == []


def test_a_review_that_was_held_or_whose_contract_ended_is_not_reminded_of(
    asked, users, mailoutbox
):
    contract = asked.contracts.get()
    last_day = datetime.date(2027, 1, 5)
    contract.end(on=last_day, reason="agreed", by=users.worker, today=last_day)
    assert send_due(TWO_DAYS_BEFORE) == 0


def test_days_of_a_merged_file_count_as_the_person_s_own(asked, users, mailoutbox):
    other = PersonFactory(responsible=users.worker)
    merge(asked, into=other, by=users.coordinator, reason="ten sam dowód")
    assert send_due(TWO_DAYS_BEFORE) == 1


def test_two_days_of_one_date_are_one_message_with_the_earlier_hour(asked, mailoutbox, monkeypatch):
    class Meetings:
        @staticmethod
        def expected(people, on, until):
            return [Expected(asked.pk, REVIEW, datetime.time(10))]

    monkeypatch.setattr(reminders, "APPS", [*reminders.APPS, Meetings])
    assert send_due(TWO_DAYS_BEFORE) == 1
    assert "12.01.2027, godz. 10.00." in mailoutbox[0].body


def test_the_count_of_queries_does_not_grow_with_the_people(
    users, centre, django_assert_num_queries
):
    for _ in range(3):
        person = PersonFactory(responsible=users.worker)
        made.signed(person)
        consent(person, users.worker)
    assert PlannedReview.objects.count() == 3
    with django_assert_num_queries(5):
        assert len(reminders.due(TWO_DAYS_BEFORE.date())) == 3
