"""What the buttons of a draft do to what was posted: one more row, reviews every so many months."""

import datetime

from contracts.drafting import review_days
from contracts.models import Action, Party
from kis.lib.dates import UnreadableDate, polish, read_date
from kis.lib.rows import rows_posted

# Kinds of rows that a button adds → what stands in the new one.
ADDED = {
    "parties": {"role": Party.Role.LISTED},
    "goals": {},
    "actions": {"goal": "1", "doer": Action.Side.PERSON},
    "planned_reviews": {},
}


def with_row(data, key: str, values: dict[str, str] | None = None):
    """What was posted, with one more row of that kind; `values` stand in it, those of ADDED by default."""
    data = data.copy()
    typed = data.get(f"{key}-TOTAL_FORMS", "")
    # A forged number counts as none, and never as more rows than came.
    total = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    total = min(total, rows_posted(data, key))
    data[f"{key}-TOTAL_FORMS"] = total + 1
    for name, value in (ADDED[key] if values is None else values).items():
        data[f"{key}-{total}-{name}"] = value
    return data


def with_reviews(data, *, on: datetime.date):
    """What was posted, with reviews every so many months up to the contract's last day instead of its own.

    Raises UnreadableDate without that day.
    """
    last = read_date(data.get("ends_on", ""), today=on)
    if last <= on:
        raise UnreadableDate("Najpierw wpisz, do kiedy kontrakt obowiązuje: dzień po dzisiejszym.")
    months = int(data.get("review_months") or 1)
    data = data.copy()
    days = review_days(on, last, max(1, min(months, 12)))
    for name in [name for name in data if name.startswith("planned_reviews-")]:
        del data[name]
    data["planned_reviews-TOTAL_FORMS"], data["planned_reviews-INITIAL_FORMS"] = len(days), 0
    for number, (day, is_final) in enumerate(days):
        data[f"planned_reviews-{number}-on"] = polish(day)
        if is_final:
            data[f"planned_reviews-{number}-is_final"] = "on"
    return data
