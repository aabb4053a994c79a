"""Further people of the demonstration, so that lists and sheets are as long as in a real club.

They came before the program did: their contracts are entered from paper.
"""

import datetime
import random
from types import SimpleNamespace

from contracts.drafting import enter_from_paper
from kis.desk.demo.cast import CAST, Character
from kis.desk.demo.contracts import begin
from kis.desk.demo.crowd import SURNAMES, crowd
from kis.lib.dates import DAY
from participants.models import Person

COUNT = 48
# Born so long before the loading, in days: of working age.
AGES = range(21 * 366, 59 * 365)
# Those that anybody has heard; the made-up ones would catch the eye on a page of twenty.
HEARD = {form for man, woman, _ in SURNAMES for form in (man, woman)}
CATEGORIES = [5, 5, 2, 8, 5, 4, 6, 5]
WORKERS = ["socjalna", "socjalny2"]
BOUND_FOR = 365 * DAY


def neighbours(today: datetime.date) -> list[Character]:
    """Always the same names; no surname twice, for the demonstration calls people by it."""
    chance = random.Random(2026)  # noqa: S311 - nobody's secret
    known = {character.last_name for character in CAST}
    found = []
    for passer in crowd(COUNT * 20, on=today, chance=chance, taken=set()):
        is_fit = passer.last_name in HEARD - known and (today - passer.born_on).days in AGES
        if not is_fit:
            continue
        known.add(passer.last_name)
        number = len(found)
        found.append(
            Character(
                last_name=passer.last_name,
                first_name=passer.first_name,
                sex=passer.sex,
                born_on=passer.born_on,
                category=CATEGORIES[number % len(CATEGORIES)],
                house=passer.house,
                worker=WORKERS[number % len(WORKERS)],
            )
        )
        if len(found) == COUNT:
            break
    return found


def take_in(people: list[Person], staff: SimpleNamespace, today: datetime.date) -> None:
    """Each signed on paper on the day of registration and has taken part since."""
    for number, person in enumerate(people, start=20):
        on = person.information_given_on
        enter_from_paper(
            person,
            number=f"{number}/{on.year}/p",
            signed_on=on,
            ends_on=on + BOUND_FOR,
            by=person.responsible,
            today=today,
            type="AB"[number % 2],
            original_place="teczka osoby",
        )
        begin(person, on, on + BOUND_FOR)
