import datetime
import os
from types import SimpleNamespace

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from kis.accounts.models import Authorisation, Centre, Deputy, Inspection, User
from kis.desk.demo.classes import run_classes
from kis.desk.demo.contracts import agree_contracts
from kis.desk.demo.families_entering import enter_families
from kis.desk.demo.families_plans import plan_families
from kis.desk.demo.families_visits import make_visits
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
    stand_in,
)
from kis.desk.demo.people import (
    ask_for_reminders,
    enter_twice,
    open_a_case,
    register_people,
)
from kis.desk.demo.programmes_day_room import open_day_room
from kis.desk.demo.programmes_editions import open_editions
from kis.desk.demo.programmes_people import enrol_people
from kis.desk.demo.programmes_project import keep_durability, run_project
from kis.desk.demo.programmes_services import give_services
from kis.desk.demo.rights_of_people import ask_for_their_data, keep_old_files
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
        today = on or timezone.localdate()
        if Centre.objects.exists():
            let_in(today)
        else:
            load(name, today)
        self.stdout.write(f"Loginy pokazowe (hasło: {PASSWORD}):")
        for login, first, last, role, _ in STAFF:
            self.stdout.write(f"  {login:<14} {role.label} ({first} {last})")


@transaction.atomic
def let_in(today: datetime.date) -> None:
    """What a demonstration of an earlier version lacks, without which its logins open nothing."""
    logins = [login for login, *_ in STAFF]
    staff = SimpleNamespace(
        **{user.username: user for user in User.objects.filter(username__in=logins)}
    )
    if set(vars(staff)) != set(logins):  # an office of one's own
        return
    for model, enter in ((Authorisation, authorise), (Inspection, inspect), (Deputy, stand_in)):
        if not model.objects.exists():
            enter(staff, today)


@transaction.atomic
def load(centre: str, today: datetime.date) -> None:
    """Everything at once: an interrupted loading leaves nothing behind."""
    load_reference()
    staff = open_office(centre)
    authorise(staff, today)
    inspect(staff, today)
    stand_in(staff, today)
    others = neighbours(today)
    people = register_people(staff, today, others, STREETS[centre])
    surnames = [character.last_name for character in others]
    ask_for_reminders(people, staff, today)
    enter_twice(people, staff, today)
    open_a_case(people, staff, today)
    agree_contracts(people, staff, today)
    take_in([people[surname] for surname in surnames], staff, today)
    run_works(people, surnames, staff, today, COUNTY_OFFICES[centre])
    run_classes(staff, today)
    send_on(staff, today)
    enter_for_reports(staff, today)
    keep_old_files(staff, today, STREETS[centre])
    enter_families(staff, today)
    plan_families(staff, today)
    make_visits(today)
    open_editions(staff, today)
    enrol_people(staff, today)
    give_services(staff, today)
    open_day_room(staff, today)
    run_project(staff, today)
    keep_durability(staff, today)
    ask_for_their_data(staff, today)
