"""Weeks, months and years of PSU over a limit; the guards let none come to be, and here it is asked anew."""

from operator import itemgetter

from django.urls import reverse

from kis.inspection.answers.answer import Answer
from kis.lib.dates import DAY, month_name, polish
from kis.lib.table_files import Column
from participants.models import Person
from psu.figures.over import over_the_limit

UNITS = {"week": "godz.", "month": "godz.", "year": "dni"}


def _when(row) -> str:
    over = row[1]
    if over.what == "week":
        return f"tydzień {polish(over.since)} – {polish(over.since + 6 * DAY)}"
    return month_name(over.since) if over.what == "month" else f"rok {over.since.year}"


class OverLimits(Answer):
    slug = "ponad-limit"
    title = "PSU ponad limit"
    short = "PSU ponad limit"
    about = (
        "Tygodnie i miesiące, w których wpisano więcej godzin, niż pozwala porozumienie albo ustawa, i lata, "
        "w których skierowania objęły za dużo dni. Limit tygodnia liczy się ze wszystkich miejsc razem."
    )
    empty = "Nikt w tym roku nie przekroczył limitu tygodnia, miesiąca ani roku."
    columns = [
        Column("person", "Osoba", lambda row: str(row[0])),
        Column("when", "Kiedy", _when),
        Column("there", "Jest", lambda row: row[1].there),
        Column("most", "Limit", lambda row: row[1].most),
        Column("unit", "Miara", lambda row: UNITS[row[1].what]),
    ]

    def rows(self, asked):
        rows = [row for row in over_the_limit() if _touches(row, asked)]
        seen = Person.objects.visible_to(asked.user).in_bulk({row.person for row in rows})
        told = [(seen[row.person], row) for row in rows if row.person in seen]
        return sorted(told, key=lambda row: (str(row[0]), row[1].since))

    def person(self, row):
        return itemgetter(0)(row).pk

    def address(self, row):
        return reverse("psu:person", args=[row[0].pk])


def _touches(row, asked) -> bool:
    """A week of two years is told in both."""
    last = row.since + 6 * DAY if row.what == "week" else row.since
    return row.since <= asked.last and last >= asked.first
