from participants.models.accepted_evidence import AcceptedEvidence, EvidenceKind
from participants.models.access import Area, CaseAccess
from participants.models.admission import Admission
from participants.models.benefits import BenefitAnswer, BenefitCheck
from participants.models.category import EligibilityCategory
from participants.models.certificate import Certificate
from participants.models.eligibility import Eligibility, Evidence
from participants.models.inspected import InspectedPerson
from participants.models.mail_consent import MailConsent
from participants.models.merging import Merge, ToldApart
from participants.models.note import Note
from participants.models.opening import CaseOpening, OpeningLimit
from participants.models.participation import Participation
from participants.models.person import Person
from participants.models.person_rows import BankAccount, HouseholdMember, Job, LabourOfficePeriod
from participants.models.register_limit import RegisterLimit
from participants.models.restriction import Restriction
from participants.models.stay_rows import RATED, Break, FollowUp, Prolongation, Rating
from participants.models.unemployed_limit import CommissionLimit, ProjectDefinition

__all__ = [
    "RATED",
    "AcceptedEvidence",
    "Admission",
    "Area",
    "BankAccount",
    "BenefitAnswer",
    "BenefitCheck",
    "Break",
    "CaseAccess",
    "CaseOpening",
    "Certificate",
    "CommissionLimit",
    "Eligibility",
    "EligibilityCategory",
    "Evidence",
    "EvidenceKind",
    "FollowUp",
    "HouseholdMember",
    "InspectedPerson",
    "Job",
    "LabourOfficePeriod",
    "MailConsent",
    "Merge",
    "Note",
    "OpeningLimit",
    "Participation",
    "Person",
    "ProjectDefinition",
    "Prolongation",
    "Rating",
    "RegisterLimit",
    "Restriction",
    "ToldApart",
]
