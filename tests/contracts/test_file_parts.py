"""The head of a person's file: what contracts say there, and the next step that they know of."""

import datetime

import pytest
from django.urls import reverse

from contracts.file_parts import ContractsPart
from participants.file import PersonFile
from participants.models import Admission, Area, Participation, Person
from tests.contracts import made
from tests.contracts.pages import TODAY, address, of, stay_of
from tests.factories import PersonFactory
from tests.participants.made import stay

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ENDED = {"outcome": "finished", "what_next": "unknown", "contract_carried_out": "yes"}
LONG_AGO = datetime.date(2025, 1, 7)


def part_of(person, user=None):
    anew = Person.objects.get(pk=person.pk)
    return PersonFile(anew, user or person.responsible, TODAY).part(ContractsPart)


def told(person):
    return [(fact.text, fact.state) for fact in part_of(person).facts()]


def step(person, user):
    found = part_of(person, user).next_step()
    return found and found.url


@pytest.mark.parametrize(
    ("make", "fact"),
    [
        (made.draft, ("Kontrakt A 1/2026: szkic", "look")),
        (made.printed, ("Kontrakt A 1/2026: do podpisu", "look")),
        (made.signed, ("Kontrakt A 1/2026 – do 31.05.2027", "good")),
    ],
    ids=["draft", "printed", "signed"],
)
def test_the_state_is_told_in_words(person, make, fact):
    assert told(person) == [("Kontrakt: brak", "due")]
    make(person, number="1/2026")
    assert told(person) == [fact]


@pytest.mark.parametrize(("days", "state"), [(31, "good"), (30, "due"), (0, "due"), (-1, "late")])
def test_an_end_is_told_as_it_comes_near_and_after_it(person, days, state):
    last = TODAY + datetime.timedelta(days=days)
    made.signed(person, on=LONG_AGO, ends_on=last, number="1/2025")
    ((text, found),) = told(person)
    assert found == state
    assert ("skończył się" in text) is (days < 0)


def test_a_contract_that_ended_with_its_stay_is_nobodys_task(person):
    stay(person, starts_on=LONG_AGO, ends_on=TODAY - DAY)
    ((text, state),) = told(person)
    assert "skończył się 19.11.2026" in text
    assert state == "neutral"


def test_a_contract_that_binds_behind_its_stay_is_still_to_be_ended_in_time(person):
    made.signed(person, on=LONG_AGO, ends_on=TODAY + DAY, number="1/2025")
    stay_of(person)
    Participation.objects.update(
        ends_on=TODAY - DAY, starts_on=LONG_AGO, ended_by=person.responsible, **ENDED
    )
    ((_, state),) = told(person)
    assert state == "due"


def test_a_closed_application_lacks_no_contract(person):
    Area.objects.filter(person=person).update(starts_on=TODAY, ends_on=TODAY)
    assert told(person) == [("Kontrakt: brak", "neutral")]


def test_what_ended_is_told_no_more_beside_what_binds(person):
    made.ended(person, on=LONG_AGO, last_day=datetime.date(2025, 3, 1), number="old")
    made.signed(person, number="now")
    assert [text for text, _ in told(person)] == ["Kontrakt A now – do 31.05.2027"]


def test_a_gap_under_a_stay_is_late_while_it_lasts_and_due_when_it_is_over(person):
    last = datetime.date(2026, 10, 31)
    stay(person, LONG_AGO)
    contract = person.contracts.get()
    contract.end(on=last, reason="agreed", by=person.responsible, today=last)
    assert ("Udział bez kontraktu od 1.11.2026", "late") in told(person)
    made.signed(person)
    assert ("Udział był bez kontraktu od 1.11.2026", "due") in told(person)


def test_the_steps_lead_from_the_decision_and_the_first_draft_to_the_stay(person, users):
    decide = reverse("participants:application_decide", args=[person.pk])
    assert step(person, users.worker) == step(person, users.coordinator) == decide
    assert step(person, users.head) is None
    Admission.objects.create(
        person=person,
        area=person.areas.get(),
        what="admitted",
        decided_on=TODAY,
        decided_by=users.worker,
    )
    assert step(person, users.worker) == address("new", person.pk)
    assert step(person, users.coordinator) is None
    draft = made.draft(person)
    assert step(person, users.worker) == of(draft, "edit")
    made.lock(draft)
    assert step(person, users.worker) == of(draft, "sign")
    draft.sign(on=TODAY, today=TODAY, by=users.worker, code=draft.live_print.code)
    assert step(person, users.worker) == address("begin", person.pk)
    assert step(person, users.coordinator) == address("begin", person.pk)
    assert step(person, users.head) is None
    stay_of(person)
    assert step(person, users.worker) is None


def test_who_left_is_asked_for_nothing(person, users):
    stay(person, LONG_AGO, datetime.date(2025, 6, 30))
    assert step(person, users.worker) is None


def test_the_person_s_contracts_are_read_at_once_the_newest_first(
    person, users, django_assert_num_queries
):
    voided = made.signed(person, type="A")
    voided.void(by=users.coordinator, reason="wpisano nie tę osobę")
    older, newer = (made.signed(person, type=kind) for kind in "AB")
    made.signed(PersonFactory(responsible=users.worker))
    part = part_of(person)
    with django_assert_num_queries(1):
        read = part.read_with("worker")
        assert read == part.contracts == [newer, older]
        assert all(contract.person is part.file.person for contract in read)
        assert {contract.worker for contract in read} == {users.worker}
