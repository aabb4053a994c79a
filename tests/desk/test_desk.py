"""The desk as a page: groups by role, three rows and all of them, own cases, the way back to work."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pghistory
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import psu.desk
from contracts import desk as desk_of_contracts
from contracts.disputes import pass_dispute
from kis.accounts.logins import PREVIOUS
from kis.accounts.rights import Role
from kis.desk.asking import worded_rows
from kis.desk.gathering import APPS, Shelf, columns, nearest, shelves
from kis.journal.models import AccessEntry
from kis.lib.work import DeskGroup, Task
from participants.models import CaseAccess, LabourOfficePeriod, Note
from tests.contracts import made as contracts
from tests.factories import PersonFactory
from tests.participants import made
from tests.psu.factories import ReferralFactory, work

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


def page_of(client, address="/"):
    return client.get(address).content.decode()


def headings(page):
    return re.findall(r'<h2 id="group-([a-z-]+)">', page)


NOT_THE_COORDINATORS = {
    DeskGroup.SIGNING,
    *(DeskGroup.VISITS, DeskGroup.REQUESTS, DeskGroup.UNVISITED),
}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        (
            "worker",
            [DeskGroup.URGENT, DeskGroup.ENDING, DeskGroup.QUESTIONS, DeskGroup.APPLICATIONS],
        ),
        ("coordinator", [group for group in DeskGroup if group not in NOT_THE_COORDINATORS]),
        ("accountant", [DeskGroup.MONTH]),
        ("head", [DeskGroup.URGENT, DeskGroup.SIGNING, DeskGroup.OFFICIAL]),
        (
            "assistant",
            [DeskGroup.VISITS, DeskGroup.REQUESTS, DeskGroup.ENDING, DeskGroup.UNVISITED],
        ),
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


def test_the_nearest_is_the_first_deadline_of_all_groups():
    def shelf(group, day):
        facts = {"who": "Kos Ewa", "what": f"{day}", "url": "/", "action": "Otwórz"}
        task = Task(group, date(2026, 11, 23), date(2026, 11, day), **facts)
        return Shelf(group, [task], total=1, late=0, nearest=task)

    nothing = Shelf(DeskGroup.URGENT, [], total=0, late=0)
    shelves = [nothing, shelf(DeskGroup.ENDING, 27), shelf(DeskGroup.QUESTIONS, 26)]
    assert nearest(shelves).what == "26"
    assert nearest([nothing]) is None


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([2, 3, 3, 3, 0, 3, 0], 3),
        ([0, 0, 0, 0, 0, 0, 0], 4),
        ([3, 0, 0, 0], 1),
        ([3], 1),
        ([], 0),
    ],
)
def test_the_columns_of_the_desk_end_at_about_the_same_height(rows, left):
    task = Task(DeskGroup.ENDING, ON, ON, "Kowalczyk", "dokument kategorii", "/", "Otwórz")
    found = [Shelf(DeskGroup.ENDING, [task] * count, total=count, late=0) for count in rows]
    assert columns(found) == [found[:left], found[left:]]


def test_the_button_of_a_planned_end_names_what_its_page_does(client_of, users, centre):
    stay = made.stay(PersonFactory(responsible=users.worker), date(2026, 1, 12))
    type(stay).objects.update(planned_end_on=ON + timedelta(days=3))
    client = client_of(users.worker)
    row = re.search(r'href="(/osoby/\d+/udzial/)"\s*>Zakończ lub przedłuż<', page_of(client))
    page = page_of(client, row[1])
    assert ">Zakończ udział<" in page
    assert ">Przedłuż<" in page


@pytest.mark.parametrize("late", [0, 2, 5])
def test_the_nearest_deadline_stands_behind_the_late_and_behind_what_only_waits(
    users, centre, late
):
    """Of so many late reminders three are shown: the coming one is told although it is hidden."""
    for days in range(late):
        _remind(users.worker, date(2026, 11, 22 - days))
    made.stay(PersonFactory(responsible=users.worker), date(2026, 1, 12))
    coming = _remind(users.worker, date(2026, 11, 23))
    (shelf,) = _shelves(users.worker, {DeskGroup.QUESTIONS})

    assert (shelf.total, shelf.late, shelf.nearest.who) == (late + 2, late, str(coming))
    assert shelf.nearest.day == date(2026, 11, 23)
    assert len(shelf.tasks) == min(3, late + 2)


def _remind(by, day):
    person = PersonFactory(responsible=by)
    Note.objects.create(person=person, kind="call", text="x", author=by, remind_on=day)
    return person


def _shelves(user, groups, **facts):
    return shelves(user, date(2026, 11, 23), everybody=True, groups=groups, **facts)


@pytest.fixture
def every_kind(users, centre):
    """Rows of every group that is asked in the database, late and coming ones, of two workers."""
    for days, by in enumerate([users.worker, users.colleague, users.worker, users.colleague]):
        day = date(2026, 11, 20 + 2 * days)
        person = PersonFactory(responsible=by)
        made.paper(made.established(person), valid_until=day)
        made.question(person, ask_again_on=day)
        stay = made.stay(person, date(2026, 1, 12))
        type(stay).objects.filter(pk=stay.pk).update(planned_end_on=day)
        _remind(by, date(2026, 11, 20 + days))


def test_a_group_with_rows_of_people_and_of_lists_shows_both_by_their_days(users, monkeypatch):
    """Disputes are asked in the database, lists of payments stand in memory: neither hides the other."""
    for days in (5, 3, 1):
        person = PersonFactory(responsible=users.worker)
        on = ON - timedelta(days=days)
        pass_dispute(contracts.printed(person), on=on, matter="Terminy.", by=users.worker, today=ON)
    days = [ON - timedelta(days=number) for number in (4, 2)]
    lists = [
        Task(DeskGroup.SIGNING, ON, day, "Lista", "do zatwierdzenia", "/", "Zatwierdź")
        for day in days
    ]
    monkeypatch.setattr(psu.desk, "tasks", lambda user, on, groups: lists)
    (shelf,) = _shelves(users.head, {DeskGroup.SIGNING}, count=100)
    assert [(ON - task.day).days for task in shelf.tasks] == [5, 4, 3, 2, 1]
    assert shelf.total == 5
    pages = [
        _shelves(users.head, {DeskGroup.SIGNING}, first=first, count=2)[0].tasks
        for first in (0, 2, 4)
    ]
    assert [task for page in pages for task in page] == shelf.tasks


@pytest.mark.parametrize("name", ["worker", "coordinator", "head"])
def test_counts_are_those_of_the_rows_and_pages_join_without_a_gap(users, every_kind, name):
    user = getattr(users, name)
    for whole in _shelves(user, set(DeskGroup), count=100):
        assert whole.total == len(whole.tasks)
        assert whole.late == sum(task.state == "late" for task in whole.tasks)
        coming = [task for task in whole.tasks if task.is_deadline and task.days >= 0]
        assert whole.nearest == (coming[0] if coming else None)

        pages = [
            _shelves(user, {whole.group}, first=first, count=2)[0].tasks
            for first in range(0, whole.total, 2)
        ]
        assert [task for page in pages for task in page] == whole.tasks
        assert [task.day for task in whole.tasks] == sorted(task.day for task in whole.tasks)


def test_a_group_of_thousands_is_read_page_by_page(client_of, users, centre, monkeypatch):
    monkeypatch.setattr("kis.desk.views.GROUP_PAGE", 2)
    for _ in range(3):
        PersonFactory(responsible=users.worker)
    client = client_of(users.worker)
    first = page_of(client, "/pulpit/zgloszenia/")
    assert "wiersze: 3, na tej stronie 1–2" in first
    assert first.count('<span class="chip') == 2

    (address,) = re.findall(r'href="(\?[^"]*strona=2)"', first)
    last = page_of(client, "/pulpit/zgloszenia/" + address.replace("&amp;", "&"))
    assert "na tej stronie 3–3" in last
    assert last.count('<span class="chip') == 1
    assert "Następne" not in last
    assert client.get("/pulpit/zgloszenia/?strona=3").url == "/pulpit/zgloszenia/?czyje=moje"


@pytest.fixture
def two_at_most(monkeypatch):
    """A desk that counts two applications and says so of more."""
    kinds = [replace(kind, most=kind.most and 2) for kind in desk_of_contracts.KINDS]
    monkeypatch.setattr("participants.desk.MOST", 2)
    monkeypatch.setattr("contracts.desk.KINDS", kinds)
    worded_rows.cache_clear()
    yield
    worded_rows.cache_clear()


def test_of_applications_the_oldest_are_counted_up_to_a_bound(users, centre, two_at_most):
    people = [PersonFactory(responsible=users.worker) for _ in range(2)]
    (shelf,) = _shelves(users.worker, {DeskGroup.APPLICATIONS})
    assert (shelf.counted, [task.who for task in shelf.tasks]) == ("2", [*map(str, people)])

    PersonFactory.create_batch(2, responsible=users.worker)
    (shelf,) = _shelves(users.worker, {DeskGroup.APPLICATIONS})
    assert (shelf.total, shelf.counted) == (2, "ponad 2")
    assert [task.who for task in shelf.tasks][:2] == [*map(str, people)]


def test_a_desk_that_does_not_count_all_applications_says_so_and_leads_to_them(
    client_of, users, centre, two_at_most, monkeypatch
):
    monkeypatch.setattr("kis.desk.gathering.SHOWN", 1)
    PersonFactory.create_batch(4, responsible=users.worker)
    client = client_of(users.worker)
    desk, group = page_of(client), page_of(client, "/pulpit/zgloszenia/")
    assert "Do zrobienia: ponad 2" in desk
    assert "wiersze: ponad 2" in group
    (address,) = re.findall(r'href="([^"]*)">Osoby, Zgłoszenia', group)
    assert page_of(client, address).count("/osoby/") >= 4


def test_a_deputy_has_the_rows_of_the_case_on_the_desk(client_of, users, centre):
    other = PersonFactory(responsible=users.colleague)
    client = client_of(users.worker)
    assert str(other) not in page_of(client)

    for starts_on, ends_on in ((date(2026, 11, 1), date(2026, 11, 22)), (date(2026, 11, 24), None)):
        _give(other, users, starts_on, ends_on)
    assert str(other) not in page_of(client)
    _give(other, users, date(2026, 11, 23), date(2026, 11, 23))
    assert str(other) in page_of(client)


def _give(person, users, starts_on, ends_on):
    CaseAccess.objects.create(
        person=person,
        user=users.worker,
        why=CaseAccess.Why.DEPUTY,
        reason="urlop",
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=users.coordinator,
    )


def test_readers_asked_alike_are_told_their_own(users, centre):
    """The wording is kept for both; the number of the reader is not."""
    mine, other = (PersonFactory(responsible=by) for by in (users.worker, users.colleague))
    for user, person in ((users.worker, mine), (users.colleague, other)):
        (shelf,) = shelves(
            user, date(2026, 11, 23), everybody=False, groups={DeskGroup.APPLICATIONS}
        )
        assert [task.who for task in shelf.tasks] == [str(person)]


def test_the_question_of_the_next_day_is_another(users, centre):
    person = _remind(users.worker, date(2026, 11, 24))
    for day, is_told in ((23, False), (24, True)):
        (shelf,) = shelves(
            users.worker, date(2026, 11, day), everybody=True, groups={DeskGroup.QUESTIONS}
        )
        assert (str(person) in [task.who for task in shelf.tasks]) == is_told


def test_but_for_two_a_group_is_asked_in_the_database_or_told_from_memory(users):
    """Else its rows are read from the first on, whatever page of them is asked for: see `shelves`."""
    everything = users.coordinator
    everything.roles = frozenset(Role)
    asked = {kind.group for app in APPS for kind in app.kinds(everything)}
    assert asked == {
        *(DeskGroup.URGENT, DeskGroup.ENDING, DeskGroup.QUESTIONS, DeskGroup.APPLICATIONS),
        *(DeskGroup.SIGNING, DeskGroup.OFFICIAL),
        *(DeskGroup.VISITS, DeskGroup.REQUESTS, DeskGroup.UNVISITED),
        # Classes are asked, days of psu are told: of both there are few that wait.
        DeskGroup.UNMARKED,
    }


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


def test_a_data_officer_finds_all_that_there_is_to_open_on_the_desk(client_of, users, centre):
    page = page_of(client_of(users.officer))
    for name in ("privacy:start", "oversight:log", "authorisations:register"):
        assert f'class="btn btn-outline-primary" href="{reverse(name)}"' in page
    assert "Otwórz ochronę danych" not in page_of(client_of(users.coordinator))


def test_at_the_first_login_there_is_nothing_to_compare(client_of, users, centre):
    assert "To pierwsze logowanie" in page_of(client_of(users.worker), "/pulpit/zmiany/")


def statements_of(client, address="/"):
    with CaptureQueriesContext(connection) as asked:
        page_of(client, address)
    return [statement["sql"] for statement in asked]


@pytest.mark.parametrize("people", [5, 50])
@pytest.mark.parametrize(
    ("name", "most"),
    [
        *(("worker", 11), ("coordinator", 15), ("accountant", 11), ("head", 10)),
        *(("inspector", 8), ("content", 8), ("system", 9)),
    ],
)
def test_the_desk_asks_few_questions_whatever_the_number_of_rows(
    client_of, users, centre, people, name, most
):
    """With the file and the text that one comes back to, and with changes since the last login."""
    user = getattr(users, name)
    for number in range(people):
        person = PersonFactory(responsible=users.coordinator)
        made.paper(made.established(person), valid_until=date(2026, 11, 23))
        work(ReferralFactory(person=person, ohs_on="2025-01-01"), date(2026, 10, 1 + number % 28))
    client = client_of(user)
    session = client.session
    session[PREVIOUS] = "2026-11-01T10:00:00+01:00"
    session.save()
    page_of(client)

    asked = statements_of(client)
    assert len(asked) <= most, "\n".join(sql[:200] for sql in asked)


@pytest.mark.parametrize("whose", ["moje", "wszystkie"])
def test_no_question_grows_in_length_with_the_people(client_of, users, centre, whose):
    client = client_of(users.coordinator)
    lengths = []
    for people in (3, 30):
        for _ in range(people):
            ReferralFactory(person=PersonFactory(responsible=users.coordinator))
        page_of(client, f"/?czyje={whose}")
        lengths.append([len(sql) for sql in statements_of(client, f"/?czyje={whose}")])
    few, many = lengths
    assert len(few) == len(many)
    assert all(abs(one - other) <= 4 for one, other in zip(few, many, strict=True))
