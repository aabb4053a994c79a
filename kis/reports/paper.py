"""A report on paper: what is sent to the voivode or laid before the council."""

import datetime

from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from kis.reports.models import ReportCopy

ADDRESSEES = {
    ReportCopy.Report.YEARLY: "Wojewoda",
    ReportCopy.Report.COUNCIL: "Rada gminy",
}
BASES = {
    ReportCopy.Report.YEARLY: "art. 18a ust. 6 ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym "
    "(Dz.U. z 2025 r. poz. 1718)",
    ReportCopy.Report.COUNCIL: "art. 110 ust. 9 ustawy z dnia 12 marca 2004 r. o pomocy społecznej",
}


def report_paper(report: str, title: str, tables: list[dict], *, on: datetime.date) -> bytes:
    """`tables` as kis.reports.frozen has them. Raises Refused where the paper takes too long."""
    centre = Centre.objects.current()
    return render_paper(
        "reports/print.html",
        {
            "centre": centre,
            "tables": [table for table in tables if table["lines"]],
            "on": on,
            "dated": f"{centre.town}, {polish(on)}",
            "addressee": ADDRESSEES.get(report, ""),
            "basis": BASES.get(report, ""),
            "facts": _facts(centre),
            "signatures": [
                {"label": "sporządził(a): data i podpis"},
                {"label": f"{centre.head_title.lower()}: data i podpis", "name": centre.head_name},
            ],
        },
        name=title,
        made_at=beginning(on),
    )


def _facts(centre: Centre) -> list[tuple[str, str]]:
    """Who runs the club: what the voivode's register knows it by."""
    told = [
        ("Klub", centre.club_name),
        ("Prowadzi", centre.name),
        ("Gmina", centre.municipality),
        ("Wpis do rejestru wojewody", centre.register_entry),
        ("Uchwała o utworzeniu", centre.resolution),
        ("Działa od", polish(centre.started_on) if centre.started_on else ""),
    ]
    return [(name, value) for name, value in told if value]
