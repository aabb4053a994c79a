"""Whose visits a calendar shows."""

import datetime

from kis.families.models import Family, Visit


def seen_visits(user, on: datetime.date, assistant: int | None = None):
    """Of families that the user sees, or of one assistant of theirs."""
    rows = Visit.objects.filter(cooperation__family__in=Family.objects.visible_to(user, on))
    return rows.filter(assistant=assistant) if assistant else rows
