"""Rows for tests of reports: staff_member(basis="volunteer"), grant(received="1000")."""

import datetime
from decimal import Decimal

from kis.documents.models import Document
from kis.reports.models import DutyDone, Grant, OfficialDate, ReportCopy, Staff

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


def report_copy(by, **facts):
    """Of no figures: the act that keeps them has tests of its own."""
    documents = [
        Document.objects.keep(
            kind="report_copy", name=name, content=b"%PDF-", content_type="application/pdf", by=by
        )
        for name in ("sprawozdanie.pdf", "sprawozdanie.xlsx")
    ]
    known = {
        "report": "roczne",
        "year": 2025,
        "figures": [],
        "rows": {},
        "made_on": D(2026, 1, 15),
        "made_by": by,
        "paper": documents[0],
        "workbook": documents[1],
    }
    return ReportCopy.objects.create(**known | facts)


def official_date(**facts):
    known = {
        "code": "sprawozdanie-kis",
        "name": "Sprawozdanie roczne KIS do wojewody",
        "month": 3,
        "day": 31,
        "told_ahead": 60,
        "report": "roczne",
        "source": "art. 18a ust. 6",
        "valid_from": D(2025, 1, 1),
    }
    return OfficialDate.objects.create(**known | facts)


def duty_done(date, by, **facts):
    known = {"due_on": D(2026, 3, 31), "done_on": D(2026, 2, 1), "note": "pismo 7/2026"}
    return DutyDone.objects.create(date=date, entered_by=by, **known | facts)
