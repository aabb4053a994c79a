"""What a draft lacks before it may be printed."""

import datetime

import pytest

from contracts.readiness import missing
from kis.accounts.models import Centre
from tests.contracts.pages import of, text_of
from tests.contracts.written import PARTNER, PARTNER_ACTS, REVIEWS, whole_draft
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = datetime.date(2026, 11, 19)


WITHOUT = {
    "ends_on": (None, "dnia, do którego", "id_ends_on"),
    "worker_phone": ("", "telefonu służbowego", "id_worker_phone"),
    "causes": (" ", "przyczyn", "id_causes"),
    "strengths": ("", "możliwości", "id_strengths"),
    "limits": ("", "ograniczeń", "id_limits"),
    "main_goal": ("", "celu głównego", "id_main_goal"),
    "handing_over": ("", "przekazywaniu świadczeń", "id_handing_over"),
    "past_actions": ("", "od kiedy osoba jest bez pracy", "id_past_actions"),
    "failure_reasons": (" ", "przyczyn niepowodzenia", "id_failure_reasons"),
    "effects_to_support": ("", "efektów wymagających dalszego wsparcia", "id_effects_to_support"),
    "goals": ([], "celu szczegółowego", "id_goals"),
    "reviews": ([REVIEWS[-1]], "oceny okresowej przed końcem", "id_planned_reviews"),
}


@pytest.mark.parametrize("what", WITHOUT)
def test_each_thing_that_is_missing_is_named_with_its_place(person, what):
    value, words, field = WITHOUT[what]
    found = missing(whole_draft(person, **{what: value}), ON)
    assert any(words in item.what and item.field == field for item in found), found


def test_nothing_is_missing_in_a_whole_draft(person):
    assert missing(whole_draft(person), ON) == []
    assert missing(whole_draft(person, contract_type="A"), ON) == []


def test_type_a_does_not_ask_for_the_labour_market(person):
    blank = {
        "labour_group": "",
        "past_actions": "",
        "failure_reasons": "",
        "effects_to_support": "",
    }
    assert missing(whole_draft(person, contract_type="A", **blank), ON) == []


DAY = datetime.date(2027, 2, 28)
GOAL = {"text": "cel", "effect": "efekt"}


def test_each_goal_has_the_effect_that_is_expected(person):
    both = [("person", "x", DAY), ("worker", "x", DAY)]
    found = missing(whole_draft(person, goals=[(GOAL, both), ("drugi", [])]), ON)
    assert [(item.what, item.field) for item in found] == [
        ("przewidywanego efektu celu b)", "id_goals-1-effect")
    ]


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ([("worker", "x", DAY)], "działania osoby"),
        ([("person", "x", DAY)], "działania pracownika"),
        ([("person", "x", DAY), ("worker", "x", None)], "terminu w działaniu 2"),
        (
            [("person", "x", datetime.date(2027, 6, 1)), ("worker", "x", DAY)],
            "terminu przed końcem kontraktu w działaniu 1",
        ),
    ],
)
def test_both_sides_act_each_by_a_day_within_the_term(person, actions, words):
    found = missing(whole_draft(person, goals=[(GOAL, actions)]), ON)
    assert [words in item.what for item in found] == [True], found


@pytest.mark.parametrize(("day", "is_past"), [(ON, False), (ON - datetime.timedelta(days=1), True)])
def test_what_is_agreed_today_is_not_past(person, day, is_past):
    actions = [("person", "x", day), ("worker", "x", DAY)]
    reviews = [(day, False), *REVIEWS]
    found = missing(whole_draft(person, goals=[(GOAL, actions)], reviews=reviews), ON)
    past = [item.what for item in found if "nie minął" in item.what]
    assert len(past) == len(found) == (2 if is_past else 0)


@pytest.mark.parametrize(("on", "complains"), [("2027-05-31", False), ("2027-06-01", True)])
def test_a_term_that_passed_is_missing(person, on, complains):
    found = missing(whole_draft(person), datetime.date.fromisoformat(on))
    assert (
        any(item.what.startswith("terminu, który jeszcze nie minął (") for item in found)
        is complains
    )


PERSON_WITHOUT = {
    "born_on": (None, "daty urodzenia"),
    "sex": ("", "płci"),
    "citizenship": ("", "obywatelstwa"),
    "pesel": ("", "dokumentu tożsamości osoby"),
    "needs_interpreter": (True, "tłumacza"),
    "cannot_write": (True, "odczytała treść"),
}


@pytest.mark.parametrize("field", PERSON_WITHOUT)
def test_what_the_paper_needs_of_the_person(users, field):
    value, words = PERSON_WITHOUT[field]
    found = missing(whole_draft(PersonFactory(responsible=users.worker, **{field: value})), ON)
    assert [words in item.what for item in found] == [True], found


@pytest.mark.parametrize(
    ("blank", "words"),
    [
        ({"name": ""}, ["nazwy ośrodka"]),
        ({"street": ""}, ["adresu ośrodka"]),
        ({"postal_code": ""}, ["adresu ośrodka"]),
        ({"town": ""}, ["adresu ośrodka"]),
        ({"phone": "", "nip": ""}, []),
    ],
)
def test_the_letterhead_needs_the_name_and_the_address_of_the_centre(person, blank, words):
    Centre.objects.update(**blank)
    found = missing(whole_draft(person), ON)
    assert [(item.what, item.field, item.is_of_centre) for item in found] == [
        (what, "", True) for what in words
    ]


def test_an_office_without_its_data_prints_no_contract_and_is_told_who_enters_them(
    person, users, client_of
):
    contract = whole_draft(person)
    Centre.objects.all().delete()
    browser = client_of(users.worker)
    page = text_of(browser.post(of(contract, "print"), {"row_version": 1}, follow=True))
    assert "Brakuje: nazwy ośrodka, adresu ośrodka." in page
    assert "dane ośrodka wpisuje administrator merytoryczny" in page
    contract.refresh_from_db()
    assert (contract.state, contract.number) == ("draft", "")


def test_a_whole_draft_is_not_to_be_filled_in_where_the_centre_alone_lacks_something(
    person, users, client_of
):
    contract = whole_draft(person)
    Centre.objects.update(street="")
    browser = client_of(users.worker)
    page = text_of(browser.get(of(contract, "contract")))
    assert "adresu ośrodka" in page
    assert "Uzupełnij szkic" not in page
    assert "Edytuj szkic" in page


def test_a_second_party_needs_an_identity_and_a_deed_and_signs_type_a_only(person):
    contract = whole_draft(person, contract_type="A", parties=[PARTNER])
    assert [item.what for item in missing(contract, ON)] == [
        "dokumentu tożsamości drugiej strony (Lis Ewa)",
        "działania drugiej strony (Lis Ewa)",
    ]
    party = PARTNER | {"pesel": "81050412355"}
    goals = [(GOAL, [("person", "x", DAY), ("worker", "x", DAY), PARTNER_ACTS])]
    assert missing(whole_draft(person, contract_type="A", parties=[party], goals=goals), ON) == []
    assert "rodzajem B" in missing(whole_draft(person, parties=[party], goals=goals), ON)[0].what
