"""Who looked at whom: read by the data officer of everybody, by the office of people whom it sees."""

import ast
import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.journal.models import AccessEntry
from kis.journal.words import BEGINNINGS, act_word, kind_word
from kis.oversight.log import Asked, before, midnight
from kis.oversight.unusual import UserWeek, weeks_of_users
from participants.models import Person
from tests.factories import PersonFactory
from tests.test_architecture import python_files

pytestmark = pytest.mark.django_db

LOG = reverse("oversight:log")
FRIDAY = datetime.date(2026, 11, 27)


def entry(user, at=None, act="view", kind="person", person=None, **facts):
    made = AccessEntry(user=user, act=act, kind=kind, person_number=person, **facts)
    made.save()
    if at:  # the trigger keeps it, so it is written with its moment
        made = AccessEntry(user=user, act=act, kind=kind, person_number=person, **facts)
        field = AccessEntry._meta.get_field("at")
        field.auto_now_add, made.at = False, at
        try:
            made.save()
        finally:
            field.auto_now_add = True
    return made


def at(day, hour=10):
    return midnight(day) + datetime.timedelta(hours=hour)


def page(client, address=LOG, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_officer_reads_everybodys_names_and_opens_no_file(users, person, client_of):
    entry(users.worker, person=person.pk, number=person.pk, address="10.0.0.7")
    client = client_of(users.officer)
    shown = page(client)
    assert str(person) in shown
    assert "obejrzenie: karta osoby" in shown
    assert "10.0.0.7" in shown
    assert client.get(reverse("desk:overview", args=[person.pk])).status_code == 403


def test_whom_the_coordinator_does_not_see_is_not_named(users, client_of):
    hidden = PersonFactory(responsible=users.worker, area="family", last_name="Niewidoczna")
    entry(users.worker, person=hidden.pk)
    shown = page(client_of(users.coordinator))
    assert "Niewidoczna" not in shown
    assert "osoba spoza zakresu" in shown
    address = reverse("oversight:log_of_person", args=[hidden.pk])
    assert client_of(users.coordinator).get(address).status_code == 404
    assert "Niewidoczna" in page(client_of(users.officer), address)


def test_the_log_of_a_person_is_of_all_their_files(users, person, client_of):
    other = PersonFactory(responsible=users.worker)
    second = PersonFactory(responsible=users.worker)
    Person.objects.filter(pk=second.pk).update(merged_into=person)
    mine = [entry(users.worker, person=number) for number in (person.pk, second.pk)]
    entry(users.worker, person=other.pk)
    assert list(Asked(person=person).entries()) == mine[::-1]


def test_it_is_asked_by_user_by_days_and_by_act(users):
    seen = entry(users.worker, at(FRIDAY), act="view_contract", kind="contract")
    taken = entry(users.worker, at(FRIDAY, 23), act="download", kind="people_list")
    early = entry(users.worker, at(FRIDAY, -1))
    failed = AccessEntry.objects.create(act="login_failed", kind="account", number=users.worker.pk)
    entry(users.head, at(FRIDAY))

    def found(**asked):
        return set(Asked(**asked).entries().filter(pk__gte=seen.pk - 1)) & {
            *(seen, taken, early, failed)
        }

    assert found(user=users.worker) == {seen, taken, early, failed}
    assert found(user=users.worker, first=FRIDAY, last=FRIDAY) == {seen, taken}
    assert found(user=users.worker, acts=["view"]) == {seen, early}
    assert found(user=users.worker, acts=["download"]) == {taken}


def test_a_page_goes_on_behind_the_last_entry_also_within_one_moment(users):
    moment = at(FRIDAY)
    made = [entry(users.worker, moment) for _ in range(3)]
    entries = Asked(user=users.worker, first=FRIDAY, last=FRIDAY).entries()
    assert list(entries) == made[::-1]
    assert list(before(entries, made[1].pk)) == [made[0]]
    assert list(before(entries, None)) == made[::-1]
    assert list(before(entries, 999_999_999)) == made[::-1]


@pytest.mark.parametrize("rows", [5, 50])
def test_it_asks_few_questions(users, client_of, django_assert_max_num_queries, rows):
    for _ in range(rows):
        person = PersonFactory(responsible=users.worker)
        entry(users.worker, person=person.pk)
    client = client_of(users.coordinator)
    with django_assert_max_num_queries(10):
        page(client)
    with django_assert_max_num_queries(10):
        page(client, reverse("oversight:unusual"))


@pytest.mark.parametrize("typed", ["²", "-1", "9" * 40, "kto", "1'"])
def test_an_odd_address_shows_the_newest(users, client_of, typed):
    shown = page(client_of(users.head), przed=typed, kto=typed, od=typed, co=typed)
    assert "Filtr trzeba poprawić" in shown


def test_whoever_takes_the_log_out_stands_in_it(users, person, client_of):
    address = reverse("oversight:log_of_person", args=[person.pk])
    entry(users.worker, person=person.pk)
    answer = client_of(users.officer).get(address, {"plik": "csv"})
    assert str(person) in answer.content.decode("utf-8-sig")
    noted = AccessEntry.objects.filter(user=users.officer, act="download")
    assert list(noted.values_list("kind", "person_number")) == [("journal", person.pk)]


def test_a_person_is_found_by_a_name_that_stands_in_no_address(users, client_of):
    person = PersonFactory(responsible=users.worker, last_name="Żurawska")
    answer = client_of(users.officer).post(reverse("oversight:find_person"), {"find": "zuraw"})
    assert reverse("oversight:log_of_person", args=[person.pk]) in answer.content.decode()
    refused = client_of(users.officer).post(reverse("oversight:find_person"), {"find": ""})
    assert "error-summary" in refused.content.decode()


# the unusual of a week


def week_of(user) -> UserWeek | None:
    return next((week for week in weeks_of_users(FRIDAY) if week.user == user), None)


def test_three_times_as_many_people_as_usual_are_told(users):
    for number in range(80):  # ten in each of the eight weeks before
        entry(users.worker, at(FRIDAY - datetime.timedelta(days=7 + number % 56)), person=number)
    for number in range(29):
        entry(users.worker, at(FRIDAY), person=number)
    assert (week_of(users.worker).people, week_of(users.worker).usual) == (29, 10)
    assert week_of(users.worker).reasons == []
    entry(users.worker, at(FRIDAY), person=29)
    assert week_of(users.worker).reasons == ["osoby: 30, zwykle 10"]


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [
        (at(FRIDAY, 6), False),
        (at(FRIDAY, 5), True),
        (at(FRIDAY, 19), False),
        (at(FRIDAY, 20), True),
        (at(FRIDAY - datetime.timedelta(days=5)), True),  # Sunday
        (at(FRIDAY - datetime.timedelta(days=7)), None),  # not of the week
    ],
)
def test_work_outside_of_hours_is_told(users, moment, is_late):
    entry(users.worker, moment, person=1)
    week = week_of(users.worker)
    assert (week and bool(week.late)) == is_late


