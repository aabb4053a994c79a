import datetime
import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from kis.accounts.models import Centre
from kis.desk.demo.classes import run_classes
from kis.desk.demo.contracts import agree_contracts
from kis.desk.demo.for_reports import enter_for_reports
from kis.desk.demo.neighbours import neighbours, take_in
from kis.desk.demo.office import (
    CENTRES,
    COUNTY_OFFICES,
    PASSWORD,
    STAFF,
    STREETS,
    authorise,
    inspect,
    open_office,
)
from kis.desk.demo.people import ask_for_reminders, enter_twice, register_people
from kis.desk.demo.sent_on import send_on
from kis.desk.demo.works import run_works
from kis.desk.reference import load_reference


class Command(BaseCommand):
    help = "Wczytuje raz dane pokazowe (osoby zmyślone) i wypisuje loginy."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on",
            type=datetime.date.fromisoformat,
            default=None,
            help="dzień, od którego liczy się wstecz (RRRR-MM-DD), domyślnie dzisiaj",
        )

    def handle(self, *args, on, **options):
        if not settings.DEMO:
            raise CommandError("Dane pokazowe wczytuje się tylko z DEMO=1.")
        name = os.environ.get("CENTRE", "") or "pulawy"
        if name not in CENTRES:
            raise CommandError(f"CENTRE={name}: znane ośrodki to {', '.join(CENTRES)}.")
        if not Centre.objects.exists():
            load(name, on or timezone.localdate())
        self.stdout.write(f"Loginy pokazowe (hasło: {PASSWORD}):")
        for login, first, last, role, _ in STAFF:
            self.stdout.write(f"  {login:<14} {role.label} ({first} {last})")


@transaction.atomic
def load(centre: str, today: datetime.date) -> None:
    """Everything at once: an interrupted loading leaves nothing behind."""
    load_reference()
    staff = open_office(centre)
    authorise(staff, today)
    inspect(staff, today)
    others = neighbours(today)
    people = register_people(staff, today, others, STREETS[centre])
    surnames = [character.last_name for character in others]
    ask_for_reminders(people, staff, today)
    enter_twice(people, staff, today)
    agree_contracts(people, staff, today)
    take_in([people[surname] for surname in surnames], staff, today)
    run_works(people, surnames, staff, today, COUNTY_OFFICES[centre])
    run_classes(staff, today)
    send_on(staff, today)
    enter_for_reports(staff, today)
