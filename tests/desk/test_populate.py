"""Invented people in any number: as those whom the register's forms let in."""

import pytest
from django.core.management import CommandError, call_command

from kis.lib.pesel import read_pesel
from participants.models import Area, Person
from participants.register import look_up


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEBUG = settings.DEMO = True


@pytest.fixture
def crowd(users, monkeypatch):
    """Two hundred people, written in parts. Tables are tidied outside transactions only, so not here."""
    monkeypatch.setattr("kis.desk.management.commands.populate.AT_ONCE", 70)
    monkeypatch.setattr("kis.desk.management.commands.populate.tidy_up", lambda: None)
    call_command("populate", people=200, verbosity=0)
    return Person.objects.all()


def test_everybody_has_a_number_that_tells_birth_and_sex(crowd):
    assert crowd.count() == 200
    for person in crowd:
        facts = read_pesel(person.pesel)
        assert (facts.checks, facts.born_on, facts.sex) == (True, person.born_on, person.sex)
        person.full_clean()


def test_the_register_shows_those_in_its_areas(crowd, users, on):
    families = Area.objects.filter(kind=Area.Kind.FAMILIES).count()

    assert 0 < families < 30
    assert len(look_up(users.worker, on)) == 200 - families


def test_history_begins_with_them(crowd):
    assert Person.pgh_event_model.objects.filter(pgh_label="insert").count() == 200


def test_a_second_crowd_is_of_others(crowd):
    call_command("populate", people=50, verbosity=0)

    assert crowd.values("pesel").distinct().count() == 250


def test_without_demonstration_it_refuses(users, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEBUG=1 i DEMO=1"):
        call_command("populate", people=5)


def test_without_anybody_to_lead_cases_it_refuses(db):
    with pytest.raises(CommandError, match="Najpierw"):
        call_command("populate", people=5)


def test_no_people_is_no_number(users):
    with pytest.raises(CommandError, match="większą od zera"):
        call_command("populate", people=0)
