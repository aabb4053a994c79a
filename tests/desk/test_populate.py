"""Invented people in any number: as those whom the register's forms let in."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contracts.participation import participation_answer, people_in_gap
from kis.desk.reference import load_reference
from kis.lib.dates import add_months
from kis.lib.pesel import read_pesel
from participants.models import Area, Participation, Person
from participants.register import look_up
from psu.models import PersonMonth, Referral


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


@pytest.fixture
def at_work(users, centre, monkeypatch):
    """Of sixty people twenty take part and six are at work."""
    monkeypatch.setattr("kis.desk.management.commands.populate.tidy_up", lambda: None)
    load_reference()
    call_command("populate", people=60, taking_part=20, at_work=6, verbosity=0)


def test_some_take_part_with_all_that_they_need(at_work):
    today = timezone.localdate()
    stays = Participation.objects.on(today)
    assert stays.count() == 20
    assert list(people_in_gap(today)) == []
    for stay in stays:
        assert participation_answer(stay.person, stay.starts_on).may
        assert stay.person.notes.count() == 3
        for row in (stay, *stay.person.contracts.all(), *stay.person.benefit_checks.all()):
            row.full_clean()


def test_some_are_at_work_with_the_last_month_closed_and_this_one_open(at_work):
    this = timezone.localdate().replace(day=1)
    months = PersonMonth.objects.order_by()
    assert set(months.filter(month__lt=this).values_list("state", flat=True)) == {"closed"}
    assert months.filter(month=add_months(this, -1)).count() == 6
    assert not months.filter(month=this).exclude(state="open").exists()
    assert Referral.objects.count() == 6
    for referral in Referral.objects.all():
        referral.full_clean()
        assert referral.person.areas.open(this).filter(kind=Area.Kind.PSU).count() == 1


def test_the_same_people_take_part_and_work_once_more(at_work):
    call_command("populate", people=60, taking_part=20, at_work=6, verbosity=0)

    assert Participation.objects.values("person").distinct().count() == 40
    assert Referral.objects.values("person").distinct().count() == 12


@pytest.mark.parametrize(("taking_part", "at_work"), [(-1, 0), (3, 4), (51, 0)])
def test_more_than_there_are_do_not_take_part(users, taking_part, at_work):
    with pytest.raises(CommandError, match="najwyżej"):
        call_command("populate", people=100, taking_part=taking_part, at_work=at_work)
