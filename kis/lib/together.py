"""Several short lists asked as one question: a page would wait for the database once for each of them."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property, update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import JSONField, Model, QuerySet
from django.db.models.expressions import RawSQL

from kis.lib.worded import Wording, sql_of

WHOLE_ROW = "whole_row"


def together(ask: Callable[..., tuple[QuerySet, ...]]) -> "Lists":
    """Makes a function that gives QuerySets into one that gives the rows of each, by one query.

    Worded once a process, so its arguments and what it reads are as in `kis.lib.worded`. Each row has every
    column of its model and what was annotated; what keys point to comes as a list of its own, see `point`.
    """
    return Lists(ask)


def point(rows: Iterable[Model], targets: Iterable[Model], *keys: str) -> None:
    """Gives the rows what these keys of theirs point to, which came as a list of its own."""
    by_number = {target.pk: target for target in targets}
    for row in rows:
        for key in keys:
            setattr(row, key, by_number.get(getattr(row, f"{key}_id")))


def whole_row(model: type[Model]) -> RawSQL:
    """The row of each as JSON, by the names of its columns."""
    return RawSQL(f'to_jsonb("{model._meta.db_table}")', [], JSONField())  # noqa: S611 - a table's name


def made_of(model: type[Model], row: dict) -> Model:
    """The row that the database told as JSON."""
    fields = model._meta.concrete_fields
    values = [value_of(field, row[field.attname]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def value_of(field, told):
    """What a column holds, of its value in JSON."""
    if told is None:
        return None
    return (field.output_field if getattr(field, "generated", False) else field).to_python(told)


class Lists:
    """See `together`."""

    def __init__(self, ask: Callable[..., tuple[QuerySet, ...]]):
        self.wording = _WordingOfLists(ask)
        update_wrapper(self, ask)

    def __call__(self, *values) -> list[list[Model]]:
        # A number that no column holds is asked about nowhere.
        (answer,) = self.wording.answered(*values) or [[None] * len(self._kinds)]
        return [
            [_read(kind, text) for text in told or ()]
            for kind, told in zip(self._kinds, answer, strict=True)
        ]

    @cached_property
    def _kinds(self) -> list[tuple[type[Model], dict]]:
        """Of each list its model and the fields of what was annotated."""
        return [
            (
                rows.model,
                {name: told.output_field for name, told in rows.query.annotation_select.items()},
            )
            for rows in self.wording.rows()
        ]


def _read(kind: tuple[type[Model], dict], text: str) -> Model:
    model, annotated = kind
    told = json.loads(text, parse_float=Decimal)
    row = made_of(model, told[WHOLE_ROW])
    for name, field in annotated.items():
        setattr(row, name, value_of(field, told[name]))
    return row


class _WordingOfLists(Wording):
    def statement(self, turn: int) -> tuple[str, list]:
        parts = [_array_of(rows) for rows in self.rows(turn)]
        values = [value for _, given in parts for value in given]
        return f"SELECT {', '.join(text for text, _ in parts)}", values


def _array_of(rows: QuerySet) -> tuple[str, tuple]:
    """NULL for a list that is empty whatever is stored."""
    annotated = tuple(rows.query.annotation_select)
    if rows.query.select_related or rows.query.deferred_loading[0]:
        raise TypeError(f"{rows.model.__name__}: each list has whole rows of one model")
    try:
        text, values = sql_of(
            rows.annotate(**{WHOLE_ROW: whole_row(rows.model)}).values_list(WHOLE_ROW, *annotated)
        )
    except EmptyResultSet:
        return "NULL", ()
    return f"ARRAY(SELECT to_jsonb(listed)::text FROM ({text}) listed)", values  # noqa: S608 - Django's text
