"""The life of a plan as the database holds it: steps, frozen words, prints, days, numbers."""

import pytest
from django.db import IntegrityError, connection, transaction

from kis.families import plans
from kis.families.models import FamilyMember, Plan, PlanAction, PlanGoal
from kis.lib.refusals import Refused
from tests.families.factories import ASSIGNED_ON, cooperation, member
from tests.families.planned import (
    DAY,
    SIGNED_ON,
    D,
    agreed,
    assessed,
    at_noon,
    draft,
    ended,
    goal,
    printed,
    signed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


def refused(name, act, *args, **kwargs):
    with pytest.raises(IntegrityError) as error:
        to_the_end(act, *args, **kwargs)
    assert error.value.__cause__.diag.constraint_name == name


@transaction.atomic
def to_the_end(act, *args, **kwargs):
    """With what is judged at the end of the transaction."""
    act(*args, **kwargs)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def change(row, **facts):
    row.refresh_from_db()
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def test_a_plan_waits_for_an_assistant(users, limit):
    waiting = cooperation(users)
    refused(
        "plan_of_work",
        Plan.objects.create,
        cooperation=waiting,
        ordinal=0,
        created_by=users.assistant,
    )


def test_numbers_follow_each_other(users, work):
    new = {"cooperation": work, "created_by": users.assistant}
    refused("plan_begins_as_next_draft", Plan.objects.create, ordinal=1, **new)
    signed(work, users)
    refused("plan_begins_as_next_draft", Plan.objects.create, ordinal=0, **new)
    refused("plan_begins_as_next_draft", Plan.objects.create, ordinal=2, **new)
    assert Plan.objects.create(ordinal=1, **new).ordinal == 1


def test_a_family_has_one_open_plan(users, work):
    draft(work, users)
    new = {"cooperation": work, "created_by": users.assistant}
    refused("plan_number_once", Plan.objects.create, ordinal=0, **new)
    with pytest.raises(Refused):
        plans.begin_plan(work, by=users.assistant)


def test_a_voided_plan_begins_anew_and_a_voided_annex_keeps_its_number(users, work):
    first = signed(work, users)
    annex = signed(work, users, SIGNED_ON + DAY)
    annex.void(by=users.worker, reason="pomyłka")
    assert plans.begin_plan(work, by=users.assistant).ordinal == 2
    Plan.objects.get(ordinal=2).discard()
    first.void(by=users.worker, reason="pomyłka")
    assert plans.begin_plan(work, by=users.assistant).ordinal == 0


@pytest.mark.parametrize("state", ["printed", "signed"])
def test_words_goals_and_actions_are_frozen_with_the_plan(users, work, state):
    if state == "signed":
        plan = signed(work, users)
    else:
        plan = agreed(draft(work, users), users)
        printed(plan, users)
    row, action = plan.goals.get(), PlanAction.objects.get()
    refused("plan_is_frozen", change, plan, difficulties="inne")
    refused("plan_is_frozen", change, row, text="inny")
    refused("plan_is_frozen", change, action, who="ojciec")
    refused("plan_is_frozen", goal, plan, actions=0)
    refused(
        "plan_is_frozen", PlanAction.objects.create, goal=row, text="x", who="y", deadline=SIGNED_ON
    )
    refused("plan_is_frozen", action.delete)
    refused("plan_is_frozen", PlanGoal.objects.filter(pk=row.pk).delete)


def test_neither_goal_nor_action_moves_into_a_frozen_plan(users, work):
    frozen = signed(work, users)
    other = draft(work, users)
    refused("plan_is_frozen", change, other.goals.get(), plan=frozen)
    moved = PlanAction.objects.get(goal__plan=other)
    refused("plan_is_frozen", change, moved, goal=frozen.goals.get())


def test_what_is_agreed_is_closed_until_the_agreement_is_taken_back(users, work):
    plan = agreed(draft(work, users), users)
    refused("plan_is_frozen", goal, plan)
    refused("plan_is_agreed", change, plan, difficulties="inne")
    change(plan, difficulties="inne", agreed_on=None, agreed_by=None)
    goal(plan)
    assert plan.goals.count() == 2


def test_whoever_made_the_plan_does_not_agree_to_it(users, work):
    plan = draft(work, users)
    refused("plan_agreed_whole", change, plan, agreed_on=SIGNED_ON, agreed_by=users.assistant)


def test_a_plan_is_printed_whole_and_agreed(users, work):
    plan = draft(work, users)
    refused("plan_not_agreed", plan.step, "printed")
    plan.refresh_from_db()
    goal(plan, "bez działań", actions=0)
    agreed(plan, users)
    refused("plan_lacks_actions", plan.step, "printed")


def test_a_plan_without_goals_is_not_printed(users, work):
    plan = draft(work, users)
    PlanAction.objects.all().delete()
    plan.goals.all().delete()
    agreed(plan, users)
    refused("plan_lacks_actions", plan.step, "printed")


@pytest.mark.parametrize("missing", ["difficulties", "made_with"])
def test_a_plan_to_sign_says_what_about_and_with_whom(users, work, missing):
    plan = agreed(draft(work, users, **{missing: ""}), users)
    refused("plan_worded", plan.step, "printed")


def test_an_annex_to_sign_says_what_changes(users, work):
    signed(work, users)
    annex = agreed(draft(work, users, change=""), users)
    refused("plan_worded", annex.step, "printed")


@pytest.mark.parametrize("later", [0, 1])
def test_a_print_is_not_before_the_agreement(users, work, later):
    plan = agreed(draft(work, users), users, SIGNED_ON + later * DAY)
    if later:
        refused("plan_agreed_later", printed, plan, users, SIGNED_ON)
    else:
        assert printed(plan, users, SIGNED_ON)


@pytest.mark.parametrize("whereabouts", FamilyMember.Whereabouts.values)
def test_a_child_in_care_needs_the_word_of_the_foster_care_coordinator(users, work, whereabouts):
    member(work.family, part="child", whereabouts=whereabouts)
    plan = agreed(draft(work, users), users)
    if whereabouts in ("foster", "institution"):
        refused("plan_not_agreed_in_care", printed, plan, users)
        change(
            plan,
            agreed_on=None,
            agreed_by=None,
            care_agreed_with="Ewa Kos",
            care_agreed_on=SIGNED_ON,
        )
        agreed(plan, users)
    assert printed(plan, users)


def test_a_child_who_left_the_family_before_the_print_is_not_asked_about(users, work):
    member(work.family, part="child", whereabouts="foster", ends_on=SIGNED_ON - DAY)
    assert printed(agreed(draft(work, users), users), users)


def test_a_signature_stands_on_a_valid_print_of_its_plan(users, work):
    plan = agreed(draft(work, users), users)
    paper = printed(plan, users)
    facts = {
        "state": "signed",
        "signed_by": users.assistant,
        "signed_names": "Anna",
        "signed_print": paper,
    }
    refused("plan_signed_on_its_print", change, plan, signed_on=SIGNED_ON - DAY, **facts)
    plan.back_to_draft(by=users.assistant, at=at_noon(SIGNED_ON))
    refused("plan_step", change, plan, signed_on=SIGNED_ON, **facts)
    other = printed(plan, users)
    refused("plan_signed_on_its_print", change, plan, signed_on=SIGNED_ON, **facts)
    change(plan, signed_on=SIGNED_ON, **facts | {"signed_print": other})
    assert plan.is_signed


def test_back_to_draft_voids_the_print_in_one_transaction(users, work):
    plan = agreed(draft(work, users), users)
    paper = printed(plan, users)
    refused("plan_print_still_valid", plan.step, "draft")
    plan.refresh_from_db()
    refused(
        "plan_print_is_kept", change, paper, voided_at=at_noon(SIGNED_ON), voided_by=users.worker
    )
    plan.back_to_draft(by=users.assistant, at=at_noon(SIGNED_ON))
    paper.refresh_from_db()
    assert paper.voided_by == users.assistant
    refused("plan_print_is_kept", paper.delete)
    refused("plan_not_deleted", Plan.objects.filter(pk=plan.pk)._raw_delete, "default")


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True), (10, True)])
def test_an_annex_is_signed_no_earlier_than_what_it_changes(users, work, day, fits):
    signed(work, users)
    on = SIGNED_ON + day * DAY
    if fits:
        assert signed(work, users, on).is_signed
    else:
        with pytest.raises(Refused, match="nie wcześniej niż to, co zmienia"):
            signed(work, users, on)


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True)])
def test_a_plan_is_signed_from_the_first_day_of_the_work(users, work, day, fits):
    on = ASSIGNED_ON + day * DAY
    if fits:
        assert signed(work, users, on).is_signed
    else:
        with pytest.raises(Refused, match="w czasie pracy z rodziną"):
            signed(work, users, on)


