"""What the list of places tells of their months, to take away."""

import datetime
from collections.abc import Sequence

from kis.lib.dates import month_name
from kis.lib.table_files import Column, Table
from psu.models import WorkPlace
from psu.months.of_places import PlaceMonth


def places_table(
    places: Sequence[tuple[WorkPlace, list[PlaceMonth]]], months: Sequence[datetime.date]
) -> Table:
    """A row is a place with its months, in the order of `months`."""
    columns = [Column("place", "Miejsce PSU", lambda row: str(row[0]))]
    for number, month in enumerate(months):
        columns += _of_month(number, month_name(month))
    return Table("Miejsca i miesiące", "miejsca-i-miesiace", columns, places)


def _of_month(number: int, name: str) -> list[Column]:
    return [
        Column(f"people_{number}", f"{name}: osoby", lambda row: row[1][number].people),
        Column(f"hours_{number}", f"{name}: godziny", lambda row: row[1][number].hours),
        Column(f"list_{number}", f"{name}: lista", lambda row: row[1][number].word),
    ]
