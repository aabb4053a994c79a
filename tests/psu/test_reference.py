import datetime
from decimal import Decimal

import pytest

from psu.models import Agreement, Ceiling, Rate, Regime
from psu.months.closing import close, review
from psu.reference import COMPUTED, EXAMPLES, FORMER_SOURCE, load_reference
from psu.rules.regimes import act_of, usual_month
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    sign_list,
    work,
)

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


@pytest.mark.parametrize(
    ("on", "per_hour"),
    [
        ("2025-05-31", None),
        ("2025-06-01", "30.50"),
        ("2025-12-31", "30.50"),
        ("2026-01-01", "31.40"),
        ("2026-06-01", "31.40"),
        ("2026-12-31", "31.40"),
        ("2027-01-01", "32.30"),
    ],
)
def test_the_minimum_of_the_new_act_changes_with_the_year(on, per_hour):
    load_reference()
    rate = Rate.objects.filter(regime__code="new").on(datetime.date.fromisoformat(on)).first()
    assert (rate and rate.per_hour) == (per_hour and Decimal(per_hour))


BORDER = [
    ("2025-05-30", "old"),
    ("2025-05-31", "old"),
    ("2025-06-01", "new"),
    ("2025-06-02", "new"),
]


@pytest.mark.parametrize(("on", "code"), BORDER)
def test_the_regime_follows_from_the_day_of_signing(on, code):
    load_reference()
    signed_on = datetime.date.fromisoformat(on)
    assert Regime.objects.signed(signed_on).get().code == code == act_of(signed_on)


@pytest.mark.parametrize(("code", "monthly"), [("old", 40), ("new", None)])
def test_forty_hours_a_month_are_usual_in_the_old_act_alone(code, monthly):
    load_reference()
    assert Regime.objects.get(code=code).usual_monthly_hours == monthly == usual_month(code)


@pytest.mark.parametrize("code", ["old", "new"])
def test_both_acts_allow_ten_hours_a_week_and_sixty_percent(code):
    load_reference()
    ceiling = Regime.objects.get(code=code).ceiling_on(datetime.date(2026, 1, 1))
    assert (ceiling.weekly_hours, ceiling.monthly_hours, ceiling.refund_max_percent) == (
        10,
        None,
        60,
    )


def test_computed_rates_say_so_and_those_of_the_new_act_are_confirmed_with_their_journal():
    load_reference()
    assert Rate.objects.filter(source=COMPUTED).count() == 7
    sources = Rate.objects.filter(regime__code="new").order_by("valid_from")
    for source, journal in zip(
        sources.values_list("source", flat=True),
        ["Dz.U. 2024 poz. 1362", "Dz.U. 2025 poz. 1242", "Dz.U. 2026 poz. 1213"],
        strict=True,
    ):
        assert source.startswith("potwierdzone: ")
        assert journal in source
        assert "art. 142 ust. 12" in source
    assert Regime.objects.get(code="new").source.startswith("art. 142 ustawy z 20 marca 2025 r.")


@pytest.fixture
def earlier():
    """A database that an earlier version of the program loaded: nothing of the new act was settled."""
    return Regime.objects.create(
        code="new", name="nowe", signed_from=datetime.date(2025, 6, 1), source=FORMER_SOURCE
    )


def confirmed(regime):
    return [
        (str(per_hour), str(first), last and str(last))
        for per_hour, first, last in regime.rates.order_by("valid_from").values_list(
            "per_hour", "valid_from", "valid_to"
        )
    ]


LAW = [
    ("30.50", "2025-06-01", "2025-12-31"),
    ("31.40", "2026-01-01", "2026-12-31"),
    ("32.30", "2027-01-01", None),
]


@pytest.mark.parametrize("times", [1, 2])
def test_a_database_of_before_gets_what_the_act_says(earlier, times):
    for _ in range(times):
        load_reference()
    earlier.refresh_from_db()
    assert earlier.source.startswith("art. 142")
    assert confirmed(earlier) == LAW
    assert earlier.ceilings.count() == 1
    assert Rate.objects.filter(regime__code="old").count() == 17


def example(regime, **facts):
    shown = {"source": EXAMPLES[0]}
    Ceiling.objects.create(
        regime=regime, valid_from="2025-06-01", weekly_hours=10, refund_max_percent=60, **shown
    )
    return Rate.objects.create(
        regime=regime, per_hour="31.40", valid_from="2025-06-01", **shown, **facts
    )


def test_examples_give_way_to_the_law(earlier):
    example(earlier)
    load_reference()
    assert confirmed(earlier) == LAW
    assert not Rate.objects.filter(source__in=EXAMPLES).exists()
    assert not Ceiling.objects.filter(source__in=EXAMPLES).exists()


def test_an_example_that_a_closed_month_was_paid_by_stays_and_ends_before_the_next_rate(
    earlier, users, centre
):
    shown = example(earlier)
    agreement = AgreementFactory(
        place=(place := WorkPlaceFactory()),
        regime=earlier,
        signed_on=datetime.date(2025, 6, 2),
        rate=Decimal("31.40"),
    )
    referral = ReferralFactory(agreement=agreement, place=place)
    may, on = datetime.date(2026, 5, 1), datetime.date(2026, 6, 2)
    work(referral, datetime.date(2026, 5, 5))
    sign_list(place, may, users.coordinator)
    review(agreement, may, by=users.coordinator, on=on)
    close(agreement, may, by=users.coordinator, on=on)
    load_reference()
    shown.refresh_from_db()
    assert shown.valid_to == datetime.date(2026, 12, 31)
    assert confirmed(earlier)[-1] == LAW[-1]
    load_reference()
    assert earlier.rates.count() == 2


def test_what_the_centre_typed_itself_is_left_alone(earlier):
    Rate.objects.create(
        regime=earlier, per_hour="33.00", valid_from="2025-06-01", source="pismo PUP"
    )
    Ceiling.objects.create(
        regime=earlier,
        valid_from="2025-06-01",
        weekly_hours=8,
        refund_max_percent=50,
        source="pismo PUP",
    )
    Regime.objects.filter(pk=earlier.pk).update(source="własne źródło")
    load_reference()
    earlier.refresh_from_db()
    assert confirmed(earlier) == [("33.00", "2025-06-01", None)]
    assert earlier.ceilings.get().weekly_hours == 8
    assert earlier.source == "własne źródło"


def test_an_agreement_of_today_is_as_the_new_act_has_it():
    load_reference()
    agreement = AgreementFactory(
        regime=Regime.objects.get(code="new"), signed_on=datetime.date(2026, 1, 5), rate=False
    )
    agreement.full_clean()
    assert Agreement.objects.get().monthly_hours is None


def test_loading_again_leaves_the_centres_own_rows_alone():
    load_reference()
    last = Rate.objects.get(regime__code="old", valid_to=None)
    last.source = "Dz.U. 2024"
    last.save()
    load_reference()
    assert Rate.objects.count() == 17 + 3
    assert Rate.objects.get(regime__code="old", valid_to=None).source == "Dz.U. 2024"
