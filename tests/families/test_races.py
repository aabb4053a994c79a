"""Two heads at once: no sixteenth family, whichever of them comes first."""

import pytest
from django.db import IntegrityError

from kis.families.models import Assignment
from tests.families.factories import (
    AssignmentFactory,
    AssistantLimitFactory,
    cooperation,
    works_with,
)
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)


def assigning(assistant, work, users):
    return lambda: AssignmentFactory(cooperation=work, assistant=assistant, assigned_by=users.head)


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert error.value.__cause__.diag.constraint_name == name


def test_two_heads_do_not_assign_a_sixteenth_family(users, assistant):
    for _ in range(14):
        works_with(assistant, users)
    works = [cooperation(users) for _ in range(2)]
    acts = [assigning(assistant, work, users) for work in works]
    refused_race(*acts, "load_too_many_families")
    assert Assignment.objects.count() == 15


@pytest.mark.parametrize("limit_first", [True, False])
def test_a_lower_limit_and_an_assignment_never_pass_each_other(users, assistant, limit_first):
    works_with(assistant, users)
    act = assigning(assistant, cooperation(users), users)

    def lower():
        AssistantLimitFactory(assistant=assistant, families=1, set_by=users.head)

    refused_race(*((lower, act) if limit_first else (act, lower)), "load_too_many_families")


def test_ten_heads_at_once_leave_fifteen_families_and_no_deadlock(users, assistant):
    for _ in range(10):
        works_with(assistant, users)
    works = [cooperation(users) for _ in range(10)]
    refusals = []

    def assign(work):
        try:
            assigning(assistant, work, users)()
        except IntegrityError as error:
            refusals.append(error.__cause__.diag.constraint_name)

    all_together([lambda work=work: assign(work) for work in works])
    assert Assignment.objects.count() == 15
    assert refusals == ["load_too_many_families"] * 5
