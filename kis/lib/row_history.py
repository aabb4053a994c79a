"""What was done to one row: who changed what, from what, to what."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

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
    return _told_of(type(row), list(events_of(row).select_related("pgh_context")))


def acts_on_parts(
    model: type[models.Model], *, owner: str, of: models.Model, named: str
) -> list[tuple[str, Act]]:
    """Of every row that ever belonged to `of` by its key `owner`, deleted since or not; the newest first.

    Each with the row's name: what its column `named` held then. The key itself is not told. Two queries, and
    one for each other key that was changed.
    """
    (kept,) = pghistory.core.event_models(tracks_model=model)
    events = kept.objects.filter(**{owner: of.pk}).order_by("pgh_id").select_related("pgh_context")
    names = [getattr(event, named) for event in events]
    return list(zip(names[::-1], _told_of(model, list(events), but={owner}), strict=True))


def _told_of(model, events: list, *, but: Collection[str] = ()) -> list[Act]:
    """`events` of one row or of several, the first one first."""
    numbers = {_user_of(event) for event in events} - {None}
    names = {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=numbers)}
    found, before = [], {}
    for event in events:
        changes = _changes(model, before.get(event.pgh_obj_id), event, but)
        before[event.pgh_obj_id] = event
        found.append(
            Act(
                at=timezone.localtime(event.pgh_created_at),
                who=names.get(_user_of(event), NOBODY),
                what=ACTS[event.pgh_label],
                changes=tuple(changes),
            )
        )
    return found[::-1]


def _user_of(event) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _changes(model, before, after, but: Collection[str] = ()) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in {"version", *but}:
            continue
        if not hasattr(after, field.attname):
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
