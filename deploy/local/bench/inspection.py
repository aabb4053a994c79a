"""`make bench PART=inspection`: completeness of 300 and of 30,000 files beside the bare SQL of the same; a
list of 20,000 rows as a file, with what it adds to a process's memory; a package of 50 people.

Ratios within one run.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.bare_completeness import BARE
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.office import standing
from deploy.local.bench.run import AS_ON_A_SERVER, CROWD
from deploy.local.talk import say
from kis.accounts.models import User
from kis.documents.making import make_papers
from kis.documents.ordering import order_papers
from kis.inspection.completeness import KEYS, completeness, counts
from kis.inspection.long_lists import open_list
from kis.inspection.package.kind import InspectionPackage
from kis.inspection.stays import of_year
from kis.lib.long_tables import LongTable
from participants.models import Participation, Person

FEW, SAMPLE, ROWS, FEWER_ROWS = 300, 50, 20_000, 2_000
TO_SQL, QUESTIONS, GROWTH = 2, 2, 1.1
ROUNDS = 5


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    sizes = {f"{base}_inspection_few": FEW, f"{base}_inspection": CROWD}
    figures = []
    for name, people in sizes.items():
        ensure(server, name, 2 * people, taking_part=people)  # half of whom are written take part
        with override_settings(**AS_ON_A_SERVER), standing(connection_to(name)):
            figures += told(f"Kompletność: {people} osób", matrix())
            if people == CROWD:
                figures += told("Lista jako plik", long_list())
                figures += told("Pakiet na kontrolę", package())
    return int(any(figure.is_missed for figure in figures))


def told(title: str, part) -> list[Figure]:
    figures = list(part)
    say(table(title, figures))
    return figures


def coordinator() -> User:
    return User.objects.get(username="koordynatorka")


def matrix():
    user, on = coordinator(), timezone.localdate()
    first, last = of_year(on.year)

    def by_the_program() -> list[int]:
        _, total = counts(completeness(user, first, last, on))
        return [total.stays, *(total.gaps[key] for key in KEYS)]

    def by_sql() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(BARE, {"first": first, "last": on, "on": on})
            return list(cursor.fetchone())

    program, bare = by_the_program(), by_sql()
    if program != bare:
        raise AssertionError(f"the two do not agree: {program} {bare}")
    with CaptureQueriesContext(connection) as asked:
        by_the_program()
    yield Figure("zapytania", len(asked), QUESTIONS, unit="")
    seconds = {by_the_program: [], by_sql: []}
    for _ in range(ROUNDS):
        for act, taken in seconds.items():
            start = time.perf_counter()
            act()
            taken.append(time.perf_counter() - start)
    ours, sql = (statistics.median(taken) for taken in seconds.values())
    yield Figure(f"{program[0]} udziałów: {ours:.2f} s, sam SQL {sql:.2f} s", ours / sql, TO_SQL)


def long_list():
    """The same process makes a file of so many rows and of ten times as many."""
    people = Person.objects.count()
    for ending in ("csv", "xlsx"):
        kept = {}
        for rows in (FEWER_ROWS, FEWER_ROWS, ROWS):
            start = time.perf_counter()
            count = file_of(rows, ending)
            kept[count] = (memory(), time.perf_counter() - start)
        (less, _), (more, seconds) = kept[FEWER_ROWS], kept[min(ROWS, people)]
        what = f"{ending}, {ROWS} wierszy w {seconds:.1f} s: {less:.0f} i {more:.0f} MB"
        yield Figure(what, more / less, GROWTH)


def file_of(rows: int, ending: str) -> int:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "lista"
        taken = Shortened(path, ending, rows)
        open_list(
            {"address": f"/osoby/tabela/?grupa=wszyscy&plik={ending}", "searches": {}},
            coordinator(),
            taken,
        )
        return taken.count


class Shortened(LongTable):
    """Of the list as many rows as are asked for."""

    def __init__(self, path: Path, ending: str, rows: int):
        super().__init__(path, ending, on=timezone.localdate(), tell=lambda done, of: None)
        self.rows = rows

    def take(self, rows, table, **told):
        return super().take(First(rows, self.rows), table, **told)


class First:
    def __init__(self, rows, count: int):
        self.rows, self.count = rows, min(count, len(rows))

    def __len__(self):
        return self.count

    def __getitem__(self, part: slice):
        start, stop, _ = part.indices(self.count)
        return self.rows[start:stop]


def memory() -> float:
    """Megabytes of this process that are in use, the most there ever were."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def package():
    on, user = timezone.localdate(), coordinator()
    numbers = Participation.objects.order_by("pk").values_list("person", flat=True)[:SAMPLE]
    people = list(Person.objects.filter(pk__in=list(numbers)).in_polish_order())
    kind = InspectionPackage()
    wanted = kind.wanted(people, *of_year(on.year))
    export = order_papers(kind, "Pomiar", wanted, by=user, at=timezone.now())
    start, seen = time.perf_counter(), []

    def goes_on() -> bool:
        seen.append(export.items.done().count())
        return True

    make_papers(export, goes_on=goes_on)
    if failed := export.items.failed().first():
        raise AssertionError(failed.why)
    seconds = time.perf_counter() - start
    whole = export.items.get(comes_last=True)
    told = f"{len(people)} osób: {seconds:.0f} s, {len(whole.paper) / 2**20:.1f} MB, kroków: {len(set(seen))}"
    yield Figure(told, seconds, unit="s")


if __name__ == "__main__":
    sys.exit(main())
