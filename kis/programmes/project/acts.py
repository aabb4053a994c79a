"""Giving a form of support: the first one admits whoever still waits."""

from kis.lib.refusals import refused_by_database
from kis.programmes.enrolling import admit, locked_enrolment
from kis.programmes.models import Support


def give(support: Support, *, by) -> Support:
    """Raises Refused, of no place left too."""
    with refused_by_database():
        if locked_enrolment(support.enrolment_id).is_waiting:
            admit(support.enrolment, starts_on=support.starts_on)
        support.entered_by = by
        support.save()
        return support