def test_a_plan_is_not_signed_behind_the_end_of_the_work(users, work):
    plan = agreed(draft(work, users), users)
    paper = printed(plan, users)
    ended(work, users, SIGNED_ON)
    late = {"names": "Anna", "code": paper.code, "by": users.assistant, "today": SIGNED_ON + DAY}
    with pytest.raises(Refused, match="w czasie pracy z rodziną"):
        plans.sign(plan, on=SIGNED_ON + DAY, **late)
    plans.sign(plan, on=SIGNED_ON, **late)
    assert plan.is_signed


def test_an_annex_is_not_signed_before_an_assessment_of_the_older_wording(users, work):
    signed(work, users)
    assessed(work, users, D(2026, 5, 1))
    with pytest.raises(Refused, match=r"Ocena z 1\.05\.2026"):
        signed(work, users, D(2026, 4, 30))


def test_an_annex_may_be_signed_on_the_day_of_the_assessment(users, work):
    signed(work, users)
    assessed(work, users, D(2026, 5, 1))
    assert signed(work, users, D(2026, 5, 1)).is_signed


def test_a_plan_is_voided_by_a_second_person_and_not_under_what_stands_on_it(users, work):
    plan = signed(work, users)
    annex = draft(work, users)
    with pytest.raises(Refused, match="druga osoba"):
        plan.void(by=users.assistant, reason="pomyłka")
    with pytest.raises(Refused, match="późniejszy aneks"):
        plan.void(by=users.worker, reason="pomyłka")
    annex.discard()
    held = assessed(work, users, D(2026, 5, 1))
    with pytest.raises(Refused, match="unieważnij ocenę"):
        plan.void(by=users.worker, reason="pomyłka")
    held.void(by=users.worker, reason="pomyłka")
    plan.void(by=users.worker, reason="pomyłka")
    refused("plan_is_voided", change, plan, void_reason="inny")
    assert plans.plan_in_force(work, D(2027, 1, 1)) is None


def test_days_of_the_work_do_not_move_under_a_signed_plan(users, work):
    signed(work, users)
    assignment = work.assignments.get()
    refused("cooperation_has_papers", change, assignment, starts_on=SIGNED_ON + DAY)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ended(work, users, SIGNED_ON - DAY)
    assert error.value.__cause__.diag.constraint_name == "cooperation_has_papers"
    assert ended(work, users, SIGNED_ON).ended_on == SIGNED_ON


def test_a_goal_carries_on_one_of_an_earlier_wording_of_the_same_work(users, work):
    plan = draft(work, users)
    one = plan.goals.get()
    refused("plan_goal_replaces", goal, plan, replaces=one)


def test_the_plan_in_force_is_the_last_one_signed_by_the_day(users, work):
    first = signed(work, users)
    annex = signed(work, users, D(2026, 5, 10))
    assert plans.plan_in_force(work, SIGNED_ON - DAY) is None
    assert plans.plan_in_force(work, SIGNED_ON) == first
    assert plans.plan_in_force(work, D(2026, 5, 9)) == first
    assert plans.plan_in_force(work, D(2026, 5, 10)) == annex
    annex.void(by=users.worker, reason="pomyłka")
    assert plans.plan_in_force(work, D(2026, 5, 10)) == first
