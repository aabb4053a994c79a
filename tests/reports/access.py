import datetime

from tests.access import COORDINATOR, GET, HEAD, INSPECTOR, POST, Page
from tests.reports.made import duty_done, grant, official_date, report_copy, staff_member

FORM = (GET, POST)
READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})
OPENERS = frozenset({COORDINATOR, HEAD})
WRITERS = frozenset({COORDINATOR, HEAD})


def records(known, users):
    """Of two offices: the names differ, for nobody stands twice on the same terms."""
    date = official_date(code=f"termin-{known.person.pk}", report="")
    return {
        "official_date": date,
        "duty_done": duty_done(date, users.worker, due_on=datetime.date(2025, 3, 31)),
        "report_copy": report_copy(users.worker),
        "staff": staff_member(name=f"Halina Gil {known.person.pk}", entered_by=users.worker),
        "grant": grant(entered_by=users.worker),
    }


def about(name, roles, arguments, methods=(GET,)):
    return Page(f"reports:{name}", roles, methods, arguments=arguments, scoped=False)


def of_staff(records):
    return [records.staff.pk]


def of_grant(records):
    return [records.grant.pk]


def of_copy(records):
    return [records.report_copy.pk]


def of_report(records):
    return ["roczne", 2025]


def of_kind(records):
    return ["roczne"]


def of_date(records):
    return [records.official_date.pk, datetime.date(2027, 3, 31)]


def of_done(records):
    return [records.duty_done.pk]


PAGES = [
    Page("reports:start", READERS),
    about("report", READERS, of_kind),
    about("rows", OPENERS, of_kind),
    Page("reports:copies", READERS),
    about("copy", READERS, of_copy),
    about("copy_pdf", OPENERS, of_copy),
    about("copy_xlsx", OPENERS, of_copy),
    about("copy_rows", OPENERS, of_copy),
    about("copy_send", WRITERS, of_copy, FORM),
    about("copy_void", WRITERS, of_copy, FORM),
    about("copy_new", WRITERS, of_report, FORM),
    about("report_pdf", OPENERS, of_report),
    about("report_xlsx", OPENERS, of_report),
    about("report_csv", OPENERS, of_report),
    about("typed", WRITERS, lambda records: ["ozps", 2025], FORM),
    Page("reports:dates", READERS),
    about("done_new", WRITERS, of_date, FORM),
    about("done_void", WRITERS, of_done, FORM),
    Page("reports:staff", READERS),
    Page("reports:staff_new", WRITERS, FORM),
    about("staff_edit", WRITERS, of_staff, FORM),
    about("staff_void", WRITERS, of_staff, FORM),
    Page("reports:grants", READERS),
    Page("reports:grant_new", WRITERS, FORM),
    about("grant_edit", WRITERS, of_grant, FORM),
    about("grant_void", WRITERS, of_grant, FORM),
]
