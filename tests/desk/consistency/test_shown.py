"""What a check found, on the desk and on the page of the program's state."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kis.desk.consistency.checking import RULES, check
from kis.desk.consistency.showing import SHOWN
from kis.desk.models import DataCheck, Finding
from kis.journal.models import AccessEntry
from participants.models import Area
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
WEEK = RULES["psu_week"]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client, address="/stan-programu/"):
    return client.get(address).content.decode()


def finding(rule="psu_week", **facts):
    return Finding.objects.create(rule=rule, found_at=NOW - DAY, **facts)


@pytest.fixture
def over(person):
    """A week over its limit, of a person whom the coordinator sees."""
    DataCheck.objects.create(started_at=NOW - DAY, finished_at=NOW - DAY)
    return finding(number=person.pk, person_number=person.pk, day=NOW.date())


def test_the_coordinator_and_the_administrator_are_told_on_the_desk(over, users, client_of):
    finding(number=2, person_number=2)
    for user in (users.coordinator, users.system):
        page = page_of(client_of(user), "/")
        assert "w tygodniu jest więcej godzin PSU niż wolno" in page
        assert "wpisy: 2" in page
        assert 'href="/stan-programu/#psu_week"' in page


def test_nobody_else_is_told(over, users, client_of):
    for user in (users.worker, users.head, users.accountant):
        assert "stan-programu" not in page_of(client_of(user), "/")


def test_what_is_gone_is_told_no_more(over, users, client_of):
    Finding.objects.update(gone_at=NOW)
    client = client_of(users.coordinator)
    assert "niż wolno" not in page_of(client, "/")
    assert "Wszystko się zgadza" in page_of(client)


def test_the_coordinator_is_led_to_where_it_is_settled(over, person, users, client_of):
    page = page_of(client_of(users.coordinator))
    assert WEEK.what in page
    assert WEEK.to_do in page
    assert f'<a href="/osoby/{person.pk}/psu/">{person}</a>' in page
    assert "23.11.2026" in page


def test_whoever_is_named_there_was_looked_at(over, person, users, client_of):
    page_of(client_of(users.coordinator))
    page_of(client_of(users.system))
    noted = AccessEntry.objects.values_list("user", "act", "kind", "person_number")
    assert list(noted) == [(users.coordinator.pk, "view", "state", person.pk)]


def test_the_administrator_reads_numbers_and_no_names(over, person, users, client_of):
    page = page_of(client_of(users.system))
    assert f"karta nr {person.pk}" in page
    assert "Załatwia: koordynator KIS" in page
    assert str(person) not in page
    assert f"/osoby/{person.pk}/" not in page


def test_a_person_whom_the_coordinator_does_not_see_stays_a_number(users, client_of):
    hidden = PersonFactory(responsible=users.worker, area="families")
    finding(number=hidden.pk, person_number=hidden.pk)
    page = page_of(client_of(users.coordinator))
    assert f"karta nr {hidden.pk}" in page
    assert str(hidden) not in page


def test_of_one_rule_the_first_are_shown_and_all_are_counted(
    users, client_of, django_assert_max_num_queries
):
    for number in range(SHOWN + 5):
        finding("psu_agreement_total", number=number + 1)
    client = client_of(users.coordinator)
    with django_assert_max_num_queries(12):
        page = page_of(client)
    assert page.count('data-label="Czego dotyczy"') == SHOWN
    assert f'<span class="quiet">{SHOWN + 5}</span>' in page


def test_every_rule_is_shown_with_its_address(scene, users, client_of):
    """An address of a thing that was never there would be a 500 on the page of findings."""
    for number, rule in enumerate(RULES, start=1):
        finding(rule, number=number, person_number=scene.inside.person.pk)
    page = page_of(client_of(users.coordinator))
    assert all(f'id="{rule}"' in page for rule in RULES)


def test_nights_without_a_check_are_told_on_the_desk(users, client_of):
    client = client_of(users.system)
    DataCheck.objects.create(started_at=NOW - 2 * DAY, finished_at=NOW - 2 * DAY)
    assert "nie było jej" not in page_of(client, "/")
    DataCheck.objects.update(started_at=NOW - 3 * DAY)
    assert "nie było jej" in page_of(client, "/")
    DataCheck.objects.create(started_at=NOW, finished_at=None)  # killed
    assert "nie było jej" in page_of(client, "/")


def test_a_check_is_asked_for_once_and_done_by_a_worker(users, client_of):
    client = client_of(users.coordinator)
    for _ in range(2):
        answer = client.post("/stan-programu/sprawdz/", follow=True)
        assert "Zlecono kontrolę danych" in answer.content.decode()
    assert ProcrastinateJob.objects.filter(task_name="check_data").count() == 1


def test_a_rule_without_an_answer_is_named(users, client_of):
    DataCheck.objects.create(started_at=NOW, finished_at=NOW, failed=["psu_week"])
    assert "Tej reguły nie sprawdzono" in page_of(client_of(users.system))


def test_what_the_page_tells_is_what_the_check_found(users, client_of):
    person = PersonFactory(responsible=users.worker)
    Area.objects.filter(person=person).delete()
    check(timezone.now())
    assert f"karta nr {person.pk}" in page_of(client_of(users.coordinator))
