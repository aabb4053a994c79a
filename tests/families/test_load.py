"""At most fifteen families at the same time (art. 15 ust. 4), whichever way a sixteenth would come."""

import datetime

import pytest

from kis.accounts.models import User
from kis.families.models import Assignment, LoadLimit
from tests.families.factories import (
    ASSIGNED_ON,
    AssignmentFactory,
    AssistantFactory,
    AssistantLimitFactory,
    D,
    LoadLimitFactory,
    cooperation,
    works_with,
)
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TOO_MANY = "load_too_many_families"


@pytest.fixture
def fifteen(users, assistant):
    return [works_with(assistant, users) for _ in range(15)]


def save(row, **facts):
    vars(row).update(facts)
    row.save()


def other_assistant():
    user = User.objects.create_user("drugi", roles=["family_assistant"])
    return AssistantFactory(user=user)


def test_a_fifteenth_family_is_assigned_and_a_sixteenth_is_not(users, assistant, fifteen):
    assert name_of_refusal(works_with, assistant, users) == TOO_MANY
    assert Assignment.objects.count() == 15


@pytest.mark.parametrize(("since", "passes"), [(D(2026, 6, 30), False), (D(2026, 7, 1), True)])
def test_a_family_that_left_makes_room_from_the_next_day_on(
    users, assistant, fifteen, since, passes
):
    save(fifteen[0], ends_on=D(2026, 6, 30))
    if passes:
        works_with(assistant, users, since=since)
    else:
        assert name_of_refusal(works_with, assistant, users, since=since) == TOO_MANY


def test_a_family_assigned_before_the_others_came_is_too_much_later(users, assistant, fifteen):
    for one in fifteen:
        save(one, starts_on=D(2026, 4, 1))
    assert name_of_refusal(works_with, assistant, users, since=ASSIGNED_ON) == TOO_MANY
    works_with(assistant, users, since=ASSIGNED_ON, ends_on=D(2026, 3, 31))


def test_an_assignment_opened_again_is_refused(users, assistant, fifteen):
    save(fifteen[0], ends_on=D(2026, 6, 30))
    works_with(assistant, users, since=D(2026, 7, 1))
    assert name_of_refusal(save, fifteen[0], ends_on=None) == TOO_MANY


def test_an_assignment_moved_to_an_earlier_day_is_counted_there(users, assistant, fifteen):
    save(fifteen[0], ends_on=D(2026, 6, 30))
    later = works_with(assistant, users, since=D(2026, 7, 1))
    assert name_of_refusal(save, later, starts_on=D(2026, 6, 30)) == TOO_MANY


def test_a_voided_assignment_does_not_count(users, assistant, fifteen):
    fifteen[0].void(by=users.worker, reason="pomyłka")
    works_with(assistant, users)


def test_a_change_of_assistant_meets_the_limit_of_the_new_one(users, assistant, fifteen):
    moved = works_with(other_assistant(), users)
    save(moved, ends_on=D(2026, 6, 30))
    facts = {"assigned_by": users.head, "starts_on": D(2026, 7, 1)}
    assert (
        name_of_refusal(
            AssignmentFactory, cooperation=moved.cooperation, assistant=assistant, **facts
        )
        == TOO_MANY
    )


def test_nobody_takes_an_assignment_over_in_place(users, assistant, assignment):
    other = other_assistant()
    assert name_of_refusal(save, assignment, assistant_id=other.pk) in {
        "assignment_stays",
        "row_is_kept",
    }


# what the centre set for one person


@pytest.mark.parametrize(("families", "passes"), [(1, False), (2, True)])
def test_less_may_be_set_for_one_assistant(users, assistant, assignment, families, passes):
    AssistantLimitFactory(assistant=assistant, families=families, set_by=users.head)
    if passes:
        works_with(assistant, users)
    else:
        assert name_of_refusal(works_with, assistant, users) == TOO_MANY


