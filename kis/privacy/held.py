"""What the program holds of a person: every model that leads to one, and what of its fields is special.

One list for the copy of the data (art. 15) and for their erasure, so that neither can forget what the other
knows. A test walks the keys of all models and asks for what is not here.
"""

from dataclasses import dataclass, field

import pghistory
from django.db import models
from django.db.models import QuerySet

from contracts.models import (
    Action,
    Annex,
    AnnexPrint,
    AnnexText,
    Approval,
    ClubPaper,
    Dispute,
    Goal,
    Party,
    PlannedReview,
    Print,
    Refusal,
    Review,
    ReviewAttempt,
    ReviewChange,
    ReviewedAction,
    ReviewedGoal,
    Signature,
    SocialContract,
)
from kis.activities.models import Attendance, Consultation, Enrolment, Placement
from kis.families.models import AccompanyingRequest, FamilyMember
from kis.privacy.models import DataRequest, DestructionItem, Erasure
from kis.programmes.models import (
    ChildCard,
    ChildConsent,
    ChildContact,
    Choice,
    Cost,
    Duty,
    Enrolment as ProgrammeEnrolment,
    Presence,
    ProjectStart,
    Provider,
    Service,
    Situation,
    Support,
)
from participants.models import (
    Admission,
    Area,
    BankAccount,
    BenefitAnswer,
    BenefitCheck,
    Break,
    CaseAccess,
    CaseOpening,
    Certificate,
    Eligibility,
    Evidence,
    FollowUp,
    HouseholdMember,
    InspectedPerson,
    Job,
    LabourOfficePeriod,
    MailConsent,
    Merge,
    Note,
    Participation,
    Person,
    Prolongation,
    Rating,
    Restriction,
    ToldApart,
)
from psu.models import (
    Accident,
    Candidate,
    Notice,
    PayLine,
    PaymentCorrection,
    PersonMonth,
    PersonPaper,
    Referral,
    StatusCheck,
    StatusNews,
    WorkDay,
    WorkEvent,
    YearConsent,
)

OTHERS = "dane innej osoby (art. 15 ust. 4 RODO)"
OWN_PAPER = "stoi na piśmie, które załącza się do kopii"
SPECIALIST = "treść notatki wydaje specjalista, który ją napisał: nikt inny w ośrodku jej nie czyta"


