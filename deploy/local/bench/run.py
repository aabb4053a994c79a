"""`make bench`: how the program fares with a thousand and with a million people, and what its pages cost.

Ratios within one run, so that the machine does not matter; only the search that forgives typing errors has a
limit in milliseconds. Ends with 1 when an aim is missed.
"""

import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection, connections
from django.test.utils import override_settings
from django.utils import timezone

from contracts.drafting import make_draft
from contracts.models import SocialContract
from deploy.local.bench import questions
from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import SMALL, connection_to, ensure
from deploy.local.bench.pages import Visitor, first_visit, in_turns, spent_in_sql
from deploy.local.bench.questions import BARE, NOBODY, QUESTIONS, TYPING_ERRORS
from deploy.local.talk import say
from kis.accounts.models import User
from kis.desk.demo.office import STAFF
from participants.models import Person
from participants.register import found, look_up

ROUNDS = 15
BETWEEN_SIZES, TO_SQL, TYPING_ERROR_MS = 1.5, 2, 150
LIST, FILE, FORM, CONTRACT_FORM, OVER_ITS_FORM, FIRST_VISIT_KB = 2.5, 3, 4, 7, 1.15, 120
# As on a server: no debugging, static files under plain names (their texts are the same).
AS_ON_A_SERVER = {
    "DEBUG": False,
    "ROOT_URLCONF": "deploy.local.bench.pages",
    "SESSION_COOKIE_SECURE": False,
}
WORKER = STAFF[0][0]


def main(people: int) -> int:
    base = connections["default"].settings_dict["NAME"]
    names = f"{base}_small", f"{base}_big"
    for name, size in zip(names, (SMALL, people), strict=True):
        ensure(os.environ["DATABASE_URL"], name, size)
    with override_settings(**AS_ON_A_SERVER):
        small, big = (Office.of(connection_to(name)) for name in names)
        figures = [*report(small, big, ROUNDS)]
    missed = [figure for figure in figures if figure.is_missed]
    say(f"\nNieosiągnięte: {len(missed)}" if missed else "\nWszystko osiągnięte.")
    return 1 if missed else 0


def report(small: "Office", big: "Office", rounds: int):
    """Measures and prints part after part; gives every figure."""
    sizes = f"{small.people} i {big.people} osób"
    for title, part in (
        (f"Wyszukiwanie i listy: {sizes}", partial(between_sizes, small, big, rounds)),
        ("Literówki przy większej liczbie osób", partial(typing_errors, big, rounds)),
        ("Strony wobec pustej strony po zalogowaniu", partial(to_the_empty_page, small, rounds)),
        ("Pierwsze wejście", partial(weights, small)),
    ):
        figures = list(part())
        say(table(title, figures))
        yield from figures


@dataclass
class Office:
    """One database with its worker's browser."""

    connection: object
    visitor: Visitor
    worker: User
    people: int

    @classmethod
    def of(cls, database) -> "Office":
        with standing(database):
            worker = User.objects.get(username=WORKER)
            questions.mark(worker)
            return cls(database, Visitor(worker), worker, Person.objects.count())

    def __call__(self, act: Callable):
        """The act with this office's database as the default one."""
        with standing(self.connection):
            return act(self)


@contextmanager
def standing(database):
    usual = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = usual


# a thousand and a million people


def between_sizes(small: Office, big: Office, rounds: int):
    for question in (*QUESTIONS, NOBODY):
        small_address, big_address = (
            office(lambda its, words=question.words: its.visitor.search(words))
            for office in (small, big)
        )
        hits = same_hits(question, small, big)
        title = f"{question.title}; znalezionych {hits}"
        yield from compared(title, small, small_address, big, big_address, rounds)
        yield from beside_sql(question, big, big_address, rounds)
    for title, address in {
        "lista wszystkich, pierwsza strona": "/osoby/?grupa=wszyscy",
        "lista wszystkich, ostatnia strona": "/osoby/?grupa=wszyscy&strona=9999",
    }.items():
        yield from compared(title, small, address, big, address, rounds)
    files = (f"/osoby/{office(somebody).pk}/" for office in (small, big))
    yield from compared("karta osoby", small, next(files), big, next(files), rounds)


def same_hits(question, small: Office, big: Office) -> int:
    """Raises ValueError where the sizes do not find the same number of people: their times say nothing."""
    hits = {office(partial(hits_of, question)) for office in (small, big)}
    if len(hits) > 1:
        raise ValueError(f"{question.title}: {hits}")
    return hits.pop()


def hits_of(question, office: Office) -> int:
    return len(look_up(office.worker, timezone.localdate(), words=question.words))


def somebody(office: Office) -> Person:
    """Of the demonstration: with category, contract and participation."""
    people = Person.objects.filter(responsible=office.worker, participations__isnull=False)
    return people.order_by("pk").first()


