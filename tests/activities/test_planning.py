"""Groups founded, people enrolled, meetings planned in series, moved and cancelled, through the pages."""

import html
import re

import pytest
import time_machine
from django.urls import reverse

from kis.activities.file_part import ClassesPart
from kis.activities.models import Activity, Enrolment, Meeting
from kis.activities.reference import KINDS, REASONS, load_kinds, load_reasons
from kis.activities.scheduling import cancel
from participants.file import PersonFile
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    D,
    KindFactory,
    MeetingFactory,
    ReasonFactory,
    enrol,
    mark,
    participant,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-03-02 12:05", tick=False):
        yield


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def at(name, *arguments):
    return reverse(f"activities:{name}", args=arguments)


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def series_of(users, **facts):
    return {
        "first": "3.03.2026",
        "until": "19.03.2026",
        "weekdays": ["1", "3"],
        "every": "1",
        "starts_at": "9",
        "ends_at": "11.30",
        "place": "sala 3",
        "leader": users.leader.pk,
    } | facts


def test_a_group_is_founded_and_leads_to_its_meetings(coordinator, users):
    sent = {
        "kind": KindFactory().pk,
        "name": "Warsztaty komputerowe",
        "leader": users.leader.pk,
        "place": "sala 3",
        "places": "12",
        "starts_on": "2.03.2026",
    }
    answer = coordinator.post(at("activity_new"), sent)
    group = Activity.objects.get()
    assert answer.url == at("meetings_new", group.pk)
    assert (group.leader, group.places, group.ends_on) == (users.leader, 12, None)


def test_only_kinds_of_today_that_have_meetings_and_leaders_are_offered(coordinator, users):
    KindFactory(name="Warsztaty")
    KindFactory(name="Staż", recorded_as="placement")
    KindFactory(name="Dawne", valid_to=D(2025, 1, 1))
    page = text_of(coordinator.get(at("activity_new")))
    assert [name in page for name in ("Warsztaty", "Staż", "Dawne")] == [True, False, False]
    assert (str(users.leader) in page, str(users.head) in page) == (True, False)


def test_a_stale_change_of_a_group_is_refused_with_both_values(coordinator, activity, users):
    page = text_of(coordinator.get(at("activity_edit", activity.pk)))
    seen = re.search(r'name="row_version" value="(\d+)"', page)[1]
    Activity.objects.filter(pk=activity.pk).update(place="sala 9")
    sent = {
        "kind": activity.kind_id,
        "name": activity.name,
        "leader": users.leader.pk,
        "place": "sala 5",
        "places": "20",
        "starts_on": "1.01.2026",
        "row_version": seen,
    }
    page = text_of(coordinator.post(at("activity_edit", activity.pk), sent))
    assert "sala 9" in page
    assert Activity.objects.get().place == "sala 9"


def test_the_days_are_shown_before_anything_is_saved(coordinator, activity, users):
    sent = series_of(users, first="7.04.2026", until="30.04.2026", weekdays=["0", "1"], show="1")
    sent |= {"first": "6.04.2026"}  # Easter Monday
    page = text_of(coordinator.post(at("meetings_new", activity.pk), sent))
    assert "Terminy: 7" in page
    assert "Pominięto święto: 6.04.2026 (Poniedziałek Wielkanocny)" in page
    assert not Meeting.objects.exists()


def test_a_series_is_planned_once_however_often_it_is_sent(coordinator, activity, users):
    page = text_of(coordinator.get(at("meetings_new", activity.pk)))
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    for _ in range(2):
        answer = coordinator.post(at("meetings_new", activity.pk), series_of(users, form_key=key))
        assert answer.url == at("activity", activity.pk)
    assert Meeting.objects.count() == 6
    one = Meeting.objects.earliest("day")
    assert (one.day, one.hours, one.leader) == (D(2026, 3, 3), "9.00–11.30", users.leader)


