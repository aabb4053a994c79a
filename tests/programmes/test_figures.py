"""Each figure of an edition against a slow program of its own, and the number of questions asked."""

import datetime
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.programmes.figures import figures_of
from kis.programmes.models import Cost, Enrolment, Service
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    GroupFactory,
    ProviderFactory,
    at,
    cares_for,
    chooses,
    edition_of,
    serve,
    takes_part,
)

pytestmark = pytest.mark.django_db
ON = D(2026, 6, 15)


@pytest.fixture
def provider(users):
    return ProviderFactory(
        entered_by=users.coordinator,
        is_institution=True,
        offender_register_checked_on="2025-12-20",
    )


def fill(edition, provider, users, people: int):
    """Services and costs of everybody in several months, some voided, one who left and one who waits."""
    numbers = {"hour_rate": "47.35", "day_rate": 800, "km_rate": "1.15", "budget": 90000}
    for code, value in numbers.items():
        EditionNumberFactory(edition=edition, code=code, value=value)
    second = GroupFactory(edition=edition, hours_limit=360, name="druga grupa")
    for number in range(people):
        row = takes_part(edition, users, **({"group": second} if number % 2 else {}))
        chooses(row, provider)
        for month in range(1, 7):
            day = 1 + (number + month) % 14
            serve(row, provider, at(month, day, 8), at(month, day, 10 + number % 3, 7 * month))
        voided = serve(row, provider, at(3, 20, 8), at(3, 20, 12))
        voided.void(by=users.head, reason="wpisana dwa razy")
        if number % 3 == 0:
            spend(row, provider, D(2026, 2, 3), "12.40")
            spend(row, provider, D(2026, 5, 3), "7.10")
    takes_part(edition, users, starts_on=None, group=None)
    gone = Enrolment.objects.filter(edition=edition, starts_on__isnull=False).first()
    gone.ends_on, gone.end_reason = D(2026, 6, 14), "gave_up"
    gone.save()


def spend(row, provider, day, amount):
    return Cost.objects.create(
        enrolment=row,
        provider=provider,
        day=day,
        kind="tickets",
        purpose="dojazd",
        amount=amount,
        entered_by=row.entered_by,
    )


