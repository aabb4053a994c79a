"""The list of a meeting: taps, everybody present, refusals, who overtook whom; what a leader sees."""

import datetime
import html
import re

import pytest
import time_machine
from django.urls import reverse

from kis.activities.models import Attendance, AttendanceMonth, Guest
from kis.activities.months import approve_all
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

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


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


def address(meeting, name="meeting", *more):
    return reverse(f"activities:{name}", args=[meeting.pk, *more])


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def tap(client, meeting, person, *, seen=0, **sent):
    return client.post(address(meeting, "mark", person.pk), {"seen": seen, **sent}, **HTMX)


def row_of(page: str, person) -> str:
    return re.search(rf'<li class="mark-row" id="osoba-{person.pk}".*?</li>', page, re.DOTALL)[0]


def test_a_tap_saves_one_mark_and_answers_with_the_row(leader, coordinator, meeting, member, users):
    page = text_of(tap(leader, meeting, member, state="present"))
    row = Attendance.objects.get()
    assert (row.state, row.marked_by, row.person) == ("present", users.leader, member)
    assert f"{member}: obecność." in page
    assert "<html" not in page
    assert "E. Wrzos" not in row_of(page, member)
    page = text_of(coordinator.get(address(meeting)))
    assert "E. Wrzos, 2.03.2026, 12.05" in row_of(page, member)


def test_without_a_script_the_page_comes_back_at_the_row(leader, meeting, member):
    answer = leader.post(address(meeting, "mark", member.pk), {"seen": 0, "state": "late"})
    assert answer.status_code == 302
    assert answer.url == f"{address(meeting)}#osoba-{member.pk}"
    assert "spóźnienie" in text_of(leader.get(answer.url))


def test_a_reason_says_whether_it_excuses(leader, meeting, member):
    tap(leader, meeting, member, reason=ReasonFactory().pk)
    assert Attendance.objects.get().state == "excused"
    tap(leader, meeting, member, seen=1, reason=ReasonFactory(is_excused=False).pk)
    assert Attendance.objects.get().state == "unexcused"


def test_a_note_is_kept_by_the_next_tap_and_minutes_go_with_their_state(leader, meeting, member):
    tap(leader, meeting, member, state="late")
    tap(leader, meeting, member, seen=1, state="late", minutes="15", note="autobus")
    row = Attendance.objects.get()
    assert (row.minutes, row.note) == (15, "autobus")
    tap(leader, meeting, member, seen=2, state="late")
    row.refresh_from_db()
    assert row.minutes == 15
    tap(leader, meeting, member, seen=2, state="present")
    row.refresh_from_db()
    assert (row.state, row.minutes, row.note) == ("present", None, "autobus")


def test_minutes_may_be_taken_back(leader, meeting, member):
    tap(leader, meeting, member, state="late", minutes="15")
    tap(leader, meeting, member, seen=1, state="late", minutes="", note="")
    assert Attendance.objects.get().minutes is None


def test_a_form_sent_twice_saves_once(leader, meeting, member):
    for _ in range(2):
        tap(leader, meeting, member, state="present")
    assert Attendance.objects.get().version == 1


def test_who_was_overtaken_is_shown_both_and_chooses(leader, coordinator, meeting, member):
    tap(coordinator, meeting, member, reason=ReasonFactory().pk)
    page = text_of(tap(leader, meeting, member, state="present"))
    assert "W tym czasie zmieniono (M. Zając, 12.05): jest nieobecność usprawiedliwiona" in page
    assert "wybrano: obecność" in page
    assert Attendance.objects.get().state == "excused"
    (seen,) = set(re.findall(r'name="seen" value="(\d+)"', row_of(page, member)))
    tap(leader, meeting, member, seen=seen, state="present")
    assert Attendance.objects.get().state == "present"


def test_everybody_present_sets_only_what_is_not_marked(leader, meeting, member, users):
    others = [participant(users) for _ in range(2)]
    for person in others:
        enrol(meeting.activity, person, users.coordinator)
    mark(meeting, member, "unexcused")
    page = text_of(leader.post(address(meeting, "mark_all"), **HTMX))
    assert "Obecność: 2." in page
    assert sorted(Attendance.objects.values_list("state", flat=True)) == [
        *("present", "present", "unexcused")
    ]


def test_everybody_present_leaves_out_who_is_on_a_break_and_who_does_not_take_part(
    leader, meeting, member, users
):
    Break.objects.create(
        participation=Participation.objects.get(),
        starts_on=MONDAY,
        reason="care",
        made_by=users.worker,
    )
    stranger = PersonFactory(responsible=users.worker)
    enrol(meeting.activity, stranger, users.coordinator)
    page = text_of(leader.post(address(meeting, "mark_all"), **HTMX))
    assert "Nie było czego oznaczać" in page
    assert not Attendance.objects.exists()
    page = text_of(leader.get(address(meeting)))
    assert "Ma przerwę w udziale" in row_of(page, member)
    assert "nie uczestniczy w KIS" in row_of(page, stranger)
    assert "<button" not in row_of(page, stranger)


