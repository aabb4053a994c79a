from datetime import date

import pytest

from kis.documents.models import PaperText
from kis.lib.periods import covering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ends_on", "on", "is_covered"),
    [
        (date(2026, 11, 30), date(2026, 10, 31), False),
        (date(2026, 11, 30), date(2026, 11, 1), True),
        (date(2026, 11, 30), date(2026, 11, 30), True),
        (date(2026, 11, 30), date(2026, 12, 1), False),
        (date(2026, 11, 1), date(2026, 11, 1), True),
        (None, date(2026, 10, 31), False),
        (None, date(2026, 11, 1), True),
        (None, date(2199, 1, 1), True),
    ],
)
def test_both_days_of_a_period_belong_to_it_and_an_open_end_has_none(ends_on, on, is_covered):
    PaperText.objects.create(
        key="proba", title="Próba", valid_from=date(2026, 11, 1), valid_to=ends_on
    )

    found = PaperText.objects.filter(covering(on, "valid_from", "valid_to"))
    assert found.exists() is is_covered
