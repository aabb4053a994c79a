"""`make bench PART=classes`: marks and the review of a month, of 300 people who take part and of 30,000.

Ratios within one run. FEW, MANY (people who take part) make it quicker.
"""

import datetime
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from functools import partial

from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.kinds import COORDINATOR
from deploy.local.bench.office import standing
from deploy.local.bench.page_costs import EMPTY, is_question
from deploy.local.bench.pages import Visitor, in_turns
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.bench.years import past_the_guards
from deploy.local.talk import say
from kis.accounts.models import User
from kis.activities.marking import Mark, mark_one
from kis.activities.models import Activity, ActivityKind, Attendance, Enrolment, Meeting
from kis.activities.models.attendance import State
from kis.lib.dates import DAY, add_months
from kis.lib.planner import tell_the_planner
from participants.models import Participation
from psu.hours.saving import TypedDay, mark_cells
from psu.models import WorkDay

REVIEW, SIZES, CELL = 4, 1.5, 1.2
ROUNDS = 15
FEW, MANY = (int(os.environ.get(name, usual)) for name, usual in (("FEW", 300), ("MANY", 30_000)))
NAME, BUSY = "Pomiar", "Pomiar: wielu"
IN_A_GROUP, MEETINGS_OF_A_GROUP = 25, 5
BUSY_GROUPS, MEETINGS_OF_A_BUSY_ONE = 2, 30
OPENS_AT, IN_A_DAY = 8, 3


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    clubs = {}
    for name, people in (("few", FEW), ("many", MANY)):
        database = f"{base}_classes_{name}"
        ensure(server, database, 2 * people, taking_part=people, at_work=people // 100)
        clubs[name] = connection_to(database)
        with standing(clubs[name]):
            if not Activity.objects.filter(name__startswith=NAME).exists():
                say(f"Dopisuję zajęcia: {people} osób…")
                fill(timezone.localdate(), is_busy=name == "few")
    with override_settings(**AS_ON_A_SERVER):
        few, many = (Club(database) for database in clubs.values())
        figures = [*reviews(few, many), *marks(few)]
    say(table(f"Obecność: {FEW} i {MANY} uczestników", figures))
    return int(any(figure.is_missed for figure in figures))


def fill(on: datetime.date, *, is_busy: bool) -> None:
    """Everybody who takes part goes to a small group of last month; `is_busy`: sixty meetings of the month
    before are of all of them.
    """
    last = add_months(on.replace(day=1), -1)
    stays = Participation.objects.filter(starts_on__lt=last, ends_on=None)
    people = list(stays.order_by("person").values_list("person", flat=True).distinct())
    with transaction.atomic():
        past_the_guards()
        for place, start in enumerate(range(0, len(people), IN_A_GROUP)):
            _group(f"{NAME} {place}", people[start : start + IN_A_GROUP], last, MEETINGS_OF_A_GROUP)
        for part in range(BUSY_GROUPS if is_busy else 0):
            its_own = people[part:FEW:BUSY_GROUPS]
            _group(f"{BUSY} {part}", its_own, add_months(last, -1), MEETINGS_OF_A_BUSY_ONE)
    tell_the_planner()


def _group(name: str, people: list[int], month: datetime.date, meetings: int) -> None:
    by = User.objects.get(username=COORDINATOR)
    # A leader of its own: one of several groups would be booked twice.
    leader = User.objects.create(username=name, first_name="Ewa", last_name=name, is_active=False)
    group = Activity.objects.create(
        kind=ActivityKind.objects.earliest("pk"),
        name=name,
        leader=leader,
        place="sala",
        places=len(people),
        starts_on=month,
    )
    held = Meeting.objects.bulk_create(
        Meeting(
            activity=group,
            day=month + (number // IN_A_DAY) * DAY,
            starts_at=datetime.time(OPENS_AT + number % IN_A_DAY),
            ends_at=datetime.time(OPENS_AT + 1 + number % IN_A_DAY),
            place="sala",
            leader=leader,
        )
        for number in range(meetings)
    )
    Enrolment.objects.bulk_create(
        Enrolment(activity=group, person_id=person, starts_on=month, enrolled_by=by)
        for person in people
    )
    # Every twelfth was not there.
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person_id=person,
            state=State.UNEXCUSED if (person + meeting.pk) % 12 == 0 else State.PRESENT,
            marked_by=leader,
            marked_at=timezone.now(),
        )
        for meeting in held
        for person in people
    )


