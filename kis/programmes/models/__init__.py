from kis.programmes.models.child import ChildCard, ChildConsent, ChildContact
from kis.programmes.models.day_room import (
    CarerLimit,
    DayRoom,
    OpeningHours,
    RoomEdition,
    RoomNumber,
)
from kis.programmes.models.edition import (
    Edition,
    EditionNumber,
    EditionStaff,
    Group,
    Kind,
)
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.presence import Duty, Presence, RoomActivity
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
    "Duty",
    "Edition",
    "EditionNumber",
    "EditionStaff",
    "Enrolment",
    "Group",
    "Kind",
    "OpeningHours",
    "Presence",
    "Provider",
    "RoomActivity",
    "RoomEdition",
    "RoomNumber",
    "Service",
    "Settlement",
]
