"""An inspector's account reads what the running inspection covers, and nothing else."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Inspection
from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from participants.models import InspectedPerson, Person
from psu.hours.sheet import referrals_of
from tests.access import INSPECTOR
from tests.accounts.authorised import inspect
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory
from tests.refused import refused

NEW = reverse("inspection:inspection_new")

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound(users):
    """The inspection that runs, of nobody yet."""
    return Inspection.objects.get(inspector=users.inspector)


def cover(inspection, *people):
    for person in people:
        InspectedPerson.objects.create(inspection=inspection, person=person)


def cover_everybody(inspection):
    Inspection.objects.filter(pk=inspection.pk).update(covers_everybody=True)


def seen(user):
    fresh = type(user).objects.get(pk=user.pk)
    return set(Person.objects.visible_to(fresh))


def test_it_sees_those_whom_it_names_with_files_merged_into_theirs(users, bound, person):
    PersonFactory(responsible=users.worker)
    assert seen(users.inspector) == set()
    cover(bound, person)
    assert seen(users.inspector) == {person}


def test_one_of_everybody_sees_the_club_and_the_works_and_no_other_area(users, bound, person):
    PersonFactory(responsible=users.worker, area="families")
    works = PersonFactory(responsible=users.worker, area="psu")
    cover_everybody(bound)
    assert seen(users.inspector) == {person, works}


def test_another_inspectors_people_are_not_seen(users, bound, person):
    other = type(users.inspector).objects.create_user("inna", roles=[Role.INSPECTOR])
    theirs = inspect(other, by=users.head)
    cover(theirs, person)
    assert seen(users.inspector) == set()
    assert seen(other) == {person}


@pytest.mark.parametrize(
    ("first", "last", "is_open"), [(0, 0, True), (-5, 5, True), (1, 5, False), (-5, -1, False)]
)
def test_it_ends_with_its_last_day(client_of, users, bound, person, centre, first, last, is_open):
    bound.close(by=users.head)
    on = timezone.localdate()
    days = {"starts_on": on + first * DAY, "ends_on": on + last * DAY}
    cover(inspect(users.inspector, by=users.head, **days), person)
    assert seen(users.inspector) == ({person} if is_open else set())
    client = client_of(users.inspector)
    assert client.get(reverse("participants:list")).status_code == (200 if is_open else 403)
    page = client.get("/").content.decode()
    assert ("nie ma teraz wpisanej kontroli" in page) == (not is_open)


def test_a_closed_one_opens_nothing_and_changes_no_more(client_of, users, bound, person, centre):
    cover(bound, person)
    client = client_of(users.inspector)
    assert client.get(reverse("desk:overview", args=[person.pk])).status_code == 200
    bound.close(by=users.head)
    assert client.get(reverse("desk:overview", args=[person.pk])).status_code == 403
    assert seen(users.inspector) == set()
    with refused("inspection_is_closed"):
        Inspection.objects.filter(pk=bound.pk).update(closed_at=None, closed_by=None)


def test_an_account_is_bound_to_one_at_a_time(users, bound):
    with refused("inspection_one_at_a_time"):
        inspect(users.inspector, by=users.head)
    bound.close(by=users.head)
    inspect(users.inspector, by=users.head)


def test_lists_search_and_files_hold_those_whom_it_covers_alone(client_of, users, centre, bound):
    mine = PersonFactory(responsible=users.worker, last_name="Objęta")
    PersonFactory(responsible=users.worker, last_name="Nieobjęta")
    cover(bound, mine)
    client = client_of(users.inspector)
    everybody = {"grupa": "wszyscy"}
    table = client.get(reverse("participants:table"), everybody | {"plik": "csv"})
    page = client.get(reverse("participants:list"), everybody)
    found = client.post(reverse("participants:find"), {"find": "objet"}, follow=True)
    assert "Objęta" in table.text
    for answer in (page, table, found):
        assert answer.status_code == 200
        assert "Nieobjęta" not in answer.text
    assert client.get(reverse("inspection:completeness")).status_code == 200


def typed(users, **facts):
    return {
        "inspector": users.inspector.pk,
        "authority": "Wojewoda, nr 3/2026",
        "subject": "prace społecznie użyteczne",
        "period_starts_on": "1.01.2025",
        "period_ends_on": "31.12.2025",
        "starts_on": "1.03.2026",
        "ends_on": "31.03.2026",
        **facts,
    }


def test_one_is_entered_with_the_files_that_it_names(client_of, users, centre, bound, person):
    bound.close(by=users.head)
    client = client_of(users.coordinator)
    page = client.post(NEW, typed(users, files=str(person.pk)), follow=True).content.decode()
    assert "Wpisano kontrolę" in page
    assert str(person) in page
    row = Inspection.objects.get(closed_at=None)
    assert list(row.people.values_list("person", flat=True)) == [person.pk]
    assert row.entered_by == users.coordinator


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Wpisz numery kart albo zaznacz wszystkie osoby"),
        ({"files": "0"}, "Nie ma takich kart albo nie możesz ich czytać: 0."),
        ({"files": "x"}, "Wpisz same numery kart"),
        ({"covers_everybody": "on", "ends_on": "1.01.2026"}, "nie może być przed pierwszym"),
        ({"covers_everybody": "on"}, "związane z inną kontrolą"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(client_of, users, centre, bound, facts, said):
    page = client_of(users.head).post(NEW, typed(users, **facts)).content.decode()
    assert said in page
    assert Inspection.objects.count() == 1


def test_files_are_added_while_it_runs_and_its_end_moves(client_of, users, centre, bound, person):
    client = client_of(users.head)
    here = reverse("inspection:inspection", args=[bound.pk])
    until = datetime.date(2027, 1, 31)
    sent = {"files": str(person.pk), "ends_on": polish(until), "row_version": bound.version}
    client.post(here, sent)
    bound.refresh_from_db()
    assert bound.ends_on == until
    assert seen(users.inspector) == {person}
    client.post(reverse("inspection:inspection_close", args=[bound.pk]))
    assert seen(users.inspector) == set()
    assert "zakończona" in client.get(here).content.decode()


def test_the_first_page_of_the_inspector_tells_of_what_it_reads(client_of, users, centre, bound):
    page = client_of(users.inspector).get("/").content.decode()
    assert bound.subject in page
    assert reverse("inspection:start") in page
    assert bound.subject not in client_of(users.head).get("/").content.decode()


def test_nobody_without_a_running_one_has_the_role(users, bound):
    assert INSPECTOR in users.inspector.roles
    bound.close(by=users.head)
    fresh = type(users.inspector).objects.get(pk=users.inspector.pk)
    assert fresh.roles == frozenset()
    assert fresh.waits_for_inspection


def test_answers_are_of_the_years_of_its_period(client_of, users, centre, bound):
    bound.close(by=users.head)
    years = {
        "period_starts_on": datetime.date(2024, 2, 1),
        "period_ends_on": datetime.date(2025, 6, 1),
    }
    inspect(users.inspector, by=users.head, **years)
    client = client_of(users.inspector)
    here = reverse("inspection:completeness")
    page = client.get(here)
    assert page.status_code == 200
    assert "2025" in page.text
    answers = [client.get(here, {"rok": year}).status_code for year in (2023, 2024, 2025, 2026)]
    assert answers == [404, 200, 200, 404]
    assert client_of(users.head).get(here, {"rok": 2023}).status_code == 200


def test_the_sheet_of_a_place_shows_those_whom_it_covers_alone(client_of, users, centre, bound):
    mine, other = ReferralFactory(), ReferralFactory()
    cover(bound, mine.person)
    month = mine.starts_on.replace(day=1)
    fresh = type(users.inspector).objects.get(pk=users.inspector.pk)
    shown = referrals_of([mine.place, other.place], month, fresh)
    assert list(shown) == [mine]
