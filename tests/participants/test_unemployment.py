"""Long-term unemployed: more than 12 months in the register within the last 24."""

from datetime import date, timedelta

import pytest

from kis.lib.dates import add_months
from kis.lib.stretches import Length
from participants.models import Person, ProjectDefinition
from participants.reference import load_project_definitions
from participants.registrations import project_time
from participants.unemployment import (
    Kind,
    Period,
    ProjectRule,
    time_in_register,
    unbroken_time,
)

BEFORE = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("since", "months", "days", "long_term"),
    [
        (date(2025, 11, 25), 12, 0, False),  # 11 months, and 30 days left over
        (date(2025, 11, 24), 12, 0, False),
        (date(2025, 11, 23), 12, 1, True),
        (date(2026, 11, 23), 0, 1, False),
        (date(2026, 11, 24), 0, 0, False),
        (date(2024, 11, 24), 24, 0, True),
        (date(2019, 1, 1), 24, 0, True),
    ],
)
def test_an_open_period_counts_by_calendar_months(since, months, days, long_term):
    found = time_in_register([Period(since, None)], BEFORE)

    assert (found.months, found.days) == (months, days)
    assert found.is_long_term is long_term


@pytest.mark.parametrize(
    ("ends_on", "days"),
    [(date(2024, 11, 23), 0), (date(2024, 11, 24), 1), (date(2024, 11, 25), 2)],
)
def test_what_ended_before_the_window_does_not_count(ends_on, days):
    assert time_in_register([Period(date(2020, 1, 1), ends_on)], BEFORE).days == days


def test_traineeship_is_taken_out():
    registered = Period(date(2025, 1, 1), date(2026, 6, 30))
    traineeship = Period(date(2025, 7, 1), date(2025, 12, 31), Kind.TRAINEESHIP)

    found = time_in_register([registered, traineeship], BEFORE)

    assert (found.months, found.days) == (12, 0)
    assert not found.is_long_term


@pytest.mark.parametrize(
    ("before", "kind", "months"),
    [
        (date(2025, 5, 31), Kind.TRAINEESHIP, 12),
        (date(2025, 5, 31), Kind.TRAINING, 12),  # the act of 20 April 2004
        (date(2025, 6, 1), Kind.TRAINEESHIP, 12),
        (date(2025, 6, 1), Kind.TRAINING, 15),  # the act of 20 March 2025: it counts
        (date(2026, 11, 24), Kind.TRAINING, 15),
    ],
)
def test_adult_vocational_training_counts_by_the_new_act(before, kind, months):
    """15 months in the register, three of them on it."""
    last = before - timedelta(days=1)
    periods = [
        Period(add_months(before, -15), None),
        Period(add_months(before, -3), last, kind),
    ]

    found = time_in_register(periods, before)

    assert (found.months, found.days) == (months, 0)
    assert found.is_long_term is (months > 12)


def test_days_of_two_stretches_add_up_thirty_to_a_month():
    found = time_in_register(
        [
            Period(date(2025, 1, 1), date(2025, 7, 20)),
            Period(date(2026, 1, 1), date(2026, 6, 13)),
        ],
        BEFORE,
    )

    assert (found.months, found.days) == (12, 3)


def test_a_day_written_twice_counts_once():
    once = [Period(date(2026, 1, 1), date(2026, 3, 31))]

    assert time_in_register(once * 2, BEFORE) == time_in_register(once, BEFORE)


def test_neighbouring_periods_are_one_stretch():
    found = time_in_register(
        [Period(date(2026, 1, 1), date(2026, 1, 15)), Period(date(2026, 1, 16), date(2026, 2, 28))],
        BEFORE,
    )

    assert (found.months, found.days) == (2, 0)


GENERAL = ProjectRule(12)
BY_AGE = ProjectRule(12, young_below=25, young_more_than_months=6)
OF_AGE = date(1980, 1, 1)


