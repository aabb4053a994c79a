"""Consent to reminders by e-mail: with its day, and its end."""

import datetime

import pytest
import time_machine

from kis.lib.refusals import Refused
from participants.models import MailConsent
from tests.refused import refused

pytestmark = pytest.mark.django_db
GIVEN = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def consent(person, users):
    return MailConsent.objects.give(person, email="osoba@example.pl", on=GIVEN, by=users.worker)


def test_it_is_entered_and_withdrawn_on_the_tab_of_data(person, users, client_of):
    client = client_of(users.worker)
    details = f"/osoby/{person.pk}/dane/"
    assert "nie prosiła o przypomnienia" in client.get(details).content.decode()
    typed = {"email": "osoba@example.pl", "given_on": "20.11.2026"}
    client.post(f"{details}przypomnienia/nowa/", typed)
    row = MailConsent.objects.get()
    assert (row.person, row.given_on, row.noted_by) == (person, GIVEN, users.worker)
    assert "osoba@example.pl" in client.get(details).content.decode()
    client.post(f"{details}przypomnienia/{row.pk}/wycofaj/", {"withdrawn_on": "22.11.2026"})
    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawn_by) == (datetime.date(2026, 11, 22), users.worker)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "osoba", "given_on": "20.11.2026"}, "e-mail"),
        ({"email": "", "given_on": "20.11.2026"}, "Wpisz: adres e-mail osoby."),
        ({"email": "osoba@example.pl", "given_on": "24.11.2026"}, "24.11.2026"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(person, users, client_of, typed, said):
    answer = client_of(users.worker).post(f"/osoby/{person.pk}/dane/przypomnienia/nowa/", typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert typed["given_on"] in answer.content.decode()


def test_there_is_one_at_a_time(consent, person, users):
    with pytest.raises(Refused, match=r"Zgoda z 20\.11\.2026 jest aktualna"):
        MailConsent.objects.give(person, email="inna@example.pl", on=GIVEN, by=users.worker)
    with refused("mail_consent_once"):
        MailConsent.objects.create(
            person=person, email="inna@example.pl", given_on=GIVEN, noted_by=users.worker
        )


def test_it_is_not_withdrawn_before_it_was_given_nor_twice(consent, users):
    with pytest.raises(Refused, match="nie można jej wycofać wcześniej"):
        consent.withdraw(on=GIVEN - datetime.timedelta(days=1), by=users.worker)
    consent.withdraw(on=GIVEN, by=users.worker)
    with pytest.raises(Refused, match="wycofano już"):
        consent.withdraw(on=GIVEN, by=users.worker)


def test_the_database_keeps_its_facts_and_its_end(consent, users):
    with refused("row_is_kept"):
        MailConsent.objects.update(email="inna@example.pl")
    with refused("mail_consent_withdrawn_whole"):
        MailConsent.objects.update(withdrawn_on=GIVEN)
    consent.withdraw(on=GIVEN, by=users.worker)
    with refused("mail_consent_withdrawn_stays"):
        MailConsent.objects.update(withdrawn_on=None, withdrawn_by=None)


def test_whoever_does_not_write_in_the_case_enters_none(person, users, client_of):
    answer = client_of(users.colleague).get(f"/osoby/{person.pk}/dane/przypomnienia/nowa/")
    assert answer.status_code == 404
