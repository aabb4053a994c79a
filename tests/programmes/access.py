"""Who may open which page of programmes. Rooms of the package keep their rows in modules of their own."""

from types import SimpleNamespace

from kis.programmes.models import Edition
from tests.participants.made import scan
from tests.programmes import access_day_room, access_editions, access_project, access_services
from tests.programmes.factories import (
    EditionNumberFactory,
    ProviderFactory,
    at,
    chooses,
    edition_of,
    serve,
    takes_part,
)

# Rooms: each has PAGES and records(known, users), called with what stands so far.
ROOMS = [access_editions, access_services, access_day_room, access_project]


def records(known, users):
    """An edition that `programmes` runs, in which the person has a service.

    Of a person outside the scope another edition, that nobody runs any more.
    """
    is_first = not Edition.objects.exists()
    edition = edition_of(users, eligible_costs=["tickets", "own_car"])
    if not is_first:
        edition.staff.update(ends_on="2026-01-31")
    EditionNumberFactory(edition=edition, code="hour_rate", value=50)
    provider = ProviderFactory(
        entered_by=users.coordinator,
        user=users.programmes if is_first else None,
        offender_register_checked_on="2025-12-20",
    )
    enrolment = takes_part(edition, users, known.person, questionnaire_scan=scan(users.worker))
    made = {
        "edition": edition,
        "programme_group": edition.groups.first(),
        "edition_number": edition.numbers.first(),
        "edition_staff": edition.staff.first(),
        "provider": provider,
        "programme_enrolment": enrolment,
        "choice": chooses(enrolment, provider),
        "service": serve(enrolment, provider, at(3, 2, 8), at(3, 2, 10)),
    }
    for room in ROOMS:
        made |= room.records(SimpleNamespace(**vars(known), **made), users)
    return made


PAGES = [page for room in ROOMS for page in room.PAGES]