def test_refusals_and_failed_logins_are_told_from_the_fifth(users):
    for _ in range(4):
        entry(users.worker, at(FRIDAY), act="refused", kind="psu:figures")
        entry(None, at(FRIDAY), act="login_failed", kind="account", number=users.worker.pk)
    assert week_of(users.worker).reasons == []
    entry(users.worker, at(FRIDAY), act="refused", kind="psu:figures")
    entry(None, at(FRIDAY), act="login_failed", kind="account", number=users.worker.pk)
    assert week_of(users.worker).reasons == ["odmowy dostępu: 5", "nieudane logowania: 5"]


# words

DOORS = {"record", "record_of", "people_asked_for", "people_taken"}


def noted_in_the_source():
    """The acts and kinds that the program notes, where they are written out."""
    for path in python_files():
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in DOORS:
                kinds = [word.value for word in call.keywords if word.arg == "kind"]
                acts = call.args[1:2] if call.func.id == "record" else []
                for node, what in [
                    *((kind, "kind") for kind in kinds),
                    *((act, "act") for act in acts),
                ]:
                    if isinstance(node, ast.Constant):
                        yield what, node.value


def test_every_act_and_kind_that_the_program_notes_has_its_words():
    noted = set(noted_in_the_source())
    assert len(noted) > 40
    without = [
        (what, name)
        for what, name in noted
        if {"kind": kind_word, "act": act_word}[what](name) == name
    ]
    assert without == []
    assert act_word("view_contract") == BEGINNINGS["view"]


def test_today_is_the_last_day_of_the_week_that_is_shown(users, client_of):
    shown = page(client_of(users.head), reverse("oversight:unusual"))
    assert f"{timezone.localdate():%-d.%m.%Y}" in shown
