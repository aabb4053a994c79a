from psu.models.agreement import (
    AgreedRate,
    Agreement,
    AgreementKind,
    AgreementPeriod,
    AgreementPlace,
)
from psu.models.confirmation import Confirmation
from psu.models.event import WorkEvent
from psu.models.law import Ceiling, Rate, Regime
from psu.models.month import PersonMonth, SignedList
from psu.models.pay_line import PayLine
from psu.models.pay_list import PayList
from psu.models.place import Supervision, WorkKind, WorkPlace
from psu.models.referral import Referral
from psu.models.status_news import StatusNews
from psu.models.work_day import WorkDay

__all__ = [
    "AgreedRate",
    "Agreement",
    "AgreementKind",
    "AgreementPeriod",
    "AgreementPlace",
    "Ceiling",
    "Confirmation",
    "PayLine",
    "PayList",
    "PersonMonth",
    "Rate",
    "Referral",
    "Regime",
    "SignedList",
    "StatusNews",
    "Supervision",
    "WorkDay",
    "WorkEvent",
    "WorkKind",
    "WorkPlace",
]
