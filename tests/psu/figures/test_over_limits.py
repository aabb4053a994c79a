"""The proof that no limit is exceeded: nothing is found, and what is planted past the guards is."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from psu.figures.over import over_the_limit
from psu.models import AgreementAnnex, WorkDay
from psu.models.year_consent import consent
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    work,
)
from tests.psu.guarded import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-12-31 12:00", tick=False):
        yield


@contextmanager
def past_the_guards():
    """As the owner of the tables: no form, import or SQL of the program's own role can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE psu_workday DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE psu_workday ENABLE TRIGGER USER")


def planted(referral, at, hours):
    with past_the_guards():
        return WorkDay.objects.create(
            referral=referral,
            person=referral.person,
            agreement=referral.agreement,
            kind=referral.kind,
            day=day(at),
            hours=Decimal(hours),
            entered_by=referral.entered_by,
        )


def found():
    return [(row.what, row.person, row.since, row.there, row.most) for row in over_the_limit()]


@pytest.fixture
def referral(users, centre):
    return ReferralFactory()


@pytest.fixture
def new(users, centre):
    """An agreement of the act of today, without a limit of its own in a month."""
    regime = new_regime()
    regime.ceilings.update(year_days=180)
    since = day("2025-06-01")
    return AgreementFactory(
        place=WorkPlaceFactory(),
        regime=regime,
        signed_on=since,
        starts_on=since,
        monthly_hours=None,
    )


def test_a_full_week_and_a_full_month_are_within_their_limits(referral):
    for number in (4, 11, 18, 25):
        work(referral, day(f"2026-05-{number:02}"), "10")
    assert found() == []


def test_a_week_over_new_year_is_one_week(referral):
    work(referral, day("2025-12-31"), "6")
    planted(referral, "2026-01-01", "4.25")
    week = ("week", referral.person_id, day("2025-12-29"), Decimal("10.25"), Decimal(10))
    assert found() == [week]


def test_a_month_over_what_its_agreement_allows_is_found(referral):
    for number in (4, 11, 18, 25):
        work(referral, day(f"2026-05-{number:02}"), "10")
    planted(referral, "2026-05-01", "0.25")
    month = ("month", referral.person_id, day("2026-05-01"), Decimal("40.25"), Decimal(40))
    assert found() == [month]


def test_hours_before_an_annex_are_asked_by_what_held_then(users, referral):
    """8 hours a week from July: 10 in June stand, 9 in July do not."""
    work(referral, day("2026-06-08"), "10")
    deal = referral.agreement
    AgreementAnnex.objects.create(
        agreement=deal,
        number="1",
        signed_on=day("2026-06-20"),
        valid_from=day("2026-07-01"),
        ends_on=deal.ends_on,
        entered_by=users.coordinator,
        total_hours=deal.total_hours,
        weekly_hours=8,
        monthly_hours=deal.monthly_hours,
        persons=deal.persons,
        refund_percent=deal.refund_percent,
    )
    assert found() == []
    planted(referral, "2026-07-07", "9")
    assert [(what, since, most) for what, _, since, _, most in found()] == [
        ("week", day("2026-07-06"), Decimal(8))
    ]


def test_a_year_past_its_days_is_found_unless_the_coordinator_consented(users, new):
    """1 January to 29 June are 180 days; hours of the 30th are of the 181st."""
    facts = {
        "agreement": new,
        "place": new.places.get(),
        "starts_on": day("2026-01-01"),
        "ends_on": day("2026-12-31"),
    }
    referral = ReferralFactory(**facts)
    work(referral, day("2026-06-29"), "2")
    assert found() == []
    planted(referral, "2026-06-30", "2")
    assert found() == [("year", referral.person_id, day("2026-01-01"), Decimal(181), Decimal(180))]
    consent(referral.person, 2026, reason="inny powiat", by=users.coordinator, on=day("2026-06-01"))
    assert found() == []


def test_the_rows_of_all_people_and_years_are_found_by_one_question(
    referral, django_assert_num_queries
):
    other = ReferralFactory()
    for row, at in ((referral, "2025-03-03"), (other, "2026-08-03"), (other, "2027-02-01")):
        planted(row, at, "11")
    with django_assert_num_queries(1):
        assert [(what, since.year) for what, _, since, _, _ in found()] == [
            ("week", 2025),
            ("week", 2026),
            ("week", 2027),
        ]


def test_the_page_and_the_command_say_that_there_is_none_or_name_it(client_of, users, referral):
    page = reverse("psu:limits")
    coordinator = client_of(users.coordinator)
    assert "Przekroczenia limitów: brak." in coordinator.get(page).text
    call_command("over_limits")

    planted(referral, "2026-08-03", "11")
    shown = coordinator.get(page).text
    assert "Przekroczenia limitów: 1." in shown
    assert str(referral.person) in shown
    assert "tydzień 3.08.2026–9.08.2026: 11 godz., limit 10" in shown
    with pytest.raises(CommandError, match="Przekroczenia limitów: 1"):
        call_command("over_limits")
