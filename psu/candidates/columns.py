"""What the list of candidates tells of each, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from psu.models import Candidate


def _on_list(candidate: Candidate) -> str:
    return candidate.eligible_list.number_word if candidate.eligible_list else ""


COLUMNS = [
    Column("person", "Osoba", lambda candidate: str(candidate.person)),
    Column("put_forward_on", "Zgłoszono", attrgetter("put_forward_on")),
    Column("remarks", "Uwagi", attrgetter("remarks")),
    Column("state", "Stan", attrgetter("status_word")),
    Column("list", "Numer listy", _on_list),
]


def candidates_table(candidates: Sequence[Candidate]) -> Table:
    return Table("Kandydaci do PUP", "kandydaci-do-pup", COLUMNS, candidates)
