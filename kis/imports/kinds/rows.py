"""A row on its way: its cells as text, what they mean, and what is wrong with them. Without the database."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from kis.imports.kinds.cells import Remarked
from kis.imports.kinds.columns import Column
from kis.imports.reading.cells import is_error, is_formula
from kis.lib.dates import DAY, polish

# Days of a spreadsheet are counted from here, from 1927 to 2119 in five digits.
FIRST_DAY, DAY_NUMBER = datetime.date(1899, 12, 30), re.compile(r"[1-7]\d{4}")
MERGED = (
    "W arkuszu są tu scalone komórki, więc część wartości może brakować. Otwórz wiersz, sprawdź wszystkie "
    "pola i zapisz."
)
ERROR = "W arkuszu stoi tu błąd ({text}). Wpisz właściwą wartość."
FORMULA = "W arkuszu stoi tu formuła bez wyniku. Wpisz wartość."


@dataclass
class Row:
    """`faults` keep it from being added; `remarks` are only told. Both name the column, or none of them."""

    number: int
    cells: dict[str, str]
    is_merged: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[dict] = field(default_factory=list)
    remarks: list[dict] = field(default_factory=list)

    def fault(self, column: str, text: str, **link: int) -> None:
        """`link`: the number of the `person` or of the `row` of the list that the text names."""
        self.faults.append({"column": column, "text": text, **link})

    def remark(self, column: str, text: str, **link: int) -> None:
        self.remarks.append({"column": column, "text": text, **link})

    def is_faulty(self, *columns: str) -> bool:
        return any(fault["column"] in columns for fault in self.faults)

    def named(self, column: str, known: Mapping[str, Any], columns: Sequence[Column]):
        """The row of a dictionary that the cell names, None for an empty cell and for one with a fault."""
        field = next(one.field for one in columns if one.key == column)
        try:
            return field.found(self.facts.get(column) or "", known)
        except ValidationError as error:
            self.fault(column, error.messages[0])
            return None

    def refuse(self, error: ValidationError) -> None:
        """What a field, a model or a form says, beside its columns; a column with a fault keeps the first."""
        if not hasattr(error, "error_dict"):
            for text in error.messages:
                self.fault("", text)
            return
        for name, errors in ValidationError(error.error_dict).message_dict.items():
            column = "" if name == NON_FIELD_ERRORS else name
            if not column or not self.is_faulty(column):
                for text in errors:
                    self.fault(column, text)


def read_cells(row: Row, columns: Sequence[Column]) -> None:
    """Fill the facts, and tell every fault of every cell in one reading."""
    if row.is_merged:
        row.fault("", MERGED)
    for column in columns:
        text = row.cells.get(column.key, "")
        if is_error(text):
            row.fault(column.key, ERROR.format(text=text))
        elif is_formula(text):
            row.fault(column.key, FORMULA)
        else:
            _read(row, column, text)


def _read(row: Row, column: Column, text: str) -> None:
    try:
        value = column.field.clean(_day_of_number(row, column, text))
    except ValidationError as error:
        for sentence in error.messages:
            row.fault(column.key, sentence)
        return
    if isinstance(value, Remarked):
        row.remark(column.key, value.remark)
        value = value.value
    row.facts[column.key] = value


def _day_of_number(row: Row, column: Column, text: str) -> str:
    """A day that a spreadsheet shows as a bare number, for its cell lost the format of dates."""
    if not isinstance(column.field, forms.DateField) or not DAY_NUMBER.fullmatch(text):
        return text
    day = polish(FIRST_DAY + int(text) * DAY)
    row.remark(column.key, f"W arkuszu stoi tu liczba {text}, czyli dzień {day}. Sprawdź go.")
    row.cells[column.key] = day
    return day
