"""The desk as a page: groups by role, three rows and all of them, own cases, the way back to work."""

import re
from datetime import date, timedelta

import pghistory
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kis.accounts.logins import PREVIOUS
from kis.desk.gathering import Shelf, nearest
from kis.journal.models import AccessEntry
from kis.lib.work import DeskGroup, Task
from participants.models import LabourOfficePeriod, Note
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


def page_of(client, address="/"):
    return client.get(address).content.decode()


def headings(page):
    return re.findall(r'<h2 id="group-([a-z-]+)">', page)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        (
            "worker",
            [DeskGroup.URGENT, DeskGroup.ENDING, DeskGroup.QUESTIONS, DeskGroup.APPLICATIONS],
        ),
        ("coordinator", [group for group in DeskGroup if group != DeskGroup.SIGNING]),
        ("accountant", [DeskGroup.MONTH]),
        ("head", [DeskGroup.URGENT, DeskGroup.SIGNING]),
        ("inspector", []),
        ("content", []),
    ],
)
def test_each_role_has_its_groups(client_of, users, centre, name, groups):
    assert headings(page_of(client_of(getattr(users, name)))) == groups


def test_three_rows_are_shown_and_the_whole_group_has_exactly_those_counted(
    client_of, users, centre
):
    people = [PersonFactory(responsible=users.worker) for _ in range(3)]
    client = client_of(users.worker)
    assert "Pokaż wszystkie" not in page_of(client)

    people += [PersonFactory(responsible=users.worker) for _ in range(2)]
    page = page_of(client)
    assert "Pokaż wszystkie (5)" in page
    assert sum(str(person) in page for person in people) == 3

    address = re.search(r'href="(/pulpit/zgloszenia/[^"]*)"', page)[1]
    whole = page_of(client, address)
    assert all(str(person) in whole for person in people)
    assert whole.count('<span class="chip') == 5


@pytest.mark.parametrize(
    ("reminded_on", "head"), [("2026-11-23", "Do zrobienia: 2."), ("2026-11-22", "pilne: 1.")]
)
def test_the_head_counts_what_is_late_apart(client_of, users, centre, reminded_on, head):
    person = PersonFactory(responsible=users.worker)
    Note.objects.create(
        person=person, kind="call", text="x", author=users.worker, remind_on=reminded_on
    )
    assert head in page_of(client_of(users.worker))


@pytest.mark.parametrize(
    ("reminded_on", "words"),
    [
        (None, "Nic pilnego.</p>"),
        ("2026-11-22", "Nic pilnego.</p>"),
        ("2026-11-23", "Nic pilnego. Najbliższy termin: 23.11.2026 – przypomnienie"),
    ],
    ids=["nothing waits", "only what passed", "today"],
)
def test_where_nothing_is_urgent_the_nearest_day_is_told(
    client_of, users, centre, reminded_on, words
):
    person = PersonFactory(responsible=users.worker)
    facts = {"kind": "call", "text": "x", "author": users.worker}
    Note.objects.create(person=person, remind_on=reminded_on, **facts)
    assert words in page_of(client_of(users.worker))


def test_the_nearest_is_the_first_deadline_that_has_not_passed():
    def task(day, *, is_deadline=True):
        facts = {"who": "Kos Ewa", "what": f"{day}", "url": "/", "action": "Otwórz"}
        day = date(2026, 11, day)
        return Task(DeskGroup.ENDING, date(2026, 11, 23), day, is_deadline=is_deadline, **facts)

    shelves = [
        Shelf(DeskGroup.ENDING, [task(22), task(27)]),
        Shelf(DeskGroup.QUESTIONS, [task(24, is_deadline=False), task(26)]),
    ]
    assert nearest(shelves, date(2026, 11, 23)).what == "26"
    assert nearest(shelves, date(2026, 11, 28)) is None


def test_mine_and_everybodys_cases_are_told_apart(client_of, users, centre):
    mine = PersonFactory(responsible=users.worker)
    other = PersonFactory(responsible=users.colleague)
    client = client_of(users.worker)
    assert str(mine) in page_of(client)
    assert str(other) not in page_of(client)
    assert str(other) in page_of(client, "/?czyje=wszystkie")
    coordinator = client_of(users.coordinator)
    assert str(other) in page_of(coordinator)
    assert str(other) not in page_of(coordinator, "/?czyje=moje")


