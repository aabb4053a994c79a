"""The start page's rows, gathered from the apps."""

from datetime import date

import contracts.desk
import participants.desk
import psu.desk
from kis.lib.work import Work

SOURCES = [participants.desk.work, contracts.desk.work, psu.desk.work]


def work_for(user, on: date) -> list[Work]:
    """What waits for this user, app by app; rights are the apps' own matter."""
    return [work for tell in SOURCES for work in tell(user, on)]
