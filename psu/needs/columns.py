"""What the list of plans of needs tells, and one plan of its lines, to take away."""

from collections.abc import Sequence
from operator import attrgetter

from kis.lib.table_files import Column, Table
from psu.models import NeedsLine, NeedsPlan

PLANS = [
    Column("plan_year", "Rok", attrgetter("plan_year")),
    Column("number", "Numer", attrgetter("number_word")),
    Column("state", "Stan", attrgetter("status_word")),
]
LINES = [
    Column("place", "Miejsce PSU", lambda line: str(line.place)),
    Column("kind", "Rodzaj pracy", lambda line: str(line.kind)),
    Column("posts", "Stanowiska", attrgetter("posts")),
    Column("hours", "Godziny", attrgetter("hours")),
]


def plans_table(plans: Sequence[NeedsPlan]) -> Table:
    return Table("Plany potrzeb", "plany-potrzeb", PLANS, plans)


def plan_table(plan: NeedsPlan, lines: Sequence[NeedsLine]) -> Table:
    year = plan.plan_year
    return Table(f"Plan potrzeb {year}", f"plan-potrzeb-{year}", LINES, lines)
