"""The office's pages on data protection and the acts of a person's tab."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse

from contracts.club_texts import CLAUSE
from contracts.texts import load_texts
from kis.documents.models import PaperText
from kis.journal.models import AccessEntry
from kis.lib.dates import polish
from kis.privacy.information import with_an_old_one
from kis.privacy.models import Destruction, RetentionClass
from kis.privacy.starting_register import load_activities, load_classes
from participants.models import Person, Restriction
from tests.factories import PersonFactory
from tests.participants.made import stay

D = datetime.date
TODAY = D(2026, 11, 30)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 11, 30, 9, tzinfo=datetime.UTC), tick=False):
        yield


def sent(client, address, **facts):
    page = client.get(address).text
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    return client.post(address, facts | {"form_key": key}, follow=True).text


def test_the_coordinator_restricts_and_lifts(person, users, client_of):
    client = client_of(users.coordinator)
    new = reverse("privacy:restriction_new", args=[person.pk])
    facts = {"ground": "accuracy", "reason": "Adres jest zły.", "starts_on": "27.11.2026"}
    text = sent(client, new, **facts)
    assert "ograniczone od 27.11.2026" in text
    assert "Adres jest zły." in text
    made = Restriction.objects.get()
    lift = reverse("privacy:restriction_lift", args=[person.pk, made.pk])
    wrong = {"informed_on": "30.11.2026", "on": "29.11.2026", "outcome": "Poprawiono."}
    assert "uprzedza się" in sent(client, lift, **wrong)
    text = sent(client, lift, informed_on="28.11.2026", on="30.11.2026", outcome="Poprawiono.")
    assert "Kartę można czytać" not in text
    assert "Zniesiono 30.11.2026" in text


def test_a_restriction_is_on_the_desk_when_it_is_to_be_looked_at(person, users, client_of):
    Restriction.objects.create(
        person=person,
        ground="claims",
        reason="x",
        starts_on=D(2026, 11, 3),
        look_again_on=D(2026, 12, 1),
        imposed_by=users.coordinator,
    )
    text = client_of(users.worker).get("/").text
    assert "ograniczone przetwarzanie danych" in text


def test_a_list_goes_from_the_proposal_to_the_approval(users, client_of):
    for code in ("club", "psu", "application"):
        RetentionClass.objects.create(
            code=code, symbol="BE10", source="wykaz akt", valid_from=D(2011, 1, 1)
        )
    gone, stays = (PersonFactory(responsible=users.worker) for _ in "ab")
    for person in (gone, stays):
        stay(person, D(2014, 1, 7), D(2015, 6, 30))
    client = client_of(users.coordinator)
    assert "Minął czas przechowywania: 2" in client.get(reverse("privacy:retention")).text
    new = reverse("privacy:destruction_new")
    assert "Zaznacz osoby" in sent(client, new, remarks="")
    text = sent(client, new, people=[gone.pk, stays.pk], remarks="")
    assert "BE10" in text
    made = Destruction.objects.get()
    item = made.items.get(person=stays)
    leave = reverse("privacy:item_leave_out", args=[made.pk, item.pk])
    assert "toczy się skarga" in sent(client, leave, reason="toczy się skarga")
    head = client_of(users.head)
    approve = reverse("privacy:destruction_approve", args=[made.pk])
    facts = {"number": "OP.421.7.2026", "consent_on": "27.11.2026", "assessment": ""}
    assert "ekspertyzy archiwum" in sent(head, approve, **facts)
    text = sent(head, approve, **(facts | {"assessment": "OP.44.1"}))
    assert f"erase --destruction {made.pk}" in text
    assert AccessEntry.objects.filter(kind="destruction", person_number=gone.pk).exists()
    assert Person.objects.get(pk=gone.pk).erased_on is None, "never by a page"
    text = sent(head, reverse("privacy:destruction_withdraw", args=[made.pk]))
    assert "Spis wycofano" in text


def test_who_has_an_old_wording_of_the_information_is_told(users, client_of, centre):
    load_texts(D(2020, 1, 1))
    PaperText.objects.filter(key=CLAUSE).update(valid_to=D(2026, 10, 31))
    first = PaperText.objects.get(key=CLAUSE)
    PaperText.objects.create(
        key=CLAUSE, title=first.title, text="Nowe brzmienie.", valid_from=D(2026, 11, 1)
    )
    old, new, gone = (PersonFactory(responsible=users.worker) for _ in "abc")
    for person in (old, new):
        stay(person, D(2026, 2, 2))
    stay(gone, D(2025, 2, 3), D(2025, 6, 30))
    for person, day in ((old, D(2026, 2, 2)), (new, D(2026, 11, 5))):
        person.information_given_on = day
        person.save()
    assert list(with_an_old_one(Person.objects.all(), TODAY)) == [old]
    text = client_of(users.officer).get(reverse("privacy:information")).text
    assert str(old) in text
    assert str(new) not in text
    tab = client_of(users.worker).get(reverse("privacy:person", args=[old.pk])).text
    assert f"2.02.2026, wydruk, brzmienie z {polish(first.valid_from)}" in tab
    assert "nieaktualne" in tab


def test_the_register_is_shown_and_printed(users, client_of, centre):
    load_activities(D(2026, 1, 1))
    assert load_activities(D(2026, 2, 1)) == 0
    client = client_of(users.officer)
    assert "Prace społecznie użyteczne" in client.get(reverse("privacy:register")).text
    paper = client.get(reverse("privacy:register_print"))
    assert paper.headers["Content-Type"] == "application/pdf"


def test_the_page_of_what_is_left_tells_counts_and_nobody(person, users, client_of, settings):
    load_classes(D(2026, 1, 1))
    client = client_of(users.officer)
    text = client.get(reverse("privacy:left")).text
    assert "Osoby" in text
    assert "Historia zmian" in text
    assert "brak ustawienia ERASURES_FILE" in text
    assert str(person) not in text
