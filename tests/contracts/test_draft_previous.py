"""Goals of the person's earlier contract in a draft, marked with what the reviews said of them."""

import datetime

import pytest
import time_machine

from contracts.models import Party
from tests.contracts import made
from tests.contracts.pages import of, posted_back, text_of
from tests.contracts.reviews.held import HELD_ON, held, signed_whole
from tests.contracts.written import PARTNER, whole_draft

pytestmark = pytest.mark.django_db
LATER = datetime.datetime(2027, 5, 20, 10, tzinfo=datetime.UTC)
REACHED, NOT_REACHED = ("reached", ""), ("not_reached", "choroba")


@pytest.fixture(autouse=True)
def _later(centre):
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def previous(person):
    """Its first goal done, of the second one action."""
    contract = signed_whole(person)
    held(contract, on=HELD_ON, a1=REACHED, a2=REACHED, a3=REACHED, a4=NOT_REACHED)
    return contract


@pytest.fixture
def draft(person):
    return made.draft(person, type="B", number="")


def pressed(browser, draft, **fields):
    sent = posted_back(browser.get(of(draft, "edit"))) | fields
    return browser.post(of(draft, "edit"), sent)


def test_what_was_not_reached_is_marked_and_ticked(browser, previous, draft):
    assert "Kopiuj z poprzedniego: Kontrakt B 27/2026" in text_of(browser.get(of(draft, "edit")))
    response = pressed(browser, draft, insert="previous", causes="dopiero co wpisane")
    earlier = response.context["page"].earlier
    assert [(goal.words, goal.is_done, goal.is_chosen) for goal in earlier] == [
        ("zrobione działania: 2 z 2", True, False),
        ("zrobione działania: 1 z 3", False, True),
    ]
    assert "dopiero co wpisane" in text_of(response)


def test_the_words_of_a_goal_are_those_of_its_last_review(browser, person, draft):
    contract = signed_whole(person)
    first, second = contract.goals.all()
    held(
        contract,
        on=datetime.date(2027, 5, 15),
        is_final=True,
        goal_results={first.pk: ("partly", ""), second.pk: ("reached", "")},
    )
    earlier = pressed(browser, draft, insert="previous").context["page"].earlier
    assert [(goal.words, goal.is_chosen) for goal in earlier] == [
        ("częściowo", True),
        ("osiągnięty", False),
    ]


def test_without_a_review_everything_is_ticked(browser, person, draft):
    signed_whole(person)
    earlier = pressed(browser, draft, insert="previous").context["page"].earlier
    assert {(goal.words, goal.is_chosen) for goal in earlier} == {("bez oceny", True)}


def test_chosen_goals_come_without_what_is_done_and_without_days_and_nothing_is_saved(
    browser, previous, draft
):
    second = previous.goals.last()
    before = draft.version
    response = pressed(
        browser, draft, insert="previous_chosen", from_previous=[str(second.pk)], own_words="x"
    )
    page = text_of(response)
    assert "Wstawiono cele: 1, działania: 2. Niczego jeszcze nie zapisano." in page
    assert "Wpisz terminy na nowo" in page
    rows = response.context["page"].actions
    put_in = [
        (row["doer"].value(), row["text"].value(), row["deadline"].value())
        for row in rows.forms[-2:]
    ]
    assert put_in == [
        ("worker", "Umówienie doradcy, przygotowanie dokumentów", ""),
        ("person", "Trzy rozmowy u pracodawców", ""),
    ]
    draft.refresh_from_db()
    assert draft.version == before


def test_an_action_of_another_adult_comes_into_the_table_of_the_same_adult(browser, person):
    contract = whole_draft(person, contract_type="A", parties=[PARTNER], number="27/2026")
    action = contract.goals.first().actions.filter(side="person").first()
    action.party = contract.parties.get()
    action.save()
    made.sign(made.lock(contract))
    goal = str(contract.goals.first().pk)
    there = whole_draft(person, contract_type="A", parties=[PARTNER])
    rows = pressed(browser, there, insert="previous_chosen", from_previous=[goal])
    doers = [row["doer"].value() for row in rows.context["page"].actions.forms]
    assert "person-1" in doers
    bare = made.draft(person, number="")
    Party.objects.filter(contract=bare).delete()
    rows = pressed(browser, bare, insert="previous_chosen", from_previous=[goal])
    texts = [row["text"].value() for row in rows.context["page"].actions.forms]
    assert any(text.startswith("Ewa Lis: ") for text in texts)


@pytest.mark.parametrize("chosen", [[], ["99999"], ["x"]])
def test_nothing_chosen_gets_a_sentence(browser, previous, draft, chosen):
    page = text_of(pressed(browser, draft, insert="previous_chosen", from_previous=chosen))
    assert "Zaznacz cele poprzedniego kontraktu" in page


def test_without_a_signed_contract_there_is_nothing_to_copy_from(browser, person, draft, users):
    made.printed(person)
    signed_whole(person).void(by=users.coordinator, reason="pomyłka")
    page = text_of(browser.get(of(draft, "edit")))
    assert "Kopiuj z poprzedniego" not in page
    page = text_of(pressed(browser, draft, insert="previous"))
    assert "co przenieść do szkicu" not in page


def test_of_several_the_one_signed_last_is_offered(browser, person, draft):
    made.signed(person, number="nowszy")
    made.signed(
        person, number="dawny", on=datetime.date(2025, 1, 7), ends_on=datetime.date(2025, 6, 30)
    )
    page = text_of(browser.get(of(draft, "edit")))
    assert "Kopiuj z poprzedniego: Kontrakt A nowszy" in page
