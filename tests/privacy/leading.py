"""The models whose rows lead to a person, by their keys."""

import pghistory
from django.apps import apps

from participants.models import Person

MODELS = [
    model
    for model in apps.get_models()
    if not model._meta.proxy and not issubclass(model, pghistory.models.Event)
]


def points_to(model, known) -> bool:
    return any(
        field.is_relation and field.related_model._meta.concrete_model in known
        for field in model._meta.concrete_fields
    )


def leading_to_a_person() -> set:
    known = {Person}
    while more := {model for model in MODELS if model not in known and points_to(model, known)}:
        known |= more
    return known
