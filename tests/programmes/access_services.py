"""Who opens which address of services, costs and settlements: upon the records of access.py beside."""

from kis.programmes.models import Cost, Settlement
from tests.access import COORDINATOR, GET, HEAD, POST, PROGRAMMES, Page
from tests.programmes.factories import D, cares_for, edition_of

FORM = (GET, POST)
READERS = frozenset({PROGRAMMES, COORDINATOR, HEAD})
WRITERS = frozenset({PROGRAMMES, COORDINATOR})
# A month that no test settles, and one that stands settled and empty.
OPEN, SETTLED = D(2026, 3, 1), D(2026, 2, 1)


def records(known, users):
    respite = edition_of(users, kind="respite", days_limit=14)
    return {
        "carer": cares_for(respite, users, known.person),
        "programme_cost": Cost.objects.create(
            enrolment=known.programme_enrolment,
            provider=known.provider,
            day=D(2026, 3, 2),
            kind="tickets",
            purpose="dom – przychodnia",
            amount="8.80",
            entered_by=users.coordinator,
        ),
        "settlement": Settlement.objects.create(
            edition=known.edition,
            month=SETTLED,
            minutes=0,
            days=0,
            hours_cost=0,
            other_cost=0,
            settled_by=users.coordinator,
        ),
    }


def of_edition(r):
    return [r.edition.pk]


def of_one(r):
    return [r.edition.pk, r.programme_enrolment.pk]


def of_carer(r):
    return [r.carer.edition_id, r.carer.pk]


def of_card(r):
    return [*of_one(r), r.provider.pk, OPEN]


def of_service(r):
    return [*of_one(r), r.service.pk]


def of_cost(r):
    return [*of_one(r), r.programme_cost.pk]


def of_month(r):
    return [r.edition.pk, OPEN]


def of_settlement(r):
    return [r.edition.pk, r.settlement.pk]


def _page(name, roles, methods=(GET,), arguments=of_edition):
    """Coordinator and head see every edition: none is outside of everybody's scope."""
    return Page(f"programmes:{name}", roles, methods, arguments=arguments, scoped=False)


PAGES = [
    Page("programmes:own_services", frozenset({PROGRAMMES}), FORM),
    _page("services", READERS),
    _page("services_of", READERS, arguments=of_one),
    _page("card_asked", READERS, arguments=of_one),
    _page("stay_new", WRITERS, FORM, of_carer),
    _page("service_card", WRITERS, FORM, of_card),
    _page("card_paper", READERS, arguments=of_card),
    _page("costs_paper", READERS, arguments=of_card),
    _page("service_void", READERS, FORM, of_service),
    _page("costs", READERS),
    _page("cost_new", WRITERS, FORM, of_one),
    _page("cost_void", READERS, FORM, of_cost),
    _page("settlements", READERS),
    _page("settlement_month", READERS, arguments=of_month),
    _page("settle_month", WRITERS, (POST,), of_month),
    _page("settle_whole", WRITERS, (POST,)),
    _page("settlement", READERS, arguments=of_settlement),
    _page("settlement_reopen", READERS, FORM, of_settlement),
    _page("settlement_paper", READERS, arguments=of_settlement),
]
