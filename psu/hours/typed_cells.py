"""The fields of the month sheet as they come from a browser.

`h-12-5` holds what stands in the cell of referral 12 on the 5th and `earlier-h-12-5` what the page was opened
on, left out when that was nothing. An opened row adds the details of its days, `note-h-12-5` with its
`earlier-note-h-12-5`; `keep-…` answers a conflict.
"""

import datetime
import re
from collections.abc import Mapping

from kis.lib.versions import THEIRS
from psu.hours.day_details import DETAILS, changed
from psu.hours.saving import TypedCell

FIELD = re.compile(r"h-(?P<referral>\d{1,18})-(?P<day>\d{1,2})")


def read_cells(data: Mapping[str, str], month: datetime.date) -> list[TypedCell]:
    """The cells that differ from what the page was opened on, but for those that are left as they are now."""
    cells = [_cell(data, name, match, month) for name in data if (match := FIELD.fullmatch(name))]
    return [cell for cell in cells if cell is not None]


def typed_referrals(data: Mapping[str, str]) -> set[int]:
    """Numbers of the referrals whose cells came, changed or not."""
    return {int(match["referral"]) for name in data if (match := FIELD.fullmatch(name))}


def _cell(data, name, match, month) -> TypedCell | None:
    try:
        day = month.replace(day=int(match["day"]))
    except ValueError:
        return None
    if data.get(f"keep-{name}") == THEIRS:
        return None
    earlier = {d.name: data.get(f"earlier-{d.name}-{name}", "") for d in DETAILS}
    typed = {d.name: data[key] for d in DETAILS if (key := f"{d.name}-{name}") in data}
    cell = TypedCell(
        int(match["referral"]),
        day,
        data[name],
        data.get(f"earlier-{name}", ""),
        changed(typed, earlier),
        earlier,
    )
    return None if cell.text.strip() == cell.earlier and not cell.details else cell
