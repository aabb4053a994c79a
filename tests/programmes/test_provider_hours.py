"""Twelve hours of one assistant in any twenty-four, across participants, midnights and changed clocks."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.programmes.factories import at, chooses, serve, takes_part
from tests.programmes.test_service_guards import refused

MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ((at(3, 3, 7), at(3, 3, 11)), "provider_over_hours"),  # 8–20, then from 7 on the next day
        ((at(3, 3, 8), at(3, 3, 20)), ""),
        ((at(3, 2, 20), at(3, 2, 20, 1)), "provider_over_hours"),
        ((at(3, 2, 7, 59), at(3, 2, 8)), "provider_over_hours"),
        ((at(3, 1, 7), at(3, 1, 8)), ""),
    ],
)
def test_twelve_hours_of_an_assistant_leave_none_for_the_rest_of_the_day(
    users, edition, enrolment, provider, second, name
):
    other = takes_part(edition, users)
    chooses(other, provider)
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 20))

    assert refused(lambda: serve(other, provider, *second)) == name


def test_travel_between_participants_is_not_counted(users, edition, enrolment, provider):
    other = takes_part(edition, users)
    chooses(other, provider)
    serve(enrolment, provider, at(3, 2, 6), at(3, 2, 12))

    assert refused(lambda: serve(other, provider, at(3, 2, 13), at(3, 2, 19))) == ""


def most_in_a_day(spans) -> int:
    """Minutes in the fullest window, looked for at every minute: slow, and nothing like the guard."""
    worked = {
        start + MINUTE * minute
        for start, end in spans
        for minute in range(int((end - start) / MINUTE))
    }
    moment = min(worked) - 1440 * MINUTE
    most = here = 0
    while moment <= max(worked):
        here += ((moment + MINUTE * 1440) in worked) - (moment in worked)
        moment += MINUTE
        most = max(most, here)
    return most


AROUND = {"plain": at(3, 10), "spring": at(3, 28), "autumn": at(10, 24)}


@pytest.mark.parametrize("season", AROUND)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 3 * 24 * 4), st.integers(1, 9 * 4)), min_size=1, max_size=9
    )
)
def test_the_guard_agrees_with_a_slow_model(users, edition, enrolment, provider, season, spans):
    """Spans in quarters of an hour from the midnight before the clock changes."""
    began = AROUND[season].astimezone(datetime.UTC)
    kept = []
    with transaction.atomic():
        for start, length in spans:
            first = began + 15 * MINUTE * start
            span = (first, first + 15 * MINUTE * length)
            if any(span[0] < end and begin < span[1] for begin, end in kept):
                continue
            allowed = most_in_a_day([*kept, span]) <= 12 * 60
            name = refused(lambda span=span: serve(enrolment, provider, *span))
            assert name == ("" if allowed else "provider_over_hours")
            if allowed:
                kept.append(span)
        transaction.set_rollback(True)  # rows are never deleted; the next example begins with none
