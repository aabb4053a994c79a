"""When an assistant may visit whom; each rule from both sides."""

import datetime

import pytest

from kis.families.guards.visit import ENDED_BEFORE
from kis.families.models import Visit
from tests.families.factories import ASSIGNED_ON, member, works_with
from tests.families.visit_factories import MONDAY, TopicFactory, at, request_of, visit
from tests.refused import name_of_refusal, refused

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
CLOCK_BACK = datetime.date(2026, 10, 25)
CLOCK_AHEAD = datetime.date(2027, 3, 28)


def save(row, **facts):
    row.refresh_from_db()
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.save()


# Overlapping


@pytest.mark.parametrize(
    ("start", "end", "passes"),
    [
        ((9, 0), (10, 0), True),
        ((9, 0), (10, 1), False),
        ((11, 0), (12, 0), True),
        ((10, 59), (12, 0), False),
        ((10, 15), (10, 30), False),
        ((9, 0), (12, 0), False),
    ],
)
def test_visits_of_an_assistant_touch_and_do_not_overlap(
    users, assistant, assignment, start, end, passes
):
    other = works_with(assistant, users)
    visit(assignment)
    if passes:
        visit(other, start=start, end=end)
    else:
        assert name_of_refusal(visit, other, start=start, end=end) == "visit_assistant_once"


def test_a_time_out_with_a_family_is_in_the_same_calendar(assignment):
    visit(assignment, kind="accompanying")
    assert name_of_refusal(visit, assignment) == "visit_assistant_once"


def test_a_cancelled_visit_takes_no_time(assignment):
    visit(assignment, state="cancelled", cancel_reason="choroba dziecka")
    visit(assignment)


def test_a_voided_visit_takes_no_time(users, assignment):
    visit(assignment, state="held").void(by=users.head, reason="pomyłka")
    visit(assignment)


def test_a_visit_is_not_moved_onto_another(assignment):
    visit(assignment)
    later = visit(assignment, start=(12, 0), end=(13, 0))
    assert name_of_refusal(save, later, starts_at=at(MONDAY, 10, 59)) == "visit_assistant_once"


# How long


@pytest.mark.parametrize(
    ("start", "end", "passes"),
    [
        ((10, 0), (10, 0), False),
        ((10, 0), (9, 0), False),
        ((8, 0), (20, 0), True),
        ((8, 0), (20, 1), False),
    ],
)
def test_a_visit_ends_after_it_begins_and_within_twelve_hours(assignment, start, end, passes):
    if passes:
        visit(assignment, start=start, end=end)
    else:
        name = name_of_refusal(visit, assignment, start=start, end=end)
        assert name == "visit_ends_after_start"


@pytest.mark.parametrize(("day", "minutes"), [(CLOCK_BACK, 180), (CLOCK_AHEAD, 60), (MONDAY, 120)])
def test_a_visit_in_the_night_of_a_changed_clock_lasts_what_it_lasted(assignment, day, minutes):
    row = visit(assignment, day, (1, 30), (3, 30))
    row.refresh_from_db()
    assert row.minutes == minutes


def test_its_day_is_that_of_its_beginning_in_the_office(assignment):
    late = at(MONDAY, 0, 30)
    row = visit(assignment, starts_at=late.astimezone(datetime.UTC), ends_at=at(MONDAY, 1, 0))
    Visit.objects.filter(pk=row.pk).update(day=MONDAY - DAY)
    row.refresh_from_db()
    assert row.day == MONDAY


# Only while the assistant is assigned


@pytest.mark.parametrize(("day", "passes"), [(ASSIGNED_ON - DAY, False), (ASSIGNED_ON, True)])
def test_nobody_visits_before_the_assignment(assignment, day, passes):
    if passes:
        visit(assignment, day)
    else:
        assert name_of_refusal(visit, assignment, day) == "visit_without_assignment"


@pytest.mark.parametrize(("day", "passes"), [(MONDAY, True), (MONDAY + DAY, False)])
def test_nobody_visits_behind_the_assignment(assignment, day, passes):
    save(assignment, ends_on=MONDAY)
    if passes:
        visit(assignment, day)
    else:
        assert name_of_refusal(visit, assignment, day) == "visit_without_assignment"


def test_an_assistant_does_not_visit_the_family_of_another(users, assignment):
    stranger = works_with(assignment.assistant, users, since=MONDAY + DAY)
    assert name_of_refusal(visit, stranger) == "visit_without_assignment"


@pytest.mark.parametrize("state", ["held", "attempt"])
def test_an_assignment_is_not_shortened_under_a_visit_that_was(assignment, state):
    visit(assignment, state=state)
    assert name_of_refusal(save, assignment, ends_on=MONDAY - DAY) == "assignment_has_visits"
    assert name_of_refusal(save, assignment, starts_on=MONDAY + DAY) == "assignment_has_visits"
    save(assignment, ends_on=MONDAY)


def test_an_assignment_is_not_voided_under_a_visit_that_was(users, assignment):
    visit(assignment, state="held")
    name = name_of_refusal(assignment.void, by=users.worker, reason="pomyłka")
    assert name == "assignment_has_visits"


