"""A list of agreements: their terms, places and rates, and the hours that were used before the program."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from psu.models import AgreedRate, Agreement, AgreementAnnex, PastMonth
from tests.imports.files import xlsx
from tests.imports.made import accepted, judged, said, taken_back
from tests.psu.factories import WorkKindFactory, WorkPlaceFactory, old_regime

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2025, 6, 4, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cells(users, centre):
    old_regime()
    WorkPlaceFactory(name="Szkoła nr 3")
    WorkPlaceFactory(name="Park miejski")
    WorkKindFactory(name="sprzątanie terenu")
    WorkKindFactory(name="pomoc w kuchni")
    return {
        "number": "4/2025",
        "signed_on": "12.02.2025",
        "starts_on": "1.03.2025",
        "ends_on": "31.12.2025",
        "persons": "10",
        "total_hours": "4000",
        "weekly_hours": "10",
        "refund_percent": "60",
        "places": "SZKOŁA NR 3; park miejski",
        "kinds": "sprzątanie terenu; pomoc w kuchni",
        "per_hour": "12,20; 13,00",
    }


USED = {
    "used_hours": "296",
    "used_persons": "8",
    "used_amount": "3 611,20",
    "used_refund": "2 166,72",
    "used_until": "5.2025",
}


def listed(users, *rows):
    return accepted(xlsx(rows[0], *(row.values() for row in rows)), users, kind="agreements")


def test_an_agreement_comes_as_one_entered_by_hand(users, cells):
    file = listed(users, cells)

    assert file.state == "accepted", (file.why, file.rows.first().faults)
    agreement = Agreement.objects.get()
    assert (agreement.regime, agreement.monthly_hours) == (old_regime(), 40)
    assert {str(place) for place in agreement.places.all()} == {"Szkoła nr 3", "Park miejski"}
    assert {(rate.kind.name, rate.per_hour, rate.valid_from) for rate in agreement.rates.all()} == {
        ("sprzątanie terenu", Decimal("12.20"), datetime.date(2025, 3, 1)),
        ("pomoc w kuchni", Decimal("13.00"), datetime.date(2025, 3, 1)),
    }
    assert agreement.hours_left() == 4000


def test_one_rate_is_that_of_every_kind_of_work(users, cells):
    listed(users, cells | {"per_hour": "12,20"})

    assert {rate.per_hour for rate in AgreedRate.objects.all()} == {Decimal("12.20")}
    assert AgreedRate.objects.count() == 2


def test_hours_that_were_used_are_no_longer_left(users, cells):
    file = listed(users, cells | USED)

    assert file.state == "accepted", (file.why, file.rows.first().faults)
    agreement, month = Agreement.objects.get(), PastMonth.objects.get()
    assert agreement.hours_left() == 4000 - 296
    assert (month.month, month.persons, month.amount, month.entered_by) == (
        datetime.date(2025, 5, 1),
        8,
        Decimal("3611.20"),
        users.coordinator,
    )
    assert "maj 2025" in month.source


@pytest.mark.parametrize(
    ("wrong", "column", "part"),
    [
        ({"number": ""}, "number", "wymagane"),
        ({"signed_on": "1.01.2001"}, "signed_on", "nie ma przepisów"),
        ({"ends_on": "1.02.2025"}, "ends_on", ""),
        ({"weekly_hours": "12"}, "weekly_hours", "najwyżej"),
        ({"places": "Szkoła nr 9"}, "places", "nie ma „Szkoła nr 9”"),
        ({"kinds": ""}, "kinds", "wymagane"),
        ({"per_hour": "12,20; 13; 14"}, "per_hour", "Stawek jest 3, a rodzajów pracy 2"),
        ({"per_hour": "dużo"}, "per_hour", "liczb"),
        (USED | {"used_until": ""}, "used_until", "ostatni miesiąc"),
        (USED | {"used_until": "6.2025"}, "used_until", "nie jest sprzed programu"),
        (USED | {"used_until": "2.2025"}, "used_until", "nie jest sprzed programu"),
        (USED | {"used_persons": ""}, "used_persons", "wymagane"),
        (USED | {"used_hours": "4001"}, "", "porozumienie ma ich"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_column(wrong, column, part, users, cells):
    (row,) = judged([cells | wrong], users, kind="agreements")

    assert (column, True) in [(name, part in text) for name, text in said(row)], said(row)
    assert not Agreement.objects.exists()


def test_the_same_number_twice_is_told_with_the_other_row(users, cells):
    first, second = judged([cells, cells], users, kind="agreements")

    assert first.faults == []
    assert second.faults[0]["row"] == 2


def test_a_number_that_the_program_has_is_a_fault(users, cells):
    listed(users, cells)

    (row,) = judged([cells], users, kind="agreements")

    assert said(row) == [("number", "Porozumienie o tym numerze już jest.")]


def test_a_sum_over_more_years_than_one_is_remarked(users, cells):
    earlier = {"signed_on": "12.02.2024", "starts_on": "1.03.2024"}
    (row,) = judged([cells | earlier | USED], users, kind="agreements")

    assert row.faults == []
    assert [column for column, _ in said(row, "remarks")] == ["used_until"]


def test_what_nobody_touched_is_taken_back_with_its_hours(users, cells):
    file = listed(users, cells | USED)

    taken_back(file, users.coordinator)

    assert file.rows.get().state == "taken_back", file.rows.get().why
    assert not Agreement.objects.exists()
    assert not PastMonth.objects.exists()


def add_rate(agreement, users):
    rate = agreement.rates.first()
    rate.valid_to = datetime.date(2025, 3, 31)
    rate.save()


def add_another_rate(agreement, users):
    kind = agreement.rates.first().kind
    AgreedRate.objects.filter(agreement=agreement, kind=kind).update(valid_to="2025-03-31")
    agreement.rates.create(kind=kind, per_hour=14, valid_from="2025-04-01")


def add_period(agreement, users):
    agreement.periods.create(starts_on="2025-04-01", ends_on="2025-04-30", persons=5)


def add_annex(agreement, users):
    facts = {"signed_on": "2025-04-01", "valid_from": "2025-05-01", "entered_by": users.coordinator}
    facts["ends_on"] = "2025-12-31"
    terms = {"total_hours": 5000, "monthly_hours": 40, "persons": 10}
    AgreementAnnex.objects.create(agreement=agreement, number="1", **facts, **terms)


def add_month(agreement, users):
    facts = {"persons": 1, "hours": 5, "amount": 61, "refund": 30}
    PastMonth.objects.create(
        agreement=agreement, month="2025-03-01", entered_by=users.coordinator, **facts
    )


@pytest.mark.parametrize(
    ("touched", "state"),
    [
        (add_rate, "kept"),
        (add_another_rate, "kept"),
        (add_period, "kept"),
        (add_annex, "impossible"),
        (add_month, "impossible"),
    ],
)
def test_what_somebody_built_upon_stays(touched, state, users, cells):
    file = listed(users, cells)
    touched(Agreement.objects.get(), users)

    taken_back(file, users.coordinator)

    row = file.rows.get()
    assert (row.state, bool(row.why)) == (state, True)
    assert Agreement.objects.exists()


def test_one_that_stays_keeps_no_other_of_its_list_from_going(users, cells):
    others = [cells | {"number": f"{number}/2025"} for number in (5, 6, 7)]
    file = listed(users, cells, *others)
    add_annex(Agreement.objects.get(number="6/2025"), users)

    taken_back(file, users.coordinator)

    assert file.state == "taken_back", file.why
    assert sorted(file.rows.values_list("state", flat=True)) == ["impossible", *["taken_back"] * 3]
    assert Agreement.objects.get().number == "6/2025"
