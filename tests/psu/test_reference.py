import datetime
from decimal import Decimal

import pytest

from psu.models import Ceiling, Rate, Regime
from psu.reference import COMPUTED, load_reference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "per_hour"),
    [
        ("2005-10-31", None),
        ("2005-11-01", "6.00"),
        ("2009-05-31", "6.50"),
        ("2009-06-01", "6.80"),
        ("2017-06-01", "8.10"),
        ("2018-06-01", "8.30"),
        ("2024-05-31", "10.90"),
        ("2024-06-01", "12.20"),
        ("2025-05-31", "12.20"),
        ("2025-06-01", "12.20"),
        ("2026-06-01", "12.20"),
    ],
)
def test_the_minimum_of_the_old_act_by_the_day(on, per_hour):
    load_reference()
    rate = Rate.objects.filter(regime__code="old").on(datetime.date.fromisoformat(on)).first()
    assert (rate and rate.per_hour) == (per_hour and Decimal(per_hour))


@pytest.mark.parametrize(("on", "code"), [("2025-05-31", "old"), ("2025-06-01", "new")])
def test_the_regime_follows_from_the_day_of_signing(on, code):
    load_reference()
    assert Regime.objects.signed(datetime.date.fromisoformat(on)).get().code == code


def test_computed_rates_say_so_and_the_new_act_gets_nothing_made_up():
    load_reference()
    assert Rate.objects.filter(source=COMPUTED).count() == 7
    assert not Rate.objects.filter(regime__code="new").exists()
    assert not Ceiling.objects.filter(regime__code="new").exists()
    ceiling = Regime.objects.get(code="old").ceiling_on(datetime.date(2026, 1, 1))
    assert (ceiling.weekly_hours, ceiling.monthly_hours, ceiling.refund_max_percent) == (
        10,
        None,
        60,
    )


def test_loading_again_leaves_the_centres_own_rows_alone():
    load_reference()
    last = Rate.objects.get(valid_to=None)
    last.source = "Dz.U. 2024"
    last.save()
    load_reference()
    assert Rate.objects.count() == 17
    assert Rate.objects.get(valid_to=None).source == "Dz.U. 2024"
