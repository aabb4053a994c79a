"""The empty cells of a sheet that a referral's plan names."""

from kis.lib.dates import holiday_name
from kis.lib.money import hours
from psu.hours.saving import TypedDay
from psu.hours.sheet_parts import MonthSheet


def planned_cells(sheet: MonthSheet) -> list[TypedDay]:
    """Empty days up to today that the referral's plan names; a public holiday is nobody's plan."""
    return [
        TypedDay(
            row.referral.pk, cell.column.day, hours(row.referral.plan[cell.column.day.weekday()])
        )
        for row in sheet.rows
        for cell in row.cells
        if cell.has_field
        and not cell.value
        and cell.column.day.weekday() in row.referral.plan
        and not holiday_name(cell.column.day)
    ]


def without_plan(sheet: MonthSheet) -> list[str]:
    """Names of people who have an empty day and no plan to fill it by."""
    return [
        row.name
        for row in sheet.rows
        if not row.referral.plan and any(cell.has_field and not cell.value for cell in row.cells)
    ]
