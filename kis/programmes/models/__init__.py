from kis.programmes.models.child import ChildCard, ChildConsent, ChildContact
from kis.programmes.models.day_room import (
    CarerLimit,
    DayRoom,
    OpeningHours,
    RoomEdition,
    RoomNumber,
)
from kis.programmes.models.durability import DurabilityFigure, DurabilitySource
from kis.programmes.models.edition import Edition, EditionNumber, EditionStaff, Group, Kind
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.presence import Duty, Presence, RoomActivity
from kis.programmes.models.project import ProjectStart, Situation, Support
from kis.programmes.models.project_words import ExportColumn, ExportTemplate, ProjectWord, Words
from kis.programmes.models.provider import Choice, Provider
from kis.programmes.models.service import Cost, Service, Settlement

__all__ = [
    "CarerLimit",
    "ChildCard",
    "ChildConsent",
    "ChildContact",
    "Choice",
    "Cost",
    "DayRoom",
    "DurabilityFigure",
    "DurabilitySource",
    "Duty",
    "Edition",
    "EditionNumber",
    "EditionStaff",
    "Enrolment",
    "ExportColumn",
    "ExportTemplate",
    "Group",
    "Kind",
    "OpeningHours",
    "Presence",
    "ProjectStart",
    "ProjectWord",
    "Provider",
    "RoomActivity",
    "RoomEdition",
    "RoomNumber",
    "Service",
    "Settlement",
    "Situation",
    "Support",
    "Words",
]
