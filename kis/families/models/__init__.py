from kis.families.models.assistant import (
    Assistant,
    AssistantLimit,
    AssistantsCoordinator,
    LoadLimit,
)
from kis.families.models.cooperation import Assignment, Cooperation
from kis.families.models.family import Family, FamilyMember
from kis.families.models.paper import WorkPaper

__all__ = [
    "Assignment",
    "Assistant",
    "AssistantLimit",
    "AssistantsCoordinator",
    "Cooperation",
    "Family",
    "FamilyMember",
    "LoadLimit",
    "WorkPaper",
]
