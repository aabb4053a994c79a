"""What most tests of psu begin with: a place, an agreement, a worked May. A module may have its own."""

import pytest

from psu.months.closing import close, review
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    sign_list,
    work_in_may,
)
from tests.psu.guarded import day

MAY, ON = day("2025-05-01"), day("2025-06-04")


@pytest.fixture
def place(users, centre):
    return WorkPlaceFactory(name="Szkoła nr 3")


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place, number="4/2025")


@pytest.fixture
def referral(agreement, place):
    """38.50 h in May 2025, reviewed by nobody yet."""
    referral = ReferralFactory(agreement=agreement, place=place, number="PUP.632.44.2025")
    work_in_may(referral)
    return referral


@pytest.fixture
def ready(agreement, place, referral, users):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    return referral


@pytest.fixture
def pay_list(agreement, ready, users):
    return close(agreement, MAY, by=users.coordinator, on=ON).pay_list
