"""Official dates: on the desk until a copy was sent, or somebody wrote down what was done elsewhere."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from kis.desk.gathering import shelves
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from kis.reports.models import DutyDone, OfficialDate
from kis.reports.official_dates import DATES, due_in, load_official_dates, note_done
from tests.refused import name_of_refusal
from tests.reports.made import duty_done, official_date, report_copy

pytestmark = pytest.mark.django_db
D = datetime.date
MARCH = D(2026, 3, 31)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-12 12:00", tick=False):
        yield


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def told(user, on):
    (shelf,) = shelves(user, on, everybody=True, groups={DeskGroup.OFFICIAL})
    return [(task.who, task.day) for task in shelf.tasks]


def address(name, *numbers, **query):
    return reverse(f"reports:{name}", args=numbers, query=query)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (D(2026, 1, 29), None),
        (D(2026, 1, 30), MARCH),
        (MARCH, MARCH),
        (D(2026, 12, 31), MARCH),  # late, until the next one comes
        (D(2027, 1, 31), D(2027, 3, 31)),
    ],
)
def test_a_date_is_told_so_many_days_ahead_and_until_the_next_one(users, on, day):
    date = official_date()
    assert told(users.coordinator, on) == ([(date.name, day)] if day else [])
    assert told(users.head, on) == told(users.coordinator, on)


def test_a_date_of_january_is_told_in_december(users):
    official_date(code="x", month=1, day=1, told_ahead=30, report="")
    assert told(users.head, D(2026, 12, 2)) == [
        ("Sprawozdanie roczne KIS do wojewody", D(2027, 1, 1))
    ]


def test_before_the_office_had_the_date_nothing_was_due(users):
    official_date(valid_from=D(2026, 4, 1))
    assert told(users.head, D(2026, 4, 2)) == []


def test_a_copy_settles_the_date_when_it_was_sent(users):
    date = official_date()
    copy = report_copy(users.coordinator)
    assert told(users.head, MARCH) == [(date.name, MARCH)]
    copy.send(day=D(2026, 2, 12), how="central", by=users.coordinator)
    assert told(users.head, MARCH) == []
    (due,) = due_in(2026)
    assert due.copy == copy
    copy.refresh_from_db()
    copy.void(by=users.head, reason="Zły rok.")
    assert told(users.head, MARCH) == [(date.name, MARCH)]


@pytest.mark.parametrize("facts", [{"year": 2024}, {"year": 2026}, {"report": "rada"}])
def test_a_copy_of_another_year_or_report_settles_nothing(users, facts):
    date = official_date()
    report_copy(users.coordinator, **facts).send(
        day=D(2026, 2, 12), how="central", by=users.coordinator
    )
    assert told(users.head, MARCH) == [(date.name, MARCH)]
    assert [due.copy for due in due_in(2026)] == [None]


def test_a_half_year_is_reported_in_the_same_year(users):
    official_date(code="m", month=7, day=21, report="mrips-polrocze", of_year=0)
    copy = report_copy(users.coordinator, report="mrips-polrocze", year=2026)
    copy.send(day=D(2026, 7, 2), how="central", by=users.coordinator)
    assert told(users.head, D(2026, 7, 21)) == []


def test_what_was_done_outside_of_the_program_settles_the_date(coordinator, users, client_of):
    date = official_date()
    sent = {"done_on": "10.02.2026", "note": "pismo 7/2026, teczka 12"}
    coordinator.post(address("done_new", date.pk, MARCH), sent)
    assert told(users.head, MARCH) == []
    page = text_of(coordinator.get(address("dates", rok=2026)))
    assert "wykonano poza programem 10.02.2026" in page
    assert "pismo 7/2026" in page
    assert "Unieważnij wpis" not in page  # by a second person
    row = DutyDone.objects.get()
    client_of(users.head).post(address("done_void", row.pk), {"reason": "Pomyłka."})
    assert told(users.head, MARCH) == [(date.name, MARCH)]


def test_what_was_done_needs_words_and_a_day_that_has_been(coordinator):
    date = official_date()
    for typed in ({"done_on": "10.02.2026", "note": " "}, {"done_on": "10.03.2026", "note": "x"}):
        coordinator.post(address("done_new", date.pk, MARCH), typed)
    assert not DutyDone.objects.exists()


def test_only_days_of_the_date_are_settled(users, coordinator):
    date = official_date()
    assert coordinator.get(address("done_new", date.pk, D(2026, 3, 30))).status_code == 404
    with pytest.raises(Refused):
        note_done(date, D(2024, 3, 31), done_on=D(2026, 2, 1), note="x", by=users.head)


def test_a_date_is_settled_once(users):
    date = official_date()
    duty_done(date, users.coordinator)
    assert name_of_refusal(duty_done, date, users.head) == "duty_done_once"
    assert name_of_refusal(duty_done, date, users.head, note="") in (
        "duty_done_told",
        "duty_done_once",
    )


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"month": 2, "day": 29}, "official_date_is_a_day"),
        ({"month": 4, "day": 31}, "official_date_is_a_day"),
        ({"month": 13}, "official_date_is_a_day"),
        ({"told_ahead": 181}, "official_date_told_within_half_a_year"),
        ({"valid_to": D(2024, 12, 31)}, "official_date_ends_after_start"),
    ],
)
def test_the_database_holds_that_a_date_is_one(facts, name):
    assert name_of_refusal(official_date, **facts) == name


def test_a_code_has_one_row_a_day():
    official_date()
    assert name_of_refusal(official_date, day=30) == "official_date_once_a_day"


def test_another_day_of_the_ministry_holds_from_its_day(users):
    official_date(code="m", month=2, day=9, report="mrips-rok", valid_to=D(2026, 12, 31))
    official_date(code="m", month=2, day=12, report="mrips-rok", valid_from=D(2027, 1, 1))
    assert [due.on for year in (2026, 2027) for due in due_in(year)] == [
        D(2026, 2, 9),
        D(2027, 2, 12),
    ]


def test_a_new_office_begins_with_the_dates_and_keeps_its_own():
    official_date(name="Nasze")
    assert load_official_dates(D(2026, 2, 1)) == len(DATES) - 1
    assert load_official_dates(D(2026, 2, 1)) == 0
    assert OfficialDate.objects.get(code="sprawozdanie-kis").name == "Nasze"
    assert all(due.on >= D(2026, 2, 1) for due in due_in(2026) if due.date.name != "Nasze")
