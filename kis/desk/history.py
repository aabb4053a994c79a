"""A history as a person reads it, of a person or of a family: who changed what, from what, to what."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import F, QuerySet, Value, Window, prefetch_related_objects
from django.db.models.functions import Lag
from django.utils import timezone

from contracts.models import Approval, Dispute
from kis.accounts.deputies.acting import IN_PLACE, Absent, in_whose_place
from kis.accounts.models import User
from kis.desk.tracked import FOR_SHORT_LISTS, NAMED_BY, OF_FAMILIES, SOURCES, Source
from kis.families.models import Family
from kis.lib.pesel import masked
from kis.lib.row_history import ACTS, NOBODY
from kis.lib.shown import shown
from kis.lib.together import made_of, value_of, whole_row
from kis.lib.worded import Wording
from participants.models import Person
from psu.referrals.forms.planned_days import in_words

HIDDEN = {"id", "version", "created_at", "search", "folded_last_name"}
# The one whose history it is need not be told in each entry.
OWNERS = {Person: {"person"}, Family: {"family", "cooperation"}}
LONG = 80
CONFIDENTIAL = "(treść poufna)"
LOOKED_THROUGH = 30  # events, for a few acts


@dataclass(frozen=True)
class Change:
    """One field; both values as they are shown."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    at: datetime.datetime
    who: str
    what: str
    act: str
    changes: list[Change]
    withheld: bool = False
    file: int = 0  # the number of the person's file in which it was done


@dataclass(frozen=True)
class Event:
    """A tracked event: its row and the row before it, as the database's JSON gives them."""

    source: Source
    at: datetime.datetime
    label: str
    who: str
    row: dict | None  # none where no contents were asked for
    before: dict | None
    file: int = 0
    hidden: frozenset[str] = frozenset()

    def changed(self):
        """(field, old value, new value) of each field that is shown and differs."""
        row, before = self.row or {}, self.before or {}
        for field in self.source.model._meta.concrete_fields:
            if field.name in self.hidden or field.attname not in row:
                continue
            old, new = before.get(field.attname), row[field.attname]
            if (old or None) != (new or None):
                yield field, value_of(field, old), value_of(field, new)


def history(
    person: Person,
    *,
    sensitive: bool,
    first: int = 0,
    count: int = 50,
    of_all_files: bool = False,
) -> list[Entry]:
    """So many entries from the first on, the newest first; what the reader may not know is withheld.

    `of_all_files`: of files merged into this one, too. One query, and one for the names in the entries.
    """
    asked = _Asked(tuple(SOURCES), Person, of_all_files=of_all_files)
    events = _events(person, asked, first, count, leads=person.responsible_id)
    return _told(events, sensitive=sensitive)


def history_of_family(family: Family, *, first: int = 0, count: int = 50) -> list[Entry]:
    """As `history`, for whoever may read the family: what few of them may, nobody is told."""
    asked = _Asked(tuple(OF_FAMILIES), Family)
    events = _events(family, asked, first, count, leads=family.social_worker_id)
    return _told(events, sensitive=True)


def recent(person: Person, *, count: int = 5, of_all_files: bool = False) -> list[Entry]:
    """The newest acts without their contents: what one saved again and again in a minute is told once."""
    asked = _Asked(tuple(FOR_SHORT_LISTS), Person, contents=False, of_all_files=of_all_files)
    events = _events(person, asked, 0, LOOKED_THROUGH, leads=person.responsible_id)
    acts = {}
    for entry in _told(events, sensitive=False):
        minute = entry.at.replace(second=0, microsecond=0)
        acts.setdefault((minute, entry.who, entry.what, entry.act), entry)
    return list(acts.values())[:count]


def _told(events: Iterable[Event], *, sensitive: bool) -> list[Entry]:
    events = list(events)
    names = _names(events)
    return [_entry(event, names, sensitive) for event in events]


# Whose each event is, asked of the few that are shown and not of every one in every part.
WITH_USER = """
    SELECT event.pgh_created_at, event.source, event.pgh_label, event.whose,
           author.id, author.first_name, author.last_name, author.username, {contents},
           {roles_of_author}, {stood_in}
    FROM ({events} LIMIT %s OFFSET %s) event
    LEFT JOIN pghistory_context context ON context.id = event.pgh_context_id
    LEFT JOIN accounts_user author ON author.id = (context.metadata ->> 'user')::bigint
    ORDER BY event.pgh_created_at DESC, event.pgh_id DESC
"""
_ROLES_OF = """ARRAY(SELECT g.name FROM auth_group g
        JOIN accounts_user_groups held ON held.group_id = g.id WHERE held.user_id = {}.id)"""
# For whom the author stood in at that moment.
_STOOD_IN = f"""(
        SELECT jsonb_agg(jsonb_build_array(
            absent.id, absent.first_name, absent.last_name, absent.username, {_ROLES_OF.format("absent")}))
        FROM accounts_deputy d JOIN accounts_user absent ON absent.id = d.absent_id
        WHERE d.deputy_id = author.id
            AND (event.pgh_created_at AT TIME ZONE '{settings.TIME_ZONE}')::date
                BETWEEN d.starts_on AND d.ends_on
            AND (d.cancelled_at IS NULL OR d.cancelled_at > event.pgh_created_at))"""  # noqa: S608
# What the head alone does in a case.
HEADS_ACTS = (Approval, Dispute)
ROW_AND_BEFORE, NO_CONTENTS = "event.row, event.before", "NULL, NULL"


