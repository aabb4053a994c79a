"""The acts of an application and the work under it, as the screens carry them out."""

import html

import pytest
from django.urls import reverse

from kis.families import assigning
from kis.families.applying import apply, say_no
from kis.families.models import Assignment, Assistant, Cooperation
from kis.lib.refusals import Refused
from tests.families.factories import (
    APPLIED_ON,
    ASSIGNED_ON,
    AssistantLimitFactory,
    D,
    FamilyFactory,
    cooperation,
    works_with,
)
from tests.families.test_load import other_assistant

pytestmark = pytest.mark.django_db
LAST, NEXT = D(2026, 6, 30), D(2026, 7, 1)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def assign(work, assistant, users, **facts):
    known = {"starts_on": ASSIGNED_ON, "weight": 1, "by": users.head, "on": ASSIGNED_ON}
    return assigning.assign(work, assistant=assistant, **known | facts)


def test_numbers_follow_each_other_and_a_refused_one_is_used_again(users, assistant):
    AssistantLimitFactory(assistant=assistant, families=2, set_by=users.head)
    works = [cooperation(users) for _ in range(3)]
    assert [assign(work, assistant, users).number for work in works[:2]] == [
        "PAR/1/2026",
        "PAR/2/2026",
    ]
    with pytest.raises(Refused, match="najwyżej 2"):
        assign(works[2], assistant, users)
    assert assign(works[2], other_assistant(), users).number == "PAR/3/2026"


def test_an_application_of_a_social_worker_has_a_number_and_a_familys_own_has_none(users):
    one, other = (FamilyFactory(social_worker=users.worker) for _ in range(2))
    facts = {"applied_on": APPLIED_ON, "reasons": "x"}
    consent = {"basis": "consent", "interview_on": APPLIED_ON, "applied_by": users.worker}
    first = apply(Cooperation(family=one, **facts, **consent), by=users.worker, on=APPLIED_ON)
    second = Cooperation(family=other, basis="for_life", **facts)
    apply(second, by=users.head, on=APPLIED_ON)
    assert (first.application_number, second.application_number) == ("WAR/1/2026", "")


def test_a_no_is_given_once(users):
    work = cooperation(users)
    facts = {"day": APPLIED_ON, "reason": "inna gmina", "by": users.head}
    say_no(work, **facts)
    with pytest.raises(Refused, match="już odmownie"):
        say_no(work, **facts)


def test_a_change_ends_the_one_before_it_the_day_before(users, assignment):
    other = other_assistant()
    facts = {"starts_on": NEXT, "weight": 2, "reason": "urlop", "by": users.head, "on": LAST}
    made = assigning.change(assignment, assistant=other, **facts)
    assignment.refresh_from_db()
    assert assignment.ends_on == LAST
    assert (made.assistant, made.starts_on, made.change_reason) == (other, NEXT, "urlop")


def test_a_change_cannot_begin_with_the_first_day_of_the_one_before_it(users, assignment):
    facts = {"weight": 1, "reason": "x", "by": users.head, "on": LAST, "starts_on": ASSIGNED_ON}
    with pytest.raises(Refused, match="unieważnia"):
        assigning.change(assignment, assistant=other_assistant(), **facts)


@pytest.fixture
def three(users, assistant):
    return [works_with(assistant, users) for _ in range(3)]


def hand_over(assistant, rows, to, users):
    facts = {"reason": "odchodzi", "by": users.head, "on": LAST, "last_day": LAST}
    whom = {row.pk: other for row, other in zip(rows, to, strict=True)}
    return assigning.hand_over_all(assistant, to=whom, **facts)


def test_an_assistant_who_leaves_hands_all_families_over_and_is_out(users, assistant, three):
    other = other_assistant()
    hand_over(assistant, three, [other] * 3, users)
    assistant.refresh_from_db()
    assert assistant.ends_on == LAST
    assert Assignment.objects.on(NEXT).filter(assistant=other).count() == 3
    assert not Assignment.objects.on(NEXT).filter(assistant=assistant).exists()


def test_where_one_family_is_too_much_nothing_is_handed_over(users, assistant, three):
    other = other_assistant()
    AssistantLimitFactory(assistant=other, families=2, set_by=users.head)
    with pytest.raises(assigning.RowsRefused) as refusal:
        hand_over(assistant, three, [other] * 3, users)
    assert list(refusal.value.rows) == [three[2].pk]
    assert Assignment.objects.on(NEXT).filter(assistant=assistant).count() == 3
    assert Assistant.objects.get(pk=assistant.pk).ends_on is None


def test_a_family_that_came_meanwhile_is_not_forgotten(users, assistant, three):
    with pytest.raises(Refused, match="zmieniły się rodziny"):
        hand_over(assistant, three[:2], [other_assistant()] * 2, users)


def end(work, users, **facts):
    known = {"last_day": LAST, "reason": "goals_met", "note": "", "monitored_by": None}
    assigning.end_work(work, by=users.head, on=LAST, **known | facts)