@pytest.mark.parametrize(
    ("since", "length", "long_term"),
    [
        (date(2025, 11, 25), Length(12, 0), False),  # 11 months, and 30 days left over
        (date(2025, 11, 24), Length(12, 0), False),
        (date(2025, 11, 23), Length(12, 1), True),
        (date(2020, 11, 24), Length(72, 0), True),  # no window ends it
        (date(2026, 11, 23), Length(0, 1), False),
        (date(2026, 11, 24), Length(0, 0), False),
    ],
)
def test_a_project_asks_for_more_than_twelve_months_without_a_break(since, length, long_term):
    found = unbroken_time([Period(since, None)], BEFORE, GENERAL, OF_AGE)

    assert (found.since, found.length) == (since, length)
    assert found.is_long_term is long_term


@pytest.mark.parametrize(
    ("born_on", "since", "long_term"),
    [
        (date(2001, 11, 25), date(2026, 5, 24), False),  # 24 years, exactly 6 months
        (date(2001, 11, 25), date(2026, 5, 23), True),
        (date(2001, 11, 24), date(2026, 5, 23), False),  # 25 that day
        (date(2001, 11, 24), date(2025, 11, 23), True),
        (None, date(2026, 5, 23), False),
    ],
)
def test_below_an_age_fewer_months_may_be_enough(born_on, since, long_term):
    found = unbroken_time([Period(since, None)], BEFORE, BY_AGE, born_on)

    assert found.is_long_term is long_term


@pytest.mark.parametrize(
    ("ends_on", "since"),
    [
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), date(2024, 1, 1)),
        (date(2026, 11, 25), date(2024, 1, 1)),
    ],
)
def test_a_project_asks_who_is_in_the_register_that_day(ends_on, since):
    found = unbroken_time([Period(date(2024, 1, 1), ends_on)], BEFORE, GENERAL, OF_AGE)

    assert found.since == since
    assert found.is_long_term is (since is not None)


@pytest.mark.parametrize(
    ("until", "since"),
    [
        (date(2026, 5, 30), date(2026, 6, 1)),  # a day between breaks it
        (date(2026, 5, 31), date(2025, 1, 1)),
        (date(2026, 8, 31), date(2025, 1, 1)),  # written twice
    ],
)
def test_a_break_of_one_day_begins_the_time_anew(until, since):
    periods = [Period(date(2025, 1, 1), until), Period(date(2026, 6, 1), None)]

    assert unbroken_time(periods, BEFORE, GENERAL, OF_AGE).since == since
    assert unbroken_time(periods[::-1], BEFORE, GENERAL, OF_AGE).since == since


def test_a_traineeship_within_a_registration_breaks_nothing_for_a_project():
    registered = Period(date(2025, 6, 1), None)
    traineeship = Period(date(2025, 7, 1), date(2026, 8, 31), Kind.TRAINEESHIP)

    assert unbroken_time([registered, traineeship], BEFORE, GENERAL, OF_AGE).is_long_term
    assert not time_in_register([registered, traineeship], BEFORE).is_long_term
    assert unbroken_time([traineeship], BEFORE, GENERAL, OF_AGE).since is None


def test_the_sum_of_the_act_and_the_time_of_a_project_differ():
    """Two stretches of eight months: long-term by the act, not in a project."""
    periods = [Period(date(2025, 1, 1), date(2025, 8, 31)), Period(date(2026, 4, 1), None)]

    assert time_in_register(periods, BEFORE).is_long_term
    assert not unbroken_time(periods, BEFORE, GENERAL, OF_AGE).is_long_term


@pytest.mark.django_db
def test_the_definition_of_the_day_is_the_centres_own_row():
    assert load_project_definitions() == 2
    assert load_project_definitions() == 0
    born_on = date(2001, 11, 25)
    person = Person(born_on=born_on)

    def asked(on):
        found = project_time(person, [], on)
        return found and found.more_than_months

    days = (date(2013, 12, 31), date(2020, 12, 31), date(2021, 1, 1))
    assert [asked(on) for on in days] == [None, 6, 12]
    ProjectDefinition.objects.filter(valid_to=None).update(more_than_months=9)
    assert asked(BEFORE) == 9


def test_the_sentence_names_window_and_sum():
    found = time_in_register([Period(date(2025, 9, 21), None)], BEFORE)

    assert str(found) == "w ciągu 24 miesięcy przed 24.11.2026: 14 miesięcy 3 dni"
