import datetime

from tests.access import (
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
    return {"authorisation": row}


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
]
