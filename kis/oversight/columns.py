from collections.abc import Sequence

from django.utils import timezone

from kis.lib.table_files import Column, Table
from kis.oversight.log import Line


def _when(line: Line) -> str:
    return f"{timezone.localtime(line.entry.at):%-d.%m.%Y, %-H.%M.%S}"


COLUMNS = [
    Column("at", "Kiedy", _when),
    Column("who", "Kto", lambda line: line.who),
    Column("what", "Co", lambda line: line.what),
    Column("person", "Osoba", lambda line: line.about),
    Column("person_number", "Numer osoby", lambda line: line.entry.person_number),
    Column("number", "Numer rzeczy", lambda line: line.entry.number),
    Column("address", "Skąd", lambda line: line.entry.address or ""),
]


def log_table(lines: Sequence[Line]) -> Table:
    return Table("Dziennik dostępu", "dziennik-dostepu", COLUMNS, lines)
