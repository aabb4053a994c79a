"""The cells of the month sheet as they come from a browser: `h-12-5` is the 5th of referral 12."""

import datetime
from collections.abc import Mapping

from kis.lib import cells
from psu.hours.day_details import DETAILS
from psu.hours.saving import TypedDay

PREFIX = "h"


def cell_name(referral: int, day: datetime.date) -> str:
    return cells.cell_name(PREFIX, referral, day.day)


def read_days(data: Mapping[str, str], month: datetime.date) -> list[TypedDay]:
    """The cells to be saved; see kis.lib.cells.read_cells."""

    def day(number: int) -> datetime.date:
        try:
            return month.replace(day=number)
        except OverflowError as error:
            raise ValueError(number) from error

    names = [detail.name for detail in DETAILS]
    return cells.read_cells(data, PREFIX, column=day, details=names, kind=TypedDay)


def typed_referrals(data: Mapping[str, str]) -> set[int]:
    """Numbers of the referrals whose cells came, changed or not."""
    return cells.typed_rows(data, PREFIX)
