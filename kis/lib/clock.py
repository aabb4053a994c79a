"""The clock on the office's wall, which is put forward in March and back in October."""

import datetime
from zoneinfo import ZoneInfo

from kis.lib.dates import polish

WARSAW = ZoneInfo("Europe/Warsaw")
HOUR = datetime.timedelta(hours=1)


class NoSuchHour(ValueError):
    """The clock never showed it; the text is a sentence for the person who typed it."""


def moments(day: datetime.date, hour: datetime.time) -> list[datetime.datetime]:
    """When the clock showed that hour: once, or twice in the night when it is put back, earlier first.

    Raises NoSuchHour for an hour that the change of clock leaves out.
    """
    wall = datetime.datetime.combine(day, hour)
    times = {wall.replace(tzinfo=WARSAW, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)}
    shown = [time for time in sorted(times) if _on_the_wall(time) == wall]
    if not shown:
        raise NoSuchHour(
            f"Godziny {hour:%-H.%M} dnia {polish(day)} nie było: tej nocy zegary przestawiono o godzinę "
            f"naprzód. Wpisz inną; na zegarze nieprzestawionym {hour:%-H.%M} to {wall + HOUR:%-H.%M}."
        )
    return shown


def _on_the_wall(time: datetime.datetime) -> datetime.datetime:
    return time.astimezone(WARSAW).replace(tzinfo=None)


def latest_moment(
    day: datetime.date, hour: datetime.time, *, until: datetime.datetime
) -> datetime.datetime | None:
    """The last time by `until` that the clock showed that hour; None where it is still to come.

    Of an hour that stands twice it is the second once that has come: a note of this moment is of this moment,
    and the hour shown is the one that was typed either way. Raises NoSuchHour.
    """
    been = [moment for moment in moments(day, hour) if moment <= until]
    return been[-1] if been else None
