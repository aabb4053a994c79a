"""What the list of candidates, the lists to the PUP and one of them tell, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from psu.models import Candidate, EligibleList


def _on_list(candidate: Candidate) -> str:
    return candidate.eligible_list.number_word if candidate.eligible_list else ""


def _referral(candidate: Candidate) -> str:
    return str(candidate.referral) if candidate.referral else ""


PERSON = Column("person", "Osoba", lambda candidate: str(candidate.person))
CANDIDATES = [
    PERSON,
    Column("put_forward_on", "Zgłoszono", attrgetter("put_forward_on")),
    Column("remarks", "Uwagi", attrgetter("remarks")),
    Column("state", "Stan", attrgetter("status_word")),
    Column("list", "Numer listy", _on_list),
]
ON_A_LIST = [
    PERSON,
    Column("state", "Stan", attrgetter("status_word")),
    Column("referral", "Skierowanie", _referral),
]
LISTS = [
    Column("number", "Numer", attrgetter("number_word")),
    Column("written_on", "Sporządzono", attrgetter("written_on")),
    Column("agreement", "Porozumienie", lambda made: str(made.agreement)),
    Column("state", "Stan", attrgetter("status_word")),
]


def candidates_table(candidates: Sequence[Candidate]) -> Table:
    return Table("Kandydaci do PUP", "kandydaci-do-pup", CANDIDATES, candidates)


def eligible_table(people: Sequence[Candidate]) -> Table:
    return Table("Lista do PUP", "lista-do-pup", ON_A_LIST, people)


def lists_table(lists: Sequence[EligibleList]) -> Table:
    return Table("Listy do PUP", "listy-do-pup", LISTS, lists)
