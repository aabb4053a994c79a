"""Numbers of papers about families: one series a year of each kind, taken last in a transaction."""

import datetime

from kis.documents.models import NumberSeries


def application_number(on: datetime.date) -> str:
    return _number("WAR", NumberSeries.objects.take("family_application", on.year), on)


def assignment_number(on: datetime.date) -> str:
    return _number("PAR", NumberSeries.objects.take("family_assignment", on.year), on)


def closing_number(on: datetime.date) -> str:
    return _number("ZAR", NumberSeries.objects.take("family_closing", on.year), on)


def _number(mark: str, ordinal: int, on: datetime.date) -> str:
    return f"{mark}/{ordinal}/{on.year}"
