"""Rules that never break, read again on live data: each app tells its own in its `invariants.py`.

Guards and constraints keep them at every save. A restored copy, a switched-off trigger, a hand in the
database pass them by: the nightly check (kis.desk.consistency) asks each rule of all rows at once.
"""
# ruff: noqa: S608 – put together from names of tables and columns that stand in the source

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import BigIntegerField, CharField, DateField, Value
from django.db.models.functions import Cast

from kis.lib.worded import sql_of


@dataclass(frozen=True)
class Invariant:
    """One rule. Its statement finds every row that breaks it, as `number, person, day, name`.

    Each of them may be NULL, the name empty: a finding says what it is about and never what stands there.
    The name is that of a table, a series or a rule, not of somebody; `thing` says what the number is of.
    `key` stays: findings are kept under it. `address` takes the number and the person and leads to where it
    is settled, for who has the `right`; without one it is the system administrator's, outside of the program.
    `values` may be a function where they lie outside of the database; it raises Refused where they cannot be
    read.
    """

    key: str
    what: str
    to_do: str
    sql: str
    values: tuple | Callable[[], tuple] = ()
    thing: str = ""
    right: str = ""
    address: Callable[[int | None, int | None], str] | None = None


def voided_alone(kinds: Iterable[type[models.Model]]) -> dict:
    """Of these kinds the rows voided without a reason or by their own author: `sql` and `values`."""
    parts = [_unlike_its_constraint(model) for model in kinds]
    sql, values = sql_of(parts[0].union(*parts[1:], all=True))
    return {"sql": sql, "values": values}


def _unlike_its_constraint(model: type[models.Model]) -> models.QuerySet:
    (whole,) = [c for c in model._meta.constraints if c.name.endswith("_voided_whole")]
    return (
        model._base_manager.exclude(whole.condition)
        .order_by()
        .values_list(
            Cast("pk", BigIntegerField()),
            Cast(Value(None), BigIntegerField()),
            Cast("voided_at", DateField()),
            Cast(Value(model._meta.db_table), CharField()),
        )
    )


def numbers_kept(used: str, kinds: Iterable[str]) -> str:
    """Series of these kinds whose numbers have a gap, stand twice or were never counted, behind those that
    were used before the program.

    `used` gives kind, year and number of every paper, voided ones too.
    """
    known = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""
        SELECT series.id, NULL::bigint, make_date(year, 1, 1), kind || ' ' || year
        FROM (SELECT id, kind, year, last, before_program AS before FROM documents_numberseries
            WHERE kind IN ({known})) series
        FULL JOIN (
            SELECT kind, year, count(*) AS papers, count(DISTINCT number) AS numbers, max(number) AS last
            FROM ({used}) used (kind, year, number) WHERE number IS NOT NULL GROUP BY 1, 2) counted
        USING (kind, year)
        WHERE COALESCE(counted.last, series.before, 0) <> COALESCE(series.last, 0)
            OR counted.papers <> counted.last - series.before
            OR counted.numbers <> counted.last - series.before"""


def past_its_history(
    model: type[models.Model],
    *,
    frozen: str = "TRUE",
    person: str = "NULL::bigint",
    joins: str = "",
) -> str:
    """Rows `r` that differ from the last event of their history: somebody changed them past the triggers.

    Only where `frozen` holds: what may change is told by its history anyway.
    """
    (event,) = [
        related.related_model
        for related in model._meta.related_objects
        if getattr(related.related_model, "pgh_tracked_model", None) is model
        and related.field.name == "pgh_obj"
    ]
    ours = {field.column for field in model._meta.concrete_fields}
    kept = [f.column for f in event._meta.concrete_fields if f.column in ours]
    row, last = (", ".join(f'{alias}."{name}"' for name in kept) for alias in ("r", "last"))
    table = model._meta.db_table
    return f"""
        SELECT r.id, {person}, NULL::date, '{table}'
        FROM {table} r {joins}
        LEFT JOIN LATERAL (SELECT e.* FROM {event._meta.db_table} e
            WHERE e.pgh_obj_id = r.id ORDER BY e.pgh_id DESC LIMIT 1) last ON TRUE
        WHERE ({frozen}) AND ({row}) IS DISTINCT FROM ({last})"""
