"""The topic of a meeting: typed by its leader and the coordinator, printed, never overwritten unseen."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse

from kis.accounts.models import Draft
from kis.activities.models import Meeting
from kis.activities.months import approve_all
from kis.activities.scheduling import cancel, move
from kis.lib.dates import DAY
from tests.activities.factories import ELEVEN, MONDAY, NINE, ActivityFactory, MeetingFactory, mark
from tests.papers import text

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-03-02 12:05", tick=False):
        yield


@pytest.fixture
def leader(client_of, users, centre):
    return client_of(users.leader)


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def tell(client, meeting, topic, **more):
    facts = {"topic": topic, "row_version": meeting.version} | more
    return client.post(reverse("activities:topic", args=[meeting.pk]), facts)


def page(client, meeting) -> str:
    answer = client.get(reverse("activities:meeting", args=[meeting.pk]))
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_whoever_marks_the_meeting_tells_its_topic(who, meeting, request):
    client = request.getfixturevalue(who)

    answer = tell(client, meeting, "  Rozmowa  w urzędzie ")

    assert answer.headers["Location"].endswith("#temat")
    assert "Temat: Rozmowa w urzędzie" in page(client, meeting)


def test_the_topic_of_somebody_elses_meeting_is_not_told_by_a_leader(leader, users):
    theirs = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    assert tell(leader, theirs, "x").status_code == 404


def test_a_window_opened_before_somebody_elses_change_is_asked_which_topic_stays(
    leader, coordinator, meeting
):
    tell(coordinator, meeting, "Budżet")

    shown = tell(leader, meeting, "Rachunki")

    words = html.unescape(shown.content.decode())
    assert "która wersja zostaje?" in words
    assert "Budżet" in words
    assert "Rachunki" in words
    assert Meeting.objects.get().topic == "Budżet"

    form = shown.context["form"]
    (conflict,) = form.conflicts
    tell(leader, meeting, "Rachunki", answers_for=form.answers_for, **{conflict.choice: "mine"})
    assert Meeting.objects.get().topic == "Rachunki"


def test_a_topic_kept_over_a_login_is_offered_where_it_is_typed(leader, users, meeting):
    address = reverse("activities:topic", args=[meeting.pk])
    Draft.objects.keep(users.leader, address, "x" * 22, [["topic", "Budżet"]])
    draft = Draft.objects.get()

    assert "Wpisany tekst czeka" in leader.get(address).content.decode()
    shown = leader.post(address, {"przywroc": draft.pk}).content.decode()

    assert 'value="Budżet"' in shown
    assert Meeting.objects.get().topic == ""


def test_a_mark_set_meanwhile_is_no_conflict(leader, meeting, member):
    mark(meeting, member)
    assert tell(leader, meeting, "Budżet").status_code == 302


def test_in_an_approved_month_and_of_a_cancelled_meeting_no_topic_is_told(
    coordinator, users, meeting
):
    cancelled = MeetingFactory(activity=meeting.activity, day=MONDAY + DAY)
    cancel(cancelled, reason="choroba", by=users.coordinator)
    cancelled.refresh_from_db()
    assert "już się nie zmienia" in html.unescape(
        tell(coordinator, cancelled, "Budżet").content.decode()
    )

    approve_all(MARCH, by=users.coordinator, on=datetime.date(2026, 4, 2))
    answer = html.unescape(tell(coordinator, meeting, "Budżet").content.decode())

    assert "sprawdzony i zatwierdzony" in answer
    assert not Meeting.objects.exclude(topic="").exists()
    assert "Zapisz temat" not in page(coordinator, meeting)


def test_a_topic_too_long_is_said_and_stays_typed(leader, meeting):
    long = "Rachunki " * 30
    words = html.unescape(tell(leader, meeting, long).content.decode())
    assert "200" in words
    assert long.strip() in words


def test_a_moved_meeting_takes_its_topic_along(users, meeting):
    Meeting.objects.update(topic="Budżet")
    meeting.refresh_from_db()
    facts = {"starts_at": NINE, "ends_at": ELEVEN, "place": "sala 3", "leader": users.leader}

    new = move(meeting, day=MONDAY + DAY, **facts, reason="remont", by=users.coordinator)

    assert new.topic == "Budżet"


@pytest.mark.parametrize("name", ["meeting_sheet", "day_sheet", "month_sheet", "month_register"])
def test_it_is_printed_on_the_lists_and_in_the_register(name, coordinator, meeting, member):
    Meeting.objects.update(topic="Gospodarowanie budżetem")
    group = meeting.activity_id
    arguments = {"meeting_sheet": [meeting.pk], "day_sheet": [MONDAY]}.get(name, [group, MARCH])

    paper = coordinator.get(reverse(f"activities:{name}", args=arguments)).content

    assert "Gospodarowanie budżetem" in text(paper)
