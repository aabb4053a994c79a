import datetime

from kis.accounts.models import Deputy
from tests.access import (
    COORDINATOR,
    EVERYBODY,
    GET,
    HEAD,
    INSPECTOR,
    OFFICER,
    POST,
    SYSTEM,
    Page,
)
from tests.accounts.authorised import authorisation

READERS = frozenset({SYSTEM, HEAD, OFFICER, INSPECTOR})
WRITERS = frozenset({SYSTEM, HEAD})
LEADERS = frozenset({COORDINATOR, HEAD})
FORM = (GET, POST)


def records(known, users):
    """Old and never signed; each person of a scene has one of another year, for nobody has two at once."""
    year = 1800 + known.person.pk % 150
    row = authorisation(
        users.leader,
        number=f"{known.person.pk}/1990",
        starts_on=datetime.date(year, 1, 1),
        ends_on=datetime.date(year, 12, 31),
        granted_on=None,
        pledge_signed_on=None,
        entered_by=users.worker,
    )
    row.save()
    deputy = Deputy.objects.create(
        absent=users.worker,
        deputy=users.colleague,
        starts_on=datetime.date(year, 1, 1),
        ends_on=datetime.date(year, 12, 31),
        reason="urlop",
        entered_by=users.coordinator,
    )
    return {"authorisation": row, "deputy": deputy}


def of_deputy(records):
    return [records.deputy.pk]


def of_row(records):
    return [records.authorisation.pk]


def about(name, roles, methods=(GET,)):
    return Page(f"authorisations:{name}", roles, methods, arguments=of_row, scoped=False)


PAGES = [
    Page("authorisations:register", READERS),
    Page("authorisations:register_print", READERS),
    Page("authorisations:new", WRITERS, FORM),
    about("edit", WRITERS, FORM),
    about("revoke", WRITERS, FORM),
    about("void", WRITERS, FORM),
    about("paper", READERS),
    about("pledge", READERS),
    Page("authorisations:own", EVERYBODY),
    Page("deputies:list", LEADERS),
    Page("deputies:new", LEADERS, FORM),
    Page("deputies:cancel", LEADERS, (POST,), arguments=of_deputy, scoped=False),
]
