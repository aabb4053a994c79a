"""The act that keeps a report as of today: its figures, the rows behind them, its paper and its workbook."""

import datetime

from kis.documents.models import Document
from kis.lib.refusals import refused_by_database
from kis.lib.workbooks import CONTENT_TYPE
from kis.reports.frozen import plain, rows_of
from kis.reports.kinds import KINDS
from kis.reports.models import ReportCopy
from kis.reports.paper import report_paper
from kis.reports.report import Report
from kis.reports.workbook import report_workbook


def keep(report: Report, *, by, on: datetime.date) -> ReportCopy:
    """Raises Refused where the paper takes too long; then nothing is kept."""
    tables = plain(report)
    told = KINDS[report.key].outside(tables)
    paper = report_paper(report.key, report.title, told, on=on)
    workbook = report_workbook(report.title, told, made_on=on)
    name = f"sprawozdanie-{report.key}-{report.year}-{on.isoformat()}"
    files = [(f"{name}.pdf", paper, "application/pdf"), (f"{name}.xlsx", workbook, CONTENT_TYPE)]
    with refused_by_database():
        documents = [
            Document.objects.keep(
                kind="report_copy", name=each, content=content, content_type=kind, by=by
            )
            for each, content, kind in files
        ]
        return ReportCopy.objects.create(
            report=report.key,
            year=report.year,
            figures=tables,
            rows=rows_of(report),
            made_on=on,
            made_by=by,
            paper=documents[0],
            workbook=documents[1],
        )
