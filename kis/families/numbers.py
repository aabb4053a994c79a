"""Numbers of papers about families: one series a year of each kind."""

import datetime

from kis.documents.models import NumberSeries

APPLICATION, ASSIGNMENT, CLOSING = "family_application", "family_assignment", "family_closing"
MARKS = {APPLICATION: "WAR", ASSIGNMENT: "PAR", CLOSING: "ZAR"}


def next_number(kind: str, on: datetime.date) -> str:
    """Taken last in a transaction: the series is locked to its end."""
    return f"{MARKS[kind]}/{NumberSeries.objects.take(kind, on.year)}/{on.year}"
