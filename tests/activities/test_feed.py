"""The calendar in a telephone: what its address gives, to whom, and when it opens nothing any more."""

import html
import re

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from kis.activities.models import CalendarFeed, Meeting
from kis.activities.scheduling import cancel, move
from tests.activities.factories import (
    ActivityFactory,
    D,
    MeetingFactory,
    enrol,
    mark,
    participant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-03-02 12:05", tick=False):
        yield


@pytest.fixture
def own(meeting):
    return meeting


@pytest.fixture
def others(users):
    group = ActivityFactory(leader=users.coordinator, name="Klub pracy")
    return MeetingFactory(activity=group, day=D(2026, 3, 3))


def address_of(user) -> str:
    return reverse("activities:feed", args=[CalendarFeed.objects.renew(user)])


def titles(response) -> list[str]:
    assert response.status_code == 200
    text = response.content.decode().replace("\r\n ", "")
    return re.findall(r"SUMMARY:(.*)\r", text)


def test_a_leader_gets_own_meetings_and_the_coordinator_all(client, users, own, others):
    assert titles(client.get(address_of(users.leader))) == [own.activity.name]
    assert titles(client.get(address_of(users.coordinator))) == [own.activity.name, "Klub pracy"]


def test_no_name_of_a_participant_is_in_it(client, users, own):
    person = participant(users, last_name="Żurawska", first_name="Teodora")
    enrol(own.activity, person, users.coordinator)
    mark(own, person, note="Żurawska spóźniła się")
    own.guests.create(name="Teodora Gość", noted_by=users.leader)

    text = client.get(address_of(users.coordinator)).content.decode().replace("\r\n ", "")

    assert "BEGIN:VEVENT" in text
    for told in ("Żurawska", "Teodora", str(users.leader)):
        assert told not in text


def test_it_is_a_calendar_that_nobody_between_keeps(client, users, own):
    response = client.get(address_of(users.leader))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies


def test_a_cancelled_meeting_says_so_and_a_moved_one_stands_on_its_new_day(client, users, own):
    later = MeetingFactory(activity=own.activity, day=D(2026, 3, 5))
    cancel(own, reason="choroba prowadzącej", by=users.coordinator)
    facts = {"starts_at": later.starts_at, "ends_at": later.ends_at, "place": "sala 9"}
    move(
        later,
        day=D(2026, 3, 6),
        leader=later.leader,
        reason="remont",
        by=users.coordinator,
        **facts,
    )

    response = client.get(address_of(users.leader))
    text = response.content.decode()

    assert titles(response) == [f"Odwołane: {own.activity.name}", own.activity.name]
    assert text.count("STATUS:CANCELLED") == 1
    assert "DTSTART:20260306T080000Z" in text
    assert "DTSTART:20260305" not in text
    assert "choroba" not in text


def test_a_renewed_address_closes_the_former_one(client, users, own):
    former, newer = address_of(users.leader), address_of(users.leader)

    assert client.get(former).status_code == 404
    assert client.get(newer).status_code == 200
    assert CalendarFeed.objects.count() == 1


def test_a_closed_account_and_a_lost_right_open_nothing(client, users, own):
    address = address_of(users.leader)
    users.leader.groups.clear()
    assert client.get(address).status_code == 404

    address = address_of(users.coordinator)
    users.coordinator.is_active = False
    users.coordinator.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "ą" * 10, "'; --"])
def test_a_guess_is_404(client, users, own, token):
    CalendarFeed.objects.renew(users.leader)

    assert client.get(reverse("activities:feed", args=[token])).status_code == 404


def test_the_address_is_shown_once_and_the_secret_is_nowhere_kept(client_of, client, users, own):
    leader = client_of(users.leader)
    page = html.unescape(leader.post(reverse("activities:telephone_new")).content.decode())
    [address] = re.findall(r'value="http://testserver(/kalendarz/[^"]+\.ics)"', page)
    token = address.removeprefix("/kalendarz/").removesuffix(".ics")

    assert len(token) >= 43
    assert titles(client.get(address)) == [own.activity.name]
    assert token not in leader.get(reverse("activities:telephone")).content.decode()
    kept = CalendarFeed.objects.values().get()
    assert token not in map(str, kept.values())


def test_the_history_keeps_no_digest(users):
    CalendarFeed.objects.renew(users.leader)
    [event] = CalendarFeed.objects.get().events.values()

    assert event["user_id"] == users.leader.pk
    assert "token_hash" not in event


def test_its_owner_switches_it_off(client_of, client, users, own):
    address = address_of(users.leader)

    client_of(users.leader).post(reverse("activities:telephone_off"))

    assert client.get(address).status_code == 404


def test_another_user_switches_off_their_own_alone(client_of, client, users, own):
    address = address_of(users.leader)

    client_of(users.coordinator).post(reverse("activities:telephone_off"))

    assert client.get(address).status_code == 200


def test_the_database_takes_nothing_that_is_no_digest(users):
    feed = CalendarFeed(user=users.leader, token_hash="sekret", made_at="2026-03-02T12:00Z")
    with pytest.raises(IntegrityError), transaction.atomic():
        feed.save()


@pytest.mark.parametrize("many", [1, 25])
def test_one_question_gives_the_meetings_however_many(
    client, users, own, many, django_assert_num_queries
):
    """Beside it: the transaction's two, the feed with its user, the roles, those of whom the user stands
    in for, and the test's own count.
    """
    address = address_of(users.coordinator)
    for day in range(3, 3 + many):
        MeetingFactory(activity=own.activity, day=D(2026, 3, day))

    with django_assert_num_queries(7):
        assert len(titles(client.get(address))) == Meeting.objects.count()
