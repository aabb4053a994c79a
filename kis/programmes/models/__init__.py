from kis.programmes.models.edition import (
    Edition,
    EditionNumber,
    EditionStaff,
    Group,
    Kind,
)
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.provider import Choice, Provider
from kis.programmes.models.service import Cost, Service, Settlement

__all__ = [
    "Choice",
    "Cost",
    "Edition",
    "EditionNumber",
    "EditionStaff",
    "Enrolment",
    "Group",
    "Kind",
    "Provider",
    "Service",
    "Settlement",
]
