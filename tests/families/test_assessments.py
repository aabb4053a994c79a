"""When an assessment is due, of which days it may be, and what of it is frozen when."""

import pytest
from django.db import IntegrityError
from django.db.models import DateField, Value
from django.db.models.functions import Cast

from kis.families.assessments import assessment_due
from kis.families.models import AssessedGoal, Assessment, Cooperation
from kis.families.models.due import assessment_due as due_by_facts, months_later
from kis.lib.refusals import Refused
from tests.families.factories import ASSIGNED_ON, AssignmentFactory, cooperation
from tests.families.planned import (
    DAY,
    SIGNED_ON,
    D,
    assessed,
    at_noon,
    ended,
    goal,
    hand,
    signed,
)
from tests.families.test_plan_guards import change, refused

pytestmark = pytest.mark.django_db

# Since, due: the same day half a year later, or the last one of its month.
TERMS = [
    (D(2026, 3, 5), D(2026, 9, 5)),
    (D(2026, 8, 31), D(2027, 2, 28)),
    (D(2026, 8, 28), D(2027, 2, 28)),
    (D(2027, 8, 31), D(2028, 2, 29)),
    (D(2026, 8, 29), D(2027, 2, 28)),
    (D(2026, 10, 31), D(2027, 4, 30)),
    (D(2026, 3, 31), D(2026, 9, 30)),
    (D(2026, 12, 31), D(2027, 6, 30)),
    (D(2027, 2, 28), D(2027, 8, 28)),
    (D(2026, 12, 1), D(2027, 6, 1)),
]


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


def since(users, assistant, day) -> Cooperation:
    """A work that began on the day."""
    facts = {"applied_on": day - DAY, "interview_on": day - DAY, "consent_on": day - DAY}
    made = cooperation(users, **facts)
    AssignmentFactory(cooperation=made, assistant=assistant, assigned_by=users.head, starts_on=day)
    made.refresh_from_db()
    return made


def by_query(work, on):
    return Cooperation.objects.with_assessment_due(on).get(pk=work.pk).assessment_due


@pytest.mark.parametrize(("start", "due"), TERMS)
def test_the_first_assessment_is_due_half_a_year_from_the_beginning(users, assistant, start, due):
    work = since(users, assistant, start)
    assert due_by_facts(start, None) == assessment_due(work, start) == by_query(work, start) == due


@pytest.mark.parametrize(("start", "due"), TERMS)
def test_it_is_late_from_the_day_after_its_last_day(users, assistant, start, due):
    work = since(users, assistant, start)
    late, coming = Cooperation.objects.assessments_late, Cooperation.objects.assessments_coming
    assert work not in late(due)
    assert work in coming(due, due)
    assert work not in coming(due - DAY, due - DAY)
    assert work in late(due + DAY)
    assert work not in coming(due + DAY, due + 30 * DAY)


def test_the_database_counts_half_a_year_as_the_program_does(users, assistant):
    """Every day of four years, with 29 February and every end of a month."""
    work = since(users, assistant, D(2026, 1, 1))
    days = [D(2026, 1, 1) + number * DAY for number in range(4 * 366)]
    counted = Cooperation.objects.filter(pk=work.pk)
    found = {}
    for chunk in range(0, len(days), 200):
        named = {
            f"due_{number}": months_later(Cast(Value(day), DateField()), Value(6))
            for number, day in enumerate(days[chunk : chunk + 200])
        }
        row = counted.annotate(**named).values(*named).get()
        found |= dict(zip(days[chunk : chunk + 200], row.values(), strict=True))
    assert found == {day: due_by_facts(day, None) for day in days}


def test_the_next_one_is_counted_from_the_last_one_and_not_by_halves_of_a_year(users, work):
    signed(work, users)
    assessed(work, users, D(2026, 5, 31))
    on = D(2026, 6, 1)
    assert assessment_due(work, on) == by_query(work, on) == D(2026, 11, 30)


def test_only_what_was_handed_over_by_the_day_counts(users, work):
    signed(work, users)
    row = assessed(work, users, D(2026, 5, 31), handed=False)
    assert by_query(work, D(2026, 6, 1)) == D(2026, 9, 5)
    hand(row, users, D(2026, 6, 10))
    assert by_query(work, D(2026, 6, 9)) == D(2026, 9, 5)
    assert by_query(work, D(2026, 6, 10)) == D(2026, 11, 30)


def test_a_voided_one_does_not_count(users, work):
    signed(work, users)
    row = assessed(work, users, D(2026, 5, 31))
    row.void(by=users.worker, reason="pomyłka")
    on = D(2026, 6, 1)
    assert assessment_due(work, on) == by_query(work, on) == D(2026, 9, 5)


def test_nothing_is_due_behind_the_end_nor_before_the_beginning(users, work):
    ended(work, users, D(2026, 9, 30))
    assert assessment_due(work, D(2026, 9, 30)) == D(2026, 9, 5)
    assert assessment_due(work, D(2026, 10, 1)) is None
    assert assessment_due(work, ASSIGNED_ON - DAY) is None
    assert work in Cooperation.objects.assessments_late(D(2026, 9, 30))
    assert work not in Cooperation.objects.assessments_late(D(2026, 10, 1))


