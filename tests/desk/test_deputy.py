"""The desk of somebody to whom another's case was given, on the days from–to."""

from datetime import date, timedelta

import pytest
import time_machine

from participants.models import CaseAccess, Note
from tests.factories import PersonFactory
from tests.participants.made import established, paper

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 27)
DAY = timedelta(days=1)
PAPER = "Dodaj dokument"


@pytest.fixture
def case(users, centre):
    """A case that the worker leads, with a paper that runs out and a note for who leads it alone."""
    person = PersonFactory(responsible=users.worker)
    paper(established(person), valid_until=LAST + 5 * DAY)
    Note.objects.create(
        person=person,
        kind="call",
        text="x",
        author=users.worker,
        remind_on=FIRST - DAY,
        is_restricted=True,
    )
    return person


def give(person, user, why, *, by, last=LAST):
    CaseAccess.objects.create(
        person=person,
        user=user,
        why=why,
        reason="urlop",
        starts_on=FIRST,
        ends_on=last,
        given_by=by,
    )


@pytest.fixture
def desk_of(client_of):
    """The start page of the user on that day."""

    def page(user, on, address="/"):
        with time_machine.travel(f"{on} 12:00+01:00", tick=False):
            return client_of(user).get(address).content.decode()

    return page


@pytest.mark.parametrize(
    ("on", "is_own"),
    [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)],
)
def test_a_case_that_was_given_stands_among_ones_own_from_its_first_day_to_its_last(
    case, users, desk_of, on, is_own
):
    give(case, users.colleague, "deputy", by=users.coordinator)
    page = desk_of(users.colleague, on)
    assert (str(case) in page) is is_own
    assert (PAPER in page) is is_own
    assert ("przypomnienie: telefon" in page) is is_own


@pytest.mark.parametrize("why", ["hand_over", "reason"])
def test_why_a_case_was_given_makes_no_difference_and_without_an_end_it_stays(
    case, users, desk_of, why
):
    give(case, users.colleague, why, by=users.coordinator, last=None)
    assert PAPER in desk_of(users.colleague, LAST + 2 * DAY)


def test_among_everybodys_cases_the_act_is_the_deputys_for_those_days_alone(case, users, desk_of):
    give(case, users.colleague, "deputy", by=users.coordinator)
    during, after = (desk_of(users.colleague, on, "/?czyje=wszystkie") for on in (LAST, LAST + DAY))
    assert str(case) in during
    assert PAPER in during
    assert str(case) in after
    assert PAPER not in after


def test_a_case_given_to_one_is_not_anothers_and_stays_its_leaders(case, users, desk_of):
    give(case, users.coordinator, "deputy", by=users.head)
    assert str(case) not in desk_of(users.colleague, FIRST)
    assert PAPER in desk_of(users.worker, FIRST)
