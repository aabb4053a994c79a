from kis.activities.models.activity import Activity, Enrolment
from kis.activities.models.attendance import Attendance, Guest
from kis.activities.models.consultation import Consultation
from kis.activities.models.feed import CalendarFeed
from kis.activities.models.institution import Institution
from kis.activities.models.kinds import AbsenceReason, ActivityKind
from kis.activities.models.meeting import Meeting
from kis.activities.models.month import AttendanceMonth
from kis.activities.models.people import AttendedStay, AttendingPerson
from kis.activities.models.placement import Placement
from kis.activities.models.scan import MeetingScan

__all__ = [
    "AbsenceReason",
    "Activity",
    "ActivityKind",
    "Attendance",
    "AttendanceMonth",
    "AttendedStay",
    "AttendingPerson",
    "CalendarFeed",
    "Consultation",
    "Enrolment",
    "Guest",
    "Institution",
    "Meeting",
    "MeetingScan",
    "Placement",
]