def test_many_are_asked_for_in_one_query(users, assistant, django_assert_num_queries):
    for number in range(5):
        since(users, assistant, D(2026, 3, 5) + number * DAY)
    with django_assert_num_queries(1):
        rows = list(Cooperation.objects.assessments_late(D(2026, 12, 1)))
    assert len(rows) == 5


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True)])
def test_an_assessment_is_not_before_the_plan(users, work, day, fits):
    signed(work, users)
    on = SIGNED_ON + day * DAY
    if fits:
        assert assessed(work, users, on).handed_on == on
    else:
        with pytest.raises(Refused, match="nie może być wcześniejsza niż plan"):
            assessed(work, users, on)


def test_without_a_plan_only_the_final_one_is_written(users, work):
    with pytest.raises(Refused, match="Nie ma jeszcze podpisanego planu"):
        assessed(work, users, SIGNED_ON)
    assert assessed(work, users, SIGNED_ON, kind="final").plan is None


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True)])
def test_an_assessment_is_not_before_the_work(users, work, day, fits):
    on = ASSIGNED_ON + day * DAY
    if fits:
        assert assessed(work, users, on, kind="final")
    else:
        with pytest.raises(Refused, match=r"zaczęła się 5\.03\.2026"):
            assessed(work, users, on, kind="final")


def test_an_assessment_is_not_of_a_day_to_come(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON, handed=False)
    refused("assessment_in_the_future", change, row, on=SIGNED_ON + DAY)
    change(row, on=SIGNED_ON + DAY, written_at=at_noon(SIGNED_ON + DAY))


@pytest.mark.parametrize(("kind", "fits"), [("periodic", False), ("final", True)])
def test_behind_the_end_only_the_final_one_is_written(users, work, kind, fits):
    signed(work, users)
    ended(work, users, D(2026, 9, 30))
    assert assessed(work, users, D(2026, 9, 29), handed=True)
    if fits:
        assert assessed(work, users, D(2026, 10, 1), kind=kind)
    else:
        with pytest.raises(Refused, match="tylko ocenę końcową"):
            assessed(work, users, D(2026, 10, 1), kind=kind)


def test_the_work_does_not_end_before_its_periodic_assessment(users, work):
    signed(work, users)
    assessed(work, users, D(2026, 9, 1))
    with pytest.raises(IntegrityError) as error:
        ended(work, users, D(2026, 8, 31))
    assert error.value.__cause__.diag.constraint_name == "cooperation_has_papers"


def test_it_is_of_the_plan_in_force_on_its_day(users, work):
    first = signed(work, users)
    annex = signed(work, users, D(2026, 5, 10))
    assert assessed(work, users, D(2026, 5, 9)).plan == first
    assert assessed(work, users, D(2026, 5, 10)).plan == annex
    row = assessed(work, users, D(2026, 5, 11), handed=False)
    refused("assessment_of_other_plan", change, row, plan=first)
    row.refresh_from_db()
    row.progress.all().delete()
    # Of the very day of the annex both wordings may be assessed.
    Assessment.objects.get(on=D(2026, 5, 10)).void(by=users.worker, reason="pomyłka")
    change(row, on=D(2026, 5, 10), plan=first)


def test_what_is_handed_over_tells_of_every_goal(users, work):
    plan = signed(work, users)
    row = assessed(work, users, SIGNED_ON, handed=False)
    row.progress.all().delete()
    refused("assessment_lacks_progress", hand, row, users, SIGNED_ON)
    AssessedGoal.objects.create(assessment=row, goal=plan.goals.get(), result="going_on")
    row.refresh_from_db()
    assert hand(row, users, SIGNED_ON).handed_on == SIGNED_ON


def test_progress_is_told_of_goals_of_the_assessed_plan(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON, handed=False)
    annex = signed(work, users, D(2026, 5, 10))
    other = annex.goals.get()
    refused(
        "assessment_is_kept",
        AssessedGoal.objects.create,
        assessment=row,
        goal=other,
        result="going_on",
    )


def test_handed_over_it_is_frozen_with_its_rows(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON)
    told = row.progress.get()
    refused("assessment_is_kept", change, row, conclusion="inne")
    refused("assessment_is_kept", change, row, handed_on=SIGNED_ON + DAY)
    refused("assessment_is_kept", change, told, result="reached")
    refused("assessment_is_kept", told.delete)
    refused("row_is_kept", Assessment.objects.filter(pk=row.pk)._raw_delete, "default")


def test_a_goal_not_reached_has_its_reason(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON, handed=False)
    refused("assessed_goal_with_remark", change, row.progress.get(), result="not_reached")


def test_it_is_handed_over_on_its_day_or_later(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON, handed=False)
    refused("assessment_handed_whole", hand, row, users, SIGNED_ON - DAY)


def test_a_family_has_one_open_assessment_and_one_of_a_day(users, work):
    signed(work, users)
    assessed(work, users, SIGNED_ON, handed=False)
    with pytest.raises(Refused, match="nie przekazano kierownikowi"):
        assessed(work, users, SIGNED_ON + DAY, handed=False)


def test_its_author_does_not_void_it(users, work):
    signed(work, users)
    row = assessed(work, users, SIGNED_ON)
    with pytest.raises(Refused, match="druga osoba"):
        row.void(by=users.assistant, reason="pomyłka")
    row.void(by=users.head, reason="pomyłka")
    refused("voided_stays", change, row, void_reason="inny")
    assert not Assessment.objects.exists()
    assert assessed(work, users, SIGNED_ON)


def test_goals_of_a_signed_plan_do_not_grow_under_an_assessment(users, work):
    plan = signed(work, users)
    assessed(work, users, SIGNED_ON)
    refused("plan_is_frozen", goal, plan)
