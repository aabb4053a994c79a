"""Papers of the work with a family: kept as they were given out, with what may stand on them."""

import pytest
from django.urls import reverse

from kis.families.assigning import end_work
from kis.families.models import Cooperation, WorkPaper
from kis.families.papers import court_list, issue
from kis.lib.refusals import Refused
from tests.families.factories import AssistantFactory, D, cooperation, member
from tests.papers import faults, text
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = D(2026, 3, 6)


def given(work, kind, users, **facts):
    return issue(work, kind, by=users.head, on=ON, **facts)


def test_a_paper_is_the_same_until_something_changes(users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    first = given(work, "consent", users)
    later = issue(work, "consent", by=users.worker, on=D(2026, 4, 1))
    assert later == first
    member(work.family)
    assert issue(work, "consent", by=users.worker, on=D(2026, 4, 1)) != first
    assert first.document.content


def test_a_paper_that_was_given_out_stays(users, assignment):
    assignment.cooperation.refresh_from_db()
    paper = given(assignment.cooperation, "consent", users)
    assert name_of_refusal(WorkPaper.objects.filter(pk=paper.pk).update, number="9") == (
        "work_paper_is_kept"
    )


def test_the_letter_of_assignment_names_family_assistant_basis_and_day(users, assignment):
    assignment.cooperation.refresh_from_db()
    paper = given(assignment.cooperation, "assignment", users, assignment=assignment)
    pdf = paper.document.content
    assert faults(pdf) == []
    words = text(pdf)
    for part in (assignment.number, "Joanna Brzoza", "zgoda rodziny", "5.03.2026"):
        assert part in words
    assert paper.number == assignment.number


def test_the_application_tells_of_people_no_more_than_art_16(users):
    work = cooperation(users, application_number="WAR/1/2026")
    child = member(work.family, part="child")
    pdf = given(work, "application", users).document.content
    words = text(pdf)
    assert child.person.last_name in words
    assert "Trudności wychowawcze." in words
    assert child.person.pesel not in words
    assert faults(pdf) == []


def test_the_familys_own_application_is_signed_by_the_family(users):
    work = cooperation(
        users,
        basis=Cooperation.Basis.FOR_LIFE,
        applied_by=None,
        interview_on=None,
        interview_by="",
    )
    parent = member(work.family)
    pdf = given(work, "application", users).document.content
    assert faults(pdf) == []
    words = text(pdf)
    assert "Za życiem" in words
    assert words.count(parent.person.full_name) == 2  # as the family, and where it signs
    assert "podpis pracownika socjalnego" not in words


@pytest.mark.parametrize("kind", ["application", "consent", "assignment", "closing"])
def test_letters_call_a_family_by_its_people_not_by_the_name_used_in_the_office(
    users, assignment, kind
):
    work, facts = assignment.cooperation, {}
    parent = member(work.family)
    work.refresh_from_db()
    if kind == "closing":
        facts_of_end = {"reason": "goals_met", "note": "", "monitored_by": None}
        end_work(work, last_day=ON, **facts_of_end, by=users.head, on=ON)
        work.refresh_from_db()
    if kind == "assignment":
        facts = {"assignment": assignment}
    words = text(given(work, kind, users, **facts).document.content)
    assert parent.person.full_name in words
    assert work.family.name not in words
    assert "Klub Integracji Społecznej" not in words


@pytest.mark.parametrize("kind", ["application", "consent"])
def test_where_a_court_assigns_no_consent_is_signed(users, kind):
    court = {"court_name": "Sąd", "court_number": "III Nsm 1/26", "court_on": D(2026, 2, 20)}
    work = cooperation(users, basis="court", consent_on=None, interview_on=None, **court)
    with pytest.raises(Refused, match="Na tej podstawie"):
        given(work, kind, users)


def test_there_is_no_closing_letter_before_the_end(users, assignment):
    assignment.cooperation.refresh_from_db()
    with pytest.raises(Refused, match="jeszcze trwa"):
        given(assignment.cooperation, "closing", users)


def test_a_court_gets_the_contacts_of_who_works_that_day_and_nothing_else(users, limit):
    type(users.head).objects.filter(pk=users.assistant.pk).update(phone="81 111 22 33")
    AssistantFactory(user=users.assistant, ends_on=D(2026, 12, 31))
    words = text(court_list(ON))
    assert "Joanna Brzoza" in words
    assert "81 111 22 33" in words
    assert "pedagogika" not in words
    assert "Joanna Brzoza" not in text(court_list(D(2027, 1, 1)))


def test_a_kept_paper_is_opened_by_the_familys_readers_alone(client_of, users, assignment):
    work = assignment.cooperation
    work.refresh_from_db()
    paper = given(work, "consent", users)
    address = reverse("families:paper", args=[work.family_id, paper.pk])
    assert client_of(users.assistant).get(address).content == paper.document.content
    assert client_of(users.colleague).get(address).status_code == 404
