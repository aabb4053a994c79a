from tests.access import COORDINATOR, GET, HEAD, INSPECTOR, POST, Page
from tests.reports.made import grant, staff_member

FORM = (GET, POST)
READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})
OPENERS = frozenset({COORDINATOR, HEAD})
WRITERS = frozenset({COORDINATOR, HEAD})


def records(known, users):
    """Of two offices: the names differ, for nobody stands twice on the same terms."""
    return {
        "staff": staff_member(name=f"Halina Gil {known.person.pk}", entered_by=users.worker),
        "grant": grant(entered_by=users.worker),
    }


def about(name, roles, arguments, methods=(GET,)):
    return Page(f"reports:{name}", roles, methods, arguments=arguments, scoped=False)


def of_staff(records):
    return [records.staff.pk]


def of_grant(records):
    return [records.grant.pk]


PAGES = [
    Page("reports:start", READERS),
    Page("reports:yearly", READERS),
    Page("reports:yearly_rows", OPENERS),
    Page("reports:staff", READERS),
    Page("reports:staff_new", WRITERS, FORM),
    about("staff_edit", WRITERS, of_staff, FORM),
    about("staff_void", WRITERS, of_staff, FORM),
    Page("reports:grants", READERS),
    Page("reports:grant_new", WRITERS, FORM),
    about("grant_edit", WRITERS, of_grant, FORM),
    about("grant_void", WRITERS, of_grant, FORM),
]
