"""Who opens which address of visits and requests: upon the records of tests/families/access.py."""

import datetime

from tests.access import ASSISTANT, GET, HEAD, POST, WORKER, Page
from tests.families.visit_factories import request_of, visit

FORM = (GET, POST)
READERS = frozenset({ASSISTANT, WORKER, HEAD})
ASSISTANTS = frozenset({ASSISTANT})
TOLD_ON = datetime.date(2026, 3, 9)
PLANNED_ON = datetime.date(2026, 3, 10)
MONTH = TOLD_ON.replace(day=1)


def records(known):
    """A visit that was, one that is planned, a request that waits: of `known.assignment`."""
    return {
        "held_visit": visit(known.assignment, TOLD_ON, state="held", present=[known.member.pk]),
        "planned_visit": visit(known.assignment, PLANNED_ON),
        "family_request": request_of(known.assignment, PLANNED_ON, for_whom=[known.member.pk]),
    }


def of_family(known):
    return [known.family.pk]


def of_held(known):
    return [known.held_visit.pk]


def of_planned(known):
    return [known.planned_visit.pk]


def of_request(known):
    return [known.family_request.pk]


def of_assistants_month(known):
    return [known.family_assistant.pk, MONTH]


def of_familys_month(known):
    return [known.family.pk, MONTH]


def _read(name, arguments):
    """The head sees every family, so that none is outside of everybody's scope."""
    return Page(f"families:{name}", READERS, arguments=arguments, scoped=False)


def _of_assistant(name, arguments, methods=FORM):
    return Page(f"families:{name}", ASSISTANTS, methods, arguments=arguments)


def _voids(name, arguments):
    return Page(
        f"families:{name}",
        frozenset({HEAD}),
        FORM,
        arguments=arguments,
        scoped=False,
        strangers=frozenset({ASSISTANT, WORKER}),
    )


PAGES = [
    Page("families:today", ASSISTANTS),
    Page("families:calendar", READERS),
    Page("families:calendar_month", READERS, arguments=lambda known: [MONTH], scoped=False),
    Page("families:week", READERS, arguments=lambda known: [TOLD_ON], scoped=False),
    _read("visits", of_family),
    _of_assistant("visit_new", of_family),
    _of_assistant("visits_plan", of_family),
    _read("visits_card", of_familys_month),
    _read("visit", of_held),
    _of_assistant("visit_entry", of_planned),
    _of_assistant("visit_move", of_planned),
    _of_assistant("visit_cancel", of_planned),
    _voids("visit_void", of_held),
    _voids("request_void", of_request),
    _read("visit_protocol", of_held),
    _read("requests", of_family),
    _read("request", of_request),
    _of_assistant("request_new", of_family),
    _of_assistant("request_take", of_request),
    _of_assistant("request_refuse", of_request),
    *[
        Page(
            f"families:{name}",
            frozenset({HEAD, ASSISTANT}),
            arguments=of_assistants_month,
            scoped=False,
            strangers=frozenset({WORKER}),
        )
        for name in ("assistant_report", "assistant_hours")
    ],
]
