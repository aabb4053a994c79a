"""Pieces that the guards of this app share.

One order of locks in all of them: editions, people, providers, rows. A service takes its edition FOR SHARE, a
change of what binds services FOR NO KEY UPDATE: so a limit is never lowered beside an hour that comes in.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import datetime

from kis.lib.dates import polish
from kis.lib.guards import refuse


def polish_day(facts: dict, name: str = "day") -> str:
    return polish(datetime.date.fromisoformat(facts[name]))


def hours(minutes: int) -> str:
    """„7,5 godz.”: the shortest decimal of at most two places."""
    number = f"{round(minutes / 60, 2):g}".replace(".", ",")
    return f"{number} godz."


def hold_edition(edition: str) -> str:
    """Against changes of what binds its services."""
    return f"PERFORM 1 FROM programmes_edition e WHERE e.id = {edition} FOR SHARE;"


def lock_edition(edition: str) -> str:
    return f"PERFORM 1 FROM programmes_edition e WHERE e.id = {edition} FOR NO KEY UPDATE;"


def lock_person(person: str) -> str:
    return f"PERFORM 1 FROM participants_person p WHERE p.id = {person} FOR NO KEY UPDATE;"


def lock_provider(provider: str) -> str:
    return f"PERFORM 1 FROM programmes_provider p WHERE p.id = {provider} FOR NO KEY UPDATE;"


SETTLED = {
    "programme_month_settled": lambda facts: (
        f"Miesiąc dnia {polish_day(facts)} jest w tej edycji rozliczony. Otwórz rozliczenie ponownie albo "
        "wpisz inny dzień."
    ),
}


def refuse_settled(edition: str, day: str) -> str:
    return f"""
    IF EXISTS (SELECT 1 FROM programmes_settlement t WHERE t.edition_id = {edition} AND t.voided_at IS NULL
            AND (t.month IS NULL OR t.month = date_trunc('month', {day})::date)) THEN
        {refuse("programme_month_settled", day=day)}
    END IF;
    """
