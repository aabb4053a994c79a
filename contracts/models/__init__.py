from contracts.models.annex import Annex, AnnexPrint, AnnexText
from contracts.models.approval import Approval
from contracts.models.breach import BreachNote
from contracts.models.club_paper import ClubPaper
from contracts.models.contract import SocialContract
from contracts.models.coverage import ContractingPerson, CoveredParticipation
from contracts.models.dispute import Dispute
from contracts.models.library import LibraryAction, LibraryGoal
from contracts.models.paper import Print, Refusal
from contracts.models.planned import PlannedReview
from contracts.models.reviews import (
    GoalResult,
    Result,
    Review,
    ReviewAttempt,
    ReviewChange,
    ReviewedAction,
    ReviewedGoal,
)
from contracts.models.rows import Action, Goal, Party
from contracts.models.signature import Signature

__all__ = [
    "Action",
    "Annex",
    "AnnexPrint",
    "AnnexText",
    "Approval",
    "BreachNote",
    "ClubPaper",
    "ContractingPerson",
    "CoveredParticipation",
    "Dispute",
    "Goal",
    "GoalResult",
    "LibraryAction",
    "LibraryGoal",
    "Party",
    "PlannedReview",
    "Print",
    "Refusal",
    "Result",
    "Review",
    "ReviewAttempt",
    "ReviewChange",
    "ReviewedAction",
    "ReviewedGoal",
    "Signature",
    "SocialContract",
]
