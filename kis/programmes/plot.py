"""What was used and what is expected, drawn: the figures of the table beside it."""

from dataclasses import dataclass
from decimal import Decimal

from kis.programmes.forecast import MonthForecast

WIDTH, HEIGHT = 640, 220
TOP, FOOT, GAP = 22, 20, 8


@dataclass(frozen=True)
class Bar:
    """`look`: 0 used, 1 expected."""

    x: int
    y: int
    width: int
    height: int
    look: int
    opacity: str = "1"


@dataclass(frozen=True)
class Plot:
    title: str
    bars: list[Bar]
    heads: list[tuple[int, str]]
    told: list[tuple[int, int, str]]  # the right end of words above a bar
    line_y: int | None  # of what is allowed
    line_words: str
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = HEIGHT - 5

    @property
    def above_line(self) -> int:
        return self.line_y - 4


def drawn(title: str, rows: list[MonthForecast], allowed: Decimal | None, *, told) -> Plot:
    """A column a month: used so far, and above or beside it what is expected at its end.

    `told` says a value in words.
    """
    most = max([value for row in rows for value in (row.so_far, row.forecast) if value], default=0)
    most = max(most, allowed or 0) or 1
    room, step = HEIGHT - TOP - FOOT, WIDTH // max(len(rows), 1)
    bars, heads = [], []
    for place, row in enumerate(rows):
        x, width = place * step + GAP // 2, max(step - GAP, 2)
        expected = _height(row.forecast, most, room)
        used = _height(row.so_far, most, room)
        if expected:
            bars.append(Bar(x, TOP + room - expected, width, expected, 1, ".45"))
        if used:
            bars.append(Bar(x, TOP + room - used, width, used, 0))
        heads.append((place * step + step // 2, f"{row.month:%m}"))
    line_y = TOP + room - _height(allowed, most, room) if allowed else None
    said = _said(rows, most, room, step, told)
    return Plot(title, bars, heads, said, line_y, told(allowed) if allowed else "")


def _said(rows, most, room, step, told) -> list[tuple[int, int, str]]:
    """What is used so far, and the end; the first is left out where both would stand in one place."""
    last = len(rows) - 1
    used = max((place for place, row in enumerate(rows) if row.so_far), default=last)
    values = [(last, rows[last].at_end)]
    if used < last - 1:
        values.insert(0, (used, rows[used].so_far))
    return [
        ((place + 1) * step - GAP // 2, TOP + room - _height(value, most, room) - 4, told(value))
        for place, value in values
        if value
    ]


def _height(value: Decimal | None, most, room: int) -> int:
    return int(room * value / most) if value else 0
