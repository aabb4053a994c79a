from kis.programmes.models.durability import DurabilityFigure, DurabilitySource
from kis.programmes.models.edition import (
    Edition,
    EditionNumber,
    EditionStaff,
    Group,
    Kind,
)
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.project import ProjectStart, Situation, Support
from kis.programmes.models.project_words import ExportColumn, ExportTemplate, ProjectWord, Words
from kis.programmes.models.provider import Choice, Provider
from kis.programmes.models.service import Cost, Service, Settlement

__all__ = [
    "Choice",
    "Cost",
    "DurabilityFigure",
    "DurabilitySource",
    "Edition",
    "EditionNumber",
    "EditionStaff",
    "Enrolment",
    "ExportColumn",
    "ExportTemplate",
    "Group",
    "Kind",
    "ProjectStart",
    "ProjectWord",
    "Provider",
    "Service",
    "Settlement",
    "Situation",
    "Support",
    "Words",
]
