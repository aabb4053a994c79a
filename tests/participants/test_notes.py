"""Notes of talks: a restricted one is read in one's own case only, what was is not in the future."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from participants.models import Note

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