def test_without_an_end_it_is_one_meeting_on_that_very_day(coordinator, activity, users):
    sent = series_of(users, first="3.05.2026", until="", weekdays=[])  # a holiday, a Sunday
    coordinator.post(at("meetings_new", activity.pk), sent)
    assert Meeting.objects.get().day == D(2026, 5, 3)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ends_at": "8.30"}, "nie może się skończyć, zanim się zaczęło"),
        ({"until": "1.03.2026"}, "nie może być przed pierwszym"),
        ({"until": "31.12.2028", "weekdays": list("0123456")}, "można zaplanować najwyżej 260"),
        ({"weekdays": []}, "Zaznacz co najmniej jeden dzień tygodnia"),
        ({"until": "", "weekdays": ["1"]}, "Podaj, do którego dnia"),
        ({"starts_at": "9h"}, "Wpisz godzinę i minuty"),
        ({"first": "31.12.2025", "until": "", "weekdays": []}, "dzień jest poza ich okresem"),
    ],
)
def test_a_bad_series_gets_a_sentence_and_saves_nothing(coordinator, activity, users, facts, words):
    page = text_of(coordinator.post(at("meetings_new", activity.pk), series_of(users, **facts)))
    assert words in page
    assert not Meeting.objects.exists()


def test_a_last_day_that_there_is_not_is_said_once_and_stays_typed(coordinator, activity, users):
    sent = series_of(users, until="31.02.2026")
    page = text_of(coordinator.post(at("meetings_new", activity.pk), sent))
    assert "Nie ma takiej daty: 31.02.2026." in page
    assert 'value="31.02.2026"' in page
    assert "Podaj, do którego dnia" not in page


def test_a_series_over_a_booked_day_is_refused_whole_and_names_the_day(
    coordinator, activity, users
):
    other = ActivityFactory(leader=users.leader, name="Klub pracy")
    MeetingFactory(activity=other, day=D(2026, 3, 10))
    page = text_of(coordinator.post(at("meetings_new", activity.pk), series_of(users)))
    assert "ma w tym czasie inne spotkania (10.03.2026, 9.00–11.00: Klub pracy)" in page
    assert Meeting.objects.count() == 1


def change_of(meeting, **facts):
    return {
        "day": f"{meeting.day:%d.%m.%Y}",
        "starts_at": "9",
        "ends_at": "11",
        "place": meeting.place,
        "leader": meeting.leader_id,
        "row_version": meeting.version,
    } | facts


def test_another_day_is_a_move_with_its_reason(coordinator, meeting, users):
    sent = change_of(meeting, day="3.03.2026")
    assert "Podaj powód" in text_of(coordinator.post(at("meeting_change", meeting.pk), sent))
    sent["reason"] = "sala zajęta"
    answer = coordinator.post(at("meeting_change", meeting.pk), sent)
    meeting.refresh_from_db()
    new = Meeting.objects.get(moved_from=meeting)
    assert answer.url == at("meeting", new.pk)
    assert (meeting.state, meeting.day, meeting.changed_by) == ("moved", MONDAY, users.coordinator)
    assert (new.state, new.day, new.hours) == ("planned", D(2026, 3, 3), "9.00–11.00")
    page = text_of(coordinator.get(at("meeting", meeting.pk)))
    assert "Nowy termin: 3.03.2026" in page


def test_hours_and_leader_change_in_place(coordinator, meeting, users):
    sent = change_of(meeting, ends_at="12", leader=users.coordinator.pk)
    coordinator.post(at("meeting_change", meeting.pk), sent)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.hours) == ("planned", "9.00–12.00")
    assert meeting.leader == users.coordinator


def test_a_meeting_is_moved_to_hours_beside_its_own(coordinator, meeting):
    """The former one books its leader no longer."""
    sent = change_of(meeting, day="3.03.2026", reason="sala zajęta")
    coordinator.post(at("meeting_change", meeting.pk), sent)
    back = Meeting.objects.get(state="planned")
    sent = change_of(back, day="2.03.2026", starts_at="10", reason="jednak w poniedziałek")
    assert coordinator.post(at("meeting_change", back.pk), sent).status_code == 302


