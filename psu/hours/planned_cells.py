"""The empty cells of a sheet that a referral's plan names."""

from collections.abc import Iterator

from kis.lib.dates import holiday_name
from kis.lib.money import hours
from psu.hours.saving import TypedDay
from psu.hours.sheet_parts import MonthSheet, SheetRow


def planned_cells(sheet: MonthSheet) -> list[TypedDay]:
    """Empty days up to today that the referral's plan names; a public holiday is nobody's plan."""
    return [typed for row in sheet.rows for typed in _planned(row)]


def _planned(row: SheetRow) -> Iterator[TypedDay]:
    plan = row.referral.plan
    for cell in row.cells:
        day = cell.column.day
        if cell.has_field and not cell.value and day.weekday() in plan and not holiday_name(day):
            yield TypedDay(row.referral.pk, day, hours(plan[day.weekday()]))


def without_plan(sheet: MonthSheet) -> list[str]:
    """Names of people who have an empty day and no plan to fill it by."""
    return [
        row.name
        for row in sheet.rows
        if not row.referral.plan and any(cell.has_field and not cell.value for cell in row.cells)
    ]
