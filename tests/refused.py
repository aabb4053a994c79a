"""What the database refuses, by the name of its rule."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from kis.lib.refusals import sentence


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


def name_of_refusal(act, *args, **kwargs) -> str:
    """The name under which the database refused the act; fails when it did not, or had no sentence for it."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act(*args, **kwargs)
    assert sentence(caught.value), "a refusal without a sentence is a 500"
    return caught.value.__cause__.diag.constraint_name
