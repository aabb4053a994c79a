from tests.access import COORDINATOR, GET, HEAD, OFFICER, POST, Page

READERS = frozenset({OFFICER, HEAD, COORDINATOR})


def records(known, users):
    return {}


def of_person(records):
    return [records.person.pk]


PAGES = [
    Page("oversight:log", READERS),
    Page("oversight:find_person", READERS, (GET, POST)),
    # Of everybody for the officer; of others its own test asks.
    Page("oversight:log_of_person", READERS, arguments=of_person, scoped=False),
    Page("oversight:unusual", READERS),
]
