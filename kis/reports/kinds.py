"""Which reports there are, by the key that names them in addresses and copies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from kis.reports.contracts_count.tables import half_year_report, whole_year_report
from kis.reports.council.outside import outside
from kis.reports.council.tables import council_report
from kis.reports.families.tables import families_report
from kis.reports.frozen import plain
from kis.reports.models import ReportCopy
from kis.reports.report import Report
from kis.reports.sheets.build import central_sheet, resources_sheet
from kis.reports.yearly.tables import yearly_report


@dataclass(frozen=True)
class ReportKind:
    """`build` takes the year; `about` follows the way back: to whom it goes and by when."""

    key: str
    build: Callable[[int], Report]
    about: str
    # What of its tables (see kis.reports.frozen.plain) stands on paper and in files.
    outside: Callable[[list[dict]], list[dict]] = list
    # Counts of a few are withheld there, so that nobody is known by them.
    withholds: bool = False
    # A right beside that of all reports: of what not everybody who reads reports may know.
    right: str = "reports.open_reports"
    is_sheet: bool = False  # its rows are arranged by the centre, some of them are typed

    def read_by(self, user, year: int) -> Report:
        """An inspector comes from outside of the office, and reads what leaves it."""
        built = self.build(year)
        if not self.withholds or user.has_perm("reports.view_rows"):
            return built
        return built.withholding(self.outside(plain(built)))

    def is_for(self, user) -> bool:
        return user.has_perm(self.right)

    def page_of(self, year: int) -> str:
        return reverse("reports:report", args=[self.key], query={"rok": year})

    def rows_of(self, year: int) -> str:
        """A cell's own query follows."""
        return reverse("reports:rows", args=[self.key], query={"rok": year})


_MRIPS = "kontrakty i osoby do MRiPS-03; termin ogłasza ministerstwo, zwykle {}."
_ALL = [
    ReportKind(
        ReportCopy.Report.YEARLY,
        yearly_report,
        "do wojewody, do 31 marca (art. 18a ust. 6 ustawy o zatrudnieniu socjalnym).",
    ),
    ReportKind(ReportCopy.Report.MRIPS_HALF, half_year_report, _MRIPS.format("około 21 lipca")),
    ReportKind(ReportCopy.Report.MRIPS_YEAR, whole_year_report, _MRIPS.format("około 9 lutego")),
    ReportKind(
        ReportCopy.Report.COUNCIL,
        council_report,
        "lata obok siebie (art. 110 ust. 9 ustawy o pomocy społecznej). Na wydruku i w arkuszu liczby osób "
        "od 1 do 4 są zasłonięte, a z nimi te, z których można je wyliczyć.",
        outside,
        withholds=True,
    ),
    ReportKind(
        ReportCopy.Report.FAMILIES,
        families_report,
        "rodziny, dzieci i asystenci; do sprawozdania dla rady z pracy z rodziną, do 31 marca (art. 179 "
        "ust. 1 ustawy o wspieraniu rodziny). Czyta je kierownik.",
        right="reports.view_families",
    ),
    ReportKind(
        ReportCopy.Report.CENTRAL,
        central_sheet,
        "zmienne zbioru o klubach; wiersze i ich kolejność ustala ośrodek.",
        is_sheet=True,
    ),
    ReportKind(
        ReportCopy.Report.RESOURCES,
        resources_sheet,
        "trzy lata i prognoza; wiersze i ich kolejność ustala ośrodek. Kropka znaczy brak danych, x: nie "
        "dotyczy.",
        is_sheet=True,
    ),
]
KINDS: dict[str, ReportKind] = {kind.key: kind for kind in _ALL}


def readable(user) -> list[str]:
    """Keys of the reports that the user may open."""
    return [key for key, kind in KINDS.items() if kind.is_for(user)]
