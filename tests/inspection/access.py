from tests.access import COORDINATOR, HEAD, INSPECTOR, Page

READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})


def records(known, users):
    return {}


def of_chain(records):
    return ["psu-droga-osoby"]


PAGES = [
    Page("inspection:start", READERS),
    Page("inspection:completeness", READERS),
    Page("inspection:completeness_print", READERS),
    Page("inspection:answer", READERS, arguments=of_chain, scoped=False),
    Page("inspection:answer_print", READERS, arguments=of_chain, scoped=False),
]
