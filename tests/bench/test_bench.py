"""`make bench` in small: every question is asked and every page opened, once."""

import random
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import override_settings

from deploy.local.bench import between_sizes, databases, pages, questions, run
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.kinds import KINDS
from deploy.local.bench.office import Office
from kis.desk.demo.crowd import crowd
from kis.desk.management.commands import populate
from kis.lib.planner import tell_the_planner
from participants.models import Person


@pytest.fixture
def office(db, settings, monkeypatch, blank_papers):
    """The demonstration and sixty people more."""
    monkeypatch.setattr(pages, "WARMING", 0)
    # Its VACUUM may not stand in a transaction.
    monkeypatch.setattr(populate, "tidy_up", lambda: None)
    settings.DEBUG = settings.DEMO = True
    call_command("demo", on=date(2026, 11, 23), verbosity=0)
    call_command("populate", people=60, verbosity=0)
    # Else the planner goes by what the worker's last tests left, once for 200 s.
    tell_the_planner()
    with override_settings(**run.AS_ON_A_SERVER):
        yield Office.of(connections["default"])


def test_every_part_is_measured_and_told(office, capsys):
    figures = list(run.report(office, office, office, office, rounds=1))

    told = capsys.readouterr().out
    assert all(str(figure) in told for figure in figures)
    assert all(figure.value > 0 for figure in figures if figure.unit == "ms")
    asked = [question.title for question in (*questions.QUESTIONS, questions.NOBODY)]
    kinds = [kind.title for kind in KINDS]
    for title in [*asked, *kinds, "ostatnia strona", "karta osoby", "kowlaski", "razem"]:
        assert any(title in figure.what for figure in figures), title
    assert any("znalezionych 20" in figure.what for figure in figures)
    (visit,) = [figure for figure in figures if figure.what.startswith("razem")]
    assert not visit.is_missed, told


@pytest.fixture
def small_office(users):
    """The marked people alone."""
    questions.mark(users.worker)
    return Office(connections["default"], None, users.worker, questions.MARKED)


def test_sizes_that_find_different_people_are_not_compared(small_office):
    question = questions.QUESTIONS[0]
    assert between_sizes.same_hits(question, small_office, small_office) == questions.MARKED

    with pytest.raises(ValueError, match="część nazwiska"):
        between_sizes.same_hits(question, small_office, lambda act: 21)


@pytest.mark.parametrize(
    ("plan", "left_out"),
    [
        ("Bitmap Index Scan on person_search", False),
        ("Index Scan using person_polish_order", True),
        ("Bitmap Index Scan on person_search … Seq Scan on participants_person v0", True),
    ],
)
def test_a_plan_without_its_index_is_told(plan, left_out):
    assert between_sizes.leaves_out(plan, ("person_search",)) == left_out


def test_marked_people_are_made_once(small_office):
    questions.mark(small_office.worker)

    assert Person.objects.count() == questions.MARKED


def test_nobody_of_the_crowd_is_a_marker():
    people = crowd(3000, on=date(2026, 11, 23), chance=random.Random(1), taken=set())
    assert not [one for one in people if one.last_name[0] == "Q" or questions.NUMBER in one.pesel]


@pytest.mark.parametrize(
    ("value", "aim", "missed"), [(1.5, 1.5, False), (1.51, 1.5, True), (99, None, False)]
)
def test_an_aim_is_missed_above_it(value, aim, missed):
    figure = Figure("lista", value, aim)
    assert figure.is_missed == missed
    assert ("NIE" in table("Strony", [figure])) == missed


def test_the_other_databases_stand_beside_the_named_one():
    address = "postgres://kis@host:5432/kis?sslmode=require"
    assert (
        databases.beside(address, "kis_big") == "postgres://kis@host:5432/kis_big?sslmode=require"
    )


@pytest.mark.parametrize(("missed", "code"), [([], 0), ([Figure("lista", 3, 2)], 1)])
def test_the_command_ends_with_one_where_an_aim_is_missed(missed, code, monkeypatch, capsys):
    monkeypatch.setattr(run, "ensure", lambda *facts, **more: None)
    monkeypatch.setattr(run, "connection_to", lambda name: None)
    monkeypatch.setattr(run.Office, "of", lambda database: None)
    monkeypatch.setattr(run, "report", lambda *facts: missed)
    monkeypatch.setenv("DATABASE_URL", "postgres://kis@host/kis")

    assert run.main(people=1000) == code