@pytest.mark.parametrize(("whose", "count"), [("moje", 4), ("wszystkie", 9)])
def test_a_whole_group_is_of_the_same_cases_as_its_count(client_of, users, centre, whose, count):
    for leader, cases in ((users.worker, 4), (users.colleague, 5)):
        for _ in range(cases):
            PersonFactory(responsible=leader)
    client = client_of(users.worker)
    assert f"Pokaż wszystkie ({count})" in page_of(client, f"/?czyje={whose}")
    assert f"wiersze: {count}" in page_of(client, f"/pulpit/zgloszenia/?czyje={whose}")


def test_a_group_that_a_role_has_not_is_empty_to_it(client_of, users, centre):
    PersonFactory(responsible=users.worker)
    assert "wiersze: 1" in page_of(client_of(users.coordinator), "/pulpit/zgloszenia/")
    assert "wiersze: 0" in page_of(client_of(users.head), "/pulpit/zgloszenia/")


def test_a_group_that_there_is_not_is_404(client_of, users, centre):
    assert client_of(users.worker).get("/pulpit/inne/").status_code == 404


def test_the_last_five_files_are_a_click_away_each_once(client_of, users, centre):
    people = [PersonFactory(responsible=users.worker) for _ in range(6)]
    client = client_of(users.worker)
    for person in [*people, people[3]]:
        client.get(f"/osoby/{person.pk}/")
    page = page_of(client)
    back = page[page.index("Wróć do pracy") : page.index('class="desk"')]
    assert f"{people[3]} – karta" in back
    assert back.count("<li>") == 5
    assert back.count(str(people[3])) == 1
    assert str(people[0]) not in back


def test_a_file_that_is_no_longer_seen_is_not_named(client_of, users, centre):
    person = PersonFactory(responsible=users.worker)
    AccessEntry.objects.create(
        user=users.accountant, act="view", kind="person", number=person.pk, person_number=person.pk
    )
    assert str(person) not in page_of(client_of(users.accountant))


def test_changes_by_others_since_the_last_login_are_counted_and_named(
    users, centre, django_user_model
):
    person = PersonFactory(responsible=users.worker)
    PersonFactory(responsible=users.colleague)
    # Kept events carry the true clock of the database: the last login lies before it by years.
    django_user_model.objects.filter(pk=users.worker.pk).update(
        last_login=timezone.now() - timedelta(days=3650)
    )
    users.worker.refresh_from_db()
    client = Client()
    client.force_login(users.worker)
    assert client.session[PREVIOUS]
    Note.objects.create(person=person, kind="call", text="tajne", author=users.coordinator)
    with pghistory.context(user=users.worker.pk):
        LabourOfficePeriod.objects.create(person=person, starts_on="2026-11-20")

    count = int(re.search(r"Zmiany od ostatniego logowania \((\d+)\)", page_of(client))[1])
    page = page_of(client, "/pulpit/zmiany/")
    assert page.count("<tr>") - 1 == count
    assert str(person) in page
    assert "dodano: notatka" in page
    assert "tajne" not in page
    assert LabourOfficePeriod._meta.verbose_name not in page, "one's own work is no news"


def test_a_case_that_its_leader_does_not_see_is_not_named_by_its_changes(
    users, centre, django_user_model
):
    hidden = PersonFactory(responsible=users.worker, area="families")
    django_user_model.objects.filter(pk=users.worker.pk).update(
        last_login=timezone.now() - timedelta(days=3650)
    )
    users.worker.refresh_from_db()
    client = Client()
    client.force_login(users.worker)
    Note.objects.create(person=hidden, kind="call", text="x", author=users.coordinator)

    assert "Zmiany od ostatniego logowania" not in page_of(client)
    assert str(hidden) not in page_of(client, "/pulpit/zmiany/")


@pytest.mark.parametrize(("name", "most"), [("inspector", 16), ("head", 22)])
def test_a_group_that_a_role_has_not_is_not_asked_for(
    client_of, users, centre, name, most, django_assert_max_num_queries
):
    client = client_of(getattr(users, name))
    page_of(client)
    with django_assert_max_num_queries(most):
        page_of(client)


def test_at_the_first_login_there_is_nothing_to_compare(client_of, users, centre):
    assert "To pierwsze logowanie" in page_of(client_of(users.worker), "/pulpit/zmiany/")


@pytest.mark.parametrize("people", [5, 50])
def test_the_desk_asks_the_same_number_of_queries_for_few_and_for_many_rows(
    client_of, users, centre, people, django_assert_max_num_queries
):
    for _ in range(people):
        PersonFactory(responsible=users.coordinator)
    client = client_of(users.coordinator)
    page_of(client)
    with django_assert_max_num_queries(36):
        page_of(client)