def compared(title, small: Office, small_address, big: Office, big_address, rounds: int):
    times = in_turns(
        {
            "small": lambda: small(lambda its: its.visitor.get(small_address)),
            "big": lambda: big(lambda its: its.visitor.get(big_address)),
        },
        rounds,
    )
    milliseconds = f"{times['small']:.0f} i {times['big']:.0f} ms"
    yield Figure(f"{title}: {milliseconds}", times["big"] / times["small"], BETWEEN_SIZES)


def beside_sql(question, big: Office, address: str, rounds: int):
    """The page's statements about people, and the whole page, beside a plain SELECT of the same rows."""
    statement = BARE.format(condition=question.condition)

    def bare():
        with connection.cursor() as cursor:
            cursor.execute(statement, [question.value])
            cursor.fetchall()

    waits = []
    times = in_turns(
        {
            "bare": lambda: big(lambda its: bare()),
            "page": lambda: big(lambda its: its.visitor.get(address)),
            "asked": lambda: big(
                lambda its: waits.append(spent_in_sql(lambda: its.visitor.get(address)))
            ),
        },
        rounds,
    )
    asked = min(waits)
    if question is not NOBODY:  # there the program asks a second time, with a typing error forgiven
        yield Figure(
            f"    zapytania strony do SQL ({times['bare']:.1f} ms)", asked / times["bare"], TO_SQL
        )
    yield Figure("    cała strona do SQL", times["page"] / times["bare"])
    yield Figure("    plany bez indeksu", big(partial(plans_without, question)), 0, unit="")


def plans_without(question, office: Office) -> int:
    people = found(office.worker, timezone.localdate(), words=question.words)
    return int(leaves_out(people.values_list("pk").explain(), question.indexes))


def leaves_out(plan: str, indexes: tuple[str, ...]) -> bool:
    """Whether the plan reads everybody, or does not use these indexes."""
    everybody = "Seq Scan on participants_person"
    return everybody in plan or not all(index in plan for index in indexes)


def typing_errors(big: Office, rounds: int):
    for words in TYPING_ERRORS:
        typed = lambda its, words=words: look_up(its.worker, timezone.localdate(), words=words)  # noqa: E731
        times = in_turns({"search": lambda typed=typed: big(typed)}, rounds)
        title = f"„{words}”; znalezionych {len(big(typed))}"
        yield Figure(title, times["search"], TYPING_ERROR_MS, unit="ms")


# what a page costs


def to_the_empty_page(office: Office, rounds: int):
    with standing(office.connection):
        person, contract = somebody(office), draft_of(office)
        addresses = {
            "empty": "/pusta/",
            "form alone": f"/sam-formularz/{contract.pk}/",
            **{title: address for title, address, _ in pages_of(person, contract)},
        }
        acts = {name: partial(office.visitor.get, url) for name, url in addresses.items()}
        times = in_turns(acts, rounds)
    yield Figure("pusta strona", times["empty"], unit="ms")
    for title, _, aim in pages_of(person, contract):
        yield Figure(f"{title}: {times[title]:.0f} ms", times[title] / times["empty"], aim)
    over = times[CONTRACT] / times["form alone"]
    yield Figure("formularz kontraktu do strony z samym formularzem", over, OVER_ITS_FORM)


CONTRACT = "formularz kontraktu"


def pages_of(person: Person, contract: SocialContract):
    file = f"/osoby/{person.pk}"
    return [
        ("lista osób, 25 wierszy", "/osoby/?grupa=wszyscy", LIST),
        ("karta: przegląd", f"{file}/", FILE),
        ("karta: dane", f"{file}/dane/", FILE),
        ("karta: kategoria i dokumenty", f"{file}/kategoria/", FILE),
        ("formularz: notatka", f"{file}/notatki/nowa/", FORM),
        ("formularz: kategoria z dokumentem", f"{file}/kategoria/nowa/", FORM),
        (CONTRACT, f"/osoby/{contract.person_id}/kontrakty/{contract.pk}/edytuj/", CONTRACT_FORM),
    ]


def draft_of(office: Office) -> SocialContract:
    """A draft with two goals and four actions, once a database."""
    kept = SocialContract.objects.filter(
        person__last_name=questions.SURNAME, state=SocialContract.State.DRAFT
    ).first()
    if kept:
        return kept
    person = Person.objects.filter(last_name=questions.SURNAME).first()
    day = timezone.localdate()
    actions = [("person", "Spotka się z doradcą.", day), ("worker", "Pomoże napisać CV.", day)]
    return make_draft(
        person,
        by=office.worker,
        type=SocialContract.Type.B,
        goals=[("Znaleźć pracę.", actions), ("Spłacić dług.", actions)],
    )


def weights(office: Office):
    html = office(lambda its: its.visitor.get("/osoby/?grupa=wszyscy")).content.decode()
    parts = first_visit(html)
    for name, weight in parts.items():
        yield Figure(f"    {name}", weight, unit="kB")
    yield Figure("razem, skompresowane", sum(parts.values()), FIRST_VISIT_KB, unit="kB")
