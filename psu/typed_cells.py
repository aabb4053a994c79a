"""The fields of the month sheet as they come from a browser.

`h-12-5` holds what stands in the cell of referral 12 on the 5th and `earlier-h-12-5` what the page was opened
on, left out when that was nothing. An opened row adds `note-…` and `kind-…` with their earlier values;
`keep-…` answers a conflict.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace

from kis.lib.versions import THEIRS
from psu.marking import Typed

FIELD = re.compile(r"h-(?P<referral>\d{1,18})-(?P<day>\d{1,2})")
NUMBER = re.compile(r"\d{1,18}")


def read_cells(data: Mapping[str, str], month: datetime.date) -> list[Typed]:
    """The cells that differ from what the page was opened on, but for those that are left as they are now."""
    cells = [_cell(data, name, match, month) for name in data if (match := FIELD.fullmatch(name))]
    return [cell for cell in cells if cell is not None]


def typed_referrals(data: Mapping[str, str]) -> set[int]:
    """Numbers of the referrals whose cells came, changed or not."""
    return {int(match["referral"]) for name in data if (match := FIELD.fullmatch(name))}


def _cell(data, name, match, month) -> Typed | None:
    try:
        day = month.replace(day=int(match["day"]))
    except ValueError:
        return None
    if data.get(f"keep-{name}") == THEIRS:
        return None
    cell = Typed(
        int(match["referral"]),
        day,
        data[name],
        data.get(f"earlier-{name}", ""),
        earlier_note=data.get(f"earlier-note-{name}", ""),
        earlier_kind=_number(data.get(f"earlier-kind-{name}")),
    )
    return _if_changed(cell, _note(data.get(f"note-{name}")), _number(data.get(f"kind-{name}")))


def _if_changed(cell: Typed, note: str | None, kind: int | None) -> Typed | None:
    """A note or a kind that nobody touched is left out: it may have been changed by somebody else."""
    note = None if note == cell.earlier_note else note
    kind = None if kind == cell.earlier_kind else kind
    if cell.text.strip() == cell.earlier and note is None and kind is None:
        return None
    return replace(cell, note=note, kind=kind)


def _note(text: str | None) -> str | None:
    """On one line, as its field shows it; no character that the database cannot hold."""
    return None if text is None else " ".join(text.replace("\x00", "").split())


def _number(text: str | None) -> int | None:
    return int(text) if text and NUMBER.fullmatch(text) else None
