"""Drafts of the layout before the official form's boxes: nothing of them is lost."""

import datetime

import pytest

from contracts.drafting import copy_to_draft
from contracts.models import Action, Goal, SocialContract
from contracts.old_layout import in_table, move_to_boxes, texts_in_boxes
from tests.contracts import made
from tests.contracts.written import PARTNER

D = datetime.date
OF_OLD = {
    "type": "A",
    "strengths": "Wsparcie siostry.",
    "qualifications": "Prawo jazdy.",
    "expected_effects": "Umowa o pracę.",
}
IN_BOX = "Wsparcie siostry.\nKwalifikacje, umiejętności i doświadczenie: Prawo jazdy."


@pytest.mark.parametrize(
    ("texts", "strengths", "main_goal"),
    [
        (("", "", "Praca", "", False), "", "Praca"),
        (("Siostra", "", "Praca", "Umowa", True), "Siostra", "Praca"),
        (
            ("Siostra", "Kurs", "Praca", "Umowa", False),
            "Siostra\nKwalifikacje, umiejętności i doświadczenie: Kurs",
            "Praca\nPrzewidywane efekty: Umowa",
        ),
        (("", "Kurs", "", "", False), "Kwalifikacje, umiejętności i doświadczenie: Kurs", ""),
    ],
)
def test_texts_without_a_box_stand_in_the_nearest_one(texts, strengths, main_goal):
    names = ("strengths", "qualifications", "main_goal", "expected_effects", "has_goals")
    moved = texts_in_boxes(**dict(zip(names, texts, strict=True)))
    assert (moved["strengths"], moved["main_goal"]) == (strengths, main_goal)
    assert (moved["qualifications"], moved["expected_effects"]) == ("", "")


@pytest.mark.parametrize(
    ("who", "names", "found"),
    [
        ("", ["Ewa"], (None, "Rozmowa")),
        ("Ewa", ["Jan", "Ewa"], (1, "Rozmowa")),
        ("ewa", ["Ewa"], (0, "Rozmowa")),
        ("Ola", ["Ewa"], (None, "Ola: Rozmowa")),
        ("Ewa", ["Ewa", "Ewa"], (None, "Ewa: Rozmowa")),
        ("Ewa", [], (None, "Ewa: Rozmowa")),
    ],
)
def test_a_name_beside_an_action_becomes_that_adults_table_or_stays_in_the_text(who, names, found):
    assert in_table(who, "Rozmowa", names) == found


@pytest.fixture
def old_draft(person):
    contract = made.draft(person, **OF_OLD)
    contract.parties.update(role="signs", first_name="Ewa")
    Action.objects.update(who="Ewa")
    return contract


@pytest.mark.django_db
def test_a_draft_moves_whole(old_draft):
    move_to_boxes(old_draft)
    moved = SocialContract.objects.get(pk=old_draft.pk)
    assert (moved.strengths, moved.qualifications, moved.expected_effects) == (IN_BOX, "", "")
    assert Goal.objects.get().effect == "Umowa o pracę."
    action = Action.objects.get()
    assert (action.who, action.party.first_name) == ("", "Ewa")
    move_to_boxes(moved)
    assert SocialContract.objects.get(pk=old_draft.pk).strengths == IN_BOX


@pytest.mark.django_db
def test_going_back_to_editing_moves_a_contract_printed_before(person, users):
    contract = made.printed(person, **OF_OLD)
    contract.back_to_draft(at=made.PRINTED_AT, by=users.worker)
    contract.refresh_from_db()
    assert contract.strengths == IN_BOX
    assert contract.goals.get().effect == "Umowa o pracę."


@pytest.mark.django_db
def test_a_copy_of_a_signed_one_stands_in_the_boxes_and_the_signed_one_as_it_was(person, users):
    contract = made.draft(person, **OF_OLD)
    contract.parties.update(role=PARTNER["role"], first_name="Ewa", last_name="Lis")
    Action.objects.update(who="Ewa")
    made.sign(made.lock(contract))
    copy = copy_to_draft(contract, by=users.worker)
    assert copy.strengths == IN_BOX
    assert copy.goals.get().effect == "Umowa o pracę."
    assert copy.goals.get().actions.get().party == copy.parties.get()
    contract.refresh_from_db()
    assert (contract.qualifications, contract.goals.get().effect) == ("Prawo jazdy.", "")
