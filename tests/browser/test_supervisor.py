"""A supervisor's own pages on a phone: the place, the month, a wrong turn and the mended cell."""

import datetime

import pytest

from psu.models import WorkDay
from tests.browser.conftest import PHONE
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, school_of

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime.date(2025, 5, 5)


def test_a_supervisor_marks_hours_on_a_phone(walker, users, centre):
    place = school_of(users.supervisor, MONDAY)
    person = PersonFactory(last_name="Żak", first_name="Danuta", responsible=users.worker)
    referral = ReferralFactory(person=person, place=place)
    field = f"h-{referral.pk}-{MONDAY.day}"
    supervisor = walker(PHONE)
    supervisor.arrive("supervisor")
    supervisor.go("/psu/miejsca/")
    supervisor.reads("Szkoła nr 3")
    supervisor.go(f"/psu/miejsca/{place.pk}/2025-05/")

    supervisor.type(**{field: "11"})
    supervisor.page.keyboard.press("Enter")
    supervisor.page.wait_for_selector(".row-message >> text=Można wpisać najwyżej 10")
    supervisor.check()
    assert supervisor.page.locator("[aria-invalid=true]").input_value() == "11"
    supervisor.type(**{field: "4"})
    supervisor.page.keyboard.press("Enter")
    supervisor.page.wait_for_selector("[role=status] >> text=Zapisano o")
    assert WorkDay.objects.get().hours == 4
