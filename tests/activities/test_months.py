"""The review of a month: what the sheet says, what is open, who approves it and who opens it again."""

import csv
import html
import io

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from contracts.models import Action
from kis.activities.asked_rate import asked_rate
from kis.activities.models import AbsenceReason, Attendance, AttendanceMonth
from kis.activities.month_sheet import people_in, sheet_of
from kis.activities.months import MonthOf, approve_all, approve_group, meetings_told, reopen
from kis.activities.streaks import longest_in_a_row
from kis.desk.gathering import shelves
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from participants.merging import merge
from participants.models import Break, Note, Participation, Person
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    D,
    MeetingFactory,
    ReasonFactory,
    enrol,
    mark as marked_then,
    participant,
)
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
MARCH, ON = D(2026, 3, 1), D(2026, 4, 7)


def mark(meeting, person, state="present", **facts):
    return marked_then(meeting, person, state, marked_at=timezone.now(), **facts)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


def address(name, *numbers):
    return reverse(f"activities:{name}", args=numbers)


def page_of(client, name, *numbers):
    return html.unescape(client.get(address(name, *numbers)).content.decode())


def row_of(person, of=None, on=ON):
    of = of or MonthOf(MARCH)
    people = list(people_in(of, Person.objects.all()))
    sheet = sheet_of(of, meetings_told(of, on), people, on)
    return next(row for row in sheet.rows if row.person == person)


def letters(row):
    return ["".join(cell.letter for cell in cells) for cells in row.cells]


def held(activity, *days):
    return [MeetingFactory(activity=activity, day=D(2026, 3, day)) for day in days]


# pure rules


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Udział w zajęciach, co najmniej 80% obecności", 80),
        ("Obecność na 75 % warsztatów w miesiącu", 75),
        ("frekwencja 90 procent; dojazd zwracany w 50%", 90),
        ("Spłata 20% zadłużenia", None),
        ("Chodzę na zajęcia co tydzień", None),
        ("Obecność w 120% przypadków", None),
        ("Udział w zajęciach, 2,5% mniej opłat", None),
    ],
)
def test_a_percent_counts_where_the_sentence_is_about_coming(text, percent):
    assert asked_rate([text]) == percent


@pytest.mark.parametrize(
    ("before", "states", "longest"),
    [
        ("", "", 0),
        ("", "N N N", 3),
        ("", "N N U N", 2),
        ("", "N O N N N N O N", 4),
        ("O N N", "N", 3),
        ("N N O", "N", 1),
        ("N N", "O N", 1),
        ("N N N", "", 0),  # it was told in its own month
        ("N N N", "O", 0),
    ],
)
def test_whatever_else_is_marked_breaks_the_row(before, states, longest):
    names = {"N": "unexcused", "O": "present", "U": "excused"}
    before, states = ([names[one] for one in each.split()] for each in (before, states))
    assert longest_in_a_row(states, before) == longest


# the time before the month


def test_three_in_a_row_are_found_over_the_border_of_the_month(activity, member, users):
    february = [MeetingFactory(activity=activity, day=D(2026, 2, day)) for day in (16, 23)]
    (march,) = held(activity, 2)
    for meeting in (*february, march):
        mark(meeting, member, "unexcused")
    for of in (MonthOf(MARCH), MonthOf(MARCH, activity)):
        row = row_of(member, of)
        assert (row.in_a_row, row.stays_away, row.tally.unexcused) == (3, True, 1)


def test_of_a_group_only_its_own_earlier_meetings_are_looked_at(activity, member, users):
    other = ActivityFactory(leader=users.coordinator)
    enrol(other, member, users.coordinator)
    for day in (16, 23):
        mark(MeetingFactory(activity=other, day=D(2026, 2, day)), member, "unexcused")
    mark(*held(activity, 2), member, "unexcused")
    assert row_of(member).in_a_row == 3
    assert row_of(member, MonthOf(MARCH, activity)).in_a_row == 1


def test_what_does_not_count_before_the_month_neither_lengthens_nor_breaks_the_row(
    activity, member, users
):
    does_not_count = ReasonFactory(counts=False)
    days = [D(2026, 2, day) for day in (9, 16, 23)]
    states = [("unexcused", None), ("excused", does_not_count), ("unexcused", None)]
    for day, (state, reason) in zip(days, states, strict=True):
        mark(MeetingFactory(activity=activity, day=day), member, state, reason=reason)
    mark(*held(activity, 2), member, "unexcused")
    assert row_of(member).in_a_row == 3


# the sheet


