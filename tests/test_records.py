"""Every model of people's records is tracked from its first migration, whoever changes it."""

import pghistory
import pytest
from django.apps import apps
from pghistory.models import Event

APPS = ["participants", "contracts", "psu", "activities", "families", "programmes", "reports"]
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, Event) and not model._meta.proxy
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_inserts_changes_and_deletions_are_tracked(model):
    assert len(pghistory.core.event_models(tracks_model=model)) == 1, f"{model} has no history"
    written = {trigger.name.split("_")[0] for trigger in model._meta.triggers}
    assert {"insert", "update", "delete"} <= written
