"""What the list of a person's papers tells, to take away: the rows of the tab for this reader."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from participants.file import KeptPaper

COLUMNS = [
    Column("on", "Dzień", attrgetter("on")),
    Column("what", "Co", attrgetter("what")),
    Column("file", "Plik", attrgetter("file_word")),
    Column("place", "Gdzie jest oryginał", attrgetter("place")),
    Column("state", "Stan", lambda paper: "unieważnione" if paper.is_voided else ""),
]


def documents_table(papers: Sequence[KeptPaper]) -> Table:
    return Table("Dokumenty", "dokumenty-osoby", COLUMNS, papers)
