"""Goals of the library in the form of a draft: offered by category, put in without saving anything."""

import datetime

import pytest
from django.http import QueryDict

from contracts.forms.draft_inserted import put_in
from contracts.forms.draft_library import as_new, offered
from contracts.models import LibraryAction, LibraryGoal
from participants.models import EligibilityCategory
from participants.reference import load_categories
from tests.contracts import made
from tests.contracts.pages import TODAY, of, posted_back, text_of
from tests.contracts.test_library import goal
from tests.contracts.written import whole_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
D = datetime.date


def established(person, code, by, **facts):
    return person.eligibilities.create(
        category=EligibilityCategory.objects.on(TODAY).get(code=code),
        established_on=TODAY,
        established_by=by,
        **facts,
    )


@pytest.fixture
def unemployed(person, users):
    load_categories(TODAY)
    established(person, 5, users.worker)
    return person


def posted(**fields) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def with_goals(data, goals):
    return put_in(data, as_new(goals, data, on=TODAY))


def goals_of(data) -> list[tuple]:
    """Rows of goals and actions in what would be posted next."""
    count = int(data["goals-TOTAL_FORMS"])
    return [data.get(f"goals-{row}-text", "") for row in range(count)]


def actions_of(data) -> list[tuple]:
    names = ("goal", "doer", "text", "deadline")
    count = int(data["actions-TOTAL_FORMS"])
    return [tuple(data.get(f"actions-{row}-{name}", "") for name in names) for row in range(count)]


# what is offered


def test_goals_of_the_persons_categories_come_first_then_those_for_everybody(unemployed):
    goal("dla wszystkich", position=1)
    goal("praca", categories=[5, 6], position=2)
    goal("leczenie", categories=[2], position=3)
    goal("wyłączony", categories=[5], position=4, is_active=False)
    goal("dla rodziny", type="A", position=5)
    contract = made.draft(unemployed, type="B")
    assert [str(aim) for aim in offered(contract, TODAY)] == ["praca", "dla wszystkich"]


def test_without_a_category_only_those_for_everybody_are_offered(person):
    goal("dla wszystkich")
    goal("praca", categories=[5])
    contract = made.draft(person)
    assert [str(aim) for aim in offered(contract, TODAY)] == ["dla wszystkich"]


def test_a_voided_category_offers_nothing_of_its_own(unemployed, users):
    goal("praca", categories=[5])
    unemployed.eligibilities.get().void(by=users.coordinator, reason="pomyłka")
    assert offered(made.draft(unemployed), TODAY) == []


# what is put in


@pytest.fixture
def budget():
    return goal(
        "Budżet",
        effect="Opłaty na czas",
        plain="Płacę na czas.",
        actions=[
            ("person", "Spisanie opłat", 1),
            ("worker", "Plan spłat", 8),
            ("person", "Raty", None),
        ],
    )


EMPTY = {
    "goals-TOTAL_FORMS": "1",
    "goals-0-text": "",
    "actions-TOTAL_FORMS": "2",
    "actions-0-goal": "1",
    "actions-0-doer": "person",
    "actions-1-goal": "1",
    "actions-1-doer": "worker",
}


@pytest.mark.parametrize(
    ("ends_on", "deadlines"),
    [
        ("31.05.2027", ["20.12.2026", "31.05.2027", "31.05.2027"]),
        ("20.12.2026", ["20.12.2026", "20.12.2026", "20.12.2026"]),
        ("19.12.2026", ["19.12.2026", "19.12.2026", "19.12.2026"]),
        ("+12m", ["20.12.2026", "20.07.2027", "20.11.2027"]),
        ("", ["20.12.2026", "20.07.2027", ""]),
        ("jutro", ["20.12.2026", "20.07.2027", ""]),
        ("20.11.2026", ["20.12.2026", "20.07.2027", ""]),
    ],
)
def test_deadlines_are_counted_from_today_and_lie_within_the_term(budget, ends_on, deadlines):
    data = with_goals(posted(ends_on=ends_on, **EMPTY), [budget])
    assert [deadline for *_, deadline in actions_of(data)] == deadlines


def test_empty_rows_are_filled_first(budget):
    data = with_goals(posted(ends_on="31.05.2027", **EMPTY), [budget])
    assert goals_of(data) == ["Budżet"]
    assert actions_of(data) == [
        ("1", "person", "Spisanie opłat", "20.12.2026"),
        ("1", "worker", "Plan spłat", "31.05.2027"),
        ("1", "person", "Raty", "31.05.2027"),
    ]
    assert (data["goals-0-effect"], data["goals-0-plain"]) == ("Opłaty na czas", "Płacę na czas.")


