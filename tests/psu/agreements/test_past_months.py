"""Months from before the program, entered as a sum: they count to the agreement's hours and to the year."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from psu.figures.asking import figures
from psu.hours.rests import totals_left
from psu.models import Agreement, PastMonth
from psu.models.past_month import months_before
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory, work
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = day("2025-03-01"), day("2025-04-01"), day("2025-05-01")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-04 12:00", tick=False):
        yield


@pytest.fixture
def agreement(users, centre):
    place = WorkPlaceFactory()
    facts = {"place": place, "number": "4/2025", "starts_on": day("2025-03-15")}
    made = AgreementFactory(total_hours=100, **facts)
    made.referral = ReferralFactory(place=place, agreement=made)
    return made


def summed(agreement, users, month=MARCH, **facts):
    known = {"persons": 2, "hours": 40, "amount": 488, "refund": Decimal("292.80")}
    return PastMonth.objects.create(
        agreement=agreement, month=month, entered_by=users.coordinator, **(known | facts)
    )


def address(agreement, month=MARCH):
    return reverse("psu:past_month", args=[agreement.pk, month])


def test_a_month_is_entered_put_right_and_taken_away(client_of, users, agreement):
    client = client_of(users.coordinator)
    page = client.get(reverse("psu:agreement", args=[agreement.pk])).text
    assert page.count(">Wpisz sumę<span") == 3  # of March, April and May
    typed = {"persons": "2", "hours": "40", "amount": "488", "refund": "292,80", "row_version": 1}

    client.post(address(agreement), typed)
    row = PastMonth.objects.get()
    assert (row.month, row.hours, row.entered_by) == (MARCH, 40, users.coordinator)
    client.post(address(agreement), typed | {"hours": "38", "row_version": row.version})
    assert PastMonth.objects.get().hours == 38

    client.post(address(agreement), {"delete": "1"})
    assert not PastMonth.objects.exists()


@pytest.mark.parametrize("typed", [{"hours": "-1"}, {"refund": "500"}, {"persons": "x"}])
def test_what_cannot_be_is_refused_and_stays_typed(client_of, users, agreement, typed):
    known = {"persons": "2", "hours": "40", "amount": "488", "refund": "292,80", "row_version": 1}
    (value,) = typed.values()

    response = client_of(users.coordinator).post(address(agreement), known | typed)

    assert response.status_code == 200
    assert f'value="{value}"' in response.text
    assert not PastMonth.objects.exists()


def test_only_months_before_the_first_day_in_the_program_are_offered(agreement):
    assert months_before(agreement, day("2025-06-04")) == [MAY, APRIL, MARCH]

    work(agreement.referral, day("2025-05-06"))

    assert months_before(agreement, day("2025-06-04")) == [APRIL, MARCH]


def test_another_month_has_no_page(client_of, users, agreement):
    client = client_of(users.coordinator)
    assert client.get(address(agreement, day("2025-02-01"))).status_code == 404
    assert client.get(address(agreement, day("2025-06-01"))).status_code == 404


def test_no_hour_counts_twice(users, agreement):
    work(agreement.referral, day("2025-05-06"))
    with refused("past_month_with_days"):
        summed(agreement, users, MAY)

    summed(agreement, users, APRIL)
    with refused("workday_past_month"):
        work(agreement.referral, day("2025-04-08"))


def test_outside_of_the_agreement_there_is_no_month(users, agreement):
    with refused("past_month_in_agreement"):
        summed(agreement, users, day("2025-02-01"))


def test_hours_of_the_months_count_to_the_agreements_hours(users, agreement):
    summed(agreement, users, hours=95)

    assert agreement.hours_left() == 5
    assert totals_left([agreement]) == {agreement.pk: 5}
    work(agreement.referral, day("2025-05-06"), hours=5)
    with refused("workday_total_limit"):
        work(agreement.referral, day("2025-05-07"), hours=1)


def test_more_hours_than_the_agreement_has_are_refused(users, agreement):
    work(agreement.referral, day("2025-05-06"), hours=5)
    summed(agreement, users, hours=95)
    with refused("past_month_total"):
        summed(agreement, users, APRIL, hours=1)


def test_an_agreement_is_not_lowered_under_them(users, agreement):
    summed(agreement, users, hours=40)
    with refused("agreement_total_under_hours"):
        Agreement.objects.filter(pk=agreement.pk).update(total_hours=39)


def test_the_figures_of_the_year_hold_them_without_people(users, agreement):
    work(agreement.referral, day("2025-05-06"), hours=5)
    summed(agreement, users)
    year = day("2025-01-01"), day("2025-12-31")

    months = figures("month", *year)

    told = [(row.key, row.persons, row.hours, row.settled, row.amount) for row in months.rows]
    assert told == [(3, 0, 40, 40, 488), (5, 1, 5, 0, 0)]
    assert (months.total.persons, months.total.hours) == (1, 45)
    assert [row.hours for row in figures("place", *year).rows] == [5, 40]
    assert len(figures("person", *year).rows) == 1


def test_a_year_of_sums_alone_is_told(users, agreement):
    summed(agreement, users)

    assert figures("year", day("2025-01-01"), day("2025-12-31")).total.hours == 40
