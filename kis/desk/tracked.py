"""Whose each tracked row is: what the history of a person, and of a family, is gathered from."""

from collections.abc import Collection
from dataclasses import dataclass

import pghistory
from django.db import models

from contracts.models import (
    Action,
    Annex,
    Approval,
    ClubPaper,
    Dispute,
    Goal,
    Party,
    Refusal,
    Review,
    ReviewAttempt,
    ReviewChange,
    ReviewedAction,
    ReviewedGoal,
    Signature,
    SocialContract,
)
from kis.activities.models import Attendance, Consultation, Enrolment, Meeting, Placement
from kis.families.models import (
    AccompanyingRequest,
    AssessedGoal,
    Assessment,
    Assignment,
    Assistant,
    AssistantsCoordinator,
    Cooperation,
    CourtPaper,
    Family,
    FamilyMember,
    MonitoringNote,
    Plan,
    PlanAction,
    PlanGoal,
    PlanPrint,
    Visit,
    VisitTopic,
    WorkPaper,
)
from kis.privacy.models import DataRequest
from participants.models import (
    Admission,
    Area,
    BankAccount,
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
    PersonMonth,
    PersonPaper,
    Referral,
    StatusCheck,
    StatusNews,
    WorkDay,
    WorkEvent,
    YearConsent,
)


@dataclass(frozen=True)
class Source:
    """A tracked model and the way from its event to whose it is: rows deleted since are found too."""

    model: type[models.Model]
    to_owner: str
    sensitive: bool = False  # its contents only for those who may read the person's sensitive facts
    # Comes every day, or in rows beside one that changes with them: would push all else out of a short list.
    comes_in_crowds: bool = False
    # Columns whose contents the history tells nobody, whatever they may read.
    confidential: tuple[str, ...] = ()
    # Columns and values of rows that are told to nobody here.
    but: tuple[tuple[str, object], ...] = ()
    # Columns that hold a list of numbers, and of which rows.
    numbers: tuple[tuple[str, type[models.Model]], ...] = ()

    def events(self) -> models.QuerySet:
        (events,) = pghistory.core.event_models(tracks_model=self.model)
        return events.objects.exclude(**dict(self.but)) if self.but else events.objects.all()

    def events_of(self, owners: Collection[int] | models.QuerySet) -> models.QuerySet:
        """`owners` are the numbers of persons or families, or a question for them."""
        return self.events().filter(**{f"{self.to_owner}__in": owners})


# A member's row in a family is not among them, nor its area: who works with a family is told to its readers
# alone (OF_FAMILIES), and a person's file has others. The same of programmes, which tell of health.
OF_OWN_PAGES = (Area.Kind.FAMILIES, Area.Kind.PROGRAMMES)
SOURCES = [
    Source(Person, "pgh_obj"),
    Source(Merge, "into", sensitive=True),  # of the merged file it is told by its own row
    Source(ToldApart, "first", sensitive=True),
    Source(ToldApart, "second", sensitive=True),
    Source(DataRequest, "person", sensitive=True),
    Source(Restriction, "person", sensitive=True),
    Source(Area, "person", but=(("kind__in", OF_OWN_PAGES),)),
    Source(Admission, "person", sensitive=True),
    Source(CaseAccess, "person"),
    Source(CaseOpening, "person", sensitive=True),
    Source(InspectedPerson, "person"),
    Source(LabourOfficePeriod, "person"),
    Source(Job, "person"),
    Source(HouseholdMember, "person", sensitive=True),  # of other people
    Source(BankAccount, "person", sensitive=True),
    Source(MailConsent, "person"),
    Source(Eligibility, "person", sensitive=True),
    Source(Evidence, "eligibility__person", sensitive=True),
    Source(BenefitCheck, "person", sensitive=True),
    Source(Note, "person", sensitive=True),
    Source(Participation, "person", sensitive=True),
    Source(Prolongation, "participation__person", sensitive=True),
    Source(Break, "participation__person", sensitive=True),
    Source(Certificate, "participation__person", sensitive=True),
    Source(Rating, "participation__person", sensitive=True),
    Source(FollowUp, "participation__person", sensitive=True),
    Source(ClubPaper, "person", sensitive=True),
    Source(SocialContract, "person", sensitive=True),
    Source(Party, "contract__person", sensitive=True, comes_in_crowds=True),
    Source(Goal, "contract__person", sensitive=True, comes_in_crowds=True),
    Source(Action, "goal__contract__person", sensitive=True, comes_in_crowds=True),
    Source(Refusal, "contract__person", sensitive=True),
    Source(Annex, "contract__person", sensitive=True),
    Source(Dispute, "contract__person", sensitive=True),
    Source(Approval, "contract__person", sensitive=True),
    Source(Signature, "contract__person", sensitive=True, comes_in_crowds=True),
    Source(Review, "contract__person", sensitive=True),
    Source(ReviewAttempt, "planned__contract__person", sensitive=True),
    Source(ReviewedAction, "review__contract__person", sensitive=True, comes_in_crowds=True),
    Source(ReviewedGoal, "review__contract__person", sensitive=True, comes_in_crowds=True),
    Source(ReviewChange, "review__contract__person", sensitive=True, comes_in_crowds=True),
    Source(Enrolment, "person"),
    Source(Attendance, "person", comes_in_crowds=True),
    Source(Referral, "person", sensitive=True),
    Source(WorkDay, "person", comes_in_crowds=True),
    Source(PersonMonth, "person", comes_in_crowds=True),
    Source(StatusNews, "person", sensitive=True),
    Source(StatusCheck, "contract__person", sensitive=True),
    Source(YearConsent, "person", sensitive=True),
    Source(WorkEvent, "referral__person", sensitive=True),
    Source(Candidate, "person", sensitive=True),
    Source(PersonPaper, "person", sensitive=True),
    Source(Placement, "person", sensitive=True),
    Source(Consultation, "person", sensitive=True, confidential=("note",)),
    Source(Accident, "referral__person", sensitive=True),
    Source(Notice, "event__referral__person", sensitive=True),
]


_OF_WORK = "cooperation__family"
# Whoever sees a family reads all of these but the restricted part of a visit's note.
OF_FAMILIES = [
    Source(Family, "pgh_obj"),
    Source(FamilyMember, "family"),
    Source(Cooperation, "family"),
    Source(Assignment, _OF_WORK),
    Source(WorkPaper, _OF_WORK),
    Source(Plan, _OF_WORK),
    Source(PlanGoal, f"plan__{_OF_WORK}"),
    Source(PlanAction, f"goal__plan__{_OF_WORK}"),
    Source(PlanPrint, f"plan__{_OF_WORK}"),
    Source(
        Visit,
        _OF_WORK,
        confidential=("restricted_note",),
        numbers=(("present", FamilyMember), ("topics", VisitTopic)),
    ),
    Source(AccompanyingRequest, _OF_WORK, numbers=(("for_whom", FamilyMember),)),
    Source(Assessment, _OF_WORK),
    Source(AssessedGoal, f"assessment__{_OF_WORK}"),
    Source(CourtPaper, _OF_WORK),
    Source(MonitoringNote, _OF_WORK),
]

FOR_SHORT_LISTS = [source for source in SOURCES if not source.comes_in_crowds]
# Rows that are called by another's name, and the way to it: a meeting by its classes.
NAMED_BY = {
    Annex: "contract",
    Meeting: "activity",
    FamilyMember: "person",
    Assistant: "user",
    AssistantsCoordinator: "user",
}
