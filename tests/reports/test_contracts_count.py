"""MRiPS-03: contracts and persons are two counts, of a half-year and of a year."""

import datetime
from collections import Counter, defaultdict

import pytest
import time_machine
from django.urls import reverse

from contracts.models import Party, SocialContract
from kis.reports.kinds import KINDS
from participants.merging import merge
from participants.models import Person
from tests.contracts import made
from tests.factories import PersonFactory, make_pesel

pytestmark = pytest.mark.django_db
D = datetime.date
YEAR = 2025
LIS = make_pesel(7001)
FIRST, HALF, LAST = D(YEAR, 1, 1), D(YEAR, 6, 30), D(YEAR, 12, 31)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-01 12:00", tick=False):
        yield


def contract(person, first, last, *family, ended=None, reason="goal_reached", **facts):
    """Each of the family: name, PESEL, role."""
    draft = made.draft(person, ends_on=last, **facts)
    draft.parties.all().delete()
    for name, pesel, role in family:
        Party.objects.create(
            contract=draft, last_name=name, first_name="Ewa", pesel=pesel, role=role
        )
    signed = made.sign(made.lock(draft, printed_on=first - datetime.timedelta(days=1)), on=first)
    if ended:
        facts = {"state": "ended", "ended_on": ended, "end_reason": reason}
        SocialContract.objects.filter(pk=signed.pk).update(**facts, ended_by=person.responsible)
    return signed


@pytest.fixture
def people(users, centre):
    def person(name):
        return PersonFactory(first_name=name, responsible=users.worker)

    anna, beata, celina, darek = map(person, ("Anna", "Beata", "Celina", "Darek"))
    contract(anna, D(2024, 5, 1), D(2025, 4, 30), ("Lis", LIS, "listed"))
    contract(anna, D(2025, 5, 1), D(2026, 4, 30), ("Lis", LIS, "signs"), ("Wrona", "", "listed"))
    contract(beata, D(2025, 8, 1), D(2026, 8, 1), type="B", ended=D(2025, 12, 31))
    contract(beata, D(2025, 7, 1), D(2025, 12, 31))
    # Of a family in which Beata is a party, known by her PESEL.
    contract(celina, D(2025, 1, 1), D(2025, 6, 30), ("Inna", beata.pesel, "signs"))
    contract(darek, D(2024, 1, 1), D(2024, 12, 31))  # over before
    contract(darek, D(2026, 1, 1), D(2026, 12, 31))  # not yet
    wrong = contract(darek, D(2025, 2, 1), D(2025, 3, 1), type="B")
    wrong.void(by=users.coordinator, reason="pomyłka")
    made.printed(darek, ends_on=D(2025, 12, 1))  # never signed
    second = person("Anna-bis")
    contract(second, D(2025, 2, 1), D(2025, 3, 31), type="B")
    merge(second, into=anna, by=users.coordinator, reason="ta sama osoba")
    return anna, beata, celina


def slow(first, last):
    """Plain Python over all rows: table, line, column."""
    figures, people = Counter(), defaultdict(set)
    for row in SocialContract.with_voided.all():
        end = row.ended_on or row.ends_on
        is_bound = row.state in ("signed", "ended") and not row.voided_at
        if not is_bound or row.signed_on > last or end < first:
            continue
        is_new = first <= row.signed_on <= last
        for line in (row.type, "razem"):
            figures["kontrakty", line, "obowiazywaly"] += 1
            figures["kontrakty", line, "zawarte" if is_new else "poczatek"] += 1
            figures["kontrakty", line, "zakonczone" if end <= last else "koniec"] += 1
            for who, signs in named(row):
                counted = {"osoby": True, "podpisaly": signs, "nowe": is_new}
                for column in (column for column, counts in counted.items() if counts):
                    people["osoby", line, column].add(who)
        if end <= last:
            figures["powody", row.end_reason or "term", "kontrakty"] += 1
            figures["powody", "razem", "kontrakty"] += 1
    return figures | {cell: len(who) for cell, who in people.items()}


def named(row):
    """Everybody whom the contract names, and whether they sign."""
    by_pesel = {person.pesel: person for person in Person.objects.exclude(pesel="")}
    yield row.person.merged_into_id or row.person_id, True
    for party in row.parties.all():
        known = by_pesel.get(party.pesel)
        of_register = known and (known.merged_into_id or known.pk)
        yield of_register or party.pesel or (party.last_name, row.pk), party.role == "signs"


def cells(report):
    return {
        (filled.table.key, line.key, value.column.key): value.amount
        for filled in report.tables
        for line, values in filled.all_rows
        for value in values
        if value.amount
    }


@pytest.mark.parametrize(("key", "last"), [("mrips-polrocze", HALF), ("mrips-rok", LAST)])
def test_every_cell_is_what_a_second_program_counts(people, key, last):
    report = KINDS[key].build(YEAR)
    assert cells(report) == slow(FIRST, last)
    for (table, line, column), amount in cells(report).items():
        assert len(report.opened(table, line, column).rows) == amount
    assert all(filled.balance.is_even for filled in report.tables if filled.balance)


def test_contracts_are_not_persons(people):
    told = cells(KINDS["mrips-rok"].build(YEAR))
    assert told["kontrakty", "razem", "obowiazywaly"] == 6
    # Anna, Beata, Celina, Lis, Wrona: Lis stands in two contracts, Beata in three.
    assert told["osoby", "razem", "osoby"] == 5


def test_whom_a_contract_names_is_told_only_with_the_person_of_it(people, client_of, users):
    anna, *_ = people
    chosen = {"rok": YEAR, "tabela": "osoby", "wiersz": "razem", "kolumna": "osoby"}
    address = reverse("reports:rows", args=["mrips-rok"], query=chosen)
    coordinator = client_of(users.coordinator)
    assert "Wrona Ewa" in coordinator.get(address).content.decode()
    anna.areas.update(kind="families")
    assert "Wrona Ewa" not in coordinator.get(address).content.decode()