@dataclass(frozen=True)
class _Asked:
    """What is asked of an owner: one wording a process for each."""

    sources: tuple[Source, ...]
    owner: type[Person | Family]
    contents: bool = True
    of_all_files: bool = False


def _events(of: Person | Family, asked: _Asked, first: int, count: int, *, leads: int):
    """`leads`: the number of who leads the case, in whose place a head's act may be done."""
    hidden = frozenset(HIDDEN | OWNERS[asked.owner])
    for at, number, label, whose, author, *names, row, before, roles, absent in _wording(
        asked
    ).answered(of.pk, after=(count, first)):
        source, who = asked.sources[number], _name(*names)
        if absent:
            is_heads = label == "update" and source.model in HEADS_ACTS
            who += _in_place(author, roles, absent, leads=leads, is_heads_act=is_heads)
        kept = (_read(row), _read(before))
        yield Event(source, at, label, who, *kept, file=whose, hidden=hidden)


def _in_place(author: int, roles: list[str], absent, **facts) -> str:
    """, w zastępstwie: Jan Dudek"""
    told = [
        Absent(number, _name(*names), frozenset(held)) for number, *names, held in _read(absent)
    ]
    found = in_whose_place(author, roles, told, **facts)
    return f", {IN_PLACE} {found.name}" if found else ""


def _name(first: str | None, last: str | None, username: str | None) -> str:
    if username is None:
        return NOBODY
    return str(User(first_name=first, last_name=last, username=username))


def _read(text: str | None) -> dict | None:
    return None if text is None else json.loads(text)


def _text(contents: str) -> str:
    return WITH_USER.format(
        events="{}",
        contents=contents,
        roles_of_author=_ROLES_OF.format("author"),
        stood_in=_STOOD_IN,
    )


@cache
def _wording(asked: _Asked) -> Wording:
    """Django needs ten milliseconds to word so many parts."""

    def events_of(owner_pk: int):
        owners = Person.objects.files_of(owner_pk) if asked.of_all_files else [owner_pk]
        parts = [
            _part(number, source, owners, asked) for number, source in enumerate(asked.sources)
        ]
        return parts[0].union(*parts[1:], all=True).order_by("-pgh_created_at", "-pgh_id")

    columns = ROW_AND_BEFORE if asked.contents else NO_CONTENTS
    return Wording(events_of, around=_text(columns))


def _part(number: int, source: Source, owners: QuerySet | list[int], asked: _Asked):
    """One source's events, alike in shape for the union; with contents each has the row before it."""
    events = source.events_of(owners).order_by()
    events = events.annotate(source=Value(number), whose=F(source.to_owner))
    shown = ("pgh_created_at", "pgh_id", "pgh_label", "pgh_context_id", "source", "whose")
    if not asked.contents:
        return events.values_list(*shown)
    row = whole_row(events.model)
    before = Window(Lag(row), partition_by=F("pgh_obj_id"), order_by=F("pgh_id").asc())
    return events.annotate(row=row, before=before).values_list(*shown, "row", "before")


def _names(events: list[Event]) -> dict:
    """Rows that the events point to: {model: {pk: row}}. One query, whatever models they are of, and one
    for each model that is called by another's name.
    """
    wanted = defaultdict(set)
    for event in events:
        for field, old, new in event.changed():
            if field.is_relation:
                wanted[field.related_model] |= {old, new} - {None}
            elif model := dict(event.source.numbers).get(field.name):
                wanted[model] |= {*(old or ()), *(new or ())}
    models = [model for model, pks in wanted.items() if pks]
    parts = [
        model._base_manager.filter(pk__in=wanted[model])
        .order_by()
        .annotate(of_model=Value(place), whole_row=whole_row(model))
        .values_list("of_model", "whole_row")
        for place, model in enumerate(models)
    ]
    found = {model: {} for model in models}
    for place, row in parts[0].union(*parts[1:], all=True) if parts else []:
        named = made_of(models[place], row)
        found[models[place]][named.pk] = named
    for model, relation in NAMED_BY.items():
        prefetch_related_objects(list(found.get(model, {}).values()), relation)
    return found


def _entry(event: Event, names: dict, sensitive: bool) -> Entry:
    withheld = event.source.sensitive and not sensitive
    changes = [
        _change(field, old, new, names, event.source)
        for field, old, new in ([] if withheld else event.changed())
    ]
    return Entry(
        at=timezone.localtime(event.at),
        who=event.who,
        what=str(event.source.model._meta.verbose_name),
        act=ACTS[event.label],
        changes=changes,
        withheld=withheld,
        file=event.file,
    )


def _change(field, old, new, names: dict, source: Source) -> Change:
    if field.name in source.confidential:
        old, new = (CONFIDENTIAL if value else "" for value in (old, new))
        return Change(str(field.verbose_name), old, new)
    if model := dict(source.numbers).get(field.name):
        old, new = (_listed(value, names[model]) for value in (old, new))
        return Change(str(field.verbose_name), old, new)
    return Change(str(field.verbose_name), _shown(field, old, names), _shown(field, new, names))


def _listed(numbers: list[int] | None, rows: dict) -> str:
    return ", ".join(str(rows.get(number, number)) for number in numbers or ())


def _shown(field, value, names: dict) -> str:
    if value in (None, ""):
        return ""
    if field.is_relation:
        # A row that is there no more is told by its number.
        return str(names[field.related_model].get(value, value))
    if field.name == "pesel":
        return masked(value)
    if field.name == "planned_days":
        return in_words(value)
    text = shown(field, value)
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
