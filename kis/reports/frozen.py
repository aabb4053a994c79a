"""A report as plain values: its paper and workbook are made of them, a copy keeps and compares them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kis.reports.asking import COUNT, Facts, Row
from kis.reports.report import Report
from kis.reports.tables import TOTAL, Filled, Value, cell_query


def plain(report: Report) -> list[dict]:
    """The tables as JSON has them; amounts as text, so that a grosz stays a grosz."""
    return [_table(filled) for filled in report.tables]


def _table(filled: Filled) -> dict:
    table = filled.table
    return {
        "key": table.key,
        "title": table.title,
        "head": table.head,
        "note": table.note,
        "columns": [
            {
                "key": column.key,
                "heading": column.heading,
            }
            for column in table.columns
        ],
        "lines": [
            {
                "key": line.key,
                "label": line.label,
                "is_total": line.key == TOTAL,
                "cells": [
                    {
                        "amount": _plain_amount(value),
                        "words": value.words,
                        "look": value.look,
                        "measure": table.measure(line, value.column),
                        "facts": table.facts_of(line, value.column).key,
                        "where": dict(table.conditions(line, value.column))
                        if value.query
                        else None,
                    }
                    for value in values
                ],
            }
            for line, values in filled.all_rows
        ],
        "balance": balance_words(filled),
    }


def _plain_amount(value: Value) -> str | None:
    """None of what is no number: a cell that nobody typed into, or a sign."""
    if value.look != "typed":
        return str(value.amount)
    number = value.amount.replace(",", ".")
    return number if number.strip(".x") else None


def balance_words(filled: Filled) -> str:
    """12 + 5 − 4 − 1 = 12; empty of a table without one."""
    if not (balance := filled.balance):
        return ""
    came = "".join(f" + {value.words}" for value in balance.came)
    went = "".join(f" − {value.words}" for value in balance.went)
    return f"{balance.start.words}{came}{went} = {balance.end.words}"


def rows_of(report: Report) -> dict[str, dict]:
    """All that was counted, so that a figure opens the same rows a year later. A query a kind of fact."""
    return {facts.key: _rows(facts, report) for facts in report.facts}


def _rows(facts: Facts, report: Report) -> dict:
    names = facts.columns
    found = [[_json(value) for value in row] for row in facts.everything(report.values)]
    return {"columns": list(names), "rows": found}


def _json(value: Any):
    match value:
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return str(value)
    return value


@dataclass(frozen=True)
class Difference:
    """A cell whose figure is another today; `then` or `now` is None where the line or table was not there."""

    table: str
    line: str
    column: str
    names: tuple[str, str, str]
    then: str | None
    now: str | None

    @property
    def query(self) -> str:
        return cell_query(self.table, self.line, self.column)


def differences(kept: list[dict], today: list[dict]) -> list[Difference]:
    before, after = _cells(kept), _cells(today)
    found = []
    for cell in [*before, *(cell for cell in after if cell not in before)]:
        then, now = before.get(cell), after.get(cell)
        if _amount(then) == _amount(now):
            continue
        names = (then or now)["names"]
        found.append(Difference(*cell, names, then and then["words"], now and now["words"]))
    return found


def _amount(cell: dict | None) -> Decimal | str:
    """What is no number is compared by its words."""
    if cell is None:
        return Decimal(0)
    return cell["words"] if cell["amount"] is None else Decimal(cell["amount"])


def _cells(tables: list[dict]) -> dict[tuple[str, str, str], dict]:
    return {
        (table["key"], line["key"], column["key"]): cell
        | {"names": (table["title"], line["label"], column["heading"]), "column": column}
        for table in tables
        for line in table["lines"]
        for column, cell in zip(table["columns"], line["cells"], strict=True)
    }


@dataclass(frozen=True)
class Changed:
    """Of one cell: rows that were counted then and are not now, that came since, that weigh otherwise."""

    names: tuple[str, str, str]
    facts: Facts
    gone: list[Row]
    came: list[Row]
    other: list[tuple[Row, Row]]


def changed(copy, report: Report, asked: tuple[str, str, str]) -> Changed | None:
    """None where neither the copy nor the report has such a cell. One query."""
    cell = _cells(copy.figures).get(asked) or _cells(plain(report)).get(asked)
    if cell is None or cell["where"] is None:
        return None
    # Copies that were kept before sheets were made say it of the whole column.
    asked_of = cell.get("facts") or cell["column"]["facts"]
    facts = next((each for each in report.facts if each.key == asked_of), None)
    if facts is None:
        return None
    then = {_same(row): row for row in _kept(copy.rows, cell, facts)}
    now = {_same(row): row for row in facts.rows(cell["where"], cell["measure"], report.values)}
    both = then.keys() & now.keys()
    return Changed(
        cell["names"],
        facts,
        [row for key, row in then.items() if key not in both],
        [row for key, row in now.items() if key not in both],
        [
            (then[key], now[key])
            for key in then
            if key in both and _value(then[key]) != _value(now[key])
        ],
    )


def _same(row: Row) -> tuple:
    """A thing by its number; what was put together by whose it is and what it is called."""
    return (row.number,) if row.number is not None else (None, row.person, row.words)


def _value(row: Row) -> Decimal:
    return Decimal(row.value or 0)


def _kept(rows: Mapping[str, dict], cell: dict, facts: Facts) -> list[Row]:
    kept = rows.get(facts.key, {"columns": [], "rows": []})
    measure = cell["measure"]
    found = []
    for values in kept["rows"]:
        told = dict(zip(kept["columns"], values, strict=True))
        if any(told.get(name) != wanted for name, wanted in cell["where"].items()):
            continue
        if measure == COUNT:
            found.append(_row(told, None))
        elif Decimal(told[measure] or 0):
            found.append(_row(told, Decimal(told[measure])))
    return found


def _row(told: dict, value: Decimal | None) -> Row:
    first, last = (_day(told[name]) for name in ("first", "last"))
    return Row(told["number"], told["person"], first, last, told["words"], value)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
