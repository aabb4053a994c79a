"""The rules' own keepers: constraints and triggers that the source names stand in the database and are on."""
# ruff: noqa: S608 – put together from names that stand in the source

from itertools import chain

import pgtrigger
from django.apps import apps

from kis.lib.invariants import Invariant

RESTORE = (
    "Administrator systemu: sprawdź, kto i po co to wyłączył, i uruchom „manage.py prepare” jako właściciel "
    "tabel. Dopóki reguły nie ma, program może zapisać dane, które ją łamią."
)


def _wanted(pairs) -> tuple[str, tuple]:
    """Rows of table and name, as SQL with its values."""
    found = sorted(set(pairs))
    return ", ".join(["(%s, %s)"] * len(found)), tuple(chain.from_iterable(found))


def _triggers() -> dict:
    rows, values = _wanted(
        (model._meta.db_table, trigger.get_pgid(model)) for model, trigger in pgtrigger.registered()
    )
    # Keys to other rows are kept by triggers as well, of the database's own.
    sql = f"""
        SELECT NULL::bigint, NULL::bigint, NULL::date, wanted.of || ': ' || wanted.name
        FROM (VALUES {rows}) wanted (of, name)
        LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(wanted.of) AND t.tgname = wanted.name
        WHERE COALESCE(t.tgenabled NOT IN ('O', 'A'), TRUE)
        UNION
        SELECT NULL, NULL, NULL, c.relname || ': ' || COALESCE(k.conname, t.tgname)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint
        WHERE t.tgisinternal AND t.tgenabled NOT IN ('O', 'A')
            AND c.relnamespace = 'public'::regnamespace"""
    return {"sql": sql, "values": values}


def _constraints() -> dict:
    rows, values = _wanted(
        (model._meta.db_table, constraint.name)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for constraint in model._meta.constraints
    )
    sql = f"""
        SELECT NULL::bigint, NULL::bigint, NULL::date, wanted.of || ': ' || wanted.name
        FROM (VALUES {rows}) wanted (of, name)
        WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k
                WHERE k.conrelid = to_regclass(wanted.of) AND k.conname = wanted.name)
            AND NOT EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = to_regclass(wanted.of) AND c.relname = wanted.name AND i.indisvalid)
        UNION
        SELECT NULL, NULL, NULL, c.relname || ': ' || k.conname
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE NOT k.convalidated AND k.connamespace = 'public'::regnamespace"""
    return {"sql": sql, "values": values}


INVARIANTS = [
    Invariant(
        "trigger_off",
        "Reguła bazy (wyzwalacz) jest wyłączona albo jej nie ma",
        RESTORE,
        **_triggers(),
    ),
    Invariant(
        "constraint_off",
        "Reguły bazy (ograniczenia) nie ma albo nie sprawdzono jej na starych wierszach",
        RESTORE,
        **_constraints(),
    ),
]
