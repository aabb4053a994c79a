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
from deploy.local.bench.desks import desks
from deploy.local.bench.office import Office
from deploy.local.bench.page_costs import questions_of_pages, to_the_empty_page, weights
from deploy.local.talk import say

ROUNDS = 15
CROWD = 30_000
# As on a server: no debugging, static files under plain names (their texts are the same).
AS_ON_A_SERVER = {
    "DEBUG": False,
    "ROOT_URLCONF": "deploy.local.bench.pages",
    "SESSION_COOKIE_SECURE": False,
}


def main(people: int) -> int:
    base = connections["default"].settings_dict["NAME"]
    address, sizes = os.environ["DATABASE_URL"], {"few": 0, "small": SMALL, "big": people}
    for name, size in sizes.items():
        ensure(address, f"{base}_{name}", size)
    ensure(address, f"{base}_crowd", CROWD, taking_part=CROWD // 10, at_work=CROWD // 100)
    with override_settings(**AS_ON_A_SERVER):
        offices = [Office.of(connection_to(f"{base}_{name}")) for name in (*sizes, "crowd")]
        figures = [*report(*offices, ROUNDS)]
    missed = [figure for figure in figures if figure.is_missed]
    say(f"\nNieosiągnięte: {len(missed)}" if missed else "\nWszystko osiągnięte.")
    return 1 if missed else 0


def report(few: Office, small: Office, big: Office, crowd: Office, rounds: int):
    """Measures and prints part after part; gives every figure."""
    sizes = f"{small.people} i {big.people} osób"
    at_work = f"{few.people} i {crowd.people} osób, z nich {CROWD // 10} uczestniczy"
    for title, part in (
        (f"Wyszukiwanie i listy: {sizes}", partial(between_sizes, small, big, rounds)),
        (f"Pulpit: {sizes}", partial(desks, small, big, rounds)),
        (f"Pulpit: {at_work}, {CROWD // 100} w PSU", partial(desks, few, crowd, rounds)),
        ("Literówki przy większej liczbie osób", partial(typing_errors, big, rounds)),
        ("Strony wobec pustej strony po zalogowaniu", partial(to_the_empty_page, small, rounds)),
        ("Zapytania do bazy, z zapytaniami ramy strony", partial(questions_of_pages, small)),
        ("Pierwsze wejście", partial(weights, small)),
    ):
        figures = list(part())
        say(table(title, figures))
        yield from figures
