from tests.access import EVERYBODY, Page


def records(known, users):
    return {}


PAGES = [Page("recovery:works", EVERYBODY, anonymous=True, answers=(200, 503))]
