"""Where a service would fit among those that stand: pure functions of plain values.

The database refuses (kis.programmes.guards.limits); this says of which services the sum is made, and from
when on the same length would be accepted. Moments are counted in minutes of the world's clock, which no
change of the clock on the wall moves.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MINUTE = datetime.timedelta(minutes=1)
DAY = 24 * 60


@dataclass(frozen=True)
class Span:
    """From one aware moment to another; `number` is the row's, None for one that is only wanted."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    number: int | None = None

    @property
    def first(self) -> int:
        return _minute(self.starts_at)

    @property
    def last(self) -> int:
        return _minute(self.ends_at)


@dataclass(frozen=True)
class Window:
    """Twenty-four hours that hold too much: since when, how many minutes, and of which services."""

    since: datetime.datetime
    minutes: int
    spans: list[Span]


def _minute(moment: datetime.datetime) -> int:
    return int(moment.timestamp()) // 60


def _moment(minute: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(minute * 60, datetime.UTC)


def _shared(span: Span, first: int, last: int) -> int:
    return max(min(span.last, last) - max(span.first, first), 0)


def _load(spans: Iterable[Span], first: int) -> int:
    """Minutes within the twenty-four hours that begin then."""
    return sum(_shared(span, first, first + DAY) for span in spans)


def overlapping(wanted: Span, others: Iterable[Span]) -> list[Span]:
    return [one for one in others if _shared(one, wanted.first, wanted.last)]


def too_full(wanted: Span, others: Sequence[Span], most: int) -> Window | None:
    """The first twenty-four hours that would hold more than `most` minutes with the wanted span."""
    spans = sorted([*others, wanted], key=lambda one: one.first)
    beside = (one for one in spans if wanted.first - DAY < one.first < wanted.last)
    for begun in beside:
        if (minutes := _load(spans, begun.first)) > most:
            within = [one for one in spans if _shared(one, begun.first, begun.first + DAY)]
            return Window(begun.starts_at, minutes, within)
    return None


def earliest(
    length: int,
    since: datetime.datetime,
    *,
    busy: Iterable[Span],
    counted: Sequence[Span] = (),
    most: int | None = None,
    breaks: Iterable[datetime.datetime] = (),
    until: datetime.datetime,
) -> datetime.datetime | None:
    """The first moment, not before `since`, from which `length` minutes are free and over by `until`.

    `busy`: what it may not overlap. `counted`: the provider's own services, of which any twenty-four hours
    hold at most `most` minutes. `breaks`: moments that one service does not cross. None where it never fits.
    """
    if most is not None and length > most:
        return None
    forbidden = [(one.first - length, one.last) for one in busy]
    forbidden += [(_minute(moment) - length, _minute(moment)) for moment in breaks]
    if most is not None:
        forbidden += _beside_windows(counted, length, most)
    start, end = _minute(since), _minute(until)
    while start + length <= end:
        moved = max((to for begin, to in forbidden if begin < start < to), default=start)
        if moved == start and most is not None:
            moved = _with_room(counted, start, most - length)
        if moved == start:
            return _moment(start)
        start = moved
    return None


def _beside_windows(counted: Sequence[Span], length: int, most: int) -> list[tuple[int, int]]:
    """Between which minutes a span may not begin: it would fill the day that begins with a counted one."""
    found = []
    for one in counted:
        room = max(most - _load(counted, one.first), 0)
        if room < length:
            found.append((one.first + room - length, one.first + DAY - room))
    return found


def _with_room(counted: Sequence[Span], start: int, room: int) -> int:
    """From when on the twenty-four hours that begin there hold at most `room` minutes of what stands."""
    while (load := _load(counted, start)) > room:
        # Between two edges the load falls by a minute a minute, or it does not fall: spans do not overlap.
        edges = (
            edge
            for one in counted
            for edge in (one.first - DAY, one.last - DAY, one.first, one.last)
        )
        edge = min(edge for edge in edges if edge > start)
        falls = _load(counted, edge) < load
        start = min(edge, start + load - room) if falls else edge
    return start
