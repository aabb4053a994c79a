"""What the register tells of each contract, on the screen and in its table to take away."""

import datetime
from operator import attrgetter

from django.utils import timezone

from contracts.standing import standing
from kis.lib.table_files import Column, Table

LIST = "contracts"
NUMBER = Column("number", "Numer", lambda contract: contract.number or "bez numeru")


def offered(on: datetime.date) -> list[Column]:
    """Of contracts read with their person and worker; no column asks the database."""
    return [
        Column("person", "Osoba", lambda contract: str(contract.person)),
        Column("born_on", "Data urodzenia", attrgetter("person.born_on"), usual=False),
        Column("town", "Miejscowość", attrgetter("person.town"), usual=False),
        Column("phone", "Telefon", attrgetter("person.phone"), usual=False),
        Column("type", "Rodzaj", attrgetter("type")),
        Column("drafted_on", "Szkic powstał", _drafted_on, usual=False),
        Column("signed_on", "Zawarty", attrgetter("signed_on")),
        Column("last_day", "Do", attrgetter("last_day")),
        Column("state", "Stan", lambda contract: str(standing(contract, on))),
        Column("worker", "Pracownik", attrgetter("worker.short_name")),
    ]


def _drafted_on(contract) -> datetime.date:
    return timezone.localdate(contract.created_at)


def contracts_table(contracts, columns: list[Column]) -> Table:
    return Table("Kontrakty", "kontrakty", [NUMBER, *columns], contracts)


def bare_people_table(people) -> Table:
    """People whose stay has no contract."""
    leader = Column("leader", "Prowadzi", attrgetter("responsible.short_name"))
    columns = [Column("person", "Osoba", str), leader]
    return Table("Udział bez kontraktu", "udzial-bez-kontraktu", columns, people)
