"""The earliest hour that fits, beside a slow model that tries every quarter of an hour."""

import datetime

import pytest
from hypothesis import given, settings, strategies as st

from kis.programmes.fitting import Span, earliest, overlapping, too_full
from tests.programmes.factories import at

QUARTER = datetime.timedelta(minutes=15)
IN_A_DAY = 96


def moment(begins, quarter):
    return begins.astimezone(datetime.UTC) + quarter * QUARTER


def span(begins, first, length, number=None):
    return Span(moment(begins, first), moment(begins, first + length), number)


def parted(pairs):
    """Those that do not overlap what came before, as (first, length) in quarters."""
    kept = []
    for first, length in pairs:
        if all(first + length <= one or one + its <= first for one, its in kept):
            kept.append((first, length))
    return kept


def quarters(pairs):
    return {first + number for first, length in pairs for number in range(length)}


def most_in_a_day(worked) -> int:
    """In the fullest day, whichever quarter it begins with: slow, and nothing like the function."""
    return max(
        (
            sum(start + step in worked for step in range(IN_A_DAY))
            for start in range(min(worked) - IN_A_DAY, max(worked) + 1)
        ),
        default=0,
    )


def allowed_only(pairs, most):
    kept = []
    for pair in pairs:
        if most_in_a_day(quarters([*kept, pair])) <= most:
            kept.append(pair)
    return kept


def slow_earliest(length, since, own, others, most, turn, until):
    for start in range(since, until - length + 1):
        mine = quarters([(start, length)])
        if mine & quarters([*own, *others]) or start < turn < start + length:
            continue
        if most_in_a_day(quarters(own) | mine) <= most:
            return start
    return None


PAIRS = st.lists(st.tuples(st.integers(0, 280), st.integers(1, 30)), max_size=7)
AROUND = {"plain": at(3, 10), "spring": at(3, 28), "autumn": at(10, 24), "month": at(3, 30)}


@pytest.mark.parametrize("season", AROUND)
@settings(max_examples=40, deadline=None)
@given(
    own=PAIRS,
    others=PAIRS,
    length=st.integers(1, 60),
    since=st.integers(0, 200),
    most=st.integers(8, 56),
    turn=st.integers(0, 300),
)
def test_the_earliest_hour_agrees_with_a_slow_model(season, own, others, length, since, most, turn):
    begins, until = AROUND[season], 380
    own, others = allowed_only(parted(own), most), parted(others)
    told = slow_earliest(length, since, own, others, most, turn, until)

    found = earliest(
        length * 15,
        moment(begins, since),
        busy=[span(begins, *pair) for pair in (*own, *others)],
        counted=[span(begins, *pair) for pair in own],
        most=most * 15,
        breaks=[moment(begins, turn)],
        until=moment(begins, until),
    )

    assert found == (None if told is None else moment(begins, told))


@pytest.mark.parametrize("season", AROUND)
@settings(max_examples=40, deadline=None)
@given(
    own=PAIRS, wanted=st.tuples(st.integers(0, 280), st.integers(1, 60)), most=st.integers(8, 56)
)
def test_a_day_that_would_be_too_full_is_found_with_its_services(season, own, wanted, most):
    begins = AROUND[season]
    own = [pair for pair in allowed_only(parted(own), most) if parted([wanted, pair])[1:]]
    worked = quarters([*own, wanted])

    window = too_full(
        span(begins, *wanted), [span(begins, *pair, number=pair[0]) for pair in own], most * 15
    )

    assert (window is not None) == (most_in_a_day(worked) > most)
    if window:
        held = {(one.starts_at, one.ends_at) for one in window.spans}
        since = window.since
        told = {
            (moment(begins, first), moment(begins, first + length))
            for first, length in [*own, wanted]
            if moment(begins, first + length) > since
            and moment(begins, first) < since + datetime.timedelta(hours=24)
        }
        assert held == told
        assert window.minutes > most * 15


def test_twenty_four_hours_of_the_world_are_counted_where_the_clock_goes_back():
    """From 8.00 on 24 October to 8.00 on the 25th the world has twenty-five hours."""
    worked = [Span(at(10, 24, 8), at(10, 24, 20))]

    found = earliest(60, at(10, 24, 21), busy=worked, counted=worked, most=720, until=at(10, 26))

    assert found == at(10, 25, 7)


def test_what_is_longer_than_the_limit_never_fits():
    assert earliest(721, at(3, 2), busy=[], most=720, until=at(3, 30)) is None


def test_hours_that_touch_do_not_overlap():
    stands = Span(at(3, 2, 8), at(3, 2, 10), 1)

    assert overlapping(Span(at(3, 2, 10), at(3, 2, 11)), [stands]) == []
    assert overlapping(Span(at(3, 2, 9, 59), at(3, 2, 11)), [stands]) == [stands]
