"""Bars of a table's lines, a group a column: the figures of the table itself, drawn."""

from dataclasses import dataclass

from kis.reports.tables import Filled, Value

WIDTH, HEIGHT = 640, 180
BAR, GAP, TOP, FOOT = 34, 6, 18, 20


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    height: int
    words: str
    number: int  # of its line, for the colour

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def above(self) -> int:
        return self.y - 4


@dataclass(frozen=True)
class Plot:
    """`names` of the lines in their order; `heads` with the middle of each group."""

    title: str
    names: list[str]
    heads: list[tuple[int, str]]
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT
    bar: int = BAR

    @property
    def foot(self) -> int:
        return HEIGHT - 5


def _size(value: Value):
    """What is withheld has no bar, only its words."""
    return 0 if value.look == "typed" else value.amount


def plot(filled: Filled, lines: list[str]) -> Plot:
    """Of these lines of the table."""
    rows = [(line, values) for line, values in filled.rows if line.key in lines]
    most = max((_size(value) for _, values in rows for value in values), default=0) or 1
    room = HEIGHT - TOP - FOOT
    group = WIDTH // max(len(filled.table.columns), 1)
    bars, heads = [], []
    for place, column in enumerate(filled.table.columns):
        start = place * group + (group - len(rows) * (BAR + GAP)) // 2
        heads.append((place * group + group // 2, column.heading))
        for number, (_, values) in enumerate(rows):
            value = values[place]
            height = int(room * _size(value) / most)
            x, y = start + number * (BAR + GAP), TOP + room - height
            bars.append(Bar(x, y, height, value.words, number))
    return Plot(filled.table.title, [line.label for line, _ in rows], heads, bars)
