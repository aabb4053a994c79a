from kis.reports.models.copy import ReportCopy
from kis.reports.models.grant import Grant
from kis.reports.models.official_date import DutyDone, OfficialDate
from kis.reports.models.sheet import SheetLine, TypedFigure
from kis.reports.models.staff import Staff

__all__ = ["DutyDone", "Grant", "OfficialDate", "ReportCopy", "SheetLine", "Staff", "TypedFigure"]