def test_more_than_the_law_allows_cannot_be_set(users, assistant, fifteen):
    AssistantLimitFactory(assistant=assistant, families=30, set_by=users.head)
    assert name_of_refusal(works_with, assistant, users) == TOO_MANY


def test_a_limit_is_not_lowered_under_families_that_are_there(users, assistant, fifteen):
    facts = {"assistant": assistant, "set_by": users.head}
    assert name_of_refusal(AssistantLimitFactory, families=14, **facts) == TOO_MANY
    own = AssistantLimitFactory(families=15, **facts)
    assert name_of_refusal(save, own, families=14) == TOO_MANY


def test_a_limit_holds_from_its_day(users, assistant, fifteen):
    save(fifteen[0], ends_on=D(2026, 6, 30))
    facts = {"assistant": assistant, "set_by": users.head, "families": 14}
    assert name_of_refusal(AssistantLimitFactory, valid_from=D(2026, 6, 30), **facts) == TOO_MANY
    AssistantLimitFactory(valid_from=D(2026, 7, 1), **facts)


def test_a_later_limit_ends_an_earlier_one(users, assistant, assignment):
    facts = {"assistant": assistant, "set_by": users.head}
    AssistantLimitFactory(families=1, **facts)
    AssistantLimitFactory(families=2, valid_from=D(2026, 5, 1), **facts)
    assert name_of_refusal(works_with, assistant, users, since=D(2026, 4, 30)) == TOO_MANY
    works_with(assistant, users, since=D(2026, 5, 1))


@pytest.mark.parametrize(("weight", "passes"), [(3, False), (2, True)])
def test_difficult_families_weigh_more_where_the_centre_says_so(users, assistant, weight, passes):
    AssistantLimitFactory(assistant=assistant, points=4, set_by=users.head)
    works_with(assistant, users, weight=2)
    if passes:
        works_with(assistant, users, weight=weight)
    else:
        assert name_of_refusal(works_with, assistant, users, weight=weight) == "load_too_difficult"


def test_a_weight_is_not_raised_over_the_limit(users, assistant, assignment):
    AssistantLimitFactory(assistant=assistant, points=2, set_by=users.head)
    save(assignment, weight=2)
    assert name_of_refusal(save, assignment, weight=3) == "load_too_difficult"


# the limit of the law


def test_a_lower_limit_of_the_law_is_not_entered_under_families_that_are_there(
    users, assistant, fifteen, limit
):
    assert name_of_refusal(save, limit, families=14, told_from=12) == TOO_MANY
    limit.refresh_from_db()
    save(limit, valid_to=D(2026, 12, 31))
    lower = {"families": 14, "told_from": 12, "valid_from": D(2027, 1, 1)}
    assert name_of_refusal(LoadLimitFactory, **lower) == TOO_MANY
    save(fifteen[0], ends_on=D(2026, 12, 31))
    LoadLimitFactory(**lower)


def test_a_day_without_a_limit_takes_no_family(users, assistant, limit):
    save(limit, valid_to=D(2026, 3, 31))
    since = D(2026, 4, 1)
    assert name_of_refusal(works_with, assistant, users, since=since) == "load_limit_missing"


def test_the_limit_is_not_taken_away_from_under_families(assignment):
    assert name_of_refusal(LoadLimit.objects.all().delete) == "load_limit_missing"


def test_monitoring_behind_the_end_does_not_count(users, assistant, fifteen):
    ended = fifteen[0]
    save(ended, ends_on=D(2026, 6, 30))
    work = ended.cooperation
    work.refresh_from_db()
    facts = {"ended_on": D(2026, 6, 30), "end_reason": "goals_met", "ended_by": users.assistant}
    for name, fact in facts.items():
        setattr(work, name, fact)
    work.monitored_by = users.assistant
    work.save()
    works_with(assistant, users, since=D(2026, 7, 1))


def test_a_family_without_its_own_assistant_yet_counts_for_nobody(users, assistant, fifteen):
    cooperation(users)
    assert name_of_refusal(works_with, assistant, users) == TOO_MANY