def test_a_meeting_is_cancelled_for_a_reason_and_offers_no_marks(coordinator, meeting, member):
    assert coordinator.post(at("meeting_cancel", meeting.pk), {"reason": " "}).status_code == 200
    coordinator.post(at("meeting_cancel", meeting.pk), {"reason": "awaria ogrzewania"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason) == ("cancelled", "awaria ogrzewania")
    page = text_of(coordinator.get(at("meeting", meeting.pk)))
    assert "Odwołane: awaria ogrzewania (M. Zając)" in page
    assert "Wszyscy obecni" not in page
    assert coordinator.get(at("meeting_cancel", meeting.pk)).status_code == 302


def test_what_took_place_is_not_cancelled_and_the_page_says_why(coordinator, meeting, member):
    mark(meeting, member)
    page = text_of(coordinator.post(at("meeting_cancel", meeting.pk), {"reason": "awaria"}))
    assert "odbyło się" in page


# people


def test_several_people_are_enrolled_at_once(coordinator, activity, users):
    people = [participant(users) for _ in range(3)]
    sent = {"starts_on": "d", "people": [person.pk for person in people[:2]]}
    coordinator.post(at("enrol", activity.pk), sent)
    assert set(Enrolment.objects.values_list("person", "starts_on", "enrolled_by")) == {
        (person.pk, MONDAY, users.coordinator.pk) for person in people[:2]
    }


def test_only_participants_that_are_not_on_the_list_are_offered(
    coordinator, activity, member, users
):
    free = participant(users, last_name="Wolna")
    stranger = PersonFactory(responsible=users.worker, last_name="Obca")
    page = text_of(coordinator.get(at("enrol", activity.pk)))
    assert [str(one) in page for one in (free, stranger, member)] == [True, False, False]
    assert "Nie znaleziono" in text_of(coordinator.get(at("enrol", activity.pk) + "?szukaj=zzz"))
    assert str(free) in text_of(coordinator.get(at("enrol", activity.pk) + "?szukaj=woln"))


def test_a_full_group_says_how_many_places_it_has(coordinator, activity, users):
    Activity.objects.update(places=1)
    people = [participant(users).pk for _ in range(2)]
    sent = {"starts_on": "d", "people": people}
    page = text_of(coordinator.post(at("enrol", activity.pk), sent))
    assert "Miejsc jest 1, a 2.03.2026 byłoby zapisanych osób: 2." in page
    assert not Enrolment.objects.exists()


def test_an_enrolment_ends_or_is_taken_back(coordinator, activity, member, users):
    row = member.enrolments.get()
    page = at("enrolment_end", activity.pk, row.pk)
    assert "Podaj ostatni dzień" in text_of(coordinator.post(page, {"ends_on": ""}))
    coordinator.post(page, {"ends_on": "31.03.2026"})
    row.refresh_from_db()
    assert row.ends_on == D(2026, 3, 31)
    coordinator.post(page, {"is_mistake": "on"})
    assert not Enrolment.objects.exists()


# lists


def test_the_week_tells_the_state_of_each_meeting_in_a_word(coordinator, activity, member, users):
    MeetingFactory(activity=activity, day=D(2026, 3, 6))
    MeetingFactory(activity=activity)
    page = text_of(coordinator.get(at("timetable")))
    assert page.count("Do oznaczenia") == 1
    assert page.count("Zaplanowane") == 1
    mark(Meeting.objects.earliest("day"), member)
    assert "Oznaczone" in text_of(coordinator.get(at("week", MONDAY)))
    month = activity.months.get()
    month.approve(by=users.coordinator, on=D(2026, 4, 1))
    assert "Sprawdzone" in text_of(coordinator.get(at("week", MONDAY)))


@pytest.mark.parametrize("count", [5, 50])
def test_questions_do_not_grow_with_groups_and_meetings(
    coordinator, users, count, django_assert_max_num_queries
):
    group = ActivityFactory(leader=users.leader, places=60)
    for number in range(count):
        other = ActivityFactory(leader=users.leader, kind=group.kind)
        MeetingFactory(activity=group, day=D(2026, 3, 2 + number % 25 + 1), **hours(number))
        MeetingFactory(activity=other, day=MONDAY, **minutes(number))
        enrol(group, participant(users), users.coordinator)
    pages = [at("timetable"), at("groups"), at("activity", group.pk), at("enrol", group.pk)]
    for page in pages:
        coordinator.get(page)
        with django_assert_max_num_queries(12):
            text_of(coordinator.get(page))


def hours(number):
    first = 8 + number // 25 * 5
    return {"starts_at": f"{first}:00", "ends_at": f"{first + 1}:00"}


def minutes(number):
    return {"starts_at": f"{number // 60 + 6}:{number % 60:02}", "ends_at": minute_after(number)}


def minute_after(number):
    return f"{(number + 1) // 60 + 6}:{(number + 1) % 60:02}"


# a person's tab


def test_the_tab_tells_the_rate_and_why_a_mark_does_not_count(client_of, users, activity, member):
    outside = ReasonFactory(name="inne zajęcia", counts=False)
    days = [D(2026, 2, day) for day in (2, 3, 4, 5)]
    marks = [("present", {}), ("late", {"minutes": 10}), ("unexcused", {})]
    marks.append(("excused", {"reason": outside}))
    for day, (state, facts) in zip(days, marks, strict=True):
        mark(MeetingFactory(activity=activity, day=day), member, state, **facts)
    page = text_of(client_of(users.worker).get(at("person", member.pk)))
    assert "2 z 3 (67%)" in page
    assert "Spóźnienie, 10 min" in page
    assert "ten powód nie liczy się do frekwencji" in page
    assert str(activity) in page


def test_days_of_the_stay_without_a_contract_are_not_counted(client_of, users, activity, member):
    contract = member.contracts.get()
    type(contract).objects.filter(pk=contract.pk).update(
        state="ended", ended_on=D(2026, 2, 28), end_reason="term", ended_by=users.worker
    )
    mark(MeetingFactory(activity=activity), member)
    page = text_of(client_of(users.worker).get(at("person", member.pk)))
    assert "bez kontraktu" in page


def test_an_absence_told_in_advance_and_a_cancelled_meeting_do_not_count_yet(
    client_of, users, activity, member
):
    reason = ReasonFactory()
    ahead = MeetingFactory(activity=activity, day=D(2026, 3, 20))
    off = MeetingFactory(activity=activity, day=D(2026, 3, 2))
    for meeting in (ahead, off):
        mark(meeting, member, "excused", reason=reason)
    cancel(off, reason="awaria", by=users.coordinator)
    page = text_of(client_of(users.worker).get(at("person", member.pk)))
    assert "zapowiedziana" in page
    assert "spotkanie odwołane" in page
    assert "Nie ma jeszcze oznaczonych spotkań" in page


@pytest.mark.parametrize("count", [5, 50])
def test_questions_of_the_tab_do_not_grow_with_marks(
    client_of, users, activity, member, count, django_assert_max_num_queries
):
    for number in range(count):
        day = D.fromordinal(D(2026, 1, 5).toordinal() + number)
        mark(MeetingFactory(activity=activity, day=day), member)
    client = client_of(users.worker)
    client.get(at("person", member.pk))
    with django_assert_max_num_queries(15):
        text_of(client.get(at("person", member.pk)))


def test_a_review_of_a_contract_is_told_of_the_classes_since(users, activity, member):
    mark(MeetingFactory(activity=activity), member)
    file = PersonFile(member, users.worker, MONDAY)
    (told,) = file.part(ClassesPart).done_since(D(2026, 1, 1))
    assert told.startswith("Zajęcia od 1.01.2026: obecności 1 z 1 (100%)")
    assert file.part(ClassesPart).done_since(D(2026, 3, 3)) == []


# the dictionaries


def test_the_kinds_of_the_act_and_of_the_club_are_loaded_once(db):
    assert (load_kinds(), load_kinds()) == (len(KINDS), 0)
    assert (load_reasons(), load_reasons()) == (len(REASONS), 0)


def test_a_reason_that_marks_use_ends_where_the_next_wording_begins(
    client_of, users, centre, meeting, member
):
    reason = ReasonFactory(code="urzad")
    mark(meeting, member, "excused", reason=reason)
    address = reverse("admin:activities_absencereason_add") + f"?zamiast={reason.pk}"
    content = client_of(users.content)
    sent = {
        "code": "urzad",
        "name": "sprawa w urzędzie",
        "is_excused": "on",
        "valid_from": "1.04.2026",
        "valid_to": "",
    }
    answer = content.post(address, sent)
    assert answer.status_code == 302, text_of(answer)
    reason.refresh_from_db()
    assert reason.valid_to == D(2026, 3, 31)
