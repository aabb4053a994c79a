"""What the database refuses, by the name of its rule."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction


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
