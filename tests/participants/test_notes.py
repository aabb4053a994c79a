"""Notes of talks: a restricted one is read in one's own case only, what was is not in the future."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from participants.models import Note
from tests.factories import PersonFactory

TYPED = {
    "day": "23.11.2026",
    "hour": "9:30",
    "kind": "call",
    "with_whom": "matką",
    "text": "Potwierdziła termin.",
}


@pytest.fixture
def addresses(person):
    return {
        name: reverse(f"participants:{name}", args=[person.pk]) for name in ("notes", "note_new")
    }


def test_a_note_is_kept_with_its_author_and_hour(addresses, users, client_of, today):
    client_of(users.worker).post(addresses["note_new"], TYPED)

    note = Note.objects.get()
    assert note.author == users.worker
    assert f"{timezone.localtime(note.at):%d.%m.%Y %H:%M}" == "23.11.2026 09:30"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hour": "10:01"}, "Notatka opisuje to, co już było."),
        ({"day": "24.11.2026"}, "Notatka opisuje to, co już było."),
        ({"hour": "wieczorem"}, "Wpisz godzinę i minuty, np. 8.15."),
        ({"day": "29.03.2026", "hour": "2:30"}, "Godziny 2.30 dnia 29.03.2026 nie było"),
        ({"text": ""}, "Wpisz: treść."),
        ({"kind": ""}, "Wybierz: rodzaj."),
        ({"remind_on": "22.11.2026"}, "Dzień 22.11.2026 już minął."),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    changed, sentence, addresses, users, client_of, today
):
    text = client_of(users.worker).post(addresses["note_new"], TYPED | changed).content.decode()

    assert sentence in text
    assert "matką" in text
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("now", "hour_in_utc"),
    [("2026-10-25T00:40:00Z", 0), ("2026-10-25T01:40:00Z", 1), ("2026-10-26T08:00:00Z", 1)],
)
def test_a_note_of_the_hour_that_stands_twice_is_of_the_later_that_has_been(
    now, hour_in_utc, addresses, users, client_of
):
    with time_machine.travel(now, tick=False):
        typed = TYPED | {"day": "25.10.2026", "hour": "2:30"}
        client_of(users.worker).post(addresses["note_new"], typed)

    note = Note.objects.get()
    assert note.at.astimezone(datetime.UTC).hour == hour_in_utc
    assert f"{timezone.localtime(note.at):%H:%M}" == "02:30"


@pytest.mark.parametrize(
    ("reader", "reads"),
    [("worker", True), ("coordinator", True), ("head", True), ("colleague", False)],
)
def test_a_restricted_note_is_read_in_ones_own_case(
    reader, reads, person, addresses, users, client_of, today
):
    Note.objects.create(person=person, kind="talk", text="Zwykła rozmowa.", author=users.worker)
    Note.objects.create(
        person=person, kind="talk", text="Przemoc w domu.", is_restricted=True, author=users.worker
    )

    text = client_of(getattr(users, reader)).get(addresses["notes"]).content.decode()

    assert "Zwykła rozmowa." in text
    assert ("Przemoc w domu." in text) is reads


def a_note(person, by, **facts):
    return Note.objects.create(person=person, kind="call", text="Treść.", author=by, **facts)


def test_a_note_is_voided_by_a_second_person_and_stays_to_be_read(
    addresses, person, users, client_of, today
):
    note = a_note(person, users.worker)
    url = reverse("participants:note_void", args=[person.pk, note.pk])
    own = client_of(users.worker)
    shown = own.get(addresses["notes"]).content.decode()
    assert url not in shown
    assert "Wpis unieważnia druga osoba." in shown
    assert "druga osoba" in own.post(url, {"reason": "x"}).content.decode()

    coordinator = client_of(users.coordinator)
    assert url in coordinator.get(addresses["notes"]).content.decode()
    coordinator.post(url, {"reason": "dotyczy innej osoby"})

    page = own.get(addresses["notes"]).content.decode()
    assert '<p class="prose voided">Treść.</p>' in page
    assert "dotyczy innej osoby" in page
    assert not Note.objects.exists()
    overview = own.get(reverse("desk:overview", args=[person.pk])).content.decode()
    assert "Treść." not in overview


def test_a_voided_note_answers_no_reminder_and_reminds_of_nothing(person, users, today):
    reminder = a_note(
        person, users.worker, remind_on=today, at=timezone.now() - datetime.timedelta(days=9)
    )
    answer = a_note(person, users.worker)
    assert not Note.objects.unanswered().exists()
    answer.void(by=users.coordinator, reason="x")
    assert Note.objects.unanswered().get() == reminder
    reminder.void(by=users.coordinator, reason="x")
    assert not Note.objects.unanswered().exists()


def test_a_note_of_another_person_is_not_there(person, users, client_of, today):
    note = a_note(PersonFactory(responsible=users.worker), users.worker)
    url = reverse("participants:note_void", args=[person.pk, note.pk])
    assert client_of(users.coordinator).get(url).status_code == 404
