"""The start page's rows, gathered from the apps."""

from datetime import date

import participants.desk
from kis.lib.work import Work

SOURCES = [participants.desk.work]


def work_for(user, on: date) -> list[Work]:
    """What waits for this user, app by app; rights are the apps' own matter."""
    return [work for tell in SOURCES for work in tell(user, on)]
