"""Twenty connections at once: no limit is passed, no hour is in two programmes, nothing waits for ever."""

import datetime

import pytest
from django.db import IntegrityError, OperationalError
from django.db.models import Sum

from kis.programmes.models import Service, Settlement
from kis.programmes.settling import settle_month
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    ProviderFactory,
    at,
    cares_for,
    chooses,
    edition_of,
    serve,
    takes_part,
)
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20
HOUR = datetime.timedelta(hours=1)


def names(answers) -> list[str]:
    """Of each refusal; a deadlock or a wait that is over would be no refusal of ours."""
    found = []
    for answer in answers:
        assert not isinstance(answer, OperationalError), answer
        if isinstance(answer, Exception):
            assert isinstance(answer, IntegrityError), answer
            found.append(answer.__cause__.diag.constraint_name)
    return found


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert error.value.__cause__.diag.constraint_name == name


def provider_of(users):
    return ProviderFactory(entered_by=users.coordinator, offender_register_checked_on="2025-12-20")


def test_twenty_assistants_together_give_no_more_than_the_limit(users):
    row = takes_part(edition_of(users, hours_limit=10), users)
    providers = [provider_of(users) for _ in range(AT_ONCE)]
    for provider in providers:
        chooses(row, provider)

    def give(number):
        return lambda: serve(row, providers[number], at(3, number + 1, 8), at(3, number + 1, 9))

    answers = all_together([give(number) for number in range(AT_ONCE)])

    assert names(answers) == ["service_over_hours"] * 10
    assert Service.objects.aggregate(sum=Sum("minutes"))["sum"] == 600


def test_twenty_participants_together_get_no_more_than_twelve_hours_of_one_assistant(
    users, edition, provider
):
    rows = [takes_part(edition, users) for _ in range(AT_ONCE)]
    for row in rows:
        chooses(row, provider)
    starts = at(3, 2, 1)

    def give(number):
        return lambda: serve(
            rows[number], provider, starts + number * HOUR, starts + (number + 1) * HOUR
        )

    answers = all_together([give(number) for number in range(AT_ONCE)])

    assert names(answers) == ["provider_over_hours"] * 8
    assert Service.objects.aggregate(sum=Sum("minutes"))["sum"] == 720


def test_one_hour_of_one_person_stands_in_one_programme(users, edition):
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    respite = edition_of(users, kind="respite", hours_limit=240, days_limit=14)
    ways = []
    assisted = takes_part(edition, users, cared_for)
    carer = cares_for(respite, users, cared_for)
    for number in range(AT_ONCE):
        row, provider = (assisted, carer)[number % 2], provider_of(users)
        chooses(row, provider)
        ways.append((row, provider))

    answers = all_together(
        [
            lambda row=row, provider=provider: serve(row, provider, at(3, 2, 8), at(3, 2, 9))
            for row, provider in ways
        ]
    )

    assert names(answers) == ["service_beneficiary_once"] * (AT_ONCE - 1)
    assert Service.objects.count() == 1


def test_providers_and_participants_crosswise_never_wait_for_each_other(users, edition):
    """Each with each, in both orders at once: one order of locks, no deadlock."""
    people = [takes_part(edition, users) for _ in range(4)]
    providers = [provider_of(users) for _ in range(5)]
    for row in people:
        for provider in providers:
            chooses(row, provider)
    pairs = [(row, provider) for row in people for provider in providers]

    def give(number):
        row, provider = pairs[number]
        day = number % 20 + 1
        return lambda: serve(row, provider, at(3, day, 8), at(3, day, 9))

    assert names(all_together([give(number) for number in range(AT_ONCE)])) == []


@pytest.mark.parametrize("limit_first", [True, False])
def test_a_lower_limit_and_a_service_never_pass_each_other(
    users, edition, enrolment, provider, limit_first
):
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 10))
    group = edition.groups.get()

    def lower():
        group.hours_limit = 2
        group.save()

    def give():
        serve(enrolment, provider, at(3, 3, 8), at(3, 3, 10))

    if limit_first:
        refused_race(lower, give, "service_over_hours")
    else:
        refused_race(give, lower, "group_limit_used")


@pytest.mark.parametrize("limit_first", [True, False])
def test_a_lower_number_of_hours_in_a_day_and_a_service_never_pass_each_other(
    users, edition, enrolment, provider, limit_first
):
    number = edition.numbers.get(code="provider_hours")

    def lower():
        number.value = 4
        number.save()

    def give():
        serve(enrolment, provider, at(3, 3, 8), at(3, 3, 16))

    if limit_first:
        refused_race(lower, give, "provider_over_hours")
    else:
        refused_race(give, lower, "provider_limit_used")


def test_lowering_beside_twenty_services_leaves_nothing_over(users, edition, enrolment, provider):
    group = edition.groups.get()

    def lower():
        group.hours_limit = 9
        group.save()

    def give(day):
        return lambda: serve(enrolment, provider, at(3, day, 8), at(3, day, 9))

    answers = all_together([lower, *(give(day + 1) for day in range(AT_ONCE - 1))])

    assert set(names(answers)) <= {"service_over_hours", "group_limit_used"}
    group.refresh_from_db()
    used = Service.objects.aggregate(sum=Sum("minutes"))["sum"] or 0
    assert used <= group.hours_limit * 60


@pytest.mark.parametrize("settling_first", [True, False])
def test_a_month_is_settled_with_what_stands_and_with_nothing_behind_it(
    users, edition, enrolment, provider, settling_first
):
    EditionNumberFactory(edition=edition, code="hour_rate", value=50)

    def settle():
        settle_month(edition, D(2026, 3, 1), by=users.programmes, on=D(2026, 4, 1))

    def give():
        serve(enrolment, provider, at(3, 3, 8), at(3, 3, 10))

    if settling_first:
        refused_race(settle, give, "programme_month_settled")
        assert Settlement.objects.get().minutes == 0
    else:
        race(give, settle)
        assert Settlement.objects.get().minutes == 120


def test_settling_beside_twenty_services_freezes_all_that_were_saved(
    users, edition, enrolment, provider
):
    EditionNumberFactory(edition=edition, code="hour_rate", value=50)

    def settle():
        settle_month(edition, D(2026, 3, 1), by=users.programmes, on=D(2026, 4, 1))

    def give(day):
        return lambda: serve(enrolment, provider, at(3, day, 8), at(3, day, 9))

    answers = all_together([settle, *(give(day + 1) for day in range(AT_ONCE - 1))])

    assert set(names(answers)) <= {"programme_month_settled"}
    saved = Service.objects.aggregate(sum=Sum("minutes"))["sum"] or 0
    assert Settlement.objects.get().minutes == saved


def test_two_who_settle_at_once_settle_once(users, edition):
    def settle():
        return settle_month(edition, D(2026, 3, 1), by=users.programmes, on=D(2026, 4, 1))

    answers = all_together([settle] * 5)

    assert Settlement.objects.count() == 1
    assert sum(isinstance(answer, Settlement) for answer in answers) == 1
