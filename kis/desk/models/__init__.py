from kis.desk.models.finding import DataCheck, Finding
from kis.desk.models.mailing import Mailing
from kis.desk.models.policy_report import PolicyReport

__all__ = ["DataCheck", "Finding", "Mailing", "PolicyReport"]
