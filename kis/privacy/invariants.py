"""What never breaks about people's rights to their data, asked of all rows at once."""
# ruff: noqa: S608 – put together from names of tables and columns that stand in the source

import json
from collections.abc import Iterator
from dataclasses import asdict

import pghistory
from django.apps import apps
from django.db import models
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from kis.documents.models import Document
from kis.lib.invariants import Invariant
from kis.lib.worded import sql_of
from kis.privacy.erasing import outside
from kis.privacy.erasing.rules import assignments
from kis.privacy.held import HELD, Held
from participants.guards import NotWhileRestricted

Statement = tuple[str, tuple]

# Restriction

# A save and the restriction may meet; a finding is of use while somebody remembers.
MEETING, REMEMBERED = "interval '1 minute'", "interval '90 days'"
_TIMES = """
    SELECT f.id AS file, told.since, told.until
    FROM participants_restriction r
    JOIN LATERAL (
        SELECT min(e.pgh_created_at) FILTER (WHERE e.pgh_label = 'insert') AS since,
            min(e.pgh_created_at) FILTER (WHERE e.lifted_on IS NOT NULL) AS until
        FROM participants_restrictionevent e WHERE e.pgh_obj_id = r.id) told ON TRUE
    JOIN participants_person p ON p.id = r.person_id
    JOIN participants_person f
        ON COALESCE(f.merged_into_id, f.id) = COALESCE(p.merged_into_id, p.id)"""
_OF_HISTORY = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id")


def _changed_while_restricted() -> str:
    """Of every kind of rows that the guard holds, by the history of changes."""
    parts = [
        _changes(model, guard)
        for model in apps.get_models()
        for guard in getattr(model._meta, "triggers", [])
        if isinstance(guard, NotWhileRestricted) and not model._meta.proxy
    ]
    return f"WITH times AS ({_TIMES}) " + " UNION ALL ".join(filter(None, parts))


def _changes(model: type[models.Model], guard: NotWhileRestricted) -> str:
    """Empty of a kind that has no history."""
    tracked = list(pghistory.core.event_models(tracks_model=model))
    if not tracked:
        return ""
    events = tracked[0]._meta.db_table
    return f"""
        SELECT e.id, times.file, e.pgh_created_at::date, '{model._meta.db_table}'
        FROM {events} e JOIN times ON times.file = {guard.person.format(row="e")}
        WHERE e.pgh_created_at > times.since + {MEETING}
            AND e.pgh_created_at < COALESCE(times.until, 'infinity')
            AND e.pgh_created_at > now() - {REMEMBERED} {_beside_what_is_free(events, guard)}"""


def _beside_what_is_free(events: str, guard: NotWhileRestricted) -> str:
    if not guard.free:
        return ""
    left_out = f"'{{{','.join((*guard.free, *_OF_HISTORY))}}}'::text[]"
    return f"""AND to_jsonb(e) - {left_out} IS DISTINCT FROM (
                SELECT to_jsonb(b) - {left_out} FROM {events} b
                WHERE b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id
                ORDER BY b.pgh_id DESC LIMIT 1)"""


# Erasure


def _joined(parts: Iterator[Statement]) -> dict:
    texts, values = zip(*parts, strict=True)
    return {"sql": " UNION ALL ".join(texts), "values": sum(values, ())}


def _rows_of_erased(held: Held) -> Iterator[tuple[type[models.Model], str, QuerySet, str]]:
    """Its rows and those of its history, with the way to the person."""
    for model, key, way in (
        (held.model, "id", held.to_person),
        (held.events, "pgh_id", held.to_person or "pgh_obj"),
    ):
        if model is not None:
            erased = f"{way}__erased_on__isnull" if way else "erased_on__isnull"
            rows = model._base_manager.filter(**{erased: False}).order_by()
            yield model, key, rows, way or "pk"


def _told(rows: QuerySet, key: str, way: str) -> Statement:
    """Numbers, and whose they are."""
    return sql_of(
        rows.values_list(Cast(key, BigIntegerField()), Cast(way, BigIntegerField())).distinct()
    )


def _data_left() -> Iterator[Statement]:
    for held in filter(lambda one: one.is_of_erasure, HELD):
        sets = assignments(held)
        for model, key, rows, way in _rows_of_erased(held):
            columns = [field.column for field in model._meta.concrete_fields]
            changed = [column for column in columns if column in sets]
            if changed:
                inner, values = _told(rows, "pk", way)
                table = model._meta.db_table
                stands = ", ".join(f'"{column}"' for column in changed)
                wanted = ", ".join(sets[column] for column in changed)
                text = f"""
                    SELECT "id", told.whose, NULL::date, '{table}'
                    FROM {table} JOIN ({inner}) told (row_number, whose) ON told.row_number = {table}.{key}
                    WHERE ROW({stands}) IS DISTINCT FROM ROW({wanted})"""
                yield text, values


