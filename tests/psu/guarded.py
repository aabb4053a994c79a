"""What several tests of guards share."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from psu.models import PersonMonth


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@contextmanager
def refused(name: str):
    """The statement inside is refused under that name, at once or at the end of its transaction."""
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        assert error.__cause__.diag.constraint_name == name  # noqa: PT017 - a context manager
        return
    pytest.fail(f"not refused: {name}")


def close_empty_month(person, user) -> None:
    """Past the acts: months of a person without hours, which pay nothing."""
    months = PersonMonth.objects.filter(person=person)
    months.update(state="reviewed", reviewed_on=day("2026-12-01"), reviewed_by=user)
    months.update(state="closed", closed_on=day("2026-12-04"), closed_by=user)
