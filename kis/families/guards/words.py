"""Pieces that the guards of this app share."""

import datetime

from kis.lib.dates import polish


def polish_day(facts: dict, name: str = "day") -> str:
    return polish(datetime.date.fromisoformat(facts[name]))
