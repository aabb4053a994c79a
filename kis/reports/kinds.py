"""Which reports there are, by the key that names them in addresses and copies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from kis.reports.models import ReportCopy
from kis.reports.report import Report
from kis.reports.yearly.tables import yearly_report


@dataclass(frozen=True)
class ReportKind:
    """`build` takes the year. `page` and `rows` are names of addresses."""

    build: Callable[[int], Report]
    page: str
    rows: str

    def page_of(self, year: int) -> str:
        return reverse(self.page, query={"rok": year})


KINDS: dict[str, ReportKind] = {
    ReportCopy.Report.YEARLY: ReportKind(yearly_report, "reports:yearly", "reports:yearly_rows"),
}