def test_the_work_ends_with_its_assignment_and_a_number_for_the_letter(users, assignment):
    work = assignment.cooperation
    end(work, users, monitored_by=users.assistant)
    work.refresh_from_db()
    assignment.refresh_from_db()
    assert (work.ended_on, assignment.ends_on) == (LAST, LAST)
    assert (work.closing_number, work.monitored_by) == ("ZAR/1/2026", users.assistant)
    with pytest.raises(Refused, match="już"):
        end(work, users)


def test_work_that_has_not_begun_does_not_end(users):
    with pytest.raises(Refused, match="nie zaczęła"):
        end(cooperation(users), users)


def test_an_end_taken_back_needs_a_place_with_the_assistant(users, assistant, assignment):
    work = assignment.cooperation
    end(work, users)
    AssistantLimitFactory(assistant=assistant, families=1, valid_from=NEXT, set_by=users.head)
    works_with(assistant, users, since=NEXT)
    with pytest.raises(Refused, match="najwyżej 1"):
        assigning.reopen(work, by=users.head)
    work.refresh_from_db()
    assert work.ended_on == LAST


def test_an_end_taken_back_goes_on_with_the_same_assistant(users, assignment):
    work = assignment.cooperation
    end(work, users)
    assigning.reopen(work, by=users.head)
    work.refresh_from_db()
    assignment.refresh_from_db()
    assert (work.ended_on, work.end_reason, assignment.ends_on) == (None, "", None)


# on the screen


def test_a_refusal_of_the_guard_comes_back_into_the_form(client_of, users, assistant):
    work = cooperation(users)
    AssistantLimitFactory(assistant=assistant, families=1, set_by=users.head)
    works_with(assistant, users)
    address = reverse("families:assign", args=[work.family_id, work.pk])
    sent = {"assistant": assistant.pk, "starts_on": "5.03.2026", "weight": "1"}
    page = text_of(client_of(users.head).post(address, sent))
    assert "asystent miałby pod opieką rodzin: 2, a może mieć najwyżej 1" in page
    assert 'value="5.03.2026"' in page
    assert not work.assignments.exists()


def test_the_head_assigns(client_of, users, assistant):
    work = cooperation(users)
    address = reverse("families:assign", args=[work.family_id, work.pk])
    sent = {"assistant": assistant.pk, "starts_on": "5.03.2026", "weight": "2"}
    assert client_of(users.head).post(address, sent).status_code == 302
    row = work.assignments.get()
    assert (row.assistant, row.weight, row.assigned_by) == (assistant, 2, users.head)


def test_a_leavers_screen_names_the_family_that_is_refused(client_of, users, assistant, three):
    other = other_assistant()
    AssistantLimitFactory(assistant=other, families=2, set_by=users.head)
    sent = {f"to-{row.pk}": other.pk for row in three}
    sent |= {"last_day": "30.06.2026", "reason": "odchodzi"}
    address = reverse("families:hand_over", args=[assistant.pk])
    page = text_of(client_of(users.head).post(address, sent))
    assert "Nie przekazano żadnej rodziny" in page
    assert "może mieć najwyżej 2" in page
    assert client_of(users.head).post(address, sent | {f"to-{three[0].pk}": ""}).status_code == 200


@pytest.mark.parametrize(("who", "passes"), [("head", False), ("worker", True)])
def test_a_wrong_assignment_is_voided_by_a_second_person(client_of, users, assignment, who, passes):
    family = assignment.cooperation.family_id
    address = reverse("families:assignment_void", args=[family, assignment.pk])
    answer = client_of(getattr(users, who)).post(address, {"reason": "nie ta rodzina"})
    assert (answer.status_code == 302) is passes
    assert Assignment.objects.exists() is not passes


@pytest.mark.parametrize(
    ("basis", "who", "passes"),
    [
        ("consent", "worker", True),
        ("consent", "head", False),
        ("for_life", "head", True),
        ("minor_parent", "worker", True),
    ],
)
def test_only_the_social_worker_applies_with_the_familys_consent(
    client_of, users, basis, who, passes
):
    family = FamilyFactory(social_worker=users.worker)
    sent = {"basis": basis, "applied_on": "2.03.2026", "reasons": "Trudności."}
    sent |= {"interview_on": "25.02.2026", "interview_by": "Anna Wrona"}
    address = reverse("families:application_new", args=[family.pk])
    answer = client_of(getattr(users, who)).post(address, sent)
    assert (answer.status_code == 302) is passes
    if passes:
        work = family.cooperations.get()
        assert work.applied_by == (users.worker if basis == "consent" else None)


def test_an_assistant_ends_only_the_own_work(client_of, users, assignment):
    other = works_with(other_assistant(), users)
    sent = {"last_day": "30.06.2026", "reason": "goals_met"}
    for row, code in ((assignment, 302), (other, 404)):
        work = row.cooperation
        address = reverse("families:work_end", args=[work.family_id, work.pk])
        assert client_of(users.assistant).post(address, sent).status_code == code
