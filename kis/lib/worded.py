"""Questions that a person's file asks on every page: worded once a process, asked with other values.

Django words a question anew whenever it is asked, and for rows of forty columns that takes longer than the
database's answer: a tab of the file would take four milliseconds more, its history ten. What is asked stays a
QuerySet; only its wording is kept. Elsewhere a plain QuerySet is quick enough.

Beside documented names this module leans on a few of Django's own, which tests/lib/test_worded.py lists.
"""

import datetime
import inspect
from collections.abc import Callable
from functools import cached_property, update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

# Values that no question means, to be found again in its wording; two for each place among the arguments.
STAND_INS = {
    int: lambda place, turn: 30_000 + 10 * place + turn,  # every column of numbers holds it
    datetime.date: lambda place, turn: datetime.date(1 + place, 1, 1 + turn),
}


def worded(*related: str):
    """Makes a function that gives a QuerySet of a model into one that gives a list of its rows.

    Its arguments are annotated `int` or `datetime.date` and are only compared with columns; none is ever
    None. The function is asked once: what it reads beside them, such as the day, would stay. `related` names
    foreign keys whose rows come too. Called with `name=object` as well, each row gets that object as an
    attribute: what the asker holds is not read again.
    """
    return lambda ask: Question(ask, related)


def sql_of(rows: QuerySet) -> tuple[str, tuple]:
    """The statement with its values. Raises EmptyResultSet where it finds nothing, whatever is stored."""
    return rows.query.sql_with_params()


class Wording:
    """The text of a question. Raises TypeError at its first use where unlike values are asked differently."""

    def __init__(self, ask: Callable[..., QuerySet], shape=lambda rows: rows, around="{}"):
        """`shape` makes of the rows what is selected of them; `around` is SQL with {} for the question."""
        self.ask, self.shape, self.around = ask, shape, around

    def answered(self, *values, after=()) -> list[tuple]:
        """`after`: the values of the text around, which stand behind those of the question."""
        if self._kept is None or any(map(_no_column_holds, values)):
            return []
        text, parameters = self._kept
        given = [constant if place is None else values[place] for place, constant in parameters]
        with connection.cursor() as cursor:
            cursor.execute(text, [*given, *after])
            return cursor.fetchall()

    def rows(self, turn: int = 1) -> QuerySet:
        return self.ask(*self._stand_ins(turn))

    def statement(self, turn: int) -> tuple[str, tuple]:
        return sql_of(self.shape(self.rows(turn)))

    @cached_property
    def _kept(self) -> tuple[str, list[tuple]] | None:
        """None where the question finds nobody, whatever the values."""
        try:
            kept = self._located(1)
            if kept != self._located(2):
                raise TypeError(f"{self.ask.__qualname__}: an argument is not just compared")
        except EmptyResultSet:
            return None
        return kept

    def _located(self, turn: int) -> tuple[str, list[tuple]]:
        """The text and its parameters: (place of the argument, None) or (None, constant)."""
        text, parameters = self.statement(turn)
        asked = self._stand_ins(turn)
        return self.around.format(text), [
            (asked.index(value), None) if value in asked else (None, value) for value in parameters
        ]

    def _stand_ins(self, turn: int) -> list:
        arguments = inspect.signature(self.ask).parameters.values()
        return [STAND_INS[known.annotation](place, turn) for place, known in enumerate(arguments)]


def _no_column_holds(value) -> bool:
    """PostgreSQL would compare such a number with every row: no index holds it."""
    return isinstance(value, int) and value.bit_length() > 63


class Question:
    """See `worded`. Raises TypeError for a QuerySet that says itself what comes with its rows."""

    def __init__(self, ask: Callable[..., QuerySet], related: tuple[str, ...]):
        self.related = related
        self.wording = Wording(ask, self._in_columns)
        update_wrapper(self, ask)

    def __call__(self, *values, **known) -> list[Model]:
        made = [self._row(answer) for answer in self.wording.answered(*values)]
        for row in made:
            for name, value in known.items():
                setattr(row, name, value)
        return made

    def _row(self, answer: tuple) -> Model:
        main, *others = self._parts
        row = main.read(answer)
        for part in others:
            setattr(row, part.name, part.read(answer))
        for name, value in zip(self._annotated, answer[self._parts[-1].end :], strict=True):
            setattr(row, name, value)
        return row

    def _in_columns(self, rows: QuerySet) -> QuerySet:
        if rows.query.select_related or rows.query.deferred_loading[0]:
            raise TypeError(f"{self.wording.ask.__qualname__}: name what comes along in `worded`")
        columns = [column for part in self._parts for column in part.columns]
        return rows.values_list(*columns, *self._annotated)

    @cached_property
    def _annotated(self) -> tuple[str, ...]:
        return tuple(self.wording.rows().query.annotation_select)

    @cached_property
    def _parts(self) -> list["_Part"]:
        model = self.wording.rows().model
        parts = [_Part(model)]
        for name in self.related:
            parts.append(_Part(model._meta.get_field(name).related_model, name, parts[-1].end))
        return parts


class _Part:
    """One model's columns in an answer."""

    def __init__(self, model: type[Model], name: str = "", start: int = 0):
        fields = model._meta.concrete_fields
        self.model, self.name = model, name
        self.attributes = [field.attname for field in fields]
        self.columns = [f"{name}__{column}" if name else column for column in self.attributes]
        self.start, self.end = start, start + len(fields)
        self.key = start + fields.index(model._meta.pk)
        self.converters = [
            (place, convert)
            for place, field in enumerate(fields)
            for convert in field.get_db_converters(connection)
        ]

    def read(self, answer: tuple) -> Model | None:
        if answer[self.key] is None:
            return None
        values = list(answer[self.start : self.end])
        for place, convert in self.converters:
            values[place] = convert(values[place], None, connection)
        return self.model.from_db(connection.alias, self.attributes, values)
