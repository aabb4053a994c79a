from contracts.models.breach import BreachNote
from contracts.models.contract import SocialContract
from contracts.models.coverage import CoveredParticipation
from contracts.models.paper import Print, Refusal
from contracts.models.rows import Action, Goal, Party, PlannedReview

__all__ = [
    "Action",
    "BreachNote",
    "CoveredParticipation",
    "Goal",
    "Party",
    "PlannedReview",
    "Print",
    "Refusal",
    "SocialContract",
]
