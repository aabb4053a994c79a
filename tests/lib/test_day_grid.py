import datetime
from types import SimpleNamespace

from kis.lib.day_grid import by_days

D = datetime.date


def test_every_day_of_the_grid_has_its_rows_in_their_order_and_no_row_of_another_day():
    rows = [SimpleNamespace(day=D(2026, 5, day), name=name) for day, name in [(2, "a"), (2, "b")]]
    outside = SimpleNamespace(day=D(2026, 5, 5), name="c")
    grid = by_days([*rows, outside], D(2026, 5, 1), D(2026, 5, 4))
    assert [day.day.day for day in grid] == [1, 2, 3, 4]
    assert [[row.name for row in day.rows] for day in grid] == [[], ["a", "b"], [], []]


def test_holidays_and_the_end_of_the_week_are_free():
    grid = by_days([], D(2026, 5, 1), D(2026, 5, 4))
    assert [day.is_free for day in grid] == [True, True, True, False]
    assert [bool(day.holiday) for day in grid] == [True, False, True, False]
    assert [day.column for day in grid] == [5, 6, 7, 1]
