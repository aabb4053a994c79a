from participants.models.access import Area, CaseAccess
from participants.models.benefits import BenefitAnswer, BenefitCheck
from participants.models.category import EligibilityCategory
from participants.models.eligibility import Eligibility, Evidence
from participants.models.merging import Merge, ToldApart
from participants.models.note import Note
from participants.models.participation import Participation
from participants.models.person import Person
from participants.models.person_rows import BankAccount, LabourOfficePeriod

__all__ = [
    "Area",
    "BankAccount",
    "BenefitAnswer",
    "BenefitCheck",
    "CaseAccess",
    "Eligibility",
    "EligibilityCategory",
    "Evidence",
    "LabourOfficePeriod",
    "Merge",
    "Note",
    "Participation",
    "Person",
    "ToldApart",
]
