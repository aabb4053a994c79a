"""Entering and ending a referral; the person's area PSU follows."""

import pytest

from kis.lib.refusals import Refused
from participants.models import Area, Person
from psu.may_work import obstacles_of
from psu.models import Referral
from psu.models.referral import standing
from psu.referrals import referring
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory, work
from tests.psu.guarded import day


@pytest.fixture
def new(users):
    """`new("2026-03-02", "2026-05-29")`: a referral not yet saved, always of the same person."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place)
    graduate = PersonFactory(responsible=users.worker, area="families")

    def build(first, last, **facts):
        return ReferralFactory.build(
            person=graduate,
            agreement=agreement,
            place=place,
            kind=agreement.kinds.get(),
            entered_by=None,
            starts_on=day(first),
            ends_on=day(last),
            payment=False,
            **facts,
        )

    return build


def areas():
    found = Area.objects.filter(kind=Area.Kind.PSU).order_by("starts_on")
    return [(str(area.starts_on), str(area.ends_on)) for area in found]


def test_a_referral_opens_the_area_for_who_never_took_part_in_the_club(new, users):
    referral = new("2026-03-02", "2026-05-29")
    assert not Person.objects.visible_to(users.coordinator).filter(pk=referral.person_id)
    referring.keep(referral, by=users.worker)
    assert referral.entered_by == users.worker
    assert areas() == [("2026-03-02", "2026-05-29")]
    assert Person.objects.visible_to(users.coordinator).filter(pk=referral.person_id)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (("2026-05-30", "2026-06-30"), [("2026-03-02", "2026-06-30")]),
        (
            ("2026-05-31", "2026-06-30"),
            [("2026-03-02", "2026-05-29"), ("2026-05-31", "2026-06-30")],
        ),
        (("2026-01-05", "2026-03-10"), [("2026-01-05", "2026-05-29")]),
        (
            ("2026-01-05", "2026-02-10"),
            [("2026-01-05", "2026-02-10"), ("2026-03-02", "2026-05-29")],
        ),
    ],
)
def test_the_area_lasts_while_referrals_run(new, users, second, expected):
    referring.keep(new("2026-03-02", "2026-05-29"), by=users.worker)
    referring.keep(new(*second), by=users.worker)
    assert areas() == expected


def test_a_referral_between_two_joins_their_areas(new, users):
    for period in (("2026-01-05", "2026-02-10"), ("2026-03-02", "2026-05-29")):
        referring.keep(new(*period), by=users.worker)
    referring.keep(new("2026-02-11", "2026-03-01"), by=users.worker)
    assert areas() == [("2026-01-05", "2026-05-29")]


def test_ending_early_wants_a_reason_and_closes_the_area(new, users):
    referral = referring.keep(new("2026-03-02", "2026-05-29"), by=users.worker)
    with pytest.raises(Refused, match="Podaj powód"):
        referring.end(referral, last_day=day("2026-04-01"), reason="")
    referring.end(referral, last_day=day("2026-04-01"), reason="podjęcie pracy")
    assert areas() == [("2026-03-02", "2026-04-01")]
    referral.refresh_from_db()
    assert (referral.last_day, referral.end_reason) == (day("2026-04-01"), "podjęcie pracy")


@pytest.mark.parametrize(
    ("last_day", "is_refused"),
    [("2026-03-01", True), ("2026-03-02", False), ("2026-05-29", False), ("2026-05-30", True)],
)
def test_the_last_day_lies_inside_the_referral(new, users, last_day, is_refused):
    referral = referring.keep(new("2026-03-02", "2026-05-29"), by=users.worker)
    if is_refused:
        with pytest.raises(Refused, match="między pierwszym a ostatnim dniem"):
            referring.end(referral, last_day=day(last_day), reason="x")
    else:
        referring.end(referral, last_day=day(last_day), reason="x")


def test_hours_behind_the_last_day_are_refused_by_a_sentence(new, users):
    referral = referring.keep(
        new("2026-03-02", "2026-05-29", ohs_on=day("2026-03-02")), by=users.worker
    )
    work(referral, day("2026-05-29"))
    with pytest.raises(Refused, match=r"Jest już wpis z 29\.05\.2026"):
        referring.end(referral, last_day=day("2026-05-28"), reason="x")


def test_a_mistake_is_voided_by_a_second_person_and_takes_no_part_any_more(new, users):
    referral = referring.keep(new("2026-03-02", "2026-05-29"), by=users.worker)
    with pytest.raises(Refused, match="druga osoba"):
        referring.void(referral, by=users.worker, reason="inna osoba")
    referring.void(referral, by=users.coordinator, reason="inna osoba")
    assert not Referral.objects.exists()
    assert Referral.with_voided.get().void_reason == "inna osoba"


def test_the_same_referral_twice_is_refused_by_a_sentence(new, users):
    referring.keep(new("2026-03-02", "2026-05-29", number="PUP.1"), by=users.worker)
    with pytest.raises(Refused, match="jest już wpisane"):
        referring.keep(new("2026-06-02", "2026-07-29", number="PUP.1"), by=users.worker)


@pytest.mark.parametrize(
    ("facts", "on", "word"),
    [
        ({}, "2026-03-01", "Skierowanie wpisane"),
        ({}, "2026-03-02", "Może pracować"),
        ({}, "2026-05-29", "Może pracować"),
        ({}, "2026-05-30", "Zakończone"),
        ({"ohs_on": None}, "2026-03-02", "Czeka na BHP / badanie"),
        ({"medical": "needed"}, "2026-03-02", "Czeka na BHP / badanie"),
        ({"ended_on": "2026-04-01", "end_reason": "x"}, "2026-04-01", "Może pracować"),
        ({"ended_on": "2026-04-01", "end_reason": "x"}, "2026-04-02", "Przerwane"),
    ],
)
def test_the_standing_of_a_referral_on_a_day(new, users, facts, on, word):
    facts = {key: day(v) if key.endswith("_on") and v else v for key, v in facts.items()}
    referring.keep(new("2026-03-02", "2026-05-29", **facts), by=users.worker)
    referral = Referral.objects.get()
    found = obstacles_of([referral], day(on)).get(referral.pk, [])
    assert standing(referral, day(on), found).word == word