def test_a_person_has_a_letter_for_each_mark_and_a_rate(activity, member):
    reason = ReasonFactory()
    meetings = held(activity, 2, 3, 4, 5, 6)
    states = ["present", "late", "unexcused", "left_early"]
    for meeting, state in zip(meetings, states, strict=False):
        mark(meeting, member, state)
    mark(meetings[4], member, "excused", reason=reason)
    row = row_of(member)
    assert letters(row) == ["O", "S", "N", "W", "U"]
    assert (row.tally.attended, row.tally.counted, row.tally.percent) == (3, 5, 60)


def test_of_the_club_a_column_is_a_day_of_a_group_it_is_a_meeting(activity, member, users):
    other = ActivityFactory(leader=users.coordinator)
    enrol(other, member, users.coordinator)
    morning = MeetingFactory(activity=activity)
    MeetingFactory(activity=other, starts_at="12:00", ends_at="13:00")
    mark(morning, member)
    assert letters(row_of(member)) == ["O?"]
    assert letters(row_of(member, MonthOf(MARCH, activity))) == ["O"]
    assert letters(row_of(member, MonthOf(MARCH, other))) == ["?"]


def test_nobody_waits_at_a_meeting_ahead_outside_the_stay_or_in_a_break(activity, member, users):
    held(activity, 2, 9, 16, 30)
    stay = Participation.objects.get()
    facts = {"starts_on": D(2026, 3, 9), "ends_on": D(2026, 3, 9), "reason": "care"}
    Break.objects.create(participation=stay, made_by=users.worker, **facts)
    row = row_of(member, on=D(2026, 3, 30))
    assert letters(row) == ["?", "", "?", ""]
    assert row.unmarked == 2


def test_what_is_not_counted_stands_in_the_sheet_and_not_in_the_rate(activity, member):
    at_work = ReasonFactory(counts=False)
    first, second = held(activity, 2, 3)
    mark(first, member)
    mark(second, member, "excused", reason=at_work)
    row = row_of(member)
    assert letters(row) == ["O", "U"]
    assert (row.tally.counted, row.tally.left_out) == (1, 1)
    assert row.cells[1][0].left_out


def test_the_sheet_and_the_tab_of_the_file_count_alike(activity, member, users, client_of):
    for meeting, state in zip(
        held(activity, 2, 3, 4), ["present", "late", "unexcused"], strict=True
    ):
        mark(meeting, member, state)
    assert row_of(member).tally.percent == 67
    page = page_of(client_of(users.coordinator), "person", member.pk)
    assert "2 z 3 (67%)" in page


def test_marks_of_a_merged_file_stand_in_the_row_of_the_first(activity, member, users):
    other = PersonFactory(responsible=users.worker)
    (meeting,) = held(activity, 2)
    mark(meeting, member)
    merge(member, into=other, reason="ta sama osoba", by=users.coordinator)
    other.refresh_from_db()
    row = row_of(other)
    assert (letters(row), row.tally.percent) == (["O"], 100)


def test_a_contract_that_asks_for_a_rate_is_told_beside_it(activity, member, users, client_of):
    action = Action.objects.filter(goal__contract__person=member, side="person").first()
    text = "Obecność na 80% zajęć"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Action.objects.filter(pk=action.pk).update(text=text)
        cursor.execute("SET LOCAL session_replication_role = origin")
    first, second = held(activity, 2, 3)
    mark(first, member)
    mark(second, member, "unexcused")
    row = row_of(member)
    assert (row.asked, row.is_below) == (80, True)
    page = page_of(client_of(users.coordinator), "month", MARCH)
    assert "poniżej 80%" in page
    contract = row.contract
    assert reverse("contracts:contract", args=[member.pk, contract.pk]) in page


def asks(person, text):
    """The contract's first action of the person says so."""
    action = Action.objects.filter(goal__contract__person=person, side="person").first()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Action.objects.filter(pk=action.pk).update(text=text)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_how_often_a_contract_asks_to_come_is_told_beside_how_often_it_was(
    activity, member, users, client_of
):
    asks(member, "Udział w zajęciach KIS 2 razy w tygodniu")
    for meeting in held(activity, *range(2, 10)):
        mark(meeting, member)
    row = row_of(member)
    assert (row.tally.attended, row.often.times, row.is_seldom) == (8, 9, True)  # 31 days
    page = page_of(client_of(users.coordinator), "month", MARCH)
    assert "2 razy w tygodniu: <strong>8 z 9</strong>" in " ".join(page.split())
    assert "za mało" in page
    assert "2 razy w tygodniu" in page_of(client_of(users.coordinator), "person", member.pk)
    # The contract speaks of the club.
    assert row_of(member, MonthOf(MARCH, activity)).often is None


