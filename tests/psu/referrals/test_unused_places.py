"""A place that was switched off: nobody new is sent there, and who is still there is not forgotten."""

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from kis.lib.work import DeskGroup
from psu import desk
from psu.models import Referral, Supervision
from psu.referrals.referring import end
from psu.scope import own_places
from tests.psu.connections import race
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory
from tests.psu.guarded import day
from tests.refused import refused
from tests.told import rows

pytestmark = pytest.mark.django_db
ON = day("2026-11-23")


def switch_off(place):
    type(place).objects.filter(pk=place.pk).update(is_active=False)
    place.refresh_from_db()


@pytest.fixture
def place(users):
    return WorkPlaceFactory(name="Szkoła nr 3")


def test_nobody_new_is_sent_to_it(place):
    agreement = AgreementFactory(place=place)
    switch_off(place)
    with refused("referral_to_unused_place"):
        ReferralFactory(agreement=agreement, place=place)


def test_whoever_is_there_may_end_or_stay_and_not_stay_longer(place):
    referral = ReferralFactory(place=place, ends_on="2026-12-31")
    switch_off(place)

    Referral.objects.filter(pk=referral.pk).update(remarks="x", ends_on="2026-12-30")
    with refused("referral_to_unused_place"):
        Referral.objects.filter(pk=referral.pk).update(ends_on="2026-12-31")


def test_nobody_is_moved_to_it(place):
    other = WorkPlaceFactory()
    referral = ReferralFactory(place=other)
    switch_off(place)
    with refused("referral_to_unused_place"):
        Referral.objects.filter(pk=referral.pk).update(place=place)


@pytest.mark.django_db(transaction=True)
def test_a_referral_that_meets_the_switching_off_is_refused(place):
    agreement = AgreementFactory(place=place)
    with pytest.raises(IntegrityError, match="referral_to_unused_place"):
        race(
            lambda: switch_off(place),
            lambda: ReferralFactory(agreement=agreement, place=place),
        )


@pytest.mark.django_db(transaction=True)
def test_a_switching_off_that_meets_a_new_referral_is_refused(place, users, client_of):
    agreement, content = AgreementFactory(place=place), client_of(users.content)
    facts = {"name": place.name, "kind": place.kind, "row_version": place.version}
    page = race(
        lambda: ReferralFactory(agreement=agreement, place=place),
        lambda: content.post(reverse("admin:psu_workplace_change", args=[place.pk]), facts),
    )

    assert "Trwają tu skierowania PUP, osoby: 1" in page.content.decode()
    place.refresh_from_db()
    assert place.is_active


def told(user):
    what = "skierowanie do miejsca, którego się już nie używa"
    return [row for row in rows(desk, user, ON) if row.what == what]


def test_the_coordinators_desk_names_who_is_still_sent_there_until_it_is_ended(place, users):
    referral = ReferralFactory(place=place)
    assert told(users.coordinator) == []
    switch_off(place)

    (row,) = told(users.coordinator)
    assert (row.group, row.who, row.detail) == (
        *(DeskGroup.URGENT, str(referral.person)),
        "Szkoła nr 3",
    )
    assert row.url == reverse("psu:person", args=[referral.person_id])

    end(referral, last_day=ON, reason="miejsce nie działa")
    assert told(users.coordinator) == []


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_its_last_months_stay_where_they_are_marked_and_closed(place, users, client_of):
    ReferralFactory(place=place, ends_on="2026-10-31")
    Supervision.objects.create(place=place, user=users.supervisor, starts_on="2026-01-01")
    switch_off(place)

    assert own_places(users.supervisor, ON) == [place]
    for address in (reverse("psu:start"), reverse("psu:places")):
        assert "Szkoła nr 3" in client_of(users.coordinator).get(address).content.decode()
    assert own_places(users.supervisor, day("2026-12-01")) == []


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_place_that_was_never_used_and_is_off_is_not_shown(place, users, client_of):
    switch_off(place)
    page = client_of(users.coordinator).get(reverse("psu:start")).content.decode()
    assert "Szkoła nr 3" not in page