def test_who_is_at_another_meeting_is_said_and_the_rest_is_saved(leader, meeting, member, users):
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    mark(other, member)
    second = participant(users)
    enrol(meeting.activity, second, users.coordinator)
    page = text_of(leader.post(address(meeting, "mark_all"), **HTMX))
    assert f"Nie zapisano: {member}." in page
    assert "jest już oznaczona na innych zajęciach (9.00–11.00)" in row_of(page, member)
    assert Attendance.objects.get(meeting=meeting).person == second


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Wybierz, co oznaczyć."),
        ({"state": "late", "minutes": "120"}, "Spotkanie trwa 120 min"),
        ({"state": "late", "minutes": "dużo"}, "Wpisz minuty liczbą"),
        ({"state": "excused"}, "Nieobecność usprawiedliwiona ma powód"),
        ({"reason": "999999"}, "Tego powodu już nie ma"),
    ],
)
def test_bad_input_gets_a_sentence_in_its_row(leader, meeting, member, sent, words):
    page = text_of(tap(leader, meeting, member, **sent))
    assert words in row_of(page, member)
    assert "data-kis-refused" in page
    assert not Attendance.objects.exists()
    plain = leader.post(address(meeting, "mark", member.pk), {"seen": 0, **sent})
    assert words in row_of(text_of(plain), member)


def test_what_was_typed_stays_after_a_refusal(leader, meeting, member):
    tap(leader, meeting, member, state="late")
    sent = {"state": "late", "minutes": "500", "note": "autobus"}
    page = text_of(tap(leader, meeting, member, seen=1, **sent))
    assert 'name="minutes" value="500"' in page
    assert 'name="note" value="autobus"' in page


def test_before_the_meeting_only_an_absence_told_in_advance_is_offered(leader, activity, member):
    ahead = MeetingFactory(activity=activity, day=D(2098, 3, 3))
    reason = ReasonFactory()
    row = row_of(text_of(leader.get(address(ahead))), member)
    assert 'value="present"' not in row
    tap(leader, ahead, member, reason=reason.pk)
    assert Attendance.objects.get().state == "excused"
    page = text_of(tap(leader, ahead, member, seen=1, state="present"))
    assert "jeszcze nie było" in page


def test_a_month_that_was_approved_offers_no_button(leader, coordinator, meeting, member, users):
    mark(meeting, member)
    month = AttendanceMonth.objects.get(activity=meeting.activity)
    month.approve(by=users.coordinator, on=D(2026, 4, 1))
    page = text_of(leader.get(address(meeting)))
    assert "jest już sprawdzony i zatwierdzony" in page
    assert "<button" not in row_of(page, member)
    assert "zatwierdzony" in text_of(tap(leader, meeting, member, seen=1, state="late"))
    month.reopen(by=users.coordinator, reason="pomyłka na liście")
    page = text_of(leader.get(address(meeting)))
    assert "Powód poprawki" in row_of(page, member)
    refused = text_of(tap(leader, meeting, member, seen=1, state="late"))
    assert "Przy każdej poprawce podaj jej powód" in refused
    tap(leader, meeting, member, seen=1, state="late", correction="przyszła o 9.20")
    assert Attendance.objects.get().correction_reason == "przyszła o 9.20"


def test_guests_are_noted_and_not_counted(leader, meeting, member):
    page = text_of(leader.get(address(meeting)))
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    for _ in range(2):
        leader.post(address(meeting, "guest_new"), {"name": "syn uczestnika", "form_key": key})
    guest = Guest.objects.get()
    page = text_of(leader.get(address(meeting)))
    assert "syn uczestnika" in page
    assert "Nieoznaczone: 1" in page
    leader.post(address(meeting, "guest_remove", guest.pk))
    assert not Guest.objects.exists()


# who sees what


def test_a_leader_sees_own_meetings_alone(leader, meeting, member, users):
    other = ActivityFactory(leader=users.coordinator, name="Grupa wsparcia")
    foreign = MeetingFactory(activity=other, day=MONDAY)
    for name in ("meeting", "mark_all", "guest_new"):
        answer = leader.post if name != "meeting" else leader.get
        assert answer(address(foreign, name)).status_code == 404
    assert leader.post(address(foreign, "mark", member.pk), {"seen": 0}).status_code == 404
    assert leader.get(reverse("activities:activity", args=[other.pk])).status_code == 404
    for name in ("timetable", "groups"):
        page = text_of(leader.get(reverse(f"activities:{name}")))
        assert "Grupa wsparcia" not in page
        assert str(meeting.activity) in page