@dataclass(frozen=True)
class Held:
    """Rows of a model and the way from one to the person, empty for the person itself.

    `withheld`: fields that the copy does not give, each with why. `erased`: what stands in a field after the
    erasure, where the rule for its type would not do (see kis.privacy.erasing.rules). `kept`: texts that tell
    nothing of anybody and that figures or other rows need.
    """

    model: type[models.Model]
    to_person: str = "person"
    withheld: dict[str, str] = field(default_factory=dict)
    erased: dict[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    @property
    def events(self) -> type[models.Model] | None:
        """The history of its rows; None where none is kept."""
        found = list(pghistory.core.event_models(tracks_model=self.model))
        return found[0] if found else None

    def rows_of(self, people: QuerySet | list[int]) -> QuerySet:
        """Voided ones too."""
        return self.model._base_manager.filter(**{f"{self.to_person or 'pk'}__in": people})

    @property
    def is_of_erasure(self) -> bool:
        """Whether anything in it is taken away: not the proof that it was."""
        return self.model not in (DestructionItem, Erasure)


# Answers of a project are codes of its dictionaries: figures need them.
PROJECT_CODES = (
    *("kind", "voivodeship", "degurba", "education", "citizenship", "status", "status_detail"),
    *("foreign_origin", "third_country", "minority", "homeless", "disability", "country"),
)
NO_NUMBER = {"pesel": "''", "postal_code": "''"}
ACCOUNT = {"number": "''", "owner": "''"}

HELD = [
    Held(
        Person,
        "",
        withheld={
            "trusted_person": OTHERS,
            "distinguished_by": OTHERS,
            "merged_into": "ta sama osoba, druga karta: jej dane są w tej kopii",
        },
        erased=NO_NUMBER
        | {
            "last_name": "'usunięto'",
            "first_name": "'nr ' || {id}",
            "second_name": "''",
            "identity_kind": "''",
            "identity_number": "''",
            # Of the age the reports know the year alone.
            "born_on": "date_trunc('year', {born_on})::date",
        },
    ),
    Held(DataRequest),
    Held(Restriction),
    Held(DestructionItem),
    Held(Erasure),
    Held(Area),
    Held(CaseAccess, withheld={"reason": OTHERS}),
    # Why somebody outside of the case looked in is told; what was found about that worker is not.
    Held(CaseOpening, withheld={"review_note": OTHERS}),
    Held(InspectedPerson),
    Held(Admission),
    Held(LabourOfficePeriod),
    Held(Job),
    Held(HouseholdMember, withheld={"name": OTHERS, "note": OTHERS, "born_in": OTHERS}),
    Held(BankAccount, erased=ACCOUNT),
    Held(MailConsent),
    Held(Merge, withheld={"into": "ta sama osoba, druga karta"}),
    Held(Merge, "into", withheld={"person": "ta sama osoba, druga karta"}),
    Held(ToldApart, "first", withheld={"second": OTHERS, "reason": OTHERS}),
    Held(ToldApart, "second", withheld={"first": OTHERS, "reason": OTHERS}),
    Held(BenefitCheck),
    Held(BenefitAnswer, "check_made__person"),
    Held(Eligibility),
    Held(Evidence, "eligibility__person"),
    # What a worker writes of a person, restricted notes among it, is the person's to know. Of whom the worker
    # heard it may be somebody whom the answer would harm.
    Held(Note, withheld={"with_whom": OTHERS}),
    Held(Participation, kept=("rules_version",)),
    Held(Prolongation, "participation__person"),
    Held(Break, "participation__person"),
    Held(Certificate, "participation__person", withheld={"facts": OWN_PAPER}),
    Held(Rating, "participation__person"),
    Held(FollowUp, "participation__person"),
    Held(ClubPaper),
    Held(
        SocialContract,
        withheld=dict.fromkeys(
            ("worker_phone", "interpreter", "read_out_by", "guardian", "agreed_elsewhere_with"),
            OTHERS,
        ),
        kept=("number",),
    ),
    Held(Print, "contract__person", withheld={"facts": OWN_PAPER}, kept=("code",)),
    Held(
        Party,
        "contract__person",
        withheld=dict.fromkeys(
            ("last_name", "first_name", "pesel", "identity_document", "born_on", "address"), OTHERS
        ),
        erased={"pesel": "''", "born_on": "date_trunc('year', {born_on})::date"},
        kept=("stands_for",),
    ),
    Held(Goal, "contract__person"),
    Held(Action, "goal__contract__person", withheld={"who": OTHERS}),
    Held(PlannedReview, "contract__person"),
    Held(Refusal, "contract__person", withheld={"witness": OTHERS}),
    Held(Annex, "contract__person"),
    Held(AnnexText, "annex__contract__person"),
    Held(AnnexPrint, "annex__contract__person", withheld={"facts": OWN_PAPER}, kept=("code",)),
    Held(Dispute, "contract__person"),
    Held(Approval, "contract__person"),
    Held(
        Signature,
        "contract__person",
        withheld=dict.fromkeys(
            ("name", "read_out_by", "witness", "interpreter", "guardian"), OTHERS
        ),
    ),
    # `worker_note` is for the worker alone on paper; of what is kept about a person the law hides it from
    # nobody whom it is about.
    Held(Review, "contract__person", kept=("sheet_code",)),
    Held(ReviewAttempt, "planned__contract__person"),
    Held(ReviewedAction, "review__contract__person"),
    Held(ReviewedGoal, "review__contract__person"),
    Held(ReviewChange, "review__contract__person"),
    Held(Enrolment),
    Held(Attendance),
    Held(Consultation, withheld={"note": SPECIALIST}),
    Held(Placement),
    # A family's own rows (its name, applications, plans, assessments, papers) hang on no person: several
    # people share them, and a copy for one would tell of the others. Each gets the own row of membership.
    Held(FamilyMember, withheld={"alternating_reason": OTHERS}),
    Held(AccompanyingRequest, "asked_by__person", withheld={"asked_by_other": OTHERS}),
    # Of a child in a day room: who collects it are other people.
    Held(ChildCard, "enrolment__person"),
    Held(
        ChildContact,
        "enrolment__person",
        withheld={"name": OTHERS, "relation": OTHERS, "phone": OTHERS},
    ),
    Held(ChildConsent, "enrolment__person", withheld={"giver": OTHERS}),
    Held(Duty, "provider__person"),
    Held(Presence, withheld={"leaving_note": OTHERS}),
    Held(ProjectStart, "enrolment__person", kept=PROJECT_CODES),
    Held(Support, "enrolment__person", kept=("kind", "detail")),
    Held(Situation, "enrolment__person"),
    # Of a programme; in respite care two people share the row, each has the way of its own.
    Held(ProgrammeEnrolment),
    Held(ProgrammeEnrolment, "beneficiary"),
    # A contract of the office, with terms of its own, whoever of the register it is with.
    Held(Provider, kept=("name", "phone", "qualifications", "contract_number")),
    Held(Choice, "enrolment__person"),
    Held(Service, "enrolment__person"),
    Held(Service, "beneficiary"),
    Held(Cost, "enrolment__person"),
    Held(Referral, withheld={"ohs_instructor": OTHERS}, kept=("planned_days",)),
    Held(WorkDay),
    Held(WorkEvent, "referral__person"),
    Held(PersonMonth),
    Held(
        PayLine,
        withheld={"account_owner": OTHERS},
        erased={"account_number": "''", "account_owner": "''"},
        kept=("kind_name",),
    ),
    Held(
        PaymentCorrection,
        withheld={"former_owner": OTHERS, "owner": OTHERS},
        # They must differ, as a correction changes something.
        erased={
            "number": "''",
            "owner": "'usunięto'",
            "former_number": "''",
            "former_owner": "'usunięto (poprzednio)'",
        },
    ),
    Held(PersonPaper, withheld={"facts": OWN_PAPER}),
    Held(StatusNews),
    Held(StatusCheck, "contract__person"),
    Held(YearConsent),
    Held(Candidate),
    Held(Accident, "referral__person", withheld={"witnesses": OTHERS}),
    Held(Notice, "event__referral__person"),
]
# Models that point to a person and hold nothing beside the number, by their labels: of the roof above.
ONLY_NUMBERS = {"desk.Mailing": "o kim przypomniano pracownikowi"}
