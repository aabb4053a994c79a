"""Rows of the labour office's register made into the values of its rules."""

import datetime
from collections.abc import Iterable

from participants.commissioned import CommissionLimits
from participants.labour_register import Limits, Registration
from participants.models import (
    CommissionLimit,
    LabourOfficePeriod,
    Person,
    ProjectDefinition,
    RegisterLimit,
)
from participants.unemployment import ProjectRule, UnbrokenTime, periods_of, unbroken_time


def limits_on(on: datetime.date) -> Limits | None:
    """What law sets that day. One query."""
    return limits_of(RegisterLimit.objects.on(on)[:1])


def limits_of(rows: Iterable[RegisterLimit]) -> Limits | None:
    """Of the rows of a day, of which there is one or none."""
    row = next(iter(rows), None)
    if row is None:
        return None
    return Limits(row.valid_from, row.longest_months, row.contact_days, row.again_after_days)


def registration_of(row: LabourOfficePeriod) -> Registration:
    """A row is one registration: a break ends it, and the next one is another row."""
    return Registration(row.starts_on, row.ends_on, row.last_contact_on, row.prolonged_until)


def commission_limits_on(on: datetime.date) -> CommissionLimits | None:
    """What law sets for a commissioned stay that begins that day. One query."""
    row = CommissionLimit.objects.on(on).first()
    return row and CommissionLimits(row.longest_months, row.hours_a_day)


def project_time(
    person: Person, rows: Iterable[LabourOfficePeriod], on: datetime.date
) -> UnbrokenTime | None:
    """By the definition of the projects of that day; none where the centre has none. One query."""
    row = ProjectDefinition.objects.on(on).first()
    if row is None:
        return None
    rule = ProjectRule(
        row.more_than_months, row.young_below, row.young_more_than_months, row.source
    )
    return unbroken_time(periods_of(rows), on, rule, person.born_on)
