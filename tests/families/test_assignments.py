"""Who may be assigned to whom, on what basis, from when to when; each rule from both sides."""

import datetime

import pytest

from kis.families.models import Cooperation
from tests.families.factories import (
    APPLIED_ON,
    ASSIGNED_ON,
    AssignmentFactory,
    AssistantFactory,
    CooperationFactory,
    D,
    FamilyFactory,
    cooperation,
    member,
)
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
COURT = {
    "basis": "court",
    "court_name": "Sąd Rejonowy w Puławach",
    "court_number": "III Nsm 1/26",
    "court_on": D(2026, 2, 20),
}


def save(row, **facts):
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.save()


def assign(work, assistant, users, **facts):
    return AssignmentFactory(
        **{"cooperation": work, "assistant": assistant, "assigned_by": users.head} | facts
    )


def end(work, users, last, **facts):
    work.assignments.update(ends_on=last)
    work.refresh_from_db()
    save(work, **{"ended_on": last, "end_reason": "goals_met", "ended_by": users.head} | facts)


def test_the_first_assignment_begins_the_work(users, assistant):
    work = cooperation(users)
    assign(work, assistant, users)
    work.refresh_from_db()
    assert work.starts_on == ASSIGNED_ON


def test_a_voided_assignment_takes_the_beginning_back(users, assistant, assignment):
    assignment.void(by=users.worker, reason="pomyłka")
    assignment.cooperation.refresh_from_db()
    assert assignment.cooperation.starts_on is None


def test_nobody_types_the_first_day_of_the_work(users, assistant, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    name = name_of_refusal(save, work, starts_on=ASSIGNED_ON + DAY)
    assert name == "cooperation_start_of_assignments"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"consent_on": None}, "assignment_without_consent"),
        ({"consent_on": ASSIGNED_ON + DAY}, "assignment_without_consent"),
        ({"consent_on": ASSIGNED_ON}, None),
        ({"consent_on": None, **COURT}, None),
        ({"consent_on": None, "basis": "minor_parent"}, None),
        ({"consent_on": None, "basis": "for_life"}, "assignment_without_consent"),
        ({"consent_on": ASSIGNED_ON, "basis": "for_life", "applied_by": None}, None),
    ],
)
def test_consent_is_asked_but_where_a_court_or_the_law_assigns(users, assistant, facts, refusal):
    work = cooperation(users, **facts)
    if refusal:
        assert name_of_refusal(assign, work, assistant, users) == refusal
    else:
        assign(work, assistant, users)