def _papers_left() -> Iterator[Statement]:
    for held in filter(lambda one: one.is_of_erasure, HELD):
        for model, _, rows, way in _rows_of_erased(held):
            for field in model._meta.concrete_fields:
                if field.is_relation and field.related_model is Document:
                    papers = rows.exclude(**{f"{field.attname}": None})
                    inner, values = _told(papers, field.attname, way)
                    text = f"""
                        SELECT d.id, told.whose, NULL::date, 'documents_document'
                        FROM ({inner}) told (paper, whose) JOIN documents_document d ON d.id = told.paper
                        JOIN privacy_erasure x ON x.person_id = told.whose
                        WHERE x.page_sha256 <> '' AND d.sha256 <> x.page_sha256"""
                    yield text, values


# By the names of tables, as kis.privacy.erasing.elsewhere.
_TEXTS_LEFT = """
    SELECT d.id, p.id, NULL::date, 'accounts_draft'
    FROM accounts_draft d JOIN participants_person p
        ON p.id = substring(d.address FROM '^/osoby/([0-9]{1,18})/')::bigint
    WHERE p.erased_on IS NOT NULL
    UNION ALL
    SELECT i.id, p.id, NULL, 'documents_exportitem'
    FROM documents_exportitem i JOIN participants_person p ON p.id = i.person_number
    WHERE p.erased_on IS NOT NULL"""


def _elsewhere_left() -> Iterator[Statement]:
    yield _TEXTS_LEFT, ()
    for held in filter(lambda one: one.is_of_erasure, HELD):
        _, _, rows, way = next(_rows_of_erased(held))
        inner, values = _told(rows, "pk", way)
        text = f"""
            SELECT r.id, told.whose, NULL::date, 'imports_importrow'
            FROM ({inner}) told (made, whose)
            JOIN imports_importmark m ON m.number = told.made AND m.model = '{held.model._meta.label}'
            JOIN imports_importrow r ON r.id = m.row_id
            WHERE r.cells NOT IN ('[]'::jsonb, '{{}}'::jsonb) OR r.remarks <> '[]'::jsonb
                OR r.faults <> '[]'::jsonb OR r.why <> ''"""
        yield text, values


# What the list outside of the database and the database do not tell alike.
_UNLIKE_THE_LIST = """
    SELECT COALESCE(x.id, p.id), p.id, p.erased_on, ''
    FROM (SELECT * FROM jsonb_to_recordset(%s::jsonb)
        AS line (person bigint, registered timestamptz)) line
    JOIN participants_person p ON p.id = line.person AND p.created_at = line.registered
    LEFT JOIN privacy_erasure x ON x.person_id = p.id WHERE p.erased_on IS NULL
    UNION ALL
    SELECT x.id, x.person_id, x.made_at::date, '' FROM privacy_erasure x
    WHERE x.person_id NOT IN (SELECT (line->>'person')::bigint FROM jsonb_array_elements(%s::jsonb) line)"""


def _list_outside() -> tuple[str, str]:
    """Raises Refused where it cannot be read: nothing is taken for sound then."""
    told = json.dumps([asdict(line) for line in outside.lines()])
    return told, told


_AGAIN = (
    "Administrator systemu: uruchom „manage.py replay_erasures” jako właściciel tabel. Usuwa jeszcze raz to, "
    "co wróciło, i dopisuje brakujące wiersze spisu."
)
_BY_OWNER = (
    "Zawiadom inspektora ochrony danych i administratora systemu: te dane miały zniknąć. Trzeba ustalić, "
    "skąd wróciły, i usunąć je jako właściciel tabel."
)

INVARIANTS = [
    Invariant(
        "changed_while_restricted",
        "Dane osoby zmieniono albo dopisano, gdy ich przetwarzanie było ograniczone (art. 18 RODO)",
        "Zobacz w historii osoby, kto i co zapisał, i zawiadom inspektora ochrony danych. Wpis poprawia się "
        "po zniesieniu ograniczenia.",
        _changed_while_restricted(),
        thing="wpis",
        right="privacy.view_person",
        address=lambda number, person: reverse("privacy:person", args=[person]),
    ),
    Invariant(
        "erased_data_left",
        "Po usunięciu danych osoby coś z nich zostało",
        _BY_OWNER,
        **_joined(_data_left()),
        thing="wpis",
    ),
    Invariant(
        "erased_paper_left",
        "Po usunięciu danych osoby została treść pisma albo skanu",
        _BY_OWNER,
        **_joined(_papers_left()),
        thing="pismo",
    ),
    Invariant(
        "erased_elsewhere_left",
        "Po usunięciu danych osoby został jej niezapisany tekst, plik do pobrania albo wiersz listy",
        _BY_OWNER,
        **_joined(_elsewhere_left()),
        thing="wpis",
    ),
    Invariant(
        "erasure_unwritten",
        "Kartę oznaczono jako usuniętą, a nie ma wpisu o usunięciu (albo jest tylko wpis)",
        _BY_OWNER,
        """SELECT p.id, p.id, p.erased_on, '' FROM participants_person p
        LEFT JOIN privacy_erasure x ON x.person_id = p.id
        WHERE (p.erased_on IS NULL) <> (x.id IS NULL)""",
    ),
    Invariant(
        "erasure_not_outside",
        "Spis usuniętych danych (ERASURES_FILE) i baza mówią co innego",
        _AGAIN,
        _UNLIKE_THE_LIST,
        values=_list_outside,
    ),
]