def test_what_was_typed_stays_in_its_row_with_its_goal(budget):
    typed = EMPTY | {"actions-1-text": "Rozmowa", "actions-1-deadline": "1.12.2026"}
    data = with_goals(posted(**typed), [budget])
    assert goals_of(data) == ["", "Budżet"]
    assert actions_of(data)[:2] == [
        ("2", "person", "Spisanie opłat", "20.12.2026"),
        ("1", "worker", "Rozmowa", "1.12.2026"),
    ]
    assert {number for number, *_ in actions_of(data)[2:]} == {"2"}


def test_a_row_to_be_deleted_is_not_written_over(budget):
    typed = EMPTY | {"goals-0-delete": "on", "actions-0-delete": "on", "actions-0-pk": "7"}
    data = with_goals(posted(**typed), [budget])
    assert goals_of(data) == ["", "Budżet"]
    assert [text for _, _, text, _ in actions_of(data)] == [
        "",
        "Spisanie opłat",
        "Plan spłat",
        "Raty",
    ]


def test_a_forged_count_of_rows_makes_no_empty_ones(budget):
    data = with_goals(posted(**EMPTY | {"goals-TOTAL_FORMS": "999"}), [budget])
    assert goals_of(data) == ["Budżet"]


# the button


def test_the_button_puts_rows_in_saves_nothing_and_loses_nothing(browser, unemployed, budget):
    draft = whole_draft(unemployed)
    before = draft.version
    sent = posted_back(browser.get(of(draft, "edit"))) | {
        "causes": "dopiero co wpisane",
        "insert": "library",
        "from_library": [str(budget.pk)],
    }
    response = browser.post(of(draft, "edit"), sent)
    page = text_of(response)
    for words in (
        "Wstawiono cele: 1, działania: 3. Niczego jeszcze nie zapisano",
        "dopiero co wpisane",
        "Budżet",
        "Opłaty na czas",
        "Płacę na czas.",
        "Plan spłat",
        "już w szkicu",
    ):
        assert words in page, words
    assert "Nie zapisano. Popraw" not in page
    draft.refresh_from_db()
    assert draft.version == before
    assert draft.goals.count() == 2
    saved = browser.post(of(draft, "edit"), posted_back(response))
    assert saved.status_code == 302
    aim = draft.goals.get(text="Budżet")
    assert (aim.effect, aim.plain) == ("Opłaty na czas", "Płacę na czas.")
    assert list(aim.actions.values_list("side", "text", "deadline")) == [
        ("person", "Spisanie opłat", D(2026, 12, 20)),
        ("worker", "Plan spłat", D(2027, 5, 31)),
        ("person", "Raty", D(2027, 5, 31)),
    ]


@pytest.mark.parametrize("chosen", [[], ["x"], ["99999"]])
def test_nothing_chosen_gets_a_sentence(browser, unemployed, budget, chosen):
    draft = whole_draft(unemployed)
    sent = posted_back(browser.get(of(draft, "edit"))) | {
        "insert": "library",
        "from_library": chosen,
    }
    page = text_of(browser.post(of(draft, "edit"), sent))
    assert "Zaznacz w bibliotece cele, które mają się wstawić." in page


def test_a_goal_that_is_not_offered_is_not_put_in_by_its_number(browser, unemployed):
    other = goal("leczenie", categories=[2])
    draft = whole_draft(unemployed)
    sent = posted_back(browser.get(of(draft, "edit"))) | {
        "insert": "library",
        "from_library": [str(other.pk)],
    }
    assert "leczenie" not in text_of(browser.post(of(draft, "edit"), sent))


def test_another_button_keeps_what_was_ticked(browser, unemployed, budget):
    draft = whole_draft(unemployed)
    sent = posted_back(browser.get(of(draft, "edit"))) | {
        "add": "goals",
        "from_library": [str(budget.pk)],
    }
    response = browser.post(of(draft, "edit"), sent)
    (offer,) = response.context["page"].library
    assert offer.is_chosen


def test_plain_words_are_shown_where_they_were_taken_over_and_hidden_where_there_are_none(
    browser, unemployed
):
    draft = whole_draft(unemployed)
    draft.goals.update(plain="")
    first = draft.goals.first()
    first.actions.update(plain="")
    first.actions.filter(side="person").update(plain="Chodzę na warsztat.")
    rows = browser.get(of(draft, "edit")).context["page"].actions
    shown = [row["plain"].value() for row in rows if not row["plain"].is_hidden]
    assert shown == ["Chodzę na warsztat."]


def test_a_contract_written_from_the_library_does_not_follow_its_changes(unemployed, budget):
    draft = made.draft(unemployed, type="B")
    draft.goals.create(text=budget.text, plain=budget.plain)
    LibraryGoal.objects.filter(pk=budget.pk).update(text="inne", is_active=False)
    LibraryAction.objects.all().delete()
    assert draft.goals.filter(text="Budżet").exists()
