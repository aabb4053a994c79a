"""Lists whose rows are judged by the forms of the screens, and saved by the same acts."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.datastructures import MultiValueDict

from kis.imports.kinds.cells import ChoiceCell, YesNoCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind
from kis.imports.kinds.rows import Row
from kis.imports.kinds.whose import find_people
from participants.models import Person


class LinesCell(forms.CharField):
    """Several lines of a form in one cell, parted by a semicolon or by a line."""

    def to_python(self, value):
        return super().to_python(value.replace(";", "\n"))


class OfForms(Kind):
    """`judge` asks the forms of a row with a person; `act` makes its records."""

    at_once = 50
    is_voided = True

    def look_up(self, rows: Sequence[Row]) -> None:
        find_people(rows, self.by)
        for row in rows:
            if "person" in row.facts:
                self.judge(row)

    def lock(self, rows: Sequence[Row]) -> None:
        people = Person.objects.filter(pk__in={row.facts["person"].pk for row in rows})
        list(people.order_by("pk").select_for_update(no_key=True).values_list("pk"))

    def judge(self, row: Row) -> None:
        raise NotImplementedError

    def act(self, row: Row) -> list[models.Model]:
        raise NotImplementedError

    def make(self, rows: Sequence[Row]):
        made = [self.act(row) for row in rows]
        for records in made:
            for record in records:
                record.refresh_from_db(fields=["version"])
        return made

    def take_back(self, records: Sequence[models.Model], *, reason: str) -> None:
        for record in records:
            record.void(by=self.by, reason=reason)


def typed(row: Row, names: Iterable[str], **other: str) -> MultiValueDict:
    """The row as a form would send it; `other`: the column of a field that is named otherwise."""
    columns = {name: name for name in names} | other
    sent = {name: _as_sent(row, column) for name, column in columns.items()}
    return MultiValueDict({name: [value] for name, value in sent.items() if value != ""})


def _as_sent(row: Row, column: str) -> Any:
    match row.facts.get(column):
        case models.Model() as thing:
            return thing.pk
        case bool(answer):
            return "on" if answer else ""
        case str(text):
            return text
    return row.cells.get(column, "")


def tell_faults(row: Row, form: forms.BaseForm, **other: str) -> bool:
    """Whether the form is sound; else its faults are the row's. `other` as in `typed`."""
    if form.is_valid():
        return True
    errors = {other.get(name, name): errors for name, errors in form.errors.as_data().items()}
    row.refuse(ValidationError(errors))
    return False


def columns_of(
    form: type[forms.BaseForm], headings: dict[str, tuple[str, tuple[str, ...], str]], **fields
) -> list[Column]:
    """The form's own fields under headings of a list; words of a list and yes or no are read as words.

    `fields` stand instead of those of the form.
    """
    found = []
    for name, (heading, known_as, example) in headings.items():
        field = fields.get(name) or _read_as_words(deepcopy(form.base_fields[name]))
        found.append(Column(name, heading, field, known_as, example))
    return found


def _read_as_words(field: forms.Field) -> forms.Field:
    if isinstance(field, forms.BooleanField):
        return YesNoCell(help_text=field.help_text)
    if isinstance(field, forms.ChoiceField):
        return ChoiceCell(field.choices, required=field.required, help_text=field.help_text)
    return field
