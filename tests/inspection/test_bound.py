"""Every page about a person, asked by an inspection that covers one and not the other."""

import pytest
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
