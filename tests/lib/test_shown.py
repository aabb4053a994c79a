import datetime
from decimal import Decimal

import pytest

from kis.lib.shown import shown
from participants.models import Person
from psu.models import Referral, WorkDay, WorkEvent


@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Person, "phone", "600 100 200", "600 100 200"),
        (Person, "phone", "", ""),
        (Person, "born_on", None, ""),
        (Person, "born_on", datetime.date(1981, 5, 4), "4.05.1981"),
        (Person, "is_homeless", True, "tak"),
        (Person, "is_homeless", False, "nie"),
        (WorkDay, "hours", Decimal("5.50"), "5,50"),
        (WorkDay, "hours", Decimal("0.00"), "0,00"),
        (WorkEvent, "hour", datetime.time(8, 15), "8.15"),
        (
            WorkEvent,
            "reported_at",
            datetime.datetime(2026, 1, 1, 23, 30, tzinfo=datetime.UTC),
            "2.01.2026, 0.30",
        ),
        (Referral, "medical", "not_needed", Referral.Medical.NOT_NEEDED.label),
    ],
)
def test_a_value_reads_as_on_every_screen(model, name, value, words):
    assert shown(model._meta.get_field(name), value) == words