def grosz(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Slow:
    """Row after row, with nothing of the program but its tables."""

    def __init__(self, edition, on):
        self.on, self.is_monthly = on, edition.limit_unit == "month"
        self.rates = {row.code: row.value for row in edition.numbers.all()}
        self.minutes, self.this_month, self.days = Counter(), Counter(), Counter()
        by_month = {}
        for row in Service.with_voided.filter(edition=edition):
            if row.voided_at:
                continue
            minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
            key = (row.beneficiary_id, row.day.year, row.day.month)
            some = by_month.setdefault(key, [0, 0])
            if row.form == "hours":
                self.minutes[row.beneficiary_id] += minutes
                some[0] += minutes
                if (row.day.year, row.day.month) == (on.year, on.month):
                    self.this_month[row.beneficiary_id] += minutes
            else:
                self.days[row.beneficiary_id] += row.days
                some[1] += row.days
        self.hours_cost = Counter()
        for (person, *_), (minutes, days) in by_month.items():
            money = Decimal(minutes) * self.rates.get("hour_rate", 0) / 60
            self.hours_cost[person] += grosz(money + days * self.rates.get("day_rate", 0))
        self.other_cost = Counter()
        for cost in Cost.with_voided.filter(enrolment__edition=edition, voided_at=None):
            self.other_cost[cost.enrolment.beneficiary_id] += cost.amount
        self.rows = list(Enrolment.with_voided.filter(edition=edition, voided_at=None))

    @property
    def enrolled(self):
        return {
            row.pk
            for row in self.rows
            if row.starts_on and row.starts_on <= self.on and not self.is_over(row)
        }

    def is_over(self, row):
        return bool(row.ends_on and row.ends_on < self.on)

    @property
    def waiting(self):
        return {row.pk for row in self.rows if not row.starts_on and not row.refused_on}

    def left(self, person):
        limits = [
            row.group.hours_limit for row in self.rows if row.beneficiary_id == person and row.group
        ]
        used = self.this_month if self.is_monthly else self.minutes
        return max(limits) - Decimal(used[person]) / 60

    def left_whole(self):
        going = {row.beneficiary_id for row in self.rows if row.starts_on and not self.is_over(row)}
        return sum(self.left(person) for person in going)


def agree(edition, on=ON):
    told, slow = figures_of(edition, on), Slow(edition, on)
    assert {row.pk for row in told.enrolled} == slow.enrolled
    assert {row.pk for row in told.waiting} == slow.waiting
    for one in told.people:
        number = one.person.pk
        assert one.minutes == slow.minutes[number]
        assert one.days == slow.days[number]
        assert one.hours_left == slow.left(number)
        assert one.hours_cost == slow.hours_cost[number]
        assert one.other_cost == slow.other_cost[number]
    assert told.hours == Decimal(sum(slow.minutes.values())) / 60
    assert told.hours_left == slow.left_whole()
    assert told.cost == sum(slow.hours_cost.values()) + sum(slow.other_cost.values())
    assert sum(told.cost_by_month.values()) == told.cost
    assert told.hours_forecast()[-1].month == D(2026, 12, 1)
    return told


def test_every_cell_is_what_a_slow_program_counts(users, provider):
    edition = edition_of(users, eligible_costs=["tickets"])
    fill(edition, provider, users, 7)
    told = agree(edition)

    assert len(told.enrolled) == 6
    assert len(told.waiting) == 1
    assert told.hours > 0
    assert told.cost > 0


def test_in_a_programme_of_monthly_limits_the_rest_is_of_this_month(users, provider):
    edition = edition_of(users, eligible_costs=["tickets"], limit_unit="month", hours_limit=80)
    fill(edition, provider, users, 3)
    told = agree(edition)

    assert all(one.hours_left > 70 for one in told.people)


def test_two_carers_share_the_limit_of_the_one_whom_they_care_for(users, provider):
    edition = edition_of(users, kind="respite", hours_limit=240, days_limit=14)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    mother, father = cares_for(edition, users, cared_for), cares_for(edition, users, cared_for)
    for row, day in ((mother, 4), (father, 5)):
        chooses(row, provider)
        serve(row, provider, at(5, day, 8), at(5, day, 12))
    serve(mother, provider, at(5, 9, 8), at(5, 11, 7), form="days")
    told = agree(edition)

    assert len(told.people) == 1
    assert len(told.enrolled) == 2
    assert (told.hours, told.hours_left) == (8, 232)
    assert (told.days, told.days_left) == (2, 12)


def test_without_a_rate_the_cost_says_so(users, provider):
    edition = edition_of(users)
    row = takes_part(edition, users)
    chooses(row, provider)
    serve(row, provider, at(3, 2, 8), at(3, 2, 10))
    told = figures_of(edition, ON)

    assert told.cost == 0
    assert told.lacks_rate == ["stawka za godzinę"]


def test_a_person_and_a_month_open_the_rows_that_they_are_made_of(users, provider, client_of):
    edition = edition_of(users, eligible_costs=["tickets"])
    fill(edition, provider, users, 2)
    client, told = client_of(users.coordinator), figures_of(edition, ON)
    address = reverse("programmes:figures", args=[edition.pk])
    for one in told.people:
        answer = client.get(f"{address}osoba/{one.person.pk}/").context
        assert answer["hours"] == one.hours
        assert answer["amount"] == one.other_cost
    for month, minutes in told.minutes_by_month.items():
        answer = client.get(f"{address}miesiac/{month.year}/{month.month}/").context
        assert answer["hours"] == minutes / 60
        assert sum(row.minutes for row in answer["page"]) == minutes
    assert client.get(f"{address}osoba/{users.head.pk + 9999}/").status_code == 404
    assert client.get(f"{address}miesiac/2026/13/").status_code == 404


@pytest.mark.parametrize(
    "what", ["", "udzial/", "czekaja/", "godziny/", "koszt/", "zostalo/", "miesiac/2026/3/"]
)
def test_the_number_of_questions_does_not_grow(users, provider, client_of, what):
    client = client_of(users.coordinator)
    counts = []
    for people in (5, 50):
        edition = edition_of(users, eligible_costs=["tickets"])
        fill(edition, provider, users, people)
        url = reverse("programmes:figures", args=[edition.pk]) + what
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_whoever_is_named_by_a_figure_is_noted(users, provider, client_of):
    edition = edition_of(users)
    row = takes_part(edition, users)
    chooses(row, provider)
    serve(row, provider, at(3, 2, 8), at(3, 2, 10))
    client_of(users.programmes).get(reverse("programmes:figure_rows", args=[edition.pk, "godziny"]))

    noted = AccessEntry.objects.get(kind="programme_figures")
    assert (noted.act, noted.person_number) == ("view", row.person_id)


def test_an_edition_of_others_has_no_figures(users, client_of):
    edition = edition_of(users)
    edition.staff.update(ends_on=datetime.date(2026, 1, 31))

    url = reverse("programmes:figures", args=[edition.pk])
    assert client_of(users.programmes).get(url).status_code == 404