class Club:
    """One database with its coordinator."""

    def __init__(self, database):
        self.database, self.on = database, timezone.localdate()
        self.month = add_months(self.on.replace(day=1), -1)
        with standing(database):
            self.by = User.objects.get(username=COORDINATOR)
            self.visitor = Visitor(self.by)
            self.group = Activity.objects.get(name=f"{NAME} 0")

    def get(self, address: str) -> None:
        with standing(self.database):
            self.visitor.get(address)

    def of(self, name: str) -> str:
        """The address of that page of its own month or group."""
        arguments = {
            "activities:month": [self.month],
            "activities:group_review": [self.group.pk, self.month],
        }
        return reverse(name, args=arguments.get(name))

    def asked(self, name: str) -> int:
        with standing(self.database), CaptureQueriesContext(connections["default"]) as asked:
            self.visitor.get(self.of(name))
        return sum(map(is_question, asked))


def reviews(few: Club, many: Club):
    busy = reverse("activities:month", args=[add_months(few.month, -1)])
    times = in_turns({"empty": partial(few.get, EMPTY), "busy": partial(few.get, busy)}, ROUNDS)
    title = f"miesiąc {FEW} osób × {BUSY_GROUPS * MEETINGS_OF_A_BUSY_ONE} spotkań"
    told = f"{title}, 25 na stronie: {times['busy']:.0f} ms, do pustej"
    yield Figure(told, times["busy"] / times["empty"], REVIEW)
    for title, name in (
        ("miesiąc jednych zajęć", "activities:group_review"),
        ("miesiąc klubu", "activities:month"),
        ("pulpit koordynatorki", "desk:start"),
    ):
        acts = {"few": partial(few.get, few.of(name)), "many": partial(many.get, many.of(name))}
        times = in_turns(acts, ROUNDS)
        told = f"{title}: {times['few']:.0f} i {times['many']:.0f} ms"
        yield Figure(told, times["many"] / times["few"], SIZES)
        asked = few.asked(name)
        yield Figure(f"    zapytania: {asked}", many.asked(name), asked, "")


def marks(club: Club):
    """One mark and one cell, each changed there and back: the statements, without the answer's page."""
    with standing(club.database):
        mark = Attendance.objects.filter(meeting__activity=club.group).earliest("pk")
        day = WorkDay.objects.filter(day__gte=club.month, outcome="worked").latest("pk")

        def marked():
            for state in (State.UNEXCUSED, State.PRESENT):
                mark.refresh_from_db()
                mark_one(mark.meeting, mark.person, Mark(state), seen=mark.version, by=club.by)

        def typed():
            month = day.day.replace(day=1)
            hours = f"{day.hours.normalize():f}"
            for text, earlier in (("1", hours), (hours, "1")):
                cell = TypedDay(day.referral_id, day.day, text, earlier)
                saved = mark_cells(day.referral.place, month, [cell], by=club.by, on=club.on)
                if saved.refused:
                    raise AssertionError(saved.refused[0].sentence)

        times = in_turns({"mark": marked, "cell": typed}, ROUNDS)
    told = f"obecność i komórka PSU, po dwa zapisy: {times['mark']:.1f} i {times['cell']:.1f} ms"
    yield Figure(told, times["mark"] / times["cell"], CELL)


if __name__ == "__main__":
    sys.exit(main())
