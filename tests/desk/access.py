from datetime import date

from kis.accounts.models import User
from psu.models import Supervision
from tests.access import (
    ASSISTANT,
    CONTENT,
    COORDINATOR,
    EVERYBODY,
    GET,
    HEAD,
    POST,
    REGISTER,
    SUPERVISOR,
    SYSTEM,
    WORKER,
    Page,
)
from tests.factories import PersonFactory


def records(known, users):
    """Somebody who left a case and a place behind."""
    leaver = User.objects.create_user(
        f"dawna-{known.person.pk}",
        roles=[WORKER, SUPERVISOR],
        first_name="Halina",
        last_name="Dawna",
        is_active=False,
    )
    PersonFactory(responsible=leaver)
    Supervision.objects.create(place=known.place, user=leaver, starts_on=date(2025, 1, 1))
    return {"leaver": leaver}


def of_person(records):
    return [records.person.pk]


PAGES = [
    Page("desk:draft_keep", EVERYBODY, (POST,)),
    Page("desk:draft_discard", EVERYBODY, (POST,)),
    Page("desk:start", EVERYBODY),
    Page("desk:first_steps", frozenset({SYSTEM, CONTENT, COORDINATOR})),
    Page("desk:settings", EVERYBODY, (GET, POST)),
    Page("desk:state", frozenset({SYSTEM, COORDINATOR})),
    Page("desk:check_now", frozenset({SYSTEM, COORDINATOR}), (POST,)),
    Page("desk:changes", EVERYBODY),
    Page("desk:group", EVERYBODY, arguments=lambda records: ["pilne"], scoped=False),
    Page(
        "desk:left_behind",
        frozenset({COORDINATOR}),
        (GET, POST),
        arguments=lambda records: [records.leaver.pk],
        scoped=False,
    ),
    Page("desk:overview", REGISTER, arguments=of_person),
    Page("desk:documents", REGISTER, arguments=of_person),
    Page("desk:history", REGISTER, arguments=of_person),
    Page(
        "desk:family_history",
        frozenset({ASSISTANT, WORKER, HEAD}),
        arguments=lambda records: [records.family.pk],
        scoped=False,
    ),
]
