"""Families with an assistant in a year, counted by the report and by a second, slow program."""

import datetime
from collections import Counter

import pytest
import time_machine
from django.urls import reverse

from kis.families.models import Assignment, Assistant, Cooperation, FamilyMember
from kis.journal.models import AccessEntry
from kis.reports.kinds import KINDS
from participants.merging import merge
from tests.contracts.pages import text_of
from tests.families.factories import (
    AssignmentFactory,
    AssistantFactory,
    CooperationFactory,
    D,
    FamilyFactory,
    LoadLimitFactory,
    member,
)
from tests.reports.made import report_copy

pytestmark = pytest.mark.django_db
YEAR = 2025
FIRST, LAST = D(YEAR, 1, 1), D(YEAR, 12, 31)
COURT = {
    "basis": "court",
    "court_name": "Sąd Rejonowy",
    "court_number": "III Nsm 1/25",
    "court_on": D(2024, 1, 1),
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-02-01 12:00", tick=False):
        yield


@pytest.fixture
def staff(users):
    LoadLimitFactory()
    return AssistantFactory(user=users.assistant, offender_register_checked_on=D(2019, 12, 1))


@pytest.fixture
def work_of(users, staff):
    """`work_of(family, since, until)`: the work with a family, new without one."""

    def made(family=None, since=None, until=None, reason="goals_met", **facts):
        family = family or FamilyFactory(social_worker=users.worker)
        applied = facts.pop("applied_on", since)
        work = CooperationFactory(
            family=family, applied_on=applied, interview_on=applied, consent_on=applied, **facts
        )
        if since:
            AssignmentFactory(
                cooperation=work,
                assistant=staff,
                assigned_by=users.head,
                starts_on=since,
                ends_on=until,
            )
            work.refresh_from_db()
        if until:
            work.ended_on, work.end_reason, work.ended_by = until, reason, users.head
            work.save()
        return work

    return made


@pytest.fixture
def year(users, work_of):
    """Families whose work touches the year at each of its borders, and others that it passes by."""
    long = work_of(since=D(2022, 5, 1))
    brothers = [member(long.family, part="child") for _ in range(2)]
    member(long.family)
    work_of(since=D(2024, 6, 1), until=LAST, reason="in_care", **COURT)
    work_of(since=FIRST, until=D(2025, 3, 31))
    work_of(since=LAST)
    over = work_of(since=D(2023, 1, 1), until=FIRST, reason="moved")
    foster = member(over.family, part="child", whereabouts="foster")
    second = member(over.family, part="child").person
    merge(second, into=foster.person, by=users.coordinator, reason="ta sama osoba")
    # Of alternating care: one child, two families.
    shared = work_of(since=D(2025, 2, 1))
    member(
        shared.family, brothers[0].person, part="child", alternating_reason="opieka naprzemienna"
    )
    twice = work_of(since=D(2025, 1, 15), until=D(2025, 4, 14), reason="gave_up")
    work_of(twice.family, since=D(2025, 6, 1))
    work_of(since=D(2023, 1, 1), until=D(2024, 12, 31))
    work_of(since=D(2026, 1, 1))
    work_of(applied_on=D(2025, 12, 20))
    refused = {"refused_on": D(2025, 7, 8), "refused_by": users.head, "refusal_reason": "nie"}
    work_of(applied_on=D(2025, 7, 1), **refused)
    void = work_of(applied_on=D(2025, 5, 1))
    void.void(by=users.colleague, reason="pomyłka")


def report():
    return KINDS["rodziny"].build(YEAR)


def figures():
    return {
        (key, line.key, value.column.key): value.amount
        for key, filled in report().filled.items()
        for line, values in filled.all_rows
        for value in values
        if value.amount
    }


def months_between(first, last):
    """Whole months of a period with both its days."""
    behind = last + datetime.timedelta(days=1)
    return (behind.year - first.year) * 12 + behind.month - first.month - (behind.day < first.day)


class Slow:
    """Plain Python over all rows of the year."""

    def __init__(self):
        self.told = Counter()
        rows = Cooperation.with_voided.order_by("family_id", "starts_on", "pk")
        self.works = [row for row in rows if not row.voided_at]
        self.counted = set()  # children

    def add(self, table, line, column, amount=1):
        for each in (line, "razem"):
            self.told[table, each, column] += amount

    def within(self, start, end):
        return start is not None and start <= LAST and (end is None or end >= FIRST)

    def is_in(self, day):
        return day is not None and FIRST <= day <= LAST

    def children_of(self, family):
        """Whom no earlier family had."""
        found = set()
        for one in FamilyMember.objects.filter(family=family).select_related("person"):
            if one.part == "child":
                found.add(one.person.merged_into_id or one.person_id)
        found -= self.counted
        self.counted |= found
        return len(found)

    def work(self):
        for row in self.works:
            if not self.within(row.starts_on, row.ended_on):
                continue
            children, ended = self.children_of(row.family_id), self.is_in(row.ended_on)
            column = "zakonczone" if ended else "dalej"
            self.add("podstawa", row.basis, column)
            self.add("podstawa", row.basis, "rozpoczete" if row.starts_on >= FIRST else "poczatek")
            self.add("podstawa", row.basis, "dzieci", children)
            if row.ended_on is None or row.ended_on >= LAST:
                self.add("podstawa", row.basis, "koniec")
            self.add("dlugosc", self.length(row), column)
            if ended:
                self.add("powody", row.end_reason, "rodziny")
                self.add("powody", row.end_reason, "dzieci", children)

    def length(self, row):
        months = months_between(row.starts_on, min(row.ended_on or LAST, LAST))
        mosts = (("m3", 3), ("m12", 12), ("m24", 24))
        return next((key for key, most in mosts if months < most), "more")

    def applications(self):
        for row in self.works:
            if not self.is_in(row.applied_on):
                continue
            self.add("wnioski", row.basis, "zlozone")
            if row.starts_on and row.starts_on <= LAST:
                self.add("wnioski", row.basis, "przydzielone")
            else:
                self.add(
                    "wnioski", row.basis, "odmowy" if self.is_in(row.refused_on) else "czekaja"
                )

    def assistants(self):
        for one in Assistant.objects.all():
            if self.within(one.starts_on, one.ends_on):
                self.add("asystenci", one.employment, "w-roku")
                if one.ends_on is None or one.ends_on >= LAST:
                    self.add("asystenci", one.employment, "koniec")

    def load(self):
        for month in range(1, 13):
            first = D(YEAR, month, 28) + datetime.timedelta(days=4)
            end = first.replace(day=1) - datetime.timedelta(days=1)
            for one in Assignment.objects.all():
                if one.starts_on <= end and (one.ends_on is None or one.ends_on >= end):
                    self.add("obciazenie", str(one.assistant_id), str(month))


def slow():
    count = Slow()
    count.work()
    count.applications()
    count.assistants()
    count.load()
    return {cell: amount for cell, amount in count.told.items() if amount}


def test_every_cell_is_counted_as_by_hand(year):
    fast = {cell: amount for cell, amount in figures().items() if cell[0] != "lata"}
    assert fast == slow()
    # So that two programs that are wrong alike are seen.
    assert fast["podstawa", "razem", "poczatek"] == 3
    assert fast["podstawa", "razem", "rozpoczete"] == 5
    assert fast["podstawa", "razem", "zakonczone"] == 4
    assert fast["podstawa", "razem", "dzieci"] == 3
    assert fast["dlugosc", "m12", "zakonczone"] == 2


def test_a_family_that_began_anew_is_one_family(year):
    told = figures()
    assert told["lata", "rodziny", "2025"] == 7
    assert told["lata", "koniec", "2025"] == 5
    assert told["lata", "dzieci", "2025"] == 3
    assert told["lata", "w-pieczy", "2025"] == 1
    assert told["lata", "rodziny", "2024"] == 4
    assert told["lata", "asystenci", "2025"] == 1


def test_what_there_was_with_what_came_is_what_is_left(year):
    assert report().filled["podstawa"].balance.is_even


def test_every_figure_opens_as_many_rows(year):
    built = report()
    for key, filled in built.filled.items():
        for line, values in filled.all_rows:
            for value in values:
                if not value.is_open:
                    continue
                opened = built.opened(key, line.key, value.column.key)
                told = sum(row.value for row in opened.rows) if opened.is_sum else len(opened.rows)
                assert told == value.amount, (key, line.key, value.column.key)


def test_the_number_of_questions_does_not_grow(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        report()


@pytest.mark.parametrize(
    ("name", "status"),
    [("head", 200), ("coordinator", 404), ("inspector", 404), ("worker", 403), ("assistant", 403)],
)
def test_only_the_head_reads_it(client_of, users, year, name, status):
    client = client_of(getattr(users, name))
    assert client.get(KINDS["rodziny"].page_of(YEAR)).status_code == status
    rows = f"{KINDS['rodziny'].rows_of(YEAR)}&tabela=powody&wiersz=razem&kolumna=rodziny"
    assert client.get(rows).status_code in {status, 403}


def test_its_copies_and_files_are_the_heads_too(client_of, users, year):
    kept = report_copy(users.worker, report="rodziny")
    addresses = [
        reverse("reports:copy", args=[kept.pk]),
        reverse("reports:copy_pdf", args=[kept.pk]),
        reverse("reports:report_csv", args=["rodziny", YEAR]),
    ]
    for address in addresses:
        assert client_of(users.head).get(address).status_code == 200
        assert client_of(users.coordinator).get(address).status_code == 404
    assert "Asystenci rodziny" not in text_of(
        client_of(users.coordinator).get(reverse("reports:copies"))
    )


def test_a_row_leads_to_its_family_and_the_look_is_noted(client_of, users, year):
    client = client_of(users.head)
    rows = f"{KINDS['rodziny'].rows_of(YEAR)}&tabela=powody&wiersz=gave_up&kolumna=rodziny"
    page = client.get(rows)
    work = Cooperation.objects.get(end_reason="gave_up")
    assert f"/rodziny/{work.family_id}/" in page.content.decode()
    assert AccessEntry.objects.filter(kind="family", number=work.family_id, user_id=users.head.pk)
