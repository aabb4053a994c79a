"""Two people at one plan at once: nothing is printed that was not agreed, nothing is signed twice."""

import pytest
from django.db import IntegrityError

from kis.families import plans
from kis.families.models import Plan, PlanGoal
from kis.lib.refusals import Refused
from tests.families.planned import (
    SIGNED_ON,
    agreed,
    assessed,
    at_noon,
    draft,
    goal,
    printed,
    signed,
)
from tests.psu.connections import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


def printing(plan, users):
    def act():
        one = Plan.objects.get(pk=plan.pk)
        one.lock()
        one.expect_step(Plan.State.PRINTED)
        return printed(one, users)

    return act


def adding(plan):
    return lambda: goal(Plan.objects.get(pk=plan.pk), "dopisany")


def editing(plan):
    """As the form does it: what was agreed is agreed no more."""

    def act():
        one = Plan.objects.get(pk=plan.pk)
        row = PlanGoal.objects.get(plan=one)
        row.text = "zmieniony"
        plans.write_goal(one, row, [{"text": "x", "who": "matka", "deadline": SIGNED_ON}])

    return act


def test_a_goal_is_not_added_while_the_plan_is_printed(users, work):
    plan = agreed(draft(work, users), users)
    with pytest.raises(IntegrityError) as error:
        race(printing(plan, users), adding(plan))
    assert error.value.__cause__.diag.constraint_name == "plan_is_frozen"
    assert plan.goals.count() == 1


def test_an_edit_that_waited_for_the_print_is_refused(users, work):
    plan = agreed(draft(work, users), users)
    with pytest.raises(Refused, match="zamknięty"):
        race(printing(plan, users), editing(plan))
    assert plan.goals.get().text != "zmieniony"


def test_a_print_that_waited_for_an_edit_finds_it_not_agreed(users, work):
    plan = agreed(draft(work, users), users)
    with pytest.raises(IntegrityError) as error:
        race(editing(plan), printing(plan, users))
    assert error.value.__cause__.diag.constraint_name == "plan_not_agreed"
    assert not plan.prints.exists()


def test_of_two_who_sign_the_second_is_refused(users, work):
    plan = agreed(draft(work, users), users)
    paper = printed(plan, users)

    def signing(names):
        facts = {"code": paper.code, "by": users.assistant, "today": SIGNED_ON, "on": SIGNED_ON}
        return lambda: plans.sign(Plan.objects.get(pk=plan.pk), names=names, **facts)

    with pytest.raises(Refused, match="nie można teraz tego zrobić"):
        race(signing("Anna"), signing("Jan"))
    assert Plan.objects.get().signed_names == "Anna"


def test_a_signature_and_the_way_back_do_not_pass_each_other(users, work):
    plan = agreed(draft(work, users), users)
    paper = printed(plan, users)

    def back():
        one = Plan.objects.get(pk=plan.pk)
        one.back_to_draft(by=users.assistant, at=at_noon(SIGNED_ON))

    def sign():
        facts = {"code": paper.code, "by": users.assistant, "today": SIGNED_ON, "on": SIGNED_ON}
        plans.sign(Plan.objects.get(pk=plan.pk), names="Anna", **facts)

    with pytest.raises(Refused):
        race(back, sign)
    assert Plan.objects.get().is_draft


def test_of_two_who_begin_a_plan_one_is_kept(users, work):

    def begin():
        return plans.begin_plan(work, by=users.assistant)

    with pytest.raises(Refused):
        race(begin, begin)
    assert Plan.objects.count() == 1


def test_a_voided_plan_and_an_assessment_of_it_do_not_pass_each_other(users, work):
    plan = signed(work, users)

    def void():
        Plan.objects.get(pk=plan.pk).void(by=users.worker, reason="pomyłka")

    with pytest.raises(Refused, match="Nie ma jeszcze podpisanego planu"):
        race(void, lambda: assessed(work, users, SIGNED_ON, handed=False))