def test_a_leader_reads_names_and_nothing_else_of_a_person(leader, meeting, member):
    pages = [address(meeting), reverse("activities:activity", args=[meeting.activity_id])]
    for page in pages:
        text = text_of(leader.get(page))
        assert str(member) in text
        for secret in (member.pesel, member.phone or "600", "Lubelska", "4.05.1981", "kategoria"):
            assert secret not in text
    for name in ("participants:details", "desk:overview", "activities:person"):
        assert leader.get(reverse(name, args=[member.pk])).status_code == 403


def test_who_stands_in_for_a_leader_sees_that_meeting_and_no_list_of_the_group(
    client_of, users, activity, member
):
    stand_in = ActivityFactory(leader=users.coordinator)
    meeting = MeetingFactory(activity=stand_in, leader=users.leader)
    enrol(stand_in, member, users.coordinator)
    client = client_of(users.leader)
    assert str(member) in text_of(client.get(address(meeting)))
    page = text_of(client.get(reverse("activities:activity", args=[stand_in.pk])))
    assert str(member) not in page


def test_an_inspector_sees_the_meeting_without_names(client_of, users, meeting, member):
    mark(meeting, member)
    assert str(member) not in text_of(client_of(users.inspector).get(address(meeting)))


def test_a_person_outside_the_scope_is_neither_shown_nor_marked(coordinator, meeting, users):
    outside = PersonFactory(responsible=users.worker, area="families")
    enrol(meeting.activity, outside, users.coordinator)
    assert str(outside) not in text_of(coordinator.get(address(meeting)))
    assert tap(coordinator, meeting, outside, state="present").status_code == 404


def test_a_person_who_is_not_on_the_list_is_404(leader, meeting, users):
    assert tap(leader, meeting, participant(users), state="present").status_code == 404


def test_a_guest_of_a_meeting_ahead_is_refused_with_the_reason_and_stays_typed(leader, activity):
    ahead = MeetingFactory(activity=activity, day=MONDAY + datetime.timedelta(days=1))

    words = text_of(leader.post(address(ahead, "guest_new"), {"name": "syn uczestnika"}))

    assert "w dniu spotkania albo później" in words
    assert 'value="syn uczestnika"' in words


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"state": "late", "minutes": "-5"}, "Wpisz minuty liczbą większą od 0, np. 15."),
        ({"state": "late", "minutes": "99999999999"}, "Wpisz minuty liczbą większą od 0, np. 15."),
        ({"state": "present", "note": "n" * 301}, "Wpisz najwyżej 300 znaków, teraz: 301."),
    ],
)
def test_what_cannot_be_marked_is_said_in_the_words_of_the_house(
    leader, meeting, member, sent, said
):
    assert said in text_of(leader.post(address(meeting, "mark", member.pk), {"seen": 0} | sent))


def test_a_guest_refused_in_a_month_approved_meanwhile_stays_typed_with_the_reason(
    leader, users, meeting
):
    approve_all(D(2026, 3, 1), by=users.coordinator, on=D(2026, 4, 2))

    words = text_of(leader.post(address(meeting, "guest_new"), {"name": "syn uczestnika"}))

    assert "sprawdzony i zatwierdzony" in words
    assert 'value="syn uczestnika"' in words


@pytest.mark.parametrize("count", [5, 50])
def test_questions_do_not_grow_with_people(
    leader, meeting, users, count, django_assert_max_num_queries
):
    type(meeting.activity).objects.update(places=60)
    for number in range(count):
        person = participant(users)
        enrol(meeting.activity, person, users.coordinator)
        if number % 2:
            mark(meeting, person)
    leader.get(address(meeting))
    with django_assert_max_num_queries(16):
        text_of(leader.get(address(meeting)))


def test_after_a_merge_the_first_file_stands_on_the_list(leader, meeting, users):
    first, second = participant(users), PersonFactory(responsible=users.worker, pesel="")
    enrol(meeting.activity, second, users.coordinator)
    type(second).objects.filter(pk=second.pk).update(merged_into=first)
    page = text_of(leader.get(address(meeting)))
    assert f'id="osoba-{first.pk}"' in page
    assert f'id="osoba-{second.pk}"' not in page
    tap(leader, meeting, first, state="present")
    assert Attendance.objects.get().person == first


def test_a_meeting_of_the_evening_is_marked_on_its_day(leader, activity, member):
    late = MeetingFactory(activity=activity, starts_at=datetime.time(18), ends_at=datetime.time(20))
    tap(leader, late, member, state="present")
    assert Attendance.objects.get().state == "present"