def test_what_was_only_planned_goes_with_the_assignment_and_the_request_waits_again(assignment):
    stays = visit(assignment, MONDAY - DAY)
    gone = visit(assignment, kind="accompanying")
    asked = request_of(assignment, visit=gone)
    save(assignment, ends_on=MONDAY - DAY)
    for row in (stays, gone, asked):
        row.refresh_from_db()
    assert (stays.state, gone.state, gone.cancel_reason) == ("planned", "cancelled", ENDED_BEFORE)
    assert asked.is_waiting


# What was told stays


def test_a_visit_that_was_is_neither_planned_again_nor_cancelled_nor_deleted(assignment):
    row = visit(assignment, state="held")
    facts = {"state": "planned", "reported_at": None}
    assert name_of_refusal(save, row, **facts) == "visit_told_stays"
    facts |= {"state": "cancelled", "cancel_reason": "pomyłka"}
    assert name_of_refusal(save, row, **facts) == "visit_told_stays"
    row.refresh_from_db()
    assert name_of_refusal(row.delete) == "row_is_kept"
    save(row, state="attempt")


def test_a_cancelled_visit_is_not_taken_up_again(assignment):
    row = visit(assignment, state="cancelled", cancel_reason="choroba")
    facts = {"state": "planned", "cancel_reason": ""}
    assert name_of_refusal(save, row, **facts) == "visit_cancelled_stays"


def test_a_visit_is_voided_by_a_second_person_and_stays(users, assignment):
    row = visit(assignment, state="held")
    with refused("visit_voided_whole"):
        Visit.objects.filter(pk=row.pk).update(
            voided_at=at(MONDAY, 12), voided_by=users.assistant, void_reason="sama"
        )
    row.void(by=users.head, reason="nie ta rodzina")
    assert name_of_refusal(save, row, note="inaczej") == "voided_stays"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"state": "cancelled"}, "visit_cancelled_for_a_reason"),
        ({"cancel_reason": "choroba"}, "visit_cancelled_for_a_reason"),
        ({"state": "held", "reported_at": None}, "visit_told_when"),
        ({"reported_at": at(MONDAY, 12)}, "visit_told_when"),
        ({"place": ""}, "visit_has_a_place"),
        ({"kilometres": -1}, "visit_kilometres"),
    ],
)
def test_a_visit_is_whole(assignment, facts, name):
    assert name_of_refusal(visit, assignment, **facts) == name


# Whom and what it names


def test_who_was_there_is_of_the_family(users, assistant, assignment):
    family = assignment.cooperation.family
    own = member(family)
    stranger = member(works_with(assistant, users).cooperation.family)
    visit(assignment, present=[own.pk])
    name = name_of_refusal(visit, assignment, MONDAY + DAY, present=[own.pk, stranger.pk])
    assert name == "visit_of_strangers"


def test_its_topics_are_of_the_dictionary_and_keep_their_names(assignment):
    topic = TopicFactory()
    visit(assignment, topics=[topic.pk])
    assert name_of_refusal(visit, assignment, MONDAY + DAY, topics=[0]) == "visit_topic_unknown"
    assert name_of_refusal(save, topic, name="Inaczej") == "visit_topic_in_use"
    save(topic, valid_to=MONDAY, order=3)
    assert name_of_refusal(topic.delete) == "row_is_kept"


def test_what_a_telephone_sends_is_one_visit(assignment):
    visit(assignment, client_key="a" * 22)
    name = name_of_refusal(visit, assignment, MONDAY + DAY, client_key="a" * 22)
    assert name == "visit_client_key_once"


# Requests


def test_a_request_is_taken_into_the_calendar_of_its_family_alone(users, assistant, assignment):
    asked = request_of(assignment)
    strange = visit(works_with(assistant, users), kind="accompanying")
    assert name_of_refusal(save, asked, visit=strange) == "visit_of_request"
    plain = visit(assignment, start=(14, 0), end=(15, 0))
    assert name_of_refusal(save, asked, visit=plain) == "visit_of_request"
    own = visit(assignment, start=(12, 0), end=(13, 0), kind="accompanying")
    save(asked, visit=own)
    assert name_of_refusal(save, asked, visit=None) == "request_taken_stays"
    name = name_of_refusal(asked.void, by=users.head, reason="pomyłka")
    assert name == "request_taken_stays"


def test_a_refusal_has_a_reason_and_stays(users, assignment):
    asked = request_of(assignment)
    facts = {"refused_on": MONDAY, "refused_by": users.assistant}
    assert name_of_refusal(save, asked, **facts) == "request_refused_whole"
    save(asked, **facts, refusal_reason="inna wizyta w tym czasie")
    facts = {"refused_on": None, "refused_by": None, "refusal_reason": ""}
    assert name_of_refusal(save, asked, **facts) == "request_refused_stays"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"asked_by_other": ""}, "request_asked_by_somebody"),
        ({"place": ""}, "request_has_a_place"),
        ({"end": (12, 0)}, "request_ends_after_start"),
    ],
)
def test_a_request_is_whole(assignment, facts, name):
    assert name_of_refusal(request_of, assignment, **facts) == name


def test_a_request_is_for_people_of_the_family(users, assistant, assignment):
    stranger = member(works_with(assistant, users).cooperation.family)
    assert name_of_refusal(request_of, assignment, for_whom=[stranger.pk]) == "visit_of_strangers"
    name = name_of_refusal(request_of, assignment, asked_by=stranger, asked_by_other="")
    assert name == "visit_of_strangers"
