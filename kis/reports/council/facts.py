"""The same facts as elsewhere, each of one year, so that years stand beside each other."""
# ruff: noqa: S608 – put together from constants of this module

from dataclasses import replace

from kis.reports.asking import Facts
from psu.figures.asking import of_each_person

# Whoever worked or was paid in the year, participant or not.
WORK = Facts(
    "work",
    f"""
    SELECT NULL::bigint AS number, each.somebody AS person, NULL::date AS first, NULL::date AS last,
        '' AS words, each.hours, each.amount, each.refund, each.amount - each.refund AS own
    FROM ({of_each_person()}) each""",
    dimensions=("words",),
    sums=("hours", "amount", "refund", "own"),
    page="psu:person",
)


def of_year(facts: Facts, year: int) -> Facts:
    """Under a key of its own: a report may ask the same of several years."""
    sql = facts.sql.replace("%(first)s", f"DATE '{year}-01-01'")
    return replace(
        facts, key=f"{facts.key}-{year}", sql=sql.replace("%(last)s", f"DATE '{year}-12-31'")
    )
