from kis.families.models.assessment import AssessedGoal, Assessment
from kis.families.models.assistant import (
    Assistant,
    AssistantLimit,
    AssistantsCoordinator,
    LoadLimit,
)
from kis.families.models.cooperation import Assignment, Cooperation
from kis.families.models.court import CourtPaper
from kis.families.models.family import Family, FamilyMember
from kis.families.models.monitoring import MonitoringNote, MonitoringStep
from kis.families.models.paper import WorkPaper
from kis.families.models.plan import Plan, PlanAction, PlanGoal, PlanPrint
from kis.families.models.request import AccompanyingRequest
from kis.families.models.topic import VisitTopic
from kis.families.models.visit import Visit

__all__ = [
    "AccompanyingRequest",
    "AssessedGoal",
    "Assessment",
    "Assignment",
    "Assistant",
    "AssistantLimit",
    "AssistantsCoordinator",
    "Cooperation",
    "CourtPaper",
    "Family",
    "FamilyMember",
    "LoadLimit",
    "MonitoringNote",
    "MonitoringStep",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PlanPrint",
    "Visit",
    "VisitTopic",
    "WorkPaper",
]
