"""What personal data is left where: of each table how many rows and since when."""
# ruff: noqa: S608 – names of tables and columns of ours

import datetime
from dataclasses import dataclass

from django.db import connection

from kis.privacy.held import HELD

# Above that the database's own estimate is told: counting a million rows is not worth a page's time.
COUNTED_UP_TO = 20_000
ESTIMATES = "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r'"
# table, what it is, the column of its moment
OTHERS = [
    ("documents_document", "pisma i skany", "created_at"),
    ("documents_exportitem", "pliki do pobrania (giną po 48 godzinach)", ""),
    ("accounts_draft", "niezapisane teksty", "saved_at"),
    ("imports_importrow", "wiersze list stanu początkowego", ""),
    ("journal_accessentry", "dziennik dostępu (same numery)", "at"),
    ("procrastinate_jobs", "zadania programu (same numery)", ""),
    ("django_session", "otwarte logowania", ""),
    ("accounts_user", "konta użytkowników", "date_joined"),
    ("privacy_erasure", "osoby, których dane usunięto (same numery)", "made_at"),
]


@dataclass(frozen=True)
class Left:
    what: str
    rows: int
    is_about: bool  # an estimate
    since: datetime.date | None


def tables() -> list[Left]:
    """People's rows first, then their history as one, then what else there is."""
    estimates = _estimates()
    models = list(dict.fromkeys(held.model for held in HELD))
    found = []
    for model in models:
        events = next((held.events for held in HELD if held.model is model), None)
        table = model._meta.db_table
        since = _first(events._meta.db_table, "pgh_id", "pgh_created_at") if events else None
        found.append(_left(str(model._meta.verbose_name_plural), table, since, estimates))
    found.append(_history(estimates))
    for table, what, moment in OTHERS:
        since = _first(table, "id", moment) if moment else None
        found.append(_left(what, table, since, estimates))
    return [one for one in found if one.rows]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _estimates() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(ESTIMATES)
        return dict(cursor.fetchall())


def _left(what: str, table: str, since, estimates: dict[str, int]) -> Left:
    if (about := estimates.get(table, 0)) > COUNTED_UP_TO:
        return Left(what, about, is_about=True, since=since)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_quoted(table)}")
        return Left(what, cursor.fetchone()[0], is_about=False, since=since)


def _history(estimates: dict[str, int]) -> Left:
    parts = [_left("", held.events._meta.db_table, None, estimates) for held in HELD if held.events]
    is_about = any(part.is_about for part in parts)
    return Left("historia zmian", sum(part.rows for part in parts), is_about, None)


def _first(table: str, key: str, moment: str) -> datetime.date | None:
    """Of the first row by its number: rows come in the order of time."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_quoted(moment)}::date FROM {_quoted(table)} ORDER BY {_quoted(key)} LIMIT 1"
        )
        row = cursor.fetchone()
    return row[0] if row else None
