from tests.access import COORDINATOR, HEAD, INSPECTOR, Page

READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})


def records(known, users):
    return {}


PAGES = [
    Page("reports:start", READERS),
]
