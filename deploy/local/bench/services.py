"""`make bench PART=services`: a service of assistance saved, of 200 people in an edition and of 20,000.

The statements with all their checks, each rolled back behind the measuring: one service, and a card of ten.
Ratios within one run. FEW, MANY (people) make it quicker.
"""

import datetime
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kis.settings")
django.setup()

# ruff: noqa: E402 - the models want Django set up
from functools import partial
from itertools import cycle

from django.db import connections, transaction
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from deploy.local.bench.aims import Figure, table
from deploy.local.bench.databases import connection_to, ensure
from deploy.local.bench.kinds import COORDINATOR
from deploy.local.bench.office import standing
from deploy.local.bench.pages import Visitor, in_turns
from deploy.local.bench.run import AS_ON_A_SERVER
from deploy.local.bench.years import past_the_guards
from deploy.local.talk import say
from kis.accounts.models import User
from kis.lib.clock import WARSAW
from kis.lib.dates import DAY
from kis.lib.planner import tell_the_planner
from kis.programmes.giving import give
from kis.programmes.models import (
    Choice,
    Edition,
    EditionNumber,
    Enrolment,
    Group,
    Kind,
    Provider,
    Service,
)
from participants.models import Person

SAVED = 1.3
ROUNDS = 40
FEW, MANY = (int(os.environ.get(name, usual)) for name, usual in (("FEW", 200), ("MANY", 20_000)))
NAME = "Pomiar usług"
OF_ONE_PROVIDER, WEEKS, CARD = 5, 20, 10
IN_TURN = 100
MORNING, EVENING = 10, 18
TWO_HOURS = datetime.timedelta(hours=2)
CHUNK = 2_000


def main() -> int:
    base, server = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    editions = {}
    for name, people in (("few", FEW), ("many", MANY)):
        database = f"{base}_services_{name}"
        ensure(server, database, people)
        connection = connection_to(database)
        with standing(connection):
            if not Edition.objects.filter(name=NAME).exists():
                say(f"Dopisuję usługi: osoby {people}, tygodnie {WEEKS}…")
                fill(people, timezone.localdate())
        editions[name] = Office(connection)
    with override_settings(**AS_ON_A_SERVER):
        figures = [*saving(**editions), *pages(**editions)]
    say(table(f"Usługi: {FEW} i {MANY} osób w edycji", figures))
    return int(any(figure.is_missed for figure in figures))


def fill(people: int, on: datetime.date) -> None:
    """An edition with so many people, five of one provider, two hours of each in each of twenty weeks."""
    with transaction.atomic():
        past_the_guards()
        by = User.objects.get(username=COORDINATOR)
        first = on - WEEKS * 7 * DAY
        edition = Edition.objects.create(
            kind=Kind.ASSISTANCE,
            name=NAME,
            starts_on=first,
            ends_on=on + 100 * DAY,
            source="pomiar",
            entered_by=by,
        )
        group = Group.objects.create(edition=edition, name="pomiar", hours_limit=720)
        EditionNumber.objects.create(
            edition=edition, code=EditionNumber.Code.PROVIDER_HOURS, value=12
        )
        # The last ones: those of the demonstration may have services already.
        numbers = list(Person.objects.order_by("-pk").values_list("pk", flat=True)[:people])
        facts = {"starts_on": first, "entered_by": by}
        enrolments = Enrolment.objects.bulk_create(
            (
                Enrolment(
                    edition=edition,
                    person_id=number,
                    beneficiary_id=number,
                    group=group,
                    applied_on=first,
                    **facts,
                )
                for number in numbers
            ),
            batch_size=CHUNK,
        )
        providers = Provider.objects.bulk_create(
            Provider(
                name=f"Pomiar {place}",
                qualifications="pomiar",
                employment=Provider.Employment.MANDATE,
                contract_number="1",
                offender_register_checked_on=first,
                **facts,
            )
            for place in range(-(-people // OF_ONE_PROVIDER))
        )
        pairs = [(row, providers[place // OF_ONE_PROVIDER]) for place, row in enumerate(enrolments)]
        Choice.objects.bulk_create(
            (
                Choice(enrolment=row, provider=provider, declared_not_family_on=first, **facts)
                for row, provider in pairs
            ),
            batch_size=CHUNK,
        )
        Service.objects.bulk_create(
            (
                _service(edition, row, provider, first + (week * 7 + place % 5) * DAY, MORNING, by)
                for place, (row, provider) in enumerate(pairs)
                for week in range(WEEKS)
            ),
            batch_size=CHUNK,
        )
    tell_the_planner()


def _service(edition, row, provider, day, hour, by) -> Service:
    """As the triggers would have written it."""
    starts_at = datetime.datetime.combine(day, datetime.time(hour), WARSAW)
    return Service(
        enrolment=row,
        provider=provider,
        edition=edition,
        beneficiary_id=row.beneficiary_id,
        programme=edition.kind,
        day=day,
        starts_at=starts_at,
        ends_at=starts_at + TWO_HOURS,
        minutes=120,
        place=Service.Place.HOME,
        entered_by=by,
    )


class Office:
    """One database: the edition, participants in turns, the coordinator at her desk."""

    def __init__(self, database):
        self.database = database
        with standing(database):
            self.by = User.objects.get(username=COORDINATOR)
            self.visitor = Visitor(self.by)
            self.edition = Edition.objects.get(name=NAME)
            rows = Enrolment.objects.filter(edition=self.edition).order_by("pk")
            some = list(
                rows.select_related("edition", "group")[:: max(FEW // IN_TURN, 1)][:IN_TURN]
            )
            self.row, self.provider = some[0], self._provider(some[0])
            # Each time another one: rows that are taken back would be in the way of the next.
            self.turns = cycle([(row, self._provider(row)) for row in some])

    @staticmethod
    def _provider(row: Enrolment) -> Provider:
        return Provider.objects.get(choices__enrolment=row)

    def save(self, count: int) -> None:
        """So many services on days of their own, then taken back."""
        first, (row, provider) = self.edition.starts_on, next(self.turns)
        rows = [
            _service(self.edition, row, provider, first + place * DAY, EVENING, self.by)
            for place in range(count)
        ]
        with standing(self.database), transaction.atomic():
            refused = give(rows, lambda row: True)
            transaction.set_rollback(True)
        if refused:
            raise AssertionError(refused)

    def get(self, address: str) -> None:
        with standing(self.database):
            self.visitor.get(address)

    def list_of_cards(self) -> str:
        return reverse("programmes:services", args=[self.edition.pk])

    def card(self) -> str:
        month = self.edition.starts_on.replace(day=1)
        arguments = [self.edition.pk, self.row.pk, self.provider.pk, month]
        return reverse("programmes:service_card", args=arguments)


def saving(few: Office, many: Office):
    for title, act in (
        ("jedna usługa", {"count": 1}),
        (f"karta, {CARD} usług", {"count": CARD}),
    ):
        times = in_turns(
            {"few": partial(few.save, **act), "many": partial(many.save, **act)}, ROUNDS
        )
        told = f"{title}: {times['few']:.2f} i {times['many']:.2f} ms"
        yield Figure(told, times["many"] / times["few"], SAVED)


def pages(few: Office, many: Office):
    for title, address in (("lista kart", Office.list_of_cards), ("strona karty", Office.card)):
        acts = {
            "few": partial(few.get, address(few)),
            "many": partial(many.get, address(many)),
        }
        times = in_turns(acts, ROUNDS)
        told = f"{title}: {times['few']:.0f} i {times['many']:.0f} ms"
        yield Figure(told, times["many"] / times["few"])


if __name__ == "__main__":
    sys.exit(main())
