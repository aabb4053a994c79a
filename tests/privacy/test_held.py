"""The list of what is held of a person forgets no model and no field."""

import pytest

from kis.desk.tracked import SOURCES
from kis.privacy.held import HELD, ONLY_NUMBERS
from participants.models import Person
from tests.privacy.leading import MODELS, leading_to_a_person


def test_every_model_that_leads_to_a_person_is_in_it():
    listed = {held.model for held in HELD}
    missing = {model._meta.label for model in leading_to_a_person() - listed} - set(ONLY_NUMBERS)
    assert not missing


def test_it_knows_each_key_that_points_to_a_person_itself():
    ways = {(held.model, held.to_person) for held in HELD}
    keys = {
        (model, field.name)
        for model in MODELS
        if model is not Person and model._meta.label not in ONLY_NUMBERS
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.concrete_model is Person
    }
    assert keys <= ways


def test_whatever_the_history_of_a_person_is_told_from_is_in_it():
    concrete = {source.model._meta.concrete_model for source in SOURCES}
    assert concrete <= {held.model for held in HELD}


@pytest.mark.parametrize(
    "held", HELD, ids=lambda held: f"{held.model._meta.label}-{held.to_person}"
)
def test_the_fields_that_it_names_exist(held):
    names = {field.name for field in held.model._meta.concrete_fields}
    assert {*held.withheld, *held.erased, *held.kept} <= names
