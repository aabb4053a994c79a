from psu.models.accident import Accident
from psu.models.agreement import AgreedRate, Agreement, AgreementPeriod
from psu.models.agreement_parts import AgreementKind, AgreementPlace
from psu.models.annex import AgreementAnnex
from psu.models.attendance_paper import AttendancePaper
from psu.models.candidate import Candidate, EligibleList
from psu.models.close_order import CloseOrder
from psu.models.confirmation import Confirmation, DayConfirmation
from psu.models.event import WorkEvent
from psu.models.law import Ceiling, Rate, Regime
from psu.models.letter import SentHow
from psu.models.merged import WorkingPerson
from psu.models.month import PersonMonth, SignedList
from psu.models.month_count import MonthCount
from psu.models.needs import NeedsLine, NeedsPlan
from psu.models.notice import Notice
from psu.models.past_month import PastMonth
from psu.models.pay_bank import BankFile, BankOrder, PayingAccount
from psu.models.pay_line import PayLine
from psu.models.pay_list import PayList
from psu.models.pay_papers import PayListPaper, PaymentCorrection
from psu.models.pay_refund import AppliedList, RefundApplication
from psu.models.pay_tax import PayTax
from psu.models.person_paper import PersonPaper
from psu.models.place import Supervision, WorkKind, WorkPlace
from psu.models.pup_list import PupList
from psu.models.referral import Referral
from psu.models.status_check import StatusCheck
from psu.models.status_news import StatusNews
from psu.models.work_day import WorkDay
from psu.models.year_consent import YearConsent

__all__ = [
    "Accident",
    "AgreedRate",
    "Agreement",
    "AgreementAnnex",
    "AgreementKind",
    "AgreementPeriod",
    "AgreementPlace",
    "AppliedList",
    "AttendancePaper",
    "BankFile",
    "BankOrder",
    "Candidate",
    "Ceiling",
    "CloseOrder",
    "Confirmation",
    "DayConfirmation",
    "EligibleList",
    "MonthCount",
    "NeedsLine",
    "NeedsPlan",
    "Notice",
    "PastMonth",
    "PayLine",
    "PayList",
    "PayListPaper",
    "PayTax",
    "PayingAccount",
    "PaymentCorrection",
    "PersonMonth",
    "PersonPaper",
    "PupList",
    "Rate",
    "Referral",
    "RefundApplication",
    "Regime",
    "SentHow",
    "SignedList",
    "StatusCheck",
    "StatusNews",
    "Supervision",
    "WorkDay",
    "WorkEvent",
    "WorkKind",
    "WorkPlace",
    "WorkingPerson",
    "YearConsent",
]
