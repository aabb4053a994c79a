"""What the law on data protection asks to be printed, and the page in place of what was erased."""

import datetime
from collections.abc import Callable

from kis.accounts.models import Centre
from kis.privacy.copy.gathering import copy_of
from kis.privacy.copy.paper import copy_paper
from kis.privacy.destruction_paper import destruction_paper
from kis.privacy.erasing.erase import Why, _page_that_says
from kis.privacy.models import Destruction, RetentionClass
from kis.privacy.register_paper import register_paper
from kis.privacy.starting_register import load_activities
from participants.file import PersonFile
from tests.activities.factories import D
from tests.conftest import open_centre
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.scene import with_records

AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)


def of_register(users) -> bytes:
    load_activities(D(2026, 1, 1))
    return register_paper(at=AT)


def of_empty_register(users) -> bytes:
    return register_paper(at=AT)


def of_copy(users) -> bytes:
    """Of somebody with a row of every kind."""
    load_activities(D(2026, 1, 1))
    if Centre.objects.current().pk is None:
        open_centre()
    return _copy(with_records(users).person, users)


def of_short_copy(users) -> bytes:
    return _copy(PersonFactory(responsible=users.worker), users)


def _copy(person, users) -> bytes:
    return copy_paper(copy_of(PersonFile(person, users.coordinator, AT.date()), at=AT))


def of_destruction(count: int, consent: str = "") -> Callable:
    def make(users) -> bytes:
        RetentionClass.objects.get_or_create(
            code="club",
            symbol="B10",
            source="wykaz akt",
            jrwa="8120",
            valid_from=D(2011, 1, 1),
        )
        made = Destruction.objects.create(
            proposed_on=D(2026, 11, 2), proposed_by=users.coordinator, remarks="Bez skanów."
        )
        for _ in range(count):
            person = PersonFactory(responsible=users.worker)
            stay(person, D(2012, 3, 1), D(2014, 5, 30))
            made.items.create(
                person=person,
                symbol="B10",
                ended_on=D(2014, 5, 30),
                due_from=D(2025, 1, 1),
            )
        if consent:
            given = {"number": consent, "consent_on": D(2026, 11, 9), "assessment": ""}
            made.approve(**given, on=D(2026, 11, 10), by=users.head)
        return destruction_paper(made, at=AT)

    return make


def of_erased(users) -> bytes:
    return _page_that_says(Why(1, "OA.711.12.2026"), D(2026, 11, 19))
