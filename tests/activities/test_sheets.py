"""Papers of the classes: lists, the register, the card, the plan; what they hold and what never."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse

from kis.activities.models import Attendance
from kis.activities.scheduling import cancel
from kis.activities.sheets.codes import of_day, of_meeting, of_month
from participants.models import Break, Participation
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    D,
    MeetingFactory,
    ReasonFactory,
    enrol,
    mark,
    participant,
)
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.participants.made import stay

pytestmark = pytest.mark.django_db
MARCH = D(2026, 3, 1)
PESEL = "81050410027"


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


@pytest.fixture
def danuta(users, activity):
    person = participant(users, last_name="Żak", first_name="Danuta", pesel=PESEL)
    enrol(activity, person, users.coordinator)
    return person


def got(client, name, *arguments) -> bytes:
    response = client.get(reverse(f"activities:{name}", args=arguments))
    assert response.status_code == 200, response
    assert response["Content-Type"] == "application/pdf"
    return response.content


def sheets_of(meeting) -> list[tuple]:
    """Every paper on which a person of the meeting stands."""
    group = meeting.activity_id
    return [
        ("meeting_sheet", meeting.pk),
        ("day_sheet", meeting.day),
        ("month_sheet", group, MARCH),
        ("month_register", group, MARCH),
    ]


def test_every_sheet_names_who_comes_and_never_a_number_or_a_category(coordinator, meeting, danuta):
    reason = ReasonFactory(name="choroba")
    mark(meeting, danuta, state="excused", reason=reason, note="zaburzenia")

    for paper in [*sheets_of(meeting), ("person_card", danuta.pk, MARCH)]:
        words = text(got(coordinator, *paper))
        assert "Żak Danuta" in words, paper
        for never in (PESEL, "PESEL", "ategoria", "choroba", "zaburzenia"):
            assert never not in words, paper


def test_archive_and_screen_reader_object_to_nothing(coordinator, meeting, danuta):
    mark(meeting, danuta)
    plans = [("week_plan", MONDAY), ("month_plan", MARCH)]

    for paper in [*sheets_of(meeting), ("person_card", danuta.pk, MARCH), *plans]:
        assert faults(got(coordinator, *paper)) == [], paper


def test_each_list_carries_the_code_that_finds_it_again(coordinator, meeting, danuta):
    group = meeting.activity_id
    codes = [
        of_meeting(meeting.pk),
        of_day(MONDAY),
        of_month(group, MARCH),
        of_month(group, MARCH),
    ]
    places = [
        reverse("activities:meeting", args=[meeting.pk]),
        reverse("activities:day", args=[MONDAY]),
        *[reverse("activities:group_month", args=[group, MARCH])] * 2,
    ]

    for paper, code, place in zip(sheets_of(meeting), codes, places, strict=True):
        assert str(code) in text(got(coordinator, *paper)), paper
        found = coordinator.get(reverse("activities:find_sheet"), {"kod": str(code)})
        assert found.url == place


def test_only_whoever_is_to_come_is_on_the_list(leader, users, activity, meeting, danuta):
    ended = participant(users, last_name="Dawny")
    enrol(activity, ended, users.coordinator)
    facts = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "training"}
    Participation.objects.filter(person=ended).update(
        ends_on=D(2026, 2, 27), ended_by=users.worker, **facts
    )
    away = participant(users, last_name="Przerwany")
    enrol(activity, away, users.coordinator)
    Break.objects.create(
        participation=Participation.objects.get(person=away),
        starts_on=D(2026, 3, 1),
        ends_on=D(2026, 3, 31),
        reason="care",
        made_by=users.worker,
    )
    later = participant(users, last_name="Późniejszy")
    enrol(activity, later, users.coordinator, starts_on=D(2026, 3, 9))

    words = text(got(leader, "meeting_sheet", meeting.pk))

    assert "Żak Danuta" in words
    for nobody in ("Dawny", "Przerwany", "Późniejszy"):
        assert nobody not in words


def test_a_merged_file_stands_once_under_the_name_that_stays(coordinator, users, activity, meeting):
    first = participant(users, last_name="Nowa")
    second = PersonFactory(responsible=users.worker, pesel="", last_name="Dawna")
    enrol(activity, second, users.coordinator)
    type(second).objects.filter(pk=second.pk).update(merged_into=first)
    mark(meeting, first)

    for paper in sheets_of(meeting):
        words = text(got(coordinator, *paper))
        assert words.count("Nowa") == 1, paper
        assert "Dawna" not in words, paper


def test_a_leader_prints_the_list_of_own_meetings_alone(leader, users, meeting, danuta):
    other = MeetingFactory(
        activity=ActivityFactory(leader=users.coordinator, name="Klub pracy"), day=MONDAY
    )
    stranger = participant(users, last_name="Obca")
    enrol(other.activity, stranger, users.coordinator)

    assert leader.get(reverse("activities:meeting_sheet", args=[other.pk])).status_code == 404
    for paper in (("day_sheet", MONDAY), ("week_plan", MONDAY), ("month_plan", MARCH)):
        words = text(got(leader, *paper))
        assert "Obca" not in words
        assert "Klub pracy" not in words


def test_the_office_is_shown_nobody_outside_its_scope(
    coordinator, users, activity, meeting, danuta
):
    hidden = PersonFactory(responsible=users.worker, area="families", last_name="Ukryta")
    stay(hidden, D(2026, 1, 5))
    enrol(activity, hidden, users.coordinator)

    for paper in sheets_of(meeting):
        assert "Ukryta" not in text(got(coordinator, *paper)), paper


def test_the_list_of_a_day_is_one_for_all_classes_with_meals_and_travel(
    coordinator, users, meeting, danuta
):
    afternoon = ActivityFactory(leader=users.leader, name="Klub pracy")
    later = {"starts_at": datetime.time(12), "ends_at": datetime.time(14)}
    MeetingFactory(activity=afternoon, day=MONDAY, **later)
    enrol(afternoon, danuta, users.coordinator)

    words = text(got(coordinator, "day_sheet", MONDAY))

    assert words.count("Żak Danuta") == 1
    for expected in ("Klub pracy", str(meeting.activity), "Posiłek", "Dojazd", "12.00–14.00"):
        assert expected in words


def test_the_register_tells_marks_by_letters_and_what_did_not_take_place(
    coordinator, users, activity, meeting, danuta
):
    mark(meeting, danuta, state="late", minutes=15)
    tuesday = MeetingFactory(activity=activity, day=D(2026, 3, 3))
    cancel(tuesday, reason="awaria ogrzewania", by=users.coordinator)

    words = text(got(coordinator, "month_register", activity.pk, MARCH))

    assert "Żak Danuta S 1 z 1" in words
    assert "Odwołane: awaria ogrzewania" in words


def test_the_card_holds_the_months_marks_hours_and_sums(coordinator, activity, meeting, danuta):
    mark(meeting, danuta, state="late", minutes=30)
    absent = MeetingFactory(activity=activity, day=D(2026, 3, 1))
    mark(absent, danuta, state="unexcused")
    february = MeetingFactory(activity=activity, day=D(2026, 2, 27))
    mark(february, danuta)

    words = text(got(coordinator, "person_card", danuta.pk, MARCH))

    assert "spóźnienie, 30 min 1,50" in words
    assert "nieobecność nieusprawiedliwiona" in words
    assert "27.02" not in words
    assert "Razem 1,50" in words
    assert "1 z 2" in words


def test_the_plan_for_the_board_names_no_participant_and_says_what_is_cancelled(
    coordinator, users, activity, meeting, danuta
):
    mark(meeting, danuta)
    wednesday = MeetingFactory(activity=activity, day=D(2026, 3, 4))
    cancel(wednesday, reason="pogrzeb", by=users.coordinator)

    for paper in (("week_plan", MONDAY), ("month_plan", MARCH)):
        words = text(got(coordinator, *paper))
        assert words.count(str(activity)) == 2
        assert words.count("odwołane") == 1
        for never in ("Żak", "Danuta", "pogrzeb"):
            assert never not in words


def test_a_day_without_meetings_has_no_list_and_says_so(coordinator):
    response = coordinator.get(reverse("activities:day_sheet", args=[D(2026, 3, 8)]), follow=True)

    assert "nie ma listy do wydrukowania" in response.content.decode()


@pytest.mark.parametrize("name", ["meeting_sheet", "day_sheet", "month_sheet", "month_register"])
def test_questions_do_not_grow_with_people_and_meetings(
    name, coordinator, users, activity, meeting, danuta, django_assert_max_num_queries
):
    paper = next(paper for paper in sheets_of(meeting) if paper[0] == name)
    for day in range(3, 13):
        MeetingFactory(activity=activity, day=D(2026, 3, day))
    for _ in range(8):
        person = participant(users)
        enrol(activity, person, users.coordinator)
        mark(meeting, person)

    with django_assert_max_num_queries(15):
        got(coordinator, *paper)


# The field that reads codes


def said(client, code) -> str:
    response = client.get(reverse("activities:find_sheet"), {"kod": code})
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_a_slip_in_the_code_is_said_and_what_was_typed_stays(leader, meeting):
    wrong = str(of_meeting(meeting.pk))[:-1] + "x"
    page = said(leader, wrong)

    assert "To nie jest kod listy." in page
    assert wrong in page


def test_a_code_of_somebody_elses_meeting_tells_a_leader_nothing(leader, users):
    group = ActivityFactory(leader=users.coordinator)
    theirs = MeetingFactory(activity=group)
    nothing = "Nie ma takiej listy albo te zajęcia prowadzi ktoś inny."

    assert nothing in said(leader, str(of_meeting(theirs.pk)))
    assert nothing in said(leader, str(of_month(group.pk, MARCH)))
    assert nothing in said(leader, str(of_meeting(999_999)))


def test_from_the_code_the_marks_are_typed_in(leader, meeting, danuta):
    place = leader.get(reverse("activities:find_sheet"), {"kod": of_meeting(meeting.pk)}).url
    assert "Żak Danuta" in leader.get(place).content.decode()

    leader.post(
        reverse("activities:mark", args=[meeting.pk, danuta.pk]), {"state": "present", "seen": 0}
    )

    assert Attendance.objects.get(meeting=meeting, person=danuta).state == "present"
