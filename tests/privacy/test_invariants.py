"""The nightly check finds what stands of somebody behind an erasure, in every table and its history."""

import datetime
import json

import pytest
from django.db import connection
from django.utils import timezone

from kis.desk.consistency.checking import check
from kis.desk.models import Finding
from kis.privacy.erasing import outside
from kis.privacy.erasing.erase import erase
from participants.models import Area, Person, Restriction
from tests.desk.consistency.plants import without_guards, without_triggers
from tests.factories import PersonFactory
from tests.privacy.left import everywhere
from tests.privacy.test_erasing import MARK, TODAY, WHY, outside_list, planted  # noqa: F401
from tests.privacy.test_restriction import restrict

pytestmark = pytest.mark.django_db


def found(rule: str) -> set[str]:
    assert check(timezone.now()).failed == []
    return set(Finding.objects.open().filter(rule=rule).values_list("name", flat=True))


def test_every_table_in_which_something_stands_is_named(scene):
    erase([scene.inside.person.pk], WHY, on=TODAY)
    assert found("erased_data_left") == set()
    planted(scene.outside.person.pk)
    as_if_erased(scene.outside.person.pk)
    tables = set(everywhere(MARK))
    assert len(tables) > 40
    assert tables <= found("erased_data_left")


def as_if_erased(person: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE participants_person SET erased_on = %s WHERE id = %s", [TODAY, person]
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_the_list_outside_and_the_database_agree_both_ways(scene, outside_list):  # noqa: F811
    person = scene.inside.person
    line = outside.Line(person.pk, person.created_at.isoformat(), 1, "OP.1", "2026-11-30")
    outside.append([line])
    assert found("erasure_not_outside") == {""}
    erase([person.pk], WHY, on=TODAY)
    assert found("erasure_not_outside") == set()
    outside_list.write_text(json.dumps({}) + "\n", encoding="utf-8")
    assert check(timezone.now()).failed == ["erasure_not_outside"]
    outside_list.write_text("", encoding="utf-8")
    assert found("erasure_not_outside") == {""}


def test_who_got_the_number_after_a_restore_is_another_person(scene, outside_list):  # noqa: F811
    before = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC).isoformat()
    outside.append([outside.Line(scene.inside.person.pk, before, 1, "OP.1", "2020-01-01")])
    assert found("erasure_not_outside") == set()


def test_a_file_that_came_to_a_restricted_one_past_the_guard_is_found(person, users):
    other = PersonFactory(responsible=users.worker)
    restrict(person, users)
    with without_triggers():
        for model, hours in ((Restriction, 1), (Person, 2), (Area, 2)):
            entered = timezone.now() - datetime.timedelta(hours=hours)
            model.pgh_event_model.objects.update(pgh_created_at=entered)
    assert found("changed_while_restricted") == set()
    with without_guards():
        Person.objects.filter(pk=other.pk).update(merged_into=person)
    assert found("changed_while_restricted") == {"participants_person"}
