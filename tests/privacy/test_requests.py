"""What a person asks for by law: a month for the answer, three at most, on the desk until it is given."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kis.desk.gathering import shelves
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from kis.privacy.models import DataRequest
from kis.privacy.models.request import due_on

D = datetime.date


def key_of(client, address) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', client.get(address).text)[1]


@pytest.mark.parametrize(
    ("received", "prolonged", "due"),
    [
        (D(2026, 11, 2), None, D(2026, 12, 2)),
        (D(2027, 1, 31), None, D(2027, 2, 28)),
        (D(2028, 1, 31), None, D(2028, 2, 29)),
        (D(2026, 11, 2), D(2027, 1, 15), D(2027, 1, 15)),
    ],
)
def test_an_answer_is_due_a_month_after_the_request(received, prolonged, due):
    assert due_on(received, prolonged) == due


@pytest.fixture
def asked(person, users):
    return DataRequest.objects.create(
        person=person,
        kind="copy",
        way="letter",
        received_on=D(2026, 11, 2),
        identified_by="podpis na piśmie",
        noted_by=users.worker,
    )


def test_it_is_prolonged_by_two_months_at_most_and_for_a_reason(asked):
    with pytest.raises(Refused, match=r"2\.02\.2027"):
        asked.prolong(until=D(2027, 2, 3), reason="dużo skanów")
    with pytest.raises(Refused, match=r"musi być po 2\.12\.2026, najpóźniej 2\.02\.2027"):
        asked.prolong(until=D(2026, 12, 2), reason="dużo skanów")
    with pytest.raises(Refused, match="dlaczego"):
        asked.prolong(until=D(2027, 2, 2), reason=" ")
    asked.prolong(until=D(2027, 2, 2), reason="dużo skanów")
    asked.refresh_from_db()
    assert asked.due_on == D(2027, 2, 2)


def test_a_refusal_has_its_reason_and_an_answer_is_given_once(asked, users):
    with pytest.raises(Refused, match="Uzasadnij"):
        asked.settle(on=D(2026, 11, 20), answer="refused", reason="", by=users.worker)
    asked.settle(on=D(2026, 11, 20), answer="done", reason="", by=users.worker)
    with pytest.raises(Refused, match="już odpowiedziano"):
        asked.settle(on=D(2026, 11, 21), answer="done", reason="", by=users.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.update(answer="refused")
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.update(received_on=D(2026, 11, 3))


def told(user, on):
    (shelf,) = shelves(user, on, groups=[DeskGroup.QUESTIONS], everybody=True, first=0, count=10)
    return [(task.day, task.what) for task in shelf.tasks if task.what.startswith("wniosek")]


def test_it_stands_on_the_desk_until_it_is_answered(asked, users):
    on = D(2026, 11, 23)
    assert told(users.coordinator, on) == [(D(2026, 12, 2), "wniosek: kopia danych (art. 15)")]
    asked.settle(on=on, answer="done", reason="", by=users.worker)
    assert told(users.coordinator, on) == []


def test_it_is_noted_and_answered_on_the_screens(person, users, client_of):
    client = client_of(users.worker)
    new = reverse("privacy:request_new", args=[person.pk])
    sent = {
        "kind": "rectification",
        "received_on": "2.11.2026",
        "way": "person",
        "identified_by": "dowód osobisty",
        "form_key": key_of(client, new),
    }
    page = client.post(new, sent, follow=True)
    assert "Odpowiedź do 2.12.2026" in page.text
    made = DataRequest.objects.get()
    answer = reverse("privacy:request_answer", args=[person.pk, made.pk])
    wrong = {
        "on": "20.11.2026",
        "answer": "refused",
        "reason": "",
        "form_key": key_of(client, answer),
    }
    assert "Uzasadnij odmowę" in client.post(answer, wrong).text
    page = client.post(answer, wrong | {"answer": "done"}, follow=True)
    assert "spełniono 20.11.2026" in page.text
    assert AccessEntry.objects.filter(kind="data_request", person_number=person.pk).exists()


def test_the_officer_follows_requests_of_everybody_and_opens_no_file(asked, users, client_of):
    client = client_of(users.officer)
    page = client.get(reverse("privacy:start")).text
    assert str(asked.person) in page
    assert reverse("privacy:person", args=[asked.person.pk]) not in page
    assert client.get(reverse("privacy:person", args=[asked.person.pk])).status_code == 403
