"""A thousand and a million people: what the search and the lists take in one size and in the other."""

from functools import partial

from django.db import connection
from django.utils import timezone

from deploy.local.bench.aims import Figure
from deploy.local.bench.office import Office, somebody
from deploy.local.bench.pages import in_turns, spent_in_sql
from deploy.local.bench.questions import BARE, NOBODY, QUESTIONS, TYPING_ERRORS
from participants.register import found, look_up

BETWEEN_SIZES, TO_SQL, TYPING_ERROR_MS = 1.5, 2, 150


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
