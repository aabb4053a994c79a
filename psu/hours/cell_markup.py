"""The cells of a month as HTML: a page has hundreds, and tags of a template would take most of its time."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from psu.hours.sheet_cells import DayColumn, SheetCell

NO_ENTRY = '<span aria-hidden="true">·</span><span class="visually-hidden">bez wpisu</span>'


def joined(parts: Iterable[str]) -> SafeString:
    """Of what the functions below give; every text in it is escaped there."""
    return mark_safe("".join(parts))  # noqa: S308


# the month sheet


def table_cell(cell: SheetCell) -> str:
    start = f"<td{_class(cell.classes)}"
    if cell.has_field:
        return f"{start}>{_field(cell)}{_earlier(cell)}</td>"
    if cell.reason:
        reason = escape(cell.reason)
        return f'{start} title="{reason}"><span class="visually-hidden">{reason}</span></td>'
    return f"{start}>{escape(cell.value)}</td>"


def _field(cell: SheetCell) -> str:
    """Named by its row's and its day's head."""
    value = f' value="{escape(cell.value)}"' if cell.value else ""
    heads = f"p{cell.referral} d{cell.column.number}"
    return f'<input name="{cell.name}"{value} aria-labelledby="{heads}"{_refused(cell)}>'


def _refused(cell: SheetCell) -> str:
    name = cell.name
    if not cell.message:
        return ""
    return f' id="{name}" aria-invalid="true" aria-describedby="{name}-why"'


def _earlier(cell: SheetCell) -> str:
    if not cell.earlier:
        return ""
    return f'<input type="hidden" name="earlier-{cell.name}" value="{escape(cell.earlier)}">'


# the month on a phone


def day_alone(cell: SheetCell) -> str:
    return f"<li{_class(cell.column.classes)}>{_named(cell.column)}</li>"


def day_with_link(cell: SheetCell, address: str) -> str:
    """To the day's page, at the person's card."""
    value = escape(cell.value) if cell.value else NO_ENTRY
    entry = f"{_named(cell.column)}<strong>{value}</strong>"
    link = f'<a href="{address}#karta-{cell.referral}">{entry}</a>'
    return f"<li{_class(cell.column.classes)}>{link}</li>"


def _named(column: DayColumn) -> str:
    return f"<span>{column.weekday} {column.number}</span>"


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""
