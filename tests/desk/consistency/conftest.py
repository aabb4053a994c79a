import datetime
import os

import pytest
from django.db import transaction
from django.test import override_settings

from kis.desk.management.commands.demo import load
from kis.lib import pdf
from tests.conftest import FAST_HASHERS

ON = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for a module; each test's own changes are rolled back."""
    made = transaction.atomic()
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=FAST_HASHERS, DEMO=True),
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(pdf, "_press", lambda pages, seconds, title="": (b"%PDF-1.7\n%%EOF\n", []))
        patched.delitem(os.environ, "CENTRE", raising=False)
        made.__enter__()
        load("pulawy", ON)
    yield ON
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        made.__exit__(None, None, None)
