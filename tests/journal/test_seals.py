"""The access log is sealed behind its writing: whoever owns the tables can change it, and is found out."""

import datetime
import threading

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kis.journal import sealing
from kis.journal.models import AccessEntry, Pruning, Seal
from kis.journal.pruning import prune
from kis.journal.sealing import head, seal
from kis.journal.verifying import Light, read_head, verify
from kis.lib.refusals import Refused

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-28 12:00", tick=False):
        yield


def look(user, count=1, person=12):
    return [
        AccessEntry.objects.create(user=user, act="view", kind="person", person_number=person)
        for _ in range(count)
    ]


def as_owner(statement, *values):
    """Past the trigger that keeps the entries, as only the owner of the tables can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def sealed(users, monkeypatch):
    """Twelve entries under three seals."""
    monkeypatch.setattr(sealing, "AT_ONCE", 5)
    entries = look(users.worker, 12)
    assert seal() == 12
    assert Seal.objects.count() == 3
    return entries


def test_what_is_sealed_and_untouched_is_green(sealed):
    verdict = verify()
    assert (verdict.light, verdict.entries, verdict.faults) == (Light.GREEN, 12, [])


def test_the_newest_that_no_seal_holds_yet_are_amber(sealed, users):
    look(users.worker, 2)
    verdict = verify()
    assert (verdict.light, verdict.waiting) == (Light.AMBER, 2)
    seal()
    assert verify().light is Light.GREEN


def test_without_an_entry_there_is_no_seal():
    assert seal() == 0
    assert head() is None
    assert verify().light is Light.GREEN


def test_a_number_that_was_never_written_leaves_no_gap(users):
    """A transaction that was undone has used up its number."""
    with transaction.atomic():
        look(users.worker)
        transaction.set_rollback(True)
    look(users.worker)
    seal()
    assert verify().light is Light.GREEN


TAMPERED = {
    "an entry was changed": ("UPDATE journal_accessentry SET person_number = 13 WHERE id = %s", 3),
    "an entry was taken away": ("DELETE FROM journal_accessentry WHERE id = %s", 3),
    "its moment was moved": (
        "UPDATE journal_accessentry SET at = at + interval '1 microsecond' WHERE id = %s",
        7,
    ),
    "a seal was changed": ("UPDATE journal_seal SET count = count - 1 WHERE last >= %s", 3),
    "a seal was taken away": ("DELETE FROM journal_seal WHERE first <= %s AND last >= %s", 3, 3),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_owner_who_tampers_is_found_out(sealed, how):
    statement, *places = TAMPERED[how]
    as_owner(statement, *(sealed[place - 1].pk for place in places))
    verdict = verify()
    assert verdict.light is Light.RED
    assert verdict.faults


def test_an_entry_put_in_later_is_found_out(sealed, users):
    as_owner("DELETE FROM journal_accessentry WHERE id = %s", sealed[3].pk)
    AccessEntry.objects.create(pk=sealed[3].pk, user=users.head, act="view", kind="person")
    assert verify().light is Light.RED


def test_who_seals_anew_or_cuts_off_the_end_is_found_out_by_the_head_that_left_the_house(
    sealed, users
):
    known = read_head(f"log z nocy: {head()}")
    assert verify(known).light is Light.GREEN

    as_owner("DELETE FROM journal_seal")
    as_owner("DELETE FROM journal_accessentry WHERE id = %s", sealed[3].pk)
    seal()
    assert verify().light is Light.GREEN, "the chain alone cannot tell"
    assert verify(known).light is Light.RED


def test_more_entries_and_more_seals_agree_with_an_earlier_head(sealed, users):
    known = head()
    look(users.worker, 7)
    seal()
    assert verify(known).light is Light.GREEN


def test_pruning_takes_what_is_older_than_two_years_and_raises_no_alarm(users, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 5)
    with time_machine.travel("2024-03-01 12:00", tick=False):
        look(users.worker, 10)
    look(users.worker, 3)
    seal()
    known = head()
    connection.check_constraints()  # of the rows that this test wrote in the same transaction

    done = prune(datetime.date(2024, 11, 28), reason="zgoda 4/2026", on=ON)

    assert (done.count, Pruning.objects.count()) == (10, 1)
    seal()
    verdict = verify(known)
    assert (verdict.light, verdict.entries) == (Light.GREEN, 14)
    assert AccessEntry.objects.filter(act="prune_journal").count() == 1

    # It is kept again, and what comes back into the range is told.
    with pytest.raises(Exception, match="journal_is_append_only"), transaction.atomic():
        AccessEntry.objects.all().delete()
    AccessEntry.objects.create(pk=done.seal.first, user=users.worker, act="view", kind="person")
    assert verify().light is Light.RED


def test_nothing_younger_than_two_years_is_pruned(sealed):
    with pytest.raises(Refused, match="2 lata"):
        prune(datetime.date(2024, 11, 29), reason="-", on=ON)
    with pytest.raises(Refused, match="Nie ma"):
        prune(datetime.date(2024, 11, 28), reason="-", on=ON)


def test_a_log_that_was_tampered_with_is_not_pruned(sealed):
    as_owner("DELETE FROM journal_accessentry WHERE id = %s", sealed[0].pk)
    with pytest.raises(CommandError, match="nie zgadza"):
        call_command("prune_journal", before="2024-01-01", reason="-")


def test_the_command_says_the_light_and_ends_with_1_when_it_is_red(sealed, capsys, tmp_path):
    noted = tmp_path / "noc.log"
    noted.write_text(f"INFO dziennik dostępu: {head()}\n", encoding="utf-8")
    call_command("verify_journal", head=str(noted))
    said = capsys.readouterr().out
    assert "zielone" in said
    assert str(head()) in said

    as_owner("DELETE FROM journal_accessentry WHERE id = %s", sealed[0].pk)
    with pytest.raises(SystemExit) as end:
        call_command("verify_journal")
    assert end.value.code == 1
    assert "wpisów jest 4, było 5" in capsys.readouterr().out

    with pytest.raises(CommandError, match="nie ma skrótu"):
        call_command("verify_journal", head=__file__)


@pytest.mark.django_db(transaction=True)
def test_an_entry_whose_transaction_is_still_open_is_sealed_behind_it(users):
    """The one who writes holds a lower number than those that are there already."""
    is_written, may_end = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            look(users.worker)
            is_written.set()
            assert may_end.wait(10)
        connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert is_written.wait(10)
    look(users.colleague)

    sealer = threading.Thread(target=lambda: (seal(), connection.close()))
    sealer.start()
    sealer.join(0.5)
    assert sealer.is_alive(), "it waits for the one who writes"
    may_end.set()
    slow.join(10)
    sealer.join(10)
    assert [one.count for one in Seal.objects.all()] == [2]
    assert verify().light is Light.GREEN
