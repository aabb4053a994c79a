"""What several tests of guards share."""

import datetime

from psu.models import PersonMonth


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def close_empty_month(person, user) -> None:
    """Past the acts: months of a person without hours, which pay nothing."""
    months = PersonMonth.objects.filter(person=person)
    months.update(state="reviewed", reviewed_on=day("2026-12-01"), reviewed_by=user)
    months.update(state="closed", closed_on=day("2026-12-04"), closed_by=user)
