"""Which backups are kept: the last days each, then one a week, then one a month. Plain functions."""

import datetime
from collections.abc import Iterable

DAYS, WEEKS, MONTHS = 14, 8, 12


def kept(moments: Iterable[datetime.datetime]) -> set[datetime.datetime]:
    """Of each of the last days, weeks and months that have a backup the last one of it.

    Counted by backups and not by the calendar: where none were made for a month, none goes away for its age.
    """
    newest_first = sorted(moments, reverse=True)
    return (
        _last_of_each(newest_first, lambda moment: moment.date(), DAYS)
        | _last_of_each(newest_first, lambda moment: moment.isocalendar()[:2], WEEKS)
        | _last_of_each(newest_first, lambda moment: (moment.year, moment.month), MONTHS)
    )


def _last_of_each(newest_first, period, count: int) -> set[datetime.datetime]:
    found = {}
    for moment in newest_first:
        found.setdefault(period(moment), moment)
    return set(list(found.values())[:count])
