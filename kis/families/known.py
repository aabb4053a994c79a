"""What may be known of a person in a family: the list of art. 16 of the act, and nothing beside it.

The page of the members, its form and their papers are built from this one table.
"""

from dataclasses import dataclass

from django.db import models

from kis.families.models import Family, FamilyMember
from kis.lib.shown import shown
from participants.models import Person


@dataclass(frozen=True)
class KnownFact:
    """One fact of art. 16: the column that holds it, of the person, the row of the member or the family."""

    words: str
    model: type[models.Model]
    name: str
    of_child: bool = False

    def of(self, member: FamilyMember) -> str:
        if self.model is Person:
            return next(filter(None, map(self._in_words, files_read(member.person))), "")
        return self._in_words(member if self.model is FamilyMember else member.family)

    def _in_words(self, row) -> str:
        value = getattr(row, self.name)
        return value if self.name in JOINED else shown(self.model._meta.get_field(self.name), value)


def files_read(person: Person) -> list[Person]:
    """The file that stands for the person first, then the one that the row was entered with."""
    return [person.merged_into, person] if person.merged_into_id else [person]


# Properties that join columns of the address.
JOINED = {"address": ("street", "house", "postal_code", "town", "place_of_stay")}

KNOWN = [
    KnownFact("Nazwisko", Person, "last_name"),
    KnownFact("Imię", Person, "first_name"),
    KnownFact("Drugie imię", Person, "second_name"),
    KnownFact("Data urodzenia", Person, "born_on"),
    KnownFact("Obywatelstwo", Person, "citizenship"),
    KnownFact("Adres", Person, "address"),
    KnownFact("Stan cywilny", FamilyMember, "civil_status"),
    KnownFact("Wykształcenie", Person, "education"),
    KnownFact("Zawód", Person, "profession"),
    KnownFact("Miejsce pracy lub nauki", FamilyMember, "workplace"),
    KnownFact("Źródła dochodu", FamilyMember, "income_sources"),
    KnownFact("Warunki mieszkaniowe", Family, "housing"),
    KnownFact("Gdzie dziecko przebywa", FamilyMember, "whereabouts", of_child=True),
    KnownFact("Kto ma władzę rodzicielską", FamilyMember, "authority", of_child=True),
    KnownFact("Sytuacja prawna dziecka", FamilyMember, "legal_situation", of_child=True),
    KnownFact("Rozwój dziecka", FamilyMember, "development", of_child=True),
]


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of the model that stand in the table."""
    names = [fact.name for fact in KNOWN if fact.model is model]
    return [column for name in names for column in JOINED.get(name, (name,))]


def known_of(member: FamilyMember) -> list[tuple[str, str]]:
    """Labels and words, in the order of the act; of a grown-up nothing that is asked of a child."""
    is_child = member.part == FamilyMember.Part.CHILD
    return [(fact.words, fact.of(member)) for fact in KNOWN if is_child or not fact.of_child]
