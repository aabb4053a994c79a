"""Nothing goes out twice: two workers at once, one that is killed, a server that does not answer."""

import datetime
import os
import signal
import subprocess
import sys
import threading
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from kis.accounts.models import User
from kis.desk.mailing import tasks
from kis.desk.mailing.tasks import send_due
from kis.desk.models import Mailing
from tests.documents.orders import TOP, environment_of
from tests.factories import PersonFactory
from tests.refused import refused

pytestmark = pytest.mark.django_db(transaction=True)
WARSAW = datetime.timezone(datetime.timedelta(hours=1))
MONDAY = datetime.datetime(2026, 11, 23, 7, tzinfo=WARSAW)


@pytest.fixture
def workers(users):
    """Two with something on the desk, who want to be written to each day."""
    for user in (users.worker, users.colleague):
        User.objects.filter(pk=user.pk).update(digest="daily", email=f"{user.username}@example.pl")
        PersonFactory(responsible=user)
    return users


def states():
    return sorted(Mailing.objects.values_list("user__username", "state"))


def test_two_workers_at_once_send_each_message_once(workers, mailoutbox):
    start = threading.Barrier(4)
    sent, faults = [], []

    def work():
        try:
            start.wait()
            sent.append(send_due(MONDAY))
        except Exception as fault:  # told below, in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sum(sent) == 2
    assert sorted(message.to[0] for message in mailoutbox) == [
        "colleague@example.pl",
        "worker@example.pl",
    ]


KILLED = """
import os, signal, time
import django
django.setup()
from django.core.mail.backends.filebased import EmailBackend
sends = EmailBackend.send_messages
def cut_off(self, messages):
    if {before}:
        os.kill(os.getpid(), signal.SIGKILL)
    sends(self, messages)
    os.kill(os.getpid(), signal.SIGKILL)
EmailBackend.send_messages = cut_off
import datetime
from kis.desk.mailing.tasks import send_due
send_due(datetime.datetime.fromisoformat("{at}"))
"""


@pytest.mark.parametrize("before", [True, False], ids=["before sending", "behind sending"])
def test_what_a_killed_worker_had_in_hand_is_not_sent_again_but_shown(
    workers, tmp_path, mailoutbox, before, client_of
):
    folder = tmp_path / "mail"
    folder.mkdir()
    environment = os.environ | environment_of(tmp_path)
    environment |= {
        "EMAIL_URL": f"filemail:///{folder}",
        "EMAIL_FROM": "kis@example.pl",
        "DJANGO_SETTINGS_MODULE": "kis.settings",
    }
    text = KILLED.format(before=before, at=MONDAY.isoformat())
    killed = subprocess.run([sys.executable, "-c", text], cwd=TOP, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    written = [file for file in folder.iterdir() if file.stat().st_size]
    assert len(written) == (0 if before else 1)
    assert states() == [("worker", "sending")]

    send_due(MONDAY)
    assert [message.to for message in mailoutbox] == [["colleague@example.pl"]]
    assert states() == [("colleague", "sent"), ("worker", "sending")]

    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    with connection.cursor() as cursor:  # past the guard: time alone does it
        cursor.execute("SET session_replication_role = replica")
        Mailing.objects.filter(state="sending").update(taken_at=hour_ago)
        cursor.execute("SET session_replication_role = origin")
    page = client_of(workers.system).get("/stan-programu/").content.decode()
    assert "nie wiadomo, czy wyszła" in page
    assert "Anna Wrona" in page
    assert "worker@example.pl" not in page


class Refusing(EmailBackend):
    """Refuses one recipient, as a server does that knows no such address."""

    def send_messages(self, messages):
        if messages[0].to == ["worker@example.pl"]:
            raise SMTPRecipientsRefused({"worker@example.pl": (550, b"no such user")})
        return super().send_messages(messages)


class Cut(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("Connection refused")


@pytest.fixture
def server(monkeypatch):
    return lambda backend: monkeypatch.setattr(tasks, "get_connection", backend)


def test_a_message_that_the_server_refuses_keeps_nobody_from_theirs(
    workers, server, mailoutbox, caplog
):
    server(Refusing)
    assert send_due(MONDAY) == 1
    assert states() == [("colleague", "sent"), ("worker", "failed")]
    assert "SMTPRecipientsRefused" in caplog.text
    assert "worker@example.pl" not in caplog.text
    send_due(MONDAY)
    assert len(mailoutbox) == 1


def test_a_connection_that_breaks_leaves_one_message_unknown_and_the_others_for_the_next_time(
    workers, server, mailoutbox
):
    server(Cut)
    with pytest.raises(SMTPServerDisconnected):
        send_due(MONDAY)
    assert states() == [("worker", "sending")]
    server(EmailBackend)
    assert send_due(MONDAY) == 1
    assert states() == [("colleague", "sent"), ("worker", "sending")]


def test_a_server_that_is_away_leaves_everything_for_the_next_time(workers, server, mailoutbox):
    server(Away)
    with pytest.raises(ConnectionRefusedError):
        send_due(MONDAY)
    assert states() == []
    server(EmailBackend)
    assert send_due(MONDAY) == 2


def test_the_database_takes_no_second_row_and_changes_no_settled_one(workers):
    row = {"kind": "digest", "user": workers.worker, "day": MONDAY.date(), "taken_at": MONDAY}
    sent = Mailing.objects.create(**row, state="sent", settled_at=MONDAY)
    with refused("mailing_once"):
        Mailing.objects.create(**row)
    with refused("mailing_settled_once"):
        sent.settle("failed")
    with refused("mailing_settled_once"):
        sent.delete()


def test_the_hourly_job_sends_what_is_due_by_the_clock_of_warsaw(workers, mailoutbox):
    with time_machine.travel(MONDAY.replace(hour=5), tick=False):
        tasks.send_mail(timestamp=0)
    assert mailoutbox == []
    with time_machine.travel(MONDAY.replace(hour=6), tick=False):
        tasks.send_mail(timestamp=0)
    assert len(mailoutbox) == 2


def test_workers_know_both_jobs_of_the_clock():
    known = {job.task.name for job in app.periodic_registry.periodic_tasks.values()}
    assert {"send_mail", "check_data_nightly"} <= known
