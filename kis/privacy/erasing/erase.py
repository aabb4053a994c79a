"""The data of people taken away for good; figures stay. Only the owner of the tables can, by a command."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q
from psycopg import sql

from kis.accounts.models import Centre
from kis.documents.models import Document, DocumentContent
from kis.journal.models import AccessEntry
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from kis.privacy.erasing.elsewhere import ELSEWHERE, IMPORTED
from kis.privacy.erasing.parties import keep_counted
from kis.privacy.erasing.rules import assignments
from kis.privacy.held import HELD, Held
from kis.privacy.models import Erasure
from participants.models import Person

ACT = "erase"


@dataclass(frozen=True)
class Why:
    destruction: int
    consent: str
    is_replayed: bool = False


@transaction.atomic
def erase(people: Sequence[int], why: Why, *, on: datetime.date) -> list[Erasure]:
    """All the files of a person belong in `people`. All or nothing, in the caller's transaction.

    The history of changes and the bytes of papers and scans go, too; the access log knows numbers alone and
    stays whole. Triggers rest meanwhile, and other connections wait: none of them writes without them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '30s'")
        cursor.execute("SET LOCAL statement_timeout = 0")
        tables = _tables()
        # What waits for the end of the transaction would keep the triggers from resting.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _triggers(cursor, "DISABLE", tables)
        done = [_erase_person(cursor, person, why, on) for person in people]
        _triggers(cursor, "ENABLE", tables)
    Erasure.objects.bulk_create(done)
    AccessEntry.objects.bulk_create(
        AccessEntry(act=ACT, kind="person", number=person, person_number=person)
        for person in people
    )
    return done


def _erase_person(cursor, person: int, why: Why, on: datetime.date) -> Erasure:
    keep_counted(cursor, person)
    papers = _papers_of(person)
    rows = sum(_erase_rows(cursor, held, person) for held in HELD if held.is_of_erasure)
    for statement in ELSEWHERE:
        cursor.execute(statement, {"person": person, "files": f"^/osoby/{person}/"})
    page = _empty(papers, why, on)
    cursor.execute("UPDATE participants_person SET erased_on = %s WHERE id = %s", [on, person])
    cursor.execute("SELECT current_user")
    return Erasure(
        person_id=person,
        destruction=why.destruction,
        consent=why.consent,
        rows=rows,
        papers=len(papers),
        page_sha256=page,
        is_replayed=why.is_replayed,
        by=cursor.fetchone()[0],
    )


def _erase_rows(cursor, held: Held, person: int) -> int:
    """Of the model and of its history, also of rows that were deleted since."""
    sets = assignments(held)
    if not sets:
        return 0
    numbers = list(held.rows_of([person]).values_list("pk", flat=True))
    cursor.execute(IMPORTED, [held.model._meta.label, numbers])
    changed = _update(cursor, held.model, "id", sets, numbers)
    if held.events is not None:
        events = _events_of(held, person, numbers)
        _update(cursor, held.events, "pgh_id", sets, list(events.values_list("pk", flat=True)))
    return changed


def _events_of(held: Held, person: int, numbers: list[int]):
    whose = held.to_person or "pgh_obj"
    return held.events.objects.filter(Q(pgh_obj__in=numbers) | Q(**{whose: person})).distinct()


def _update(cursor, model, key: str, sets: dict[str, str], numbers: list[int]) -> int:
    has = {field.column for field in model._meta.concrete_fields}
    told = [
        sql.SQL("{} = {}").format(sql.Identifier(column), sql.SQL(to))
        for column, to in sets.items()
        if column in has
    ]
    if not numbers or not told:
        return 0
    table, by = sql.Identifier(model._meta.db_table), sql.Identifier(key)
    cursor.execute(
        sql.SQL("UPDATE {} SET {} WHERE {} = ANY(%s)").format(table, sql.SQL(", ").join(told), by),
        [numbers],
    )
    return cursor.rowcount


def _papers_of(person: int) -> set[int]:
    """Papers and scans that are the person's alone, those among them that were put right since."""
    found = set()
    for held in HELD:
        keys = [
            field.attname
            for field in held.model._meta.concrete_fields
            if field.is_relation and field.related_model is Document
        ]
        if not keys or not held.is_of_erasure:
            continue
        rows = held.rows_of([person])
        of_history = (
            _events_of(held, person, list(rows.values_list("pk", flat=True)))
            if held.events
            else rows.none()
        )
        for key in keys:
            found |= set(rows.values_list(key, flat=True))
            found |= set(of_history.values_list(key, flat=True))
    return found - {None}


def _empty(papers: set[int], why: Why, on: datetime.date) -> str:
    """In place of the bytes a page that says where they went; its SHA-256, empty without papers."""
    if not papers:
        return ""
    page = _page_that_says(why, on)
    facts = {
        "size": len(page),
        "sha256": hashlib.sha256(page).hexdigest(),
        "content_type": "application/pdf",
    }
    DocumentContent.objects.filter(document__in=papers).update(content=page)
    Document.objects.filter(pk__in=papers).update(**facts)
    return facts["sha256"]


def _page_that_says(why: Why, on: datetime.date) -> bytes:
    facts = {"centre": Centre.objects.current(), "on": polish(on), "why": why}
    at = datetime.datetime.combine(on, datetime.time.min).astimezone()
    return render_paper("privacy/erased_print.html", facts, name="Treść usunięto", made_at=at)


def _tables() -> list[str]:
    """In one order for whoever does the same at that moment."""
    models = {held.model for held in HELD} | {Document, DocumentContent, Person}
    models |= {held.events for held in HELD if held.events}
    return sorted(model._meta.db_table for model in models)


def _triggers(cursor, what: str, tables: list[str]) -> None:
    for table in tables:
        cursor.execute(
            sql.SQL(f"ALTER TABLE {{}} {what} TRIGGER USER").format(sql.Identifier(table))
        )
