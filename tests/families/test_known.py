"""What is shown of a person in a family is the list of art. 16, whatever else is known of them."""

import html
import re

import pytest
from django.db import models
from django.urls import reverse

from kis.families.known import KNOWN, columns_of, known_of
from kis.families.models import Family, FamilyMember
from participants.merging import merge
from participants.models import Person
from tests.factories import PersonFactory
from tests.families.factories import member

pytestmark = pytest.mark.django_db
# Told of a row, not of the person: since when it is, and why a child is in two.
OF_THE_ROW = {"alternating_reason"}
LETTERS = {Person: "p", FamilyMember: "m", Family: "f"}
TEXTS = (models.CharField, models.TextField)


def texts_of(model) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices and not field.generated
    ]


def word(model, name: str) -> str:
    """Found nowhere else, and short enough for every column of text."""
    return f"q{LETTERS[model]}{texts_of(model).index(name):02}"


@pytest.fixture
def row(users, assignment):
    """A child of whom everything is known, each text with a word of its own."""
    family = assignment.cooperation.family
    child = member(family, part="child")
    for model, pk in ((Person, child.person_id), (FamilyMember, child.pk), (Family, family.pk)):
        known = {name: word(model, name) for name in texts_of(model)}
        if model is Person:
            known |= {"pesel": child.person.pesel, "identity_kind": "passport"}
            known |= {"postal_code": "99-123"}
        if model is Family:
            known |= {"postal_code": "24-100"}
        model.objects.filter(pk=pk).update(**known)
    return FamilyMember.objects.select_related("family", "person").get(pk=child.pk)


def shown_to(client_of, user, row) -> str:
    response = client_of(user).get(reverse("families:members", args=[row.family_id]))
    page = html.unescape(response.content.decode())
    return re.search(r'<section class="sheet".*</section>', page, re.DOTALL)[0]


def test_the_page_shows_the_table_and_nothing_beside_it(client_of, users, row):
    page = shown_to(client_of, users.assistant, row)
    for model in (Person, FamilyMember, Family):
        allowed = {*columns_of(model), *OF_THE_ROW}
        for name in texts_of(model):
            # The place of stay stands for an address, where there is none.
            if name in ("pesel", "postal_code", "place_of_stay"):
                continue
            assert (word(model, name) in page) is (name in allowed), (model, name)
    assert row.person.pesel not in page
    assert "99-123" in page
    nowhere = dict.fromkeys(("street", "house", "postal_code", "town"), "")
    Person.objects.filter(pk=row.person_id).update(**nowhere)
    assert word(Person, "place_of_stay") in shown_to(client_of, users.assistant, row)


def test_the_table_has_what_art_16_names_and_no_number_of_a_person():
    assert {*columns_of(Person)} == {
        *("last_name", "first_name", "second_name", "born_on", "citizenship"),
        *("street", "house", "postal_code", "town", "place_of_stay"),
        *("education", "profession"),
    }
    assert {*columns_of(FamilyMember)} == {
        *("civil_status", "workplace", "income_sources"),
        *("whereabouts", "authority", "legal_situation", "development"),
    }
    assert columns_of(Family) == ["housing"]


def test_of_a_grown_up_nothing_is_asked_that_is_asked_of_a_child(users, row):
    parent = member(row.family)
    asked = {label for label, _ in known_of(parent)}
    assert asked == {fact.words for fact in KNOWN if not fact.of_child}


def test_a_merged_file_is_read_through(users, assignment):
    first = PersonFactory(responsible=users.worker, profession="")
    second = PersonFactory(responsible=users.worker, last_name="Dawna", profession="kucharka")
    row = member(assignment.cooperation.family, second)
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    row = FamilyMember.objects.select_related("family", "person__merged_into").get(pk=row.pk)
    told = dict(known_of(row))
    assert told["Nazwisko"] == first.last_name
    assert told["Zawód"] == "kucharka"


def test_head_and_social_worker_read_no_more_of_a_person_than_the_assistant(client_of, users, row):
    pages = {shown_to(client_of, user, row) for user in (users.head,)}
    assert all(row.person.pesel not in page for page in pages)
