from kis.reports.models.grant import Grant
from kis.reports.models.staff import Staff

__all__ = ["Grant", "Staff"]
