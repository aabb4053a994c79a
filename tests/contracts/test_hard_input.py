"""What somebody may paste into a contract: it is printed whole, or a sentence says what cannot be."""

import datetime

import pytest

from contracts.models import Action
from contracts.printing import preview
from tests.contracts.pages import of, text_of
from tests.contracts.test_draft_page import opened
from tests.contracts.written import whole_draft
from tests.papers import pages, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
LATER = datetime.date(2027, 5, 15)


@pytest.mark.parametrize("pasted", ["x" * 20_000, "xxxxx xxxx " * 1_800], ids=["one word", "words"])
def test_a_paragraph_of_twenty_thousand_letters_is_printed_whole(person, pasted):
    paper = preview(whole_draft(person, causes=pasted, own_words=""), at=AT)
    printed = text(paper)
    assert printed.count("x") >= pasted.count("x")
    assert "IX. Kontrakt socjalny został sporządzony" in pages(paper)[-2]


def test_two_hundred_actions_stand_in_one_table_under_its_head(person):
    side = Action.Side
    actions = [(side.PERSON, f"Działanie {n}", LATER) for n in range(1, 101)]
    actions += [(side.WORKER, f"Wsparcie {n}", LATER) for n in range(1, 101)]
    goal = {"text": "Praca", "effect": "umowa"}
    sheets = pages(preview(whole_draft(person, goals=[(goal, actions)]), at=AT))
    with_rows = [sheet for sheet in sheets if "Działanie" in sheet]
    assert len(with_rows) > 2
    assert all("Pani/Pan" in sheet for sheet in with_rows)
    assert "Działanie 100" in "".join(with_rows)


def test_letters_that_no_paper_has_are_named_and_the_draft_keeps_them(browser, person):
    contract, pasted = whole_draft(person), "Praca 🙂 od zaraz"
    data = opened(browser, contract) | {"causes": pasted, "print": "1"}
    page = text_of(browser.post(of(contract, "edit"), data, follow=True))
    assert "Tych znaków nie można wydrukować" in page
    contract.refresh_from_db()
    assert (contract.state, contract.causes) == ("draft", pasted)


def test_a_word_written_from_right_to_left_is_printed(person):
    printed = text(preview(whole_draft(person, causes="Praca שלום od zaraz"), at=AT))
    assert "Praca" in printed
    assert set("שלום") <= set(printed)


def test_markup_is_words_on_the_page_and_on_the_paper(browser, person):
    nasty = "<script>alert(1)</script><h1>Cel</h1>"
    contract = whole_draft(person, main_goal=nasty)
    assert "&lt;script&gt;alert(1)" in browser.get(of(contract)).content.decode()
    assert nasty in text(preview(contract, at=AT))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"ends_on": "1.1.2020"}, "terminu, który jeszcze nie minął"),
        ({"planned_reviews-0-on": "1.1.2030"}, "oceny nie późniejszej niż koniec kontraktu"),
        ({"actions-0-deadline": "1.1.2030"}, "terminu przed końcem kontraktu w działaniu 1"),
    ],
)
def test_days_in_the_wrong_order_are_saved_in_a_draft_and_never_printed(
    browser, person, typed, says
):
    contract = whole_draft(person)
    data = opened(browser, contract) | typed | {"print": "1"}
    page = text_of(browser.post(of(contract, "edit"), data, follow=True))
    assert says in page
    contract.refresh_from_db()
    assert contract.state == "draft"