def test_an_excused_absence_is_no_breach_of_how_often_a_contract_asks(activity, member):
    asks(member, "Udział w zajęciach KIS dwa razy w miesiącu")
    first, second = held(activity, 2, 3)
    mark(first, member)
    mark(second, member, "excused", reason=ReasonFactory())
    row = row_of(member)
    assert (row.tally.attended, row.often.times, row.is_seldom) == (1, 2, False)


def test_of_a_month_that_runs_as_much_is_asked_as_has_run(activity, member):
    asks(member, "Udział w zajęciach KIS raz w tygodniu")
    held(activity, 2, 9)
    assert row_of(member, on=D(2026, 3, 15)).often.times == 2
    assert row_of(member, on=D(2026, 3, 31)).often.times == 4


def test_a_contract_that_does_not_plainly_say_how_often_is_silent(
    activity, member, users, client_of
):
    asks(member, "Udział w zajęciach KIS do 2 razy w tygodniu")
    mark(*held(activity, 2), member)
    assert row_of(member).often is None
    assert "razy" not in page_of(client_of(users.coordinator), "month", MARCH)


def test_the_page_says_who_marked_and_what_nobody_marked(activity, member, users, client_of):
    first, second = held(activity, 2, 3)
    mark(first, member)
    page = page_of(client_of(users.coordinator), "month", MARCH)
    assert users.leader.short_name in page
    assert f'href="{address("meeting", second.pk)}"' in page
    assert "1 z 1, od 35 dni" in page


