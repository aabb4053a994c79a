"""What never breaks about entries for reports, asked of all rows at once; see kis.lib.invariants."""

from kis.lib.invariants import Invariant, voided_alone
from kis.reports.models import DutyDone, Grant, ReportCopy, Staff

VOIDABLE = [DutyDone, Grant, ReportCopy, Staff]

INVARIANTS = [
    Invariant(
        "reports_voided_alone",
        "Wpis do sprawozdań unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
