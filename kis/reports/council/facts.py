"""What the council asks for beside the yearly report: the works, whoever did them."""
# ruff: noqa: S608 – put together from constants of this module

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
