"""`make bench PART=imports`: a list of each kind, from its file to its records, as a worker goes through it.

People are made many at once. The other kinds go through the forms and acts of the screens, a row at a time,
and are told with their figures alone. Nothing of it stays.
"""

import datetime
import io
import os
import sys
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from django.db import connection, connections, transaction
from django.test.utils import override_settings
from django.utils import timezone
from stdnum.pl import pesel

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.office import standing
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.talk import say
from kis.accounts.models import User
from kis.imports import accepting, staging
from kis.imports.models import ImportFile
from kis.imports.registry import KINDS
from kis.lib.dates import DAY, add_months, polish
from kis.lib.workbooks import new_workbook
from psu.models import Regime, WorkKind, WorkPlace

PEOPLE = 5_000
# Of the kinds that are saved a row at a time, unless the environment asks for more.
OTHERS = int(os.environ.get("ROWS", "500"))
SECONDS, QUESTIONS = 60, 3  # of all people, of a hundred of them
BORN_ON = datetime.date(1950, 5, 4)

Cells = dict[str, str]


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    database, figures = f"{base}_imports", []
    ensure(server, database, 0)
    with (
        override_settings(**AS_ON_A_SERVER),
        standing(connection_to(database)),
        transaction.atomic(),
    ):
        for kind, rows in lists(timezone.localdate()):
            figures += measured(kind, rows)
        transaction.set_rollback(True)
    say(table("Stan początkowy: od pliku do wpisów", figures))
    return int(any(figure.is_missed for figure in figures))


def measured(kind: str, rows: list[Cells]) -> Iterator[Figure]:
    by = User.objects.get(username="koordynatorka")
    content, questions = workbook(rows), 0

    def count(execute, sql, params, many, context):
        nonlocal questions
        questions += 1
        return execute(sql, params, many, context)

    start = time.perf_counter()
    with connection.execute_wrapper(count):
        file = into_the_records(content, kind, by)
    seconds = time.perf_counter() - start
    added = file.rows.filter(state="added").count()
    if added != len(rows):
        faulty = file.rows.filter(state="faulty").first()
        raise AssertionError(f"{kind}: {added} of {len(rows)}, {faulty and faulty.faults}")
    aims = (SECONDS, QUESTIONS) if kind == "people" else (None, None)
    title = f"{KINDS[kind].title}, wierszy {len(rows)}"
    yield Figure(title, seconds, aims[0], unit="s")
    yield Figure("  zapytań na 100 wierszy", questions / len(rows) * 100, aims[1], unit="")


def into_the_records(content: bytes, kind: str, by: User) -> ImportFile:
    on = timezone.localdate()
    file = staging.receive(content, name=kind, kind=KINDS[kind], expected=PEOPLE, by=by)
    staging.name_columns(file, file.columns, headings=file.headings, by=by)
    staging.check_file(file, on=on)
    if not file.rows.filter(state="faulty").exists():
        accepting.ask_for(file, by=by)
        accepting.accept(ImportFile.objects.get(pk=file.pk), on=on)
    return file


def workbook(rows: list[Cells]) -> bytes:
    output = io.BytesIO()
    book = new_workbook(output, title="Lista", made_on=timezone.localdate())
    sheet = book.add_worksheet("Lista")
    sheet.write_row(0, 0, list(rows[0]))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, list(row.values()))
    book.close()
    return output.getvalue()


def lists(on: datetime.date) -> Iterator[tuple[str, list[Cells]]]:
    """By their order: categories want people, stays want both and contracts."""
    numbers = [number_of(place) for place in range(PEOPLE)]
    yield "people", [person(place, number) for place, number in enumerate(numbers)]
    some, since, until = numbers[:OTHERS], polish(on - 60 * DAY), polish(on + 120 * DAY)
    ground = {"category": "5", "is_main": "tak", "established_on": since, "exclusion": "Bez pracy."}
    ground |= {
        "kind": "zaświadczenie",
        "issued_on": since,
        "is_indefinite": "tak",
        "asked_on": since,
        "basis": "oświadczenie",
    }
    yield "categories", [{"pesel": number} | ground for number in some]
    yield "contracts", [contract(number, place, since, until) for place, number in enumerate(some)]
    stay = {"starts_on": since, "planned_end_on": until, "rules_version": "1"}
    stay |= {"rules_read_on": since, "declaration_signed_on": since}
    yield "stays", [{"pesel": number, **stay} for number in some]
    yield "agreements", [agreement(place, on) for place in range(OTHERS)]
    month = add_months(on.replace(day=1), -1)
    sums = {"persons": "2", "hours": "10", "amount": "500,00", "refund": "100,00"}
    told = {"month": f"{month:%m.%Y}", **sums}
    yield "past_months", [{"agreement": f"pomiar {place}", **told} for place in range(OTHERS)]


def number_of(place: int) -> str:
    """PESEL numbers of nobody, each born on another day: those of one day are compared with each other."""
    born_on = BORN_ON + (place * 7 % 18_000) * DAY
    start = f"{born_on:%y%m%d}{place:04}"
    return start + pesel.calc_check_digit(start)


def person(place: int, number: str) -> Cells:
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{place:04}")
    named = {"last_name": f"Pomiar{letters}", "first_name": "Ewa", "pesel": number}
    # Whom nobody informed of their data may not take part.
    told = {"information_given_on": "2.02.2026", "information_given_how": "wydruk"}
    return named | told | {"phone": f"600 {place // 1000:03} {place % 1000:03}"}


def contract(number: str, place: int, since: str, until: str) -> Cells:
    worker = User.objects.get(username="socjalna")
    told = {"pesel": number, "type": "A", "number": f"pomiar {place}", "signed_on": since}
    told |= {"ends_on": until, "worker": f"{worker.last_name} {worker.first_name}"}
    return told | {"main_goal": "podjęcie pracy", "goals": "kurs; CV", "club_activities": "kurs"}


def agreement(place: int, on: datetime.date) -> Cells:
    since = on.replace(day=1) - 100 * DAY
    regime = Regime.objects.signed(since).get()
    if regime.is_old:
        raise AssertionError("the agreements of this bench are of the new act")
    told = {"number": f"pomiar {place}", "signed_on": polish(since), "starts_on": polish(since)}
    told |= {"ends_on": polish(on + 60 * DAY), "persons": "5", "total_hours": "4000"}
    told |= {"weekly_hours": "10", "refund_percent": "60", "per_hour": "40"}
    places = WorkPlace.objects.filter(is_active=True)[:1]
    kinds = WorkKind.objects.filter(is_active=True)[:1]
    return told | {"places": places[0].name, "kinds": kinds[0].name}


if __name__ == "__main__":
    sys.exit(main())
