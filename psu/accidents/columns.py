"""What the list of a person's accidents tells of each, to take away: nothing of the injury."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from psu.models import Accident

COLUMNS = [
    Column("day", "Dzień", attrgetter("day")),
    Column("person", "Osoba", lambda accident: str(accident.referral.person)),
    Column("place", "Miejsce", lambda accident: str(accident.referral.place)),
    Column("number", "Protokół", attrgetter("number_word")),
    Column("state", "Stan", attrgetter("status_word")),
]


def accidents_table(accidents: Sequence[Accident]) -> Table:
    return Table("Wypadki", "wypadki", COLUMNS, accidents)
