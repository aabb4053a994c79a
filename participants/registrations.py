"""Rows of the labour office's register made into the values of its rules."""

import datetime

from participants.labour_register import Limits, Registration
from participants.models import LabourOfficePeriod, RegisterLimit


def limits_on(on: datetime.date) -> Limits | None:
    """What law sets that day. One query."""
    row = RegisterLimit.objects.on(on).first()
    if row is None:
        return None
    return Limits(row.valid_from, row.longest_months, row.contact_days, row.again_after_days)


def registration_of(row: LabourOfficePeriod) -> Registration:
    """A row is one registration: a break ends it, and the next one is another row."""
    return Registration(row.starts_on, row.ends_on, row.last_contact_on, row.prolonged_until)
