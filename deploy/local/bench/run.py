"""`make bench`: how the program fares with a thousand and with a million people, and what its pages cost.

Ratios within one run, so that the machine does not matter; only the search that forgives typing errors has a
limit in milliseconds. Ends with 1 when an aim is missed.
"""

import os
from functools import partial

from django.db import connections
from django.test.utils import override_settings

from deploy.local.bench.aims import table
from deploy.local.bench.between_sizes import between_sizes, typing_errors
from deploy.local.bench.databases import SMALL, connection_to, ensure
from deploy.local.bench.office import Office
from deploy.local.bench.page_costs import questions_of_pages, to_the_empty_page, weights
from deploy.local.talk import say

ROUNDS = 15
# As on a server: no debugging, static files under plain names (their texts are the same).
AS_ON_A_SERVER = {
    "DEBUG": False,
    "ROOT_URLCONF": "deploy.local.bench.pages",
    "SESSION_COOKIE_SECURE": False,
}


def main(people: int) -> int:
    base = connections["default"].settings_dict["NAME"]
    sizes = {SMALL: f"{base}_small", people: f"{base}_big"}
    for size, name in sizes.items():
        ensure(os.environ["DATABASE_URL"], name, size)
    with override_settings(**AS_ON_A_SERVER):
        small, big = (Office.of(connection_to(sizes[size])) for size in (SMALL, people))
        figures = [*report(small, big, ROUNDS)]
    missed = [figure for figure in figures if figure.is_missed]
    say(f"\nNieosiągnięte: {len(missed)}" if missed else "\nWszystko osiągnięte.")
    return 1 if missed else 0


def report(small: Office, big: Office, rounds: int):
    """Measures and prints part after part; gives every figure."""
    sizes = f"{small.people} i {big.people} osób"
    for title, part in (
        (f"Wyszukiwanie i listy: {sizes}", partial(between_sizes, small, big, rounds)),
        ("Literówki przy większej liczbie osób", partial(typing_errors, big, rounds)),
        ("Strony wobec pustej strony po zalogowaniu", partial(to_the_empty_page, small, rounds)),
        ("Zapytania do bazy, z zapytaniami ramy strony", partial(questions_of_pages, small)),
        ("Pierwsze wejście", partial(weights, small)),
    ):
        figures = list(part())
        say(table(title, figures))
        yield from figures
