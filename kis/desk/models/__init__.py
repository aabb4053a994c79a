from kis.desk.models.finding import DataCheck, Finding
from kis.desk.models.mailing import Mailing

__all__ = ["DataCheck", "Finding", "Mailing"]
