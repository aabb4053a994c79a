"""The head of the sealed access log leaves the house each day, and it is seen when it did not."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from kis.desk.state import kept_in
from kis.journal.leaving import send_head
from kis.journal.models import AccessEntry, HeadSent
from kis.journal.sealing import head, seal
from kis.journal.tasks import tell_head
from kis.journal.verifying import Light, read_head, verify
from tests.refused import refused

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
def sealed(users):
    with time_machine.travel(NIGHT, tick=False):
        AccessEntry.objects.create(user=users.worker, act="view", kind="person", person_number=12)
        seal()


@pytest.fixture
def by_mail(settings):
    settings.JOURNAL_HEAD_EMAIL = "iod@example.pl"
    settings.DEFAULT_FROM_EMAIL = "kis@example.pl"


@pytest.fixture
def by_file(settings, tmp_path):
    settings.JOURNAL_HEAD_FILE = str(tmp_path / "dziennik.txt")
    return tmp_path / "dziennik.txt"


def test_it_goes_out_by_e_mail_and_the_log_is_compared_with_that(
    sealed, by_mail, mailoutbox, tmp_path, capsys
):
    tell_head(0)
    (sent,) = mailoutbox
    assert sent.to == ["iod@example.pl"]
    assert verify(read_head(sent.body)).light is Light.GREEN
    kept = tmp_path / "wiadomosc.eml"
    kept.write_bytes(sent.message().as_bytes())
    call_command("verify_journal", head=str(kept))
    assert "zielone" in capsys.readouterr().out
    assert HeadSent.objects.get().way == "email"


def test_a_line_a_day_is_added_to_the_file(sealed, by_file):
    for _ in range(2):
        tell_head(0)
    lines = by_file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert all(read_head(line) == head() for line in lines)
    assert HeadSent.objects.count() == 2


def test_where_nobody_chose_a_way_nothing_leaves(sealed, mailoutbox):
    tell_head(0)
    assert not mailoutbox
    assert not HeadSent.objects.exists()


def test_one_way_that_is_shut_does_not_hold_the_other_and_is_tried_again(
    sealed, by_mail, by_file, monkeypatch
):
    def gone(message):
        raise SMTPServerDisconnected

    monkeypatch.setattr("kis.journal.leaving.EmailMessage.send", gone)
    with pytest.raises(OSError):  # noqa: PT011 - what the worker tries again for
        send_head()
    assert HeadSent.objects.get().way == "file"


@pytest.mark.parametrize(("days", "is_missed"), [(2, False), (3, True)])
def test_the_desk_and_the_state_page_say_when_it_did_not_leave(
    days, is_missed, sealed, by_file, client_of, users, centre
):
    with time_machine.travel(NIGHT, tick=False):
        tell_head(0)
    with time_machine.travel(NIGHT + timedelta(days=days), tick=False):
        coordinator = client_of(users.coordinator)
        pages = [
            coordinator.get(reverse(name)).content.decode() for name in ("desk:start", "desk:state")
        ]
        assert kept_in((NIGHT + timedelta(days=days)).date()).exists() is is_missed
    assert ("jego skrót nie wyszedł" in pages[0]) is is_missed
    assert ("Skrót nie wyszedł poza program" in pages[1]) is is_missed


def test_what_left_stays_written(sealed, by_file):
    tell_head(0)
    with refused("head_sent_is_append_only"):
        HeadSent.objects.update(way="email")
    with refused("head_sent_is_append_only"):
        HeadSent.objects.all().delete()


def test_a_persons_file_leads_to_who_looked_at_it_for_those_with_the_right(
    client_of, users, person
):
    page = reverse("participants:details", args=[person.pk])
    log = reverse("oversight:log_of_person", args=[person.pk])
    shown = {
        name: log in client_of(getattr(users, name)).get(page).content.decode()
        for name in ("worker", "coordinator", "head")
    }
    assert shown == {"worker": False, "coordinator": True, "head": True}
    assert client_of(users.head).get(log).status_code == 200
