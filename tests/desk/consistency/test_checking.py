"""A check from its start to what stands of it afterwards."""

import datetime
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kis.desk.consistency import checking, tasks
from kis.desk.consistency.checking import RULES, check
from kis.desk.models import DataCheck, Finding
from kis.lib.invariants import Invariant
from participants.models import Area
from psu import invariants as psu_invariants
from tests.factories import PersonFactory
from tests.voidable_rows import MAKERS

pytestmark = pytest.mark.django_db
RULE = "person_without_area"
NIGHT = datetime.datetime(2026, 11, 23, 4, tzinfo=timezone.get_fixed_timezone(60))
DAY = datetime.timedelta(days=1)


def without_area(users):
    person = PersonFactory(responsible=users.worker)
    Area.objects.filter(person=person).delete()
    return person


def test_a_finding_is_kept_once_until_it_is_gone_and_comes_back_as_another(users):
    person = without_area(users)
    check(NIGHT)
    check(NIGHT + DAY)
    first = Finding.objects.get()
    assert (first.rule, first.number, first.person_number) == (RULE, person.pk, person.pk)
    assert (first.found_at, first.gone_at) == (NIGHT, None)

    area = Area.objects.create(person=person, kind="kis", starts_on=NIGHT.date())
    check(NIGHT + 2 * DAY)
    first.refresh_from_db()
    assert first.gone_at == NIGHT + 2 * DAY

    area.delete()
    check(NIGHT + 3 * DAY)
    assert list(Finding.objects.open().values_list("found_at", flat=True)) == [NIGHT + 3 * DAY]
    assert Finding.objects.count() == 2


def test_a_rule_that_the_database_cannot_answer_is_named_and_keeps_nobody_from_the_others(
    users, monkeypatch, caplog
):
    pesel = without_area(users).pesel
    broken = Invariant("broken", "-", "-", f"SELECT {pesel}::int, NULL::bigint, NULL::date, ''")
    monkeypatch.setattr(checking, "RULES", {"broken": broken} | RULES)
    with caplog.at_level(logging.INFO):
        assert check(NIGHT).failed == ["broken"]
    assert Finding.objects.get().rule == RULE
    assert "broken" in caplog.text
    assert pesel not in caplog.text


def test_what_a_rule_found_that_is_there_no_more_is_gone(users):
    Finding.objects.create(rule="of_yesterday", found_at=NIGHT)
    check(NIGHT + DAY)
    assert not Finding.objects.open().exists()


def statements(users, count):
    for _ in range(count):
        without_area(users)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        check(NIGHT)
    return len(asked)


def test_a_rule_is_one_statement_however_much_it_finds(users):
    assert statements(users, 1) == statements(users, 9)


def test_the_command_tells_counts_and_no_names_and_fails_where_something_is_found(users, capsys):
    person = without_area(users)
    with pytest.raises(CommandError, match="Niezgodności: 1"):
        call_command("check_inconsistencies")
    told = capsys.readouterr().out
    assert f"{RULES[RULE].what}: 1" in told
    assert person.last_name not in told
    assert person.pesel not in told


def test_the_command_is_content_with_a_sound_database(users, capsys):
    PersonFactory(responsible=users.worker)
    call_command("check_inconsistencies")
    assert "Niezgodności: brak" in capsys.readouterr().out


@pytest.mark.usefixtures("as_program")
def test_the_role_of_the_program_may_read_all_that_the_check_reads(users):
    assert check(NIGHT).failed == []


@pytest.mark.parametrize(
    ("hour", "earlier", "is_due"),
    [
        (2, None, False),
        (3, None, True),
        (17, None, True),  # the server slept through the night
        (3, -1, True),  # the one of the night before
        (17, 4, False),
        (17, 1, True),  # somebody asked for one before the hour of the night
    ],
)
def test_it_comes_once_a_day_behind_the_hour(hour, earlier, is_due, db):
    midnight = NIGHT.replace(hour=0)
    if earlier is not None:
        at = midnight + earlier * datetime.timedelta(hours=1)
        DataCheck.objects.create(started_at=at, finished_at=at)
    assert tasks.is_due(midnight.replace(hour=hour)) == is_due


def test_one_that_was_killed_counts_for_nothing(db):
    DataCheck.objects.create(started_at=NIGHT)
    assert tasks.is_due(NIGHT)


def test_every_kind_that_can_be_voided_is_read():
    read = [model for app in checking.APPS for model in getattr(app, "VOIDABLE", [])]
    assert set(read) == set(MAKERS)


def test_the_keys_of_rules_are_one_rule_s_each_and_fit_their_column():
    keys = [rule.key for app in checking.APPS for rule in app.INVARIANTS]
    assert len(keys) == len(set(keys))
    assert max(map(len, keys)) <= Finding._meta.get_field("rule").max_length
    assert psu_invariants.INVARIANTS
