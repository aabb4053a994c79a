"""Every page about a person, asked by an inspection that covers one and not the other."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Inspection
from participants.models import InspectedPerson
from tests.access import GET
from tests.scene import PAGES, address, status

pytestmark = pytest.mark.django_db

# Of pages about a person those that the inspection's rights open.
OPENED = [page for page in PAGES if GET in page.methods and page.arguments and page.scoped]


def test_every_page_of_a_person_answers_inside_and_hides_those_outside(world):
    user, inside, outside = world.users.inspector, world.inside, world.outside
    bound = Inspection.objects.running(timezone.localdate()).get(inspector=user)
    InspectedPerson.objects.create(inspection=bound, person=inside.person)
    opened = set()
    for page in OPENED:
        if status(world.client_of, user, GET, address(page, inside)) == 200:
            opened.add(page.name)
        assert status(world.client_of, user, GET, address(page, outside)) in (403, 404), page
    read = {"desk:overview", "desk:history", "desk:documents", "participants:details"}
    read |= {"participants:eligibility", "participants:notes", "contracts:contract"}
    assert read | {"contracts:person", "psu:person", "activities:person"} <= opened
    assert not {name for name in opened if name.endswith(("_new", "_edit", ":edit", "_void"))}


def of_the_inspection(world, first, last):
    """The answer of a page of the person inside, to an inspection of this period."""
    user, person = world.users.inspector, world.inside.person
    bound = Inspection.objects.running(timezone.localdate()).get(inspector=user)
    InspectedPerson.objects.get_or_create(inspection=bound, person=person)
    bound.period_starts_on, bound.period_ends_on = first, last
    bound.save()
    return lambda name, *more: world.client_of(user).get(reverse(name, args=[person.pk, *more]))


LONG_PAST = datetime.date(1990, 1, 1), datetime.date(1990, 12, 31)
ALL = datetime.date(1990, 1, 1), datetime.date(2199, 12, 31)
# Of each tab what it lists: dated rows of the person.
LISTED = {
    "contracts:person": ["contracts"],
    "contracts:participation": ["stays"],
    "participants:eligibility": ["eligibilities"],
    "participants:notes": ["page"],
    "psu:person": ["referrals", "months"],
    "desk:documents": ["papers"],
    "activities:person": ["enrolled", "placements", "page"],
}


def test_a_tab_shows_what_touches_the_period_of_the_inspection_and_nothing_else(world):
    def counted(asks):
        return {
            (name, what): len(list(asks(name).context[what]))
            for name, listed in LISTED.items()
            for what in listed
        }

    assert [
        key for key, count in counted(of_the_inspection(world, *ALL)).items() if not count
    ] == []
    outside = counted(of_the_inspection(world, *LONG_PAST))
    assert [key for key, count in outside.items() if count] == []


def test_a_contract_and_a_month_outside_of_the_period_have_no_page(world):
    contract, place = world.inside.signed_contract, world.inside.referral.place
    month = f"{timezone.localdate():%Y-%m}"
    client = world.client_of(world.users.inspector)
    for period, answer in ((ALL, 200), (LONG_PAST, 404)):
        asks = of_the_inspection(world, *period)
        assert asks("contracts:contract", contract.pk).status_code == answer
        assert client.get(reverse("psu:sheet", args=[place.pk, month])).status_code == answer
        register = client.get(reverse("contracts:register"))
        assert (contract.number in register.content.decode()) is (answer == 200)


def test_the_head_tells_no_gap_because_a_contract_is_not_shown(world):
    """What is decided of the person is decided by all that is known."""
    shown = {
        tuple(map(str, of_the_inspection(world, *period)("contracts:person").context["facts"]))
        for period in (ALL, LONG_PAST)
    }
    assert len(shown) == 1


def test_whoever_reads_by_another_role_is_bound_to_no_period(world):
    for user in (world.users.head, world.users.worker):
        assert not user.window.is_bound
