from tests.access import EVERYBODY, Page


def records(known, users):
    return {}


PAGES = [
    Page("desk:start", EVERYBODY),
]
