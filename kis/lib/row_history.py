"""What was done to one row: who changed what, from what, to what."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pghistory
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from kis.lib.shown import shown

ACTS = {"insert": "dodano", "update": "zmieniono", "delete": "usunięto"}
# A row written by a command or in SQL has no user.
NOBODY = "program"


@dataclass(frozen=True)
class FieldChange:
    """Both values as they are shown."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Act:
    at: datetime.datetime
    who: str
    what: str
    changes: tuple[FieldChange, ...]

    @property
    def is_change(self) -> bool:
        return self.what == ACTS["update"]


def events_of(row: models.Model) -> models.QuerySet:
    """The kept states of a tracked row, the first one first."""
    (events,) = pghistory.core.event_models(tracks_model=type(row))
    return events.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")


def acts_on(row: models.Model) -> list[Act]:
    """The newest first. Three queries, and one for each key that was changed."""
    events = list(events_of(row).select_related("pgh_context"))
    numbers = {_user_of(event) for event in events} - {None}
    names = {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=numbers)}
    found = [
        Act(
            at=timezone.localtime(event.pgh_created_at),
            who=names.get(_user_of(event), NOBODY),
            what=ACTS[event.pgh_label],
            changes=tuple(_changes(type(row), before, event)),
        )
        for before, event in pairwise([None, *events])
    ]
    return found[::-1]


def _user_of(event) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _changes(model, before, after) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name == "version" or not hasattr(after, field.attname):
            continue
        old, new = (getattr(event, field.attname) if event else None for event in (before, after))
        if (old or None) != (new or None):
            yield FieldChange(str(field.verbose_name), _told(field, before), _told(field, after))


def _told(field, event) -> str:
    """A row that is pointed to by its name; one that is there no more by its number."""
    value = getattr(event, field.attname, None)
    if not field.is_relation or value is None:
        return shown(field, value)
    return str(field.related_model._base_manager.filter(pk=value).first() or value)
