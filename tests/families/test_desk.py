"""What of families waits, on whose desk, each row with the act that settles it."""

import datetime

import pytest

from kis.accounts.models import User
from kis.desk.gathering import groups_of, shelves
from kis.families.models import Visit
from kis.lib.work import DeskGroup
from tests.families.factories import D, cooperation, works_with
from tests.families.planned import assessed, draft, ended, opinion, signed, steps
from tests.families.visit_factories import request_of, visit

pytestmark = pytest.mark.django_db
ON = D(2026, 11, 23)
DAY = datetime.timedelta(days=1)
IN_TIME = D(2026, 10, 1)  # of an assessment whose term is far


def desk(user, on=ON):
    """Rows of the whole desk by group: who, what, the act."""
    user = User.objects.get(pk=user.pk)
    found = shelves(user, on, everybody=True, groups=groups_of(user), count=100)
    return {
        shelf.group: [(task.who, task.what, task.action, task.url) for task in shelf.tasks]
        for shelf in found
        if shelf.tasks
    }


def rows(user, group, on=ON):
    return desk(user, on).get(group, [])


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


@pytest.fixture
def quiet(users, assignment, work):
    """Nothing waits: a plan, an assessment in time, a visit of yesterday."""
    signed(work, users, on=D(2026, 3, 20))
    assessed(work, users, IN_TIME)
    visit(assignment, ON - DAY, state=Visit.State.HELD)
    return work


def test_an_assistant_with_all_in_order_has_an_empty_desk(users, quiet):
    assert desk(users.assistant) == {}


def test_todays_visits_wait_for_what_came_of_them(users, quiet, assignment):
    row = visit(assignment, ON, start=(9, 30), end=(10, 30))
    visit(assignment, ON + DAY)
    name = str(quiet.family)
    assert rows(users.assistant, DeskGroup.VISITS) == [
        (name, "wizyta o 9.30", "Zapisz przebieg", f"/rodziny/wizyty/{row.pk}/przebieg/")
    ]


def test_a_visit_of_yesterday_without_an_entry_is_late(users, quiet, assignment):
    visit(assignment, ON - 2 * DAY)
    user = User.objects.get(pk=users.assistant.pk)
    (shelf,) = shelves(user, ON, everybody=True, groups={DeskGroup.VISITS})
    assert (shelf.total, shelf.late) == (1, 1)
    assert shelf.tasks[0].detail.endswith("bez wpisu")


def test_a_request_waits_for_an_answer(users, quiet, assignment):
    row = request_of(assignment, ON + 3 * DAY)
    (told,) = rows(users.assistant, DeskGroup.REQUESTS)
    assert told[2:] == ("Odpowiedz", f"/rodziny/prosby/{row.pk}/")


@pytest.mark.parametrize(
    ("on", "waits"), [(D(2027, 3, 1), False), (D(2027, 3, 2), True), (D(2027, 4, 1), True)]
)
def test_an_assessment_is_told_thirty_days_before_its_term(users, quiet, on, waits):
    """Half a year behind that of 1 October is 1 April."""
    told = [row for row in rows(users.assistant, DeskGroup.ENDING, on) if row[2] == "Oceń"]
    assert bool(told) is waits


def test_a_late_assessment_stands_on_the_desk_of_the_head(users, quiet):
    assert rows(users.head, DeskGroup.URGENT, D(2027, 4, 1)) == []
    (told,) = rows(users.head, DeskGroup.URGENT, D(2027, 4, 2))
    assert told[1] == "ocena sytuacji rodziny po terminie"


def test_a_work_without_a_signed_plan_waits_for_one(users, work):
    told = rows(users.assistant, DeskGroup.ENDING)
    assert (str(work.family), "nie ma jeszcze podpisanego planu pracy") in [row[:2] for row in told]


def test_a_court_waits_for_its_opinion(users, quiet):
    opinion(quiet, users, requested_on=ON)
    (told,) = rows(users.assistant, DeskGroup.ENDING)
    assert told[1:3] == ("opinia dla sądu", "Napisz")


def test_a_family_behind_the_end_is_looked_after(users, assistant, quiet):
    steps(1, 3)
    ended(quiet, users, on=ON, monitored_by=users.assistant)
    (told,) = rows(users.assistant, DeskGroup.ENDING)
    assert told[1:3] == ("monitorowanie po zakończeniu pracy", "Zapisz")


@pytest.mark.parametrize(("on", "waits"), [(D(2026, 12, 5), False), (D(2026, 12, 6), True)])
def test_a_family_is_told_two_weeks_behind_its_last_visit(users, quiet, on, waits):
    assert bool(rows(users.assistant, DeskGroup.UNVISITED, on)) is waits


def test_a_plan_waits_for_the_word_of_the_social_worker(users, work):
    draft(work, users)
    told = [row for row in rows(users.worker, DeskGroup.QUESTIONS) if row[0] == str(work.family)]
    assert [row[2] for row in told] == ["Uzgodnij"]
    assert not rows(users.colleague, DeskGroup.QUESTIONS)


def test_an_application_waits_for_the_head(users, limit):
    work = cooperation(users)
    told = rows(users.head, DeskGroup.SIGNING)
    assert told == [
        (
            str(work.family),
            "wniosek o asystenta rodziny",
            "Przydziel",
            f"/rodziny/{work.family_id}/wniosek/{work.pk}/przydziel/",
        )
    ]


@pytest.mark.parametrize(("applied", "late"), [(ON - 2 * DAY, 0), (ON - 3 * DAY, 1)])
def test_a_familys_own_application_is_urgent_and_answered_within_two_days(
    users, limit, applied, late
):
    cooperation(users, basis="for_life", applied_on=applied, consent_on=applied)
    (shelf,) = [
        shelf
        for shelf in shelves(
            User.objects.get(pk=users.head.pk), ON, everybody=True, groups={DeskGroup.URGENT}
        )
        if shelf.tasks
    ]
    assert [task.days for task in shelf.tasks] == [-late]


def test_from_thirteen_families_on_the_head_is_told(users, assistant):
    for _ in range(12):
        works_with(assistant, users)
    assert not [row for row in rows(users.head, DeskGroup.SIGNING) if row[2] == "Zobacz rodziny"]
    works_with(assistant, users)
    (told,) = [row for row in rows(users.head, DeskGroup.SIGNING) if row[2] == "Zobacz rodziny"]
    assert told[1] == "asystent ma rodzin: 13 z 15"


def test_others_are_told_nothing_of_families(users, work, assignment):
    visit(assignment, ON)
    request_of(assignment, ON + DAY)
    names = ("coordinator", "accountant", "inspector", "leader", "officer", "content", "colleague")
    for name in names:
        told = [row[0] for found in desk(getattr(users, name)).values() for row in found]
        assert str(work.family) not in told


def test_the_desk_asks_no_more_for_more_families(
    client_of, users, assistant, django_assert_max_num_queries
):
    client = client_of(users.assistant)
    for hour in range(8, 18):
        visit(works_with(assistant, users), ON, start=(hour, 0), end=(hour, 30))
    client.get("/")
    with django_assert_max_num_queries(15):
        client.get("/")
