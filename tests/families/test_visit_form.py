"""The form of a visit: what is told in a minute stands open, the rest opens where it holds something."""

import pytest

from kis.families.forms.visits import VisitForm
from kis.families.models import Visit
from tests.families.factories import member
from tests.families.visit_factories import MONDAY, at, visit

pytestmark = pytest.mark.django_db
MINUTE = {
    "state": "held",
    "day": "23.11.2026",
    "starts_at": "10.00",
    "ends_at": "11.00",
    "place": "u rodziny",
    "present_other": "babcia",
    "row_version": "1",
}


def form_of(row, sent=None):
    members = [member(row.cooperation.family)]
    return VisitForm(sent, instance=row, members=members, now=at(MONDAY, 14))


@pytest.mark.parametrize("kind", Visit.Kind)
def test_every_field_stands_in_one_of_the_parts_and_once(assignment, kind):
    form = form_of(visit(assignment, kind=kind))
    shown = [field.name for field in [*form.minute, *form.more]]
    assert sorted(shown) == sorted(field.name for field in form.visible_fields())


def test_of_a_visit_that_nobody_told_yet_only_the_minute_is_open(assignment):
    form = form_of(visit(assignment))
    assert not form.more_is_open
    assert not form_of(visit(assignment, start=(12, 0), end=(13, 0)), MINUTE).more_is_open


@pytest.mark.parametrize(
    ("name", "value"),
    [("note", "Dobra rozmowa."), ("restricted_note", "Tylko tu."), ("kilometres", 0)],
)
def test_what_is_written_already_is_not_hidden(assignment, name, value):
    row = visit(assignment, state="held", **{name: value})
    assert form_of(row).more_is_open


def test_what_is_wrong_in_the_closed_part_opens_it(assignment):
    form = form_of(visit(assignment), MINUTE | {"kilometres": "dużo"})
    assert not form.is_valid()
    assert form.more_is_open


def test_the_page_opens_the_part_that_holds_something(assignment, client_of, users, centre):
    client = client_of(users.assistant)
    for row, is_open in [
        (visit(assignment), False),
        (visit(assignment, start=(12, 0), end=(13, 0), state="held", note="Rozmowa."), True),
    ]:
        page = client.get(f"/rodziny/wizyty/{row.pk}/przebieg/").content.decode()
        assert ("<details open>" in page) == is_open
