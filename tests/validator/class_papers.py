"""Papers of the club's classes, filled short and long."""

import datetime

from kis.accounts.models import User
from kis.activities.models import Consultation, Institution, Meeting
from kis.activities.sheets.board import month_board, week_board
from kis.activities.sheets.card import card
from kis.activities.sheets.lists import day_list, meeting_list, month_list
from kis.activities.sheets.register import register, register_paper
from kis.activities.sheets.services import services_card
from kis.activities.slip import slip
from kis.activities.to_come import to_come
from participants.file import PersonFile
from tests.activities.factories import ActivityFactory, D, MeetingFactory, enrol, mark, participant

MARCH = D(2026, 3, 1)
AFTERWARDS = datetime.datetime(2026, 4, 1, 12, tzinfo=datetime.UTC)
FIND = "https://kis.example/zajecia/kod/"
LONG_NAME = "Warsztaty kompetencji społecznych i aktywnego poszukiwania zatrudnienia, grupa A"
DAYS = [D(2026, 3, day) for day in range(1, 31)]


class Classes:
    """So many people in a group that meets on so many days of March, one class after another."""

    def __init__(self, users, people: int, days: int, classes: int = 1):
        # Of their own: all papers are made in one test, and a leader has one meeting at a time.
        names = {"first_name": "Ewelina", "last_name": "Wrzos"}
        leader = User.objects.create(username=f"prowadzi-{User.objects.count()}", **names)
        self.groups = [
            ActivityFactory(leader=leader, name=LONG_NAME, places=50) for _ in range(classes)
        ]
        self.people = [participant(users) for _ in range(people)]
        for number, group in enumerate(self.groups):
            hours = {"starts_at": datetime.time(8 + number), "ends_at": datetime.time(9 + number)}
            for person in self.people[number:]:
                enrol(group, person, users.coordinator)
            for day in DAYS[:days]:
                MeetingFactory(activity=group, day=day, **hours)
        self.group = self.groups[0]
        rows = Meeting.objects.filter(activity__in=self.groups).select_related("activity", "leader")
        self.meetings = list(rows.in_order())
        self.rows = rows
        self.expected = to_come(self.meetings)

    def marked(self):
        for person in self.people:
            for meeting in self.meetings:
                mark(meeting, person, marked_at=AFTERWARDS)
        return self


def of_meeting(people: int):
    def make(users) -> bytes:
        found = Classes(users, people, 1)
        return meeting_list(found.meetings[0], found.expected, find=FIND)

    return make


def of_day(people: int, classes: int):
    def make(users) -> bytes:
        found = Classes(users, people, 1, classes)
        return day_list(DAYS[0], found.meetings, found.expected, find=FIND)

    return make


def of_month(people: int, days: int):
    def make(users) -> bytes:
        found = Classes(users, people, days)
        return month_list(found.group, MARCH, found.meetings, found.expected, find=FIND)

    return make


def of_register(people: int, days: int):
    def make(users) -> bytes:
        found = Classes(users, people, days).marked()
        told = register(found.meetings, found.expected)
        return register_paper(found.group, MARCH, found.meetings, told, find=FIND)

    return make


def of_card(days: int):
    def make(users) -> bytes:
        found = Classes(users, 1, days).marked()
        file = PersonFile(found.people[0], users.coordinator, DAYS[-1])
        return card(file, MARCH)

    return make


def of_services(talks: int):
    def make(users) -> bytes:
        found = Classes(users, 1, 1)
        (person,) = found.people
        for number in range(talks):
            Consultation.objects.create(
                person=person,
                activity=found.group,
                day=DAYS[number % len(DAYS)],
                minutes=45,
                specialist="Ewelina Wrzosowska-Nadolska",
                author=found.group.leader,
                written_as="leader",
                written_at=AFTERWARDS,
            )
        file = PersonFile(person, users.coordinator, DAYS[-1])
        return services_card(file, DAYS[0], DAYS[-1], find=FIND)

    return make


def of_week(users) -> bytes:
    return week_board(Classes(users, 1, 7, 3).rows, DAYS[2])


def of_whole_month(users) -> bytes:
    return month_board(Classes(users, 1, 30, 3).rows, MARCH)


def of_slip(users) -> bytes:
    institution = Institution.objects.create(
        name="Punkt porad", matters=["law"], offer="Porady prawne.", phone="600100200"
    )
    return slip(institution, DAYS[0])
