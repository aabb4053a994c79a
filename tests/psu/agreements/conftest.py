"""An agreement as it is typed into its form."""

import pytest

from tests.psu.factories import WorkKindFactory, WorkPlaceFactory, old_regime


@pytest.fixture
def typed(users):
    """An agreement of the old regime as it is typed, with one period and one rate."""
    old_regime()
    kind = WorkKindFactory()
    return {
        "number": "4/2025",
        "signed_on": "12.05.2025",
        "county_office": "Starosta Puławski",
        "starts_on": "12.05.2025",
        "ends_on": "31.12.2026",
        "persons": "25",
        "total_hours": "4000",
        "weekly_hours": "10",
        "monthly_hours": "40",
        "refund_percent": "60",
        "places": [WorkPlaceFactory().pk],
        "kinds": [kind.pk],
        **rows("periods", [{"starts_on": "1.06.2025", "ends_on": "30.06.2025", "persons": "5"}]),
        **rows("rates", [{"kind": kind.pk, "per_hour": "12,20", "valid_from": "12.05.2025"}]),
    }


def rows(prefix, filled, initial=0):
    """The fields of a table of rows, as a browser sends it."""
    sent = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(filled):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent
