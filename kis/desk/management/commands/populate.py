import itertools
import random
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from contracts.models import PlannedReview, SocialContract
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.desk.demo.at_work import go_to_work, settle
from kis.desk.demo.crowd import crowd
from kis.desk.demo.taking_part import Registered, take_part
from kis.lib.dates import DAY
from participants.models import (
    Area,
    BenefitCheck,
    Eligibility,
    Evidence,
    Note,
    Participation,
    Person,
)
from psu.models import PersonMonth, Referral, WorkDay

AT_ONCE = 50_000
KIS, PSU, FAMILIES = Area.Kind.KIS, Area.Kind.PSU, Area.Kind.FAMILIES
# Three in a hundred are in another part of the office only: the register must not find them.
AREAS = {(KIS,): 65, (KIS, PSU): 25, (PSU,): 7, (FAMILIES,): 3}
REGISTERED_WITHIN = 3650  # days
WRITTEN = [
    *(Person, Area, Eligibility, Evidence, BenefitCheck, Note, Participation),
    *(SocialContract, PlannedReview, Referral, WorkDay, PersonMonth),
]


class Command(BaseCommand):
    help = "Dopisuje zmyślone osoby do rejestru, aby sprawdzić program w pełnej wielkości."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, required=True, help="ile osób dopisać")
        parser.add_argument(
            "--taking-part", type=int, default=0, help="ilu z nich uczestniczy w klubie"
        )
        parser.add_argument("--at-work", type=int, default=0, help="ilu z nich wykonuje PSU")
        parser.add_argument("--seed", type=int, default=2026, help="te same osoby za każdym razem")

    def handle(self, *args, people, taking_part, at_work, seed, **options):
        if not (settings.DEBUG and settings.DEMO):
            raise CommandError("Osoby zmyślone dopisuje się tylko z DEBUG=1 i DEMO=1.")
        if people < 1:
            raise CommandError("--people: podaj liczbę większą od zera.")
        if not 0 <= at_work <= taking_part <= people // 2:
            raise CommandError(
                "--taking-part: najwyżej połowa dopisanych; --at-work: najwyżej tylu, ilu uczestniczy."
            )
        workers = list(User.objects.with_role(Role.SOCIAL_WORKER, Role.COORDINATOR))
        if not workers:
            raise CommandError("Nie ma kto prowadzić spraw. Najpierw: manage.py demo")
        chance, on = random.Random(seed), timezone.localdate()  # noqa: S311
        first = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for done in populate(people, workers, chance, on):
            self.stdout.write(f"{done:>9} z {people}", ending="\r")
            self.stdout.flush()
        if taking_part:
            employ(newcomers(first)[:taking_part], at_work, chance, on)
        tidy_up()
        self.stdout.write(
            f"Dopisano osoby: {people}, z nich uczestniczy {taking_part}, w PSU {at_work}."
        )


def populate(count, workers, chance, on):
    """Gives how many stand already, after each part that is kept. The triggers write their history."""
    taken = set(Person.objects.exclude(pesel="").values_list("pesel", flat=True))
    people = crowd(count, on=on, chance=chance, taken=taken)
    done = 0
    while part := list(itertools.islice(people, AT_ONCE)):
        with at_full_length():
            register(part, workers, chance, on)
        done += len(part)
        yield done


def register(part, workers, chance, on):
    numbers = next_numbers(len(part))
    given = [field for field in Person._meta.concrete_fields if not field.generated]
    usual = [field.get_default() for field in given]
    places = {field.attname: place for place, field in enumerate(given)}
    registered = [on - chance.randrange(REGISTERED_WITHIN) * DAY for _ in part]
    with copying(Person, given) as copy:
        for number, passer, day in zip(numbers, part, registered, strict=True):
            row = usual.copy()
            for name in passer.__slots__:
                row[places[name]] = getattr(passer, name)
            row[places["id"]] = number
            row[places["responsible_id"]] = chance.choice(workers).pk
            row[places["reported_on"]] = day
            row[places["created_at"]] = timezone.now()
            copy.write_row(row)
    open_areas(numbers, registered, chance)


def open_areas(numbers, registered, chance):
    kinds = chance.choices(list(AREAS), list(AREAS.values()), k=len(numbers))
    given = [field for field in Area._meta.concrete_fields if field.name != "id"]
    with copying(Area, given) as copy:
        for number, day, areas in zip(numbers, registered, kinds, strict=True):
            for kind in areas:
                row = {"version": 1, "person_id": number, "kind": kind.value, "starts_on": day}
                copy.write_row([row.get(field.attname) for field in given])


def newcomers(behind):
    """Of the people with higher numbers those in the club, the newest in the register first."""
    there = Area.objects.filter(kind=KIS, person__gt=behind).order_by("-starts_on", "pk")
    return [
        Registered(*facts)
        for facts in there.values_list("person", "person__responsible", "starts_on")
    ]


def employ(people, at_work, chance, on):
    """All of them take part in the club, the first so many are at work too."""
    by = User.objects.with_role(Role.COORDINATOR, Role.SOCIAL_WORKER).earliest("pk")
    with at_full_length():
        take_part(people, chance, on)
        in_works = Area.objects.filter(
            kind=PSU, person__in=[one.number for one in people[:at_work]]
        )
        agreements = go_to_work(
            people[:at_work],
            in_works=set(in_works.values_list("person", flat=True)),
            by=by,
            chance=chance,
            on=on,
        )
    for agreement in agreements:
        settle(agreement, by=by, on=on)  # a close is judged at its end, not row by row


@contextmanager
def at_full_length():
    """A transaction in which statements may last, and keys are judged at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        # Keys that wait for the end of the transaction make every further trigger look through them all.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def next_numbers(count):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Person._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


@contextmanager
def copying(model, fields):
    """COPY into these columns of the model's table."""
    table = sql.Identifier(model._meta.db_table)
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        yield copy


def tidy_up():
    """The planner must know of the new rows, and the search index must not keep them in its waiting list."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for model in WRITTEN:
            cursor.execute(f"VACUUM ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
        cursor.execute("RESET statement_timeout")
