from kis.families.models.assistant import (
    Assistant,
    AssistantLimit,
    AssistantsCoordinator,
    LoadLimit,
)
from kis.families.models.cooperation import Assignment, Cooperation
from kis.families.models.family import Family, FamilyMember
from kis.families.models.request import AccompanyingRequest
from kis.families.models.topic import VisitTopic
from kis.families.models.visit import Visit

__all__ = [
    "AccompanyingRequest",
    "Assignment",
    "Assistant",
    "AssistantLimit",
    "AssistantsCoordinator",
    "Cooperation",
    "Family",
    "FamilyMember",
    "LoadLimit",
    "Visit",
    "VisitTopic",
]
