"""All that is held of a person as plain values: what the PDF prints and the JSON holds."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import models

from kis.accounts.models import Centre
from kis.documents.models import Document
from kis.journal.models import AccessEntry
from kis.journal.words import act_word, kind_word
from kis.lib.dates import polish
from kis.lib.shown import shown
from kis.privacy.held import HELD, Held
from kis.privacy.models import ProcessingActivity
from participants.file import PersonFile
from participants.models import Person
from psu.models import Accident, Candidate, Notice
from psu.referrals.forms.planned_days import in_words

NOT_TOLD = {"version", "search", "folded_last_name"}
RIGHTS = (
    "Prawo do sprostowania danych, do ograniczenia przetwarzania, do sprzeciwu wobec przetwarzania na "
    "podstawie art. 6 ust. 1 lit. e RODO oraz do usunięcia danych, o ile prawo nie każe ich przechowywać."
)
COMPLAINT = "Skarga do Prezesa Urzędu Ochrony Danych Osobowych, ul. Moniuszki 1A, 00-014 Warszawa."
DECISIONS = "Program nie podejmuje decyzji automatycznie i nie tworzy profili."


@dataclass(frozen=True)
class Part:
    """Rows of one kind: each a list of (what, value); `withheld`: what of them is not given, and why."""

    title: str
    rows: list[list[tuple[str, str]]]
    withheld: list[tuple[str, str]]
    earlier: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Copy:
    person: Person
    at: datetime.datetime
    activities: list[ProcessingActivity]
    parts: list[Part]
    papers: list[tuple[str, str, str]]  # day, what, where the paper itself is kept
    enclosed: list[tuple[str, str]]  # file, what
    given_to: list[tuple[str, str, str]]  # day, to whom, what
    looks: list[tuple[str, str, str, int]]  # month, what was done, with what, how often


def copy_of(
    file: PersonFile, *, at: datetime.datetime, enclosed: Sequence[tuple[str, str]] = ()
) -> Copy:
    """Of all the person's files. Colleagues are named nowhere in it: who they are is their own data."""
    numbers = list(file.files.values_list("pk", flat=True))
    parts = [_part(held, numbers) for held in HELD]
    return Copy(
        person=file.person,
        at=at,
        activities=list(ProcessingActivity.objects.on(file.on)),
        parts=[part for part in parts if part.rows or part.earlier],
        papers=[(polish(one.on), one.what, one.place) for one in file.papers()],
        enclosed=list(enclosed),
        given_to=_given_to(numbers),
        looks=_looks(numbers),
    )


def _part(held: Held, numbers: list[int]) -> Part:
    rows = list(held.rows_of(numbers).order_by("pk"))
    fields = [field for field in held.model._meta.concrete_fields if _is_told(field, held)]
    names = _names(fields, rows)
    return Part(
        title=str(held.model._meta.verbose_name_plural),
        rows=[_told(row, fields, names) for row in rows],
        withheld=_withheld(held, rows),
        earlier=_earlier(held, numbers, fields),
    )


def _withheld(held: Held, rows: list) -> list[tuple[str, str]]:
    """Fields that stand filled in some row and are not given."""
    return [
        (str(held.model._meta.get_field(name).verbose_name), why)
        for name, why in held.withheld.items()
        if any(getattr(row, held.model._meta.get_field(name).attname) for row in rows)
    ]


def _is_told(field: models.Field, held: Held) -> bool:
    """Keys to the person, to users and to papers are told by what stands around them."""
    if field.primary_key or field.name in NOT_TOLD or field.name in held.withheld:
        return False
    if isinstance(field, models.GeneratedField | models.BinaryField):
        return False
    own = (Person, Document, get_user_model())
    return not (field.is_relation and issubclass(field.related_model, own))


def _names(fields: list[models.Field], rows: list) -> dict[models.Field, dict]:
    """Of the rows that these point to. One query a key."""
    found = {}
    for field in fields:
        if field.is_relation:
            wanted = {getattr(row, field.attname) for row in rows} - {None}
            found[field] = field.related_model._base_manager.in_bulk(wanted)
    return found


def _told(row, fields: list[models.Field], names: dict) -> list[tuple[str, str]]:
    """What is empty says nothing and is left out."""
    told = []
    for field in fields:
        value = getattr(row, field.attname)
        text = str(names[field].get(value, "")) if field in names else _in_words(field, value)
        if text:
            told.append((str(field.verbose_name), text))
    return told


def _in_words(field: models.Field, value) -> str:
    return in_words(value) if field.name == "planned_days" else shown(field, value)


def _earlier(held: Held, numbers: list[int], fields: list[models.Field]):
    """The kept states of the rows, the first one first: what was true of the person before."""
    if held.events is None:
        return []
    whose = held.to_person or "pgh_obj"
    events = held.events.objects.filter(**{f"{whose}__in": numbers}).order_by("pgh_id")
    kept = {field.name for field in held.events._meta.concrete_fields}
    plain = [field for field in fields if not field.is_relation and field.name in kept]
    return [
        [("zapisano", f"{polish(event.pgh_created_at.date())}"), *_told(event, plain, {})]
        for event in events
    ]


def _given_to(numbers: list[int]) -> list[tuple[str, str, str]]:
    """Whom the office sent something about the person, as far as the program knows it."""
    centre = Centre.objects.current()
    office = centre.labour_office or "powiatowy urząd pracy"
    told = [
        (sent, office, "lista osób do prac społecznie użytecznych")
        for sent in Candidate._base_manager.filter(
            person__in=numbers, eligible_list__sent_on__isnull=False
        ).values_list("eligible_list__sent_on", flat=True)
    ]
    told += [
        (sent, office, "zawiadomienie o zdarzeniu")
        for sent in Notice._base_manager.filter(
            event__referral__person__in=numbers, sent_on__isnull=False
        ).values_list("sent_on", flat=True)
    ]
    told += [
        (sent, "Zakład Ubezpieczeń Społecznych", "zgłoszenie wypadku")
        for sent in Accident._base_manager.filter(
            referral__person__in=numbers, told_zus_on__isnull=False
        ).values_list("told_zus_on", flat=True)
    ]
    return [(polish(sent), whom, what) for sent, whom, what in sorted(told)]


def _looks(numbers: list[int]) -> list[tuple[str, str, str, int]]:
    entries = AccessEntry.objects.filter(person_number__in=numbers).order_by("at", "pk")
    found = Counter(
        (f"{at:%m.%Y}", act_word(act), kind_word(kind))
        for at, act, kind in entries.values_list("at", "act", "kind")
    )
    return [(*what, count) for what, count in found.items()]