def test_a_consent_is_not_taken_away_from_under_the_work(users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    assert name_of_refusal(save, work, consent_on=None) == "assignment_without_consent"


@pytest.mark.parametrize(("since", "passes"), [(APPLIED_ON - DAY, False), (APPLIED_ON, True)])
def test_nobody_is_assigned_before_the_application(users, assistant, since, passes):
    work = cooperation(users)
    if passes:
        assign(work, assistant, users, starts_on=since)
    else:
        name = name_of_refusal(assign, work, assistant, users, starts_on=since)
        assert name == "assignment_before_application"


def test_a_refused_application_gets_no_assistant(users, assistant):
    work = cooperation(
        users, refused_on=APPLIED_ON, refused_by=users.head, refusal_reason="inna gmina"
    )
    assert name_of_refusal(assign, work, assistant, users) == "assignment_refused"


def test_an_application_with_an_assistant_is_not_refused(users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    facts = {"refused_on": APPLIED_ON, "refused_by": users.head, "refusal_reason": "inna gmina"}
    assert name_of_refusal(save, work, **facts) == "cooperation_is_voided"


@pytest.mark.parametrize(
    ("checked", "passes"),
    [(None, False), (ASSIGNED_ON + DAY, False), (ASSIGNED_ON, True)],
)
def test_the_register_of_offenders_is_checked_first(users, limit, checked, passes):
    assistant = AssistantFactory(user=users.assistant, offender_register_checked_on=checked)
    work = cooperation(users)
    if passes:
        assign(work, assistant, users)
    else:
        name = name_of_refusal(assign, work, assistant, users)
        assert name == "assignment_register_unchecked"


@pytest.mark.parametrize(
    ("facts", "passes"),
    [
        ({"starts_on": ASSIGNED_ON}, True),
        ({"starts_on": ASSIGNED_ON + DAY}, False),
        ({"ends_on": D(2026, 12, 31)}, False),
    ],
)
def test_families_are_assigned_to_who_works_as_an_assistant(users, limit, facts, passes):
    assistant = AssistantFactory(user=users.assistant, **facts)
    work = cooperation(users)
    if passes:
        assign(work, assistant, users)
    else:
        assert name_of_refusal(assign, work, assistant, users) == "assignment_out_of_service"


def test_an_assistant_does_not_leave_with_families(assistant, assignment):
    last = D(2026, 6, 30)
    assert name_of_refusal(save, assistant, ends_on=last) == "assistant_has_families"
    save(assignment, ends_on=last)
    save(assistant, ends_on=last)


# art. 17 ust. 3 and 4: who helps a family does not decide about its benefits


def test_the_social_worker_of_a_family_is_never_its_assistant(users, limit):
    own = AssistantFactory(user=users.worker)
    name = name_of_refusal(assign, cooperation(users), own, users)
    assert name == "assignment_of_social_worker"


def test_another_social_worker_is_nobodys_assistant(users, limit):
    colleague = AssistantFactory(user=users.colleague)
    name = name_of_refusal(assign, cooperation(users), colleague, users)
    assert name == "assistant_is_social_worker"


def test_an_assistant_does_not_become_the_social_worker_of_the_family(users, assignment):
    family = assignment.cooperation.family
    name = name_of_refusal(save, family, social_worker=users.assistant)
    assert name == "family_of_its_assistant"


def test_an_assistant_did_not_apply_for_the_family(users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    assert name_of_refusal(save, work, applied_by=users.assistant) == "family_of_its_assistant"


# one work at a time, its end


def test_a_family_has_one_assistant_at_a_time(users, assistant, assignment):
    name = name_of_refusal(assign, assignment.cooperation, assistant, users)
    assert name == "assignment_one_at_a_time"


def test_a_second_application_waits_for_the_end_of_the_first(users):
    family = FamilyFactory(social_worker=users.worker)
    first = CooperationFactory(family=family)
    assert name_of_refusal(CooperationFactory, family=family) == "cooperation_one_at_a_time"
    first.void(by=users.colleague, reason="pomyłka")
    CooperationFactory(family=family)


def test_the_work_ends_no_earlier_than_its_assignment(users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    facts = {"ended_on": D(2026, 6, 30), "end_reason": "goals_met", "ended_by": users.head}
    assert name_of_refusal(save, work, **facts) == "cooperation_end_under_assignment"
    end(work, users, D(2026, 6, 30))


def test_an_assignment_is_not_prolonged_past_the_end_of_the_work(users, assignment):
    end(assignment.cooperation, users, D(2026, 6, 30))
    assignment.refresh_from_db()
    assert name_of_refusal(save, assignment, ends_on=D(2026, 7, 1)) == "assignment_after_end"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"interview_on": None}, "cooperation_interview_before"),
        ({"interview_on": APPLIED_ON + DAY}, "cooperation_interview_before"),
        ({"interview_on": None, **COURT}, None),
        ({"interview_on": None, "basis": "for_life"}, None),
        ({"applied_by": None}, "cooperation_applied_by"),
        (COURT | {"court_number": ""}, "cooperation_court_whole"),
        ({"court_name": "Sąd Rejonowy"}, "cooperation_court_whole"),
        ({"refused_by": None, "refusal_reason": "nie"}, "cooperation_refused_whole"),
        ({"end_reason": "goals_met"}, "cooperation_ended_whole"),
        ({"monitoring_ended_on": APPLIED_ON}, "cooperation_monitoring_whole"),
    ],
)
def test_an_application_is_whole_for_its_basis(users, facts, refusal):
    if refusal:
        assert name_of_refusal(cooperation, users, **facts) == refusal
    else:
        cooperation(users, **facts)


@pytest.mark.parametrize(
    ("applied", "last"), [(D(2026, 2, 27), D(2026, 3, 1)), (D(2026, 12, 31), D(2027, 1, 2))]
)
def test_a_familys_own_application_is_answered_within_two_days(applied, last):
    work = Cooperation(basis="for_life", applied_on=applied)
    assert work.assign_by == last
    assert Cooperation(basis="consent", applied_on=applied).assign_by is None


# children


def test_a_child_is_in_two_families_for_a_reason_alone(users):
    one, two = (FamilyFactory(social_worker=users.worker) for _ in range(2))
    child = member(one, part="child").person
    assert name_of_refusal(member, two, child, part="child") == "child_in_one_family"
    member(two, child, part="child", alternating_reason="opieka naprzemienna")


def test_a_person_is_in_a_family_once_at_a_time(users):
    family = FamilyFactory(social_worker=users.worker)
    parent = member(family, ends_on=D(2026, 3, 1))
    name = name_of_refusal(member, family, parent.person, starts_on=D(2026, 3, 1))
    assert name == "family_member_once_in_family"
    member(family, parent.person, starts_on=D(2026, 3, 2))


def test_only_a_childs_row_tells_where_it_lives(users):
    family = FamilyFactory(social_worker=users.worker)
    name = "family_member_facts_of_child"
    assert name_of_refusal(member, family, whereabouts="home") == name
    assert name_of_refusal(member, family, part="child", whereabouts="") == name