@pytest.mark.parametrize("name", ["month", "group_review"])
def test_the_sheet_is_taken_away_as_it_is_shown(activity, member, users, client_of, name):
    first, second = held(activity, 2, 3)
    mark(first, member)
    mark(second, member, "unexcused")
    numbers = [MARCH] if name == "month" else [activity.pk, MARCH]
    answer = client_of(users.coordinator).get(address(name, *numbers), {"plik": "csv"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert row["Osoba"] == str(member)
    assert (row["Frekwencja (%)"], row["Obecności"], row["Nieusprawiedliwione"]) == ("50", "1", "1")
    assert (row["2.03.2026"], row["3.03.2026"]) == ("O", "N")
    assert AccessEntry.objects.filter(act="download", person_number=member.pk).exists()


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("name", ["month", "group_review"])
def test_the_page_asks_no_more_for_more_people(
    client_of, users, activity, name, count, django_assert_max_num_queries
):
    activity.places = 100
    activity.save()
    meetings = held(activity, 2, 3)
    for _ in range(count):
        person = participant(users)
        enrol(activity, person, users.coordinator)
        mark(meetings[0], person, "unexcused")
    client = client_of(users.coordinator)
    numbers = [MARCH] if name == "month" else [activity.pk, MARCH]
    with django_assert_max_num_queries(15):
        client.get(address(name, *numbers))


# approving


def test_nothing_open_is_approved_for_all_by_one_click_and_is_locked(
    activity, member, users, client_of
):
    (meeting,) = held(activity, 2)
    mark(meeting, member)
    client = client_of(users.coordinator)
    assert "Zatwierdź miesiąc" in page_of(client, "month", MARCH)
    client.post(address("month_approve", MARCH))
    month = AttendanceMonth.objects.get(activity=None, month=MARCH)
    assert (month.is_approved, month.approved_by) == (True, users.coordinator)
    refused = name_of_refusal(Attendance.objects.update, state="unexcused")
    assert refused == "attendance_month_approved"
    assert "Otwórz ponownie" in page_of(client, "month", MARCH)


def test_where_something_is_open_the_click_takes_the_other_groups(
    activity, member, users, client_of
):
    done = ActivityFactory(leader=users.leader, name="Zrobione")
    enrol(done, member, users.coordinator)
    mark(MeetingFactory(activity=done, day=D(2026, 3, 3)), member)
    held(activity, 2)
    client = client_of(users.coordinator)
    assert "Zatwierdź zajęcia bez braków: 1" in page_of(client, "month", MARCH)
    client.post(address("month_approve", MARCH))
    approved = AttendanceMonth.objects.filter(state="approved")
    assert [month.activity for month in approved] == [done]
    with pytest.raises(Refused, match="Nie ma zajęć bez braków"):
        approve_all(MARCH, by=users.coordinator, on=ON)


def test_a_group_with_open_marks_is_approved_by_who_says_so(activity, member, users, client_of):
    held(activity, 2)
    of = MonthOf(MARCH, activity)
    with pytest.raises(Refused, match="Niczego nie zatwierdzono"):
        approve_group(of, by=users.coordinator, on=ON)
    client = client_of(users.coordinator)
    where = address("group_approve", activity.pk, MARCH)
    assert "2.03.2026" in client.get(where).content.decode()
    client.post(where, {"mimo": "1"})
    assert AttendanceMonth.objects.get(activity=activity).is_approved


def test_a_month_that_runs_is_not_approved(activity, member, users):
    mark(held(activity, 2)[0], member)
    with pytest.raises(Refused, match=r"trwa do 31\.03\.2026"):
        approve_all(MARCH, by=users.coordinator, on=D(2026, 3, 31))
    approve_all(MARCH, by=users.coordinator, on=D(2026, 4, 1))


def test_it_is_opened_again_for_a_reason_and_corrections_carry_one(
    activity, member, users, client_of
):
    (meeting,) = held(activity, 2)
    mark(meeting, member)
    approve_all(MARCH, by=users.coordinator, on=ON)
    month = AttendanceMonth.objects.get(activity=None)
    client = client_of(users.coordinator)
    where = address("month_reopen", month.pk)
    client.post(where, {"reason": " "})
    month.refresh_from_db()
    assert month.is_approved
    client.post(where, {"reason": "Lista z warsztatów przyszła później."})
    month.refresh_from_db()
    assert month.is_reopened
    rows = Attendance.objects.all()
    assert name_of_refusal(rows.update, state="late") == "attendance_correction_reason"
    rows.update(state="late", correction_reason="Przyszła o 9.20.")
    assert "Lista z warsztatów przyszła później." in page_of(client, "month", MARCH)
    approve_all(MARCH, by=users.coordinator, on=ON)
    with pytest.raises(Refused):
        reopen(month.pk, by=users.coordinator, reason="")


def test_the_head_reads_and_does_not_approve(activity, member, users, client_of):
    mark(held(activity, 2)[0], member)
    client = client_of(users.head)
    page = page_of(client, "month", MARCH)
    assert str(member) in page
    assert "Zatwierdź miesiąc" not in page
    assert client.post(address("month_approve", MARCH)).status_code == 403


# the desk


def told(user, group, on=ON):
    (shelf,) = shelves(user, on, everybody=True, groups=[group])
    return [(task.who, task.what) for task in shelf.tasks]


def test_a_past_month_waits_on_the_coordinators_desk_until_it_is_approved(activity, member, users):
    mark(held(activity, 2)[0], member)
    row = ("Marzec 2026", "miesiąc zajęć do zatwierdzenia")
    assert row not in told(users.coordinator, DeskGroup.UNMARKED, D(2026, 3, 31))
    assert row in told(users.coordinator, DeskGroup.UNMARKED)
    approve_all(MARCH, by=users.coordinator, on=ON)
    assert row not in told(users.coordinator, DeskGroup.UNMARKED)


AWAY = "trzy nieobecności z rzędu, bez usprawiedliwienia"


@pytest.mark.parametrize(
    ("states", "is_told"),
    [
        (["unexcused"] * 2, False),
        (["unexcused"] * 3, True),
        (["present", *["unexcused"] * 3], True),
        ([*["unexcused"] * 3, "present"], False),
        (["unexcused", "present", "unexcused", "unexcused"], False),
    ],
)
def test_three_in_a_row_wait_for_the_coordinator_and_the_worker(
    activity, member, users, states, is_told
):
    for number, state in enumerate(states):
        mark(MeetingFactory(activity=activity, day=MONDAY + number * DAY), member, state)
    row = (f"{member.last_name} {member.first_name}", AWAY)
    for user in (users.coordinator, users.worker):
        assert (row in told(user, DeskGroup.QUESTIONS)) == is_told


def test_a_note_since_the_last_absence_settles_it(activity, member, users):
    for meeting in held(activity, 2, 3, 4):
        mark(meeting, member, "unexcused")
    facts = {"kind": "call", "text": "x", "author": users.worker, "person": member}
    Note.objects.create(at="2026-03-03T12:00Z", **facts)
    assert told(users.worker, DeskGroup.QUESTIONS)
    Note.objects.create(at="2026-03-05T12:00Z", **facts)
    assert AWAY not in [what for _, what in told(users.worker, DeskGroup.QUESTIONS)]


def test_a_contracts_review_tells_the_attendance_since_the_last_one(
    activity, member, users, client_of
):
    contract = member.contracts.get()
    mark(held(activity, 2)[0], member)
    assert AbsenceReason.objects.count() == 0
    where = reverse("contracts:review_new", args=[member.pk, contract.pk])
    page = html.unescape(client_of(users.worker).get(where).content.decode())
    assert "obecności 1 z 1 (100%)" in page
