"""An hour that the change of clock leaves out is none; of one that stands twice, the later that has been."""

from datetime import UTC, date, datetime, time

import pytest

from kis.lib.clock import NoSuchHour, latest_moment, moments

FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "hour", "hours_in_utc"),
    [
        (date(2026, 3, 28), time(2, 30), [1]),
        (FORWARD, time(1, 59), [0]),
        (FORWARD, time(3), [1]),
        (date(2026, 7, 1), time(2, 30), [0]),
        (BACK, time(1, 59), [23]),
        (BACK, time(2), [0, 1]),
        (BACK, time(2, 59), [0, 1]),
        (BACK, time(3), [2]),
    ],
)
def test_an_hour_of_the_clock_is_once_and_twice_when_it_is_put_back(day, hour, hours_in_utc):
    found = moments(day, hour)
    assert [moment.astimezone(UTC).hour for moment in found] == hours_in_utc
    assert {moment.astimezone(UTC).minute for moment in found} == {hour.minute}


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_that_the_change_leaves_out_is_refused_by_a_sentence(hour):
    with pytest.raises(NoSuchHour) as refusal:
        moments(FORWARD, hour)
    assert str(refusal.value).startswith(f"Godziny {hour:%-H.%M} dnia 29.03.2026 nie było")
    assert str(refusal.value).endswith(f"to 3.{hour:%M}.")


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), None),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 29, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 11, 2, 8, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_of_an_hour_that_stands_twice_it_is_the_later_that_has_been(now, found):
    assert latest_moment(BACK, time(2, 30), until=now) == found
