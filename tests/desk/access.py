from tests.access import EVERYBODY, POST, REGISTER, Page


def records(known, users):
    return {}


def of_person(records):
    return [records.person.pk]


PAGES = [
    Page("desk:draft_keep", EVERYBODY, (POST,)),
    Page("desk:draft_discard", EVERYBODY, (POST,)),
    Page("desk:start", EVERYBODY),
    Page("desk:changes", EVERYBODY),
    Page("desk:group", EVERYBODY, arguments=lambda records: ["pilne"], scoped=False),
    Page("desk:overview", REGISTER, arguments=of_person),
    Page("desk:history", REGISTER, arguments=of_person),
]
