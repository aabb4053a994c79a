"""What the list of notices tells of each, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from psu.models import Notice


def _number(notice: Notice) -> str:
    return notice.number_word if notice.number else "bez pisma"


COLUMNS = [
    Column("number", "Numer", _number),
    Column("written_on", "Sporządzono", attrgetter("written_on")),
    Column("person", "Osoba", lambda notice: str(notice.event.referral.person)),
    Column("event", "Zdarzenie", lambda notice: notice.event.get_kind_display()),
    Column("day", "Dzień zdarzenia", attrgetter("event.day")),
    Column("place", "Miejsce", lambda notice: str(notice.event.referral.place)),
    Column("state", "Stan", attrgetter("status_word")),
]


def notices_table(notices: Sequence[Notice]) -> Table:
    return Table("Zawiadomienia", "zawiadomienia", COLUMNS, notices)
