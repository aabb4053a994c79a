"""Rows for tests of reports: staff_member(basis="volunteer"), grant(received="1000")."""

import datetime
from decimal import Decimal

from kis.reports.models import Grant, Staff

D = datetime.date


def staff_member(**facts):
    known = {
        "name": "Halina Gil",
        "sex": "K",
        "position": "doradca zawodowy",
        "basis": "employment",
        "starts_on": D(2025, 1, 1),
    }
    known |= facts
    if known["basis"] == "employment":
        known.setdefault("full_time", Decimal("0.5"))
    return Staff.objects.create(**known)


def grant(**facts):
    known = {
        "year": 2025,
        "source": "municipality",
        "title": "Prowadzenie klubu",
        "received_on": D(2025, 2, 1),
        "received": Decimal("1000"),
    }
    return Grant.objects.create(**known | facts)
