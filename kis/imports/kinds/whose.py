"""Whose row it is: a person of the register, by the number or by the names and the birth date."""

from collections.abc import Sequence

from django.db.models import Q

from kis.imports.kinds.cells import PeselCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.rows import Row
from kis.lib.forms import BirthDateField, LineField
from participants.models import Person
from participants.words import fold

NOBODY = "Nie ma takiej osoby w rejestrze. Sprawdź pisownię albo najpierw wczytaj listę osób."
SEVERAL = "W rejestrze jest kilka takich osób. Podaj numer PESEL albo datę urodzenia."
OTHER_NAME = "Osoba z tym numerem PESEL nazywa się w rejestrze inaczej: {name}."
WITHOUT = "Podaj numer PESEL albo nazwisko i imię."

WHOSE = [
    Column("pesel", "PESEL", PeselCell(), ("numer pesel", "nr pesel"), "81050412355", secret=True),
    Column("last_name", "Nazwisko", LineField(required=False), (), "Kowalczyk"),
    Column("first_name", "Imię", LineField(required=False), ("imiona",), "Łukasz"),
    Column("born_on", "Data urodzenia", BirthDateField(required=False), ("data ur",), "4.05.1981"),
]


def find_people(rows: Sequence[Row], by) -> None:
    """The person of each row into its facts, or a fault. One query."""
    pesels = {row.facts.get("pesel") for row in rows} - {"", None}
    names = {fold(row.facts.get("last_name") or "") for row in rows} - {""}
    asked = Q(~Q(pesel=""), pesel__in=pesels) | Q(folded_last_name__in=names)
    people = Person.objects.visible_to(by).filter(asked, merged_into=None)
    known = list(people.select_related("responsible"))
    by_pesel = {person.pesel: person for person in known if person.pesel}
    by_name: dict[tuple[str, str], list[Person]] = {}
    for person in known:
        key = fold(person.last_name), fold(person.first_name)
        by_name.setdefault(key, []).append(person)
    for row in rows:
        _find(row, by_pesel, by_name)


def _find(row: Row, by_pesel, by_name) -> None:
    facts = row.facts
    last, first = fold(facts.get("last_name") or ""), fold(facts.get("first_name") or "")
    if row.is_faulty(*(column.key for column in WHOSE)):
        return
    if facts.get("pesel"):
        person = by_pesel.get(facts["pesel"])
        if person is None:
            row.fault("pesel", NOBODY)
        else:
            facts["person"] = person
            if last and last != fold(person.last_name):
                name = f"{person.last_name} {person.first_name}"
                row.fault("last_name", OTHER_NAME.format(name=name), person=person.pk)
    elif not (last and first):
        row.fault("pesel", WITHOUT)
    else:
        born_on = facts.get("born_on")
        alike = [
            person
            for person in by_name.get((last, first), [])
            if not born_on or person.born_on in (None, born_on)
        ]
        if len(alike) == 1:
            facts["person"] = alike[0]
        else:
            row.fault("last_name", SEVERAL if alike else NOBODY)
