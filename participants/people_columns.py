"""What the register tells of each person, on the screen and in its table to take away."""

from datetime import date
from operator import attrgetter

from kis.lib.pesel import masked
from kis.lib.table_files import Column, Table
from participants.register import FoundPerson, with_categories, with_conditions

TITLE = "Osoby"
LIST = "people"
NAME = Column("person", "Nazwisko i imię", str)
WHOLE_PESEL = Column("whole_pesel", "PESEL w całości", attrgetter("pesel"), usual=False)
CATEGORY = Column("category", "Kategoria", attrgetter("categories"), usual=False)
CONDITIONS = Column("conditions", "Warunki udziału", attrgetter("conditions"), usual=False)
OFFERED = [
    Column("born_on", "Data urodzenia", attrgetter("born_on")),
    Column("pesel", "PESEL", lambda person: masked(person.pesel)),
    WHOLE_PESEL,
    Column("town", "Miejscowość", attrgetter("town")),
    Column("address", "Adres", attrgetter("address"), usual=False),
    Column("phone", "Telefon", attrgetter("phone"), usual=False),
    Column("leader", "Prowadzi", attrgetter("leader")),
    Column("participation", "Udział w KIS", attrgetter("participation")),
    Column("stay_kind", "Rodzaj udziału", attrgetter("stay_kind"), usual=False),
    Column("stays_from", "Udział od", attrgetter("stays_from"), usual=False),
    Column("stays_until", "Udział do", attrgetter("stays_until"), usual=False),
    CATEGORY,
    CONDITIONS,
]
RIGHT_TO = {
    WHOLE_PESEL: "participants.reveal_pesel",
    CATEGORY: "participants.view_sensitive",
    CONDITIONS: "participants.view_sensitive",
}


def offered_to(user) -> list[Column]:
    return [column for column in OFFERED if _may_see(user, column)]


def _may_see(user, column: Column) -> bool:
    return column not in RIGHT_TO or user.has_perm(RIGHT_TO[column])


def people_table(people: list[FoundPerson], columns: list[Column], user, on: date) -> Table:
    """One query for the category, one for the conditions, where they are among the columns."""
    if CATEGORY in columns:
        people = with_categories(people, user, on)
    if CONDITIONS in columns:
        people = with_conditions(people, user, on)
    return Table(TITLE, "osoby", [NAME, *columns], people)
