"""Rows of the floors below, seen from here: what the guards of attendance hold of them."""

from kis.activities.guards import people as guards
from kis.activities.guards.consultation import CONSULTATIONS_OF_UNMERGED, STAY_HOLDS_CONSULTATIONS
from kis.activities.guards.placement import PLACEMENTS_OF_UNMERGED, STAY_HOLDS_PLACEMENTS
from participants.models import Participation, Person


class AttendedStay(Participation):
    """No row of its own: a stay is not taken from under the days on which the person was there."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "udział w KIS z obecnościami"
        verbose_name_plural = "udziały w KIS z obecnościami"
        triggers = [guards.STAY_HOLDS_ATTENDANCE, STAY_HOLDS_PLACEMENTS, STAY_HOLDS_CONSULTATIONS]


class AttendingPerson(Person):
    """No row of its own: marks of two merged files are one person's."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [guards.ATTENDANCE_OF_MERGED, PLACEMENTS_OF_UNMERGED, CONSULTATIONS_OF_UNMERGED]
