"""From an empty database, or that of an earlier version, to one that this version can work with."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from kis.desk.reference import load_reference
from kis.lib.refusals import Refused
from kis.privacy.erasing.acts import replay

ONE_AT_A_TIME = 20_261_129  # any number: the lock under which a database is prepared
OURS = {"kis", "participants", "contracts", "psu"}


class Command(BaseCommand):
    help = (
        "Przygotowuje bazę i pliki do pracy tej wersji programu: migracje, tabela podręczna, słowniki i "
        "stawki, prawa roli programu, pliki statyczne. Można powtarzać: gotowego nie zmienia."
    )

    def handle(self, *args, **options):
        with one_at_a_time():
            refuse_newer_database()
            self.say(migrate())
            call_command("createcachetable", verbosity=0)
            self.say(replayed())
            load_reference()
            self.say("Słowniki, stawki i teksty: są.")
            if settings.PROGRAM_DATABASE:
                call_command("grants", role=settings.PROGRAM_DATABASE["USER"], stdout=self.stdout)
                try_connection_of_program()
        if not settings.DEBUG:  # the development server serves them from where they are
            self.say(collect_static_files())

    def say(self, line: str) -> None:
        self.stdout.write(line)


@contextmanager
def one_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def refuse_newer_database() -> None:
    """Its tables have what this version does not know of: it would fail at the first of them."""
    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in OURS}
    unknown = sorted(
        f"{label}.{name}"
        for label, name in loader.applied_migrations
        if label in ours and (label, name) not in loader.disk_migrations
    )
    if unknown:
        raise CommandError(
            f"Baza jest z nowszej wersji programu, są w niej migracje: {', '.join(unknown)}. "
            "Uruchom tamtą wersję albo przywróć kopię bazy sprzed aktualizacji. Nic nie zmieniono."
        )


def migrate() -> str:
    """What was new; an older version of the program cannot work with a database that had any."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    is_new = not executor.loader.applied_migrations
    call_command("migrate", interactive=False, verbosity=0)
    if not plan:
        return "Migracje: bez zmian."
    if is_new:
        return "Migracje: założono tabele nowej bazy."
    names = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    return f"Migracje: nowe ({', '.join(names)})."


def replayed() -> str:
    """Whom a restored backup brought back is gone again before anybody works."""
    try:
        return f"Dane usunięte przed odtworzeniem kopii, jeszcze raz: {len(replay())}."
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def try_connection_of_program() -> None:
    """Raises CommandError where the program would not get in, or into another database."""
    program = connections.create_connection("default")
    program.settings_dict = connection.settings_dict | settings.PROGRAM_DATABASE
    try:
        with program.cursor() as cursor:
            cursor.execute("SELECT FROM django_migrations LIMIT 1")
    except (OperationalError, ProgrammingError) as refused:
        raise CommandError(
            "DATABASE_URL: z tym adresem program nie wejdzie do bazy, którą właśnie przygotowano. "
            f"Sprawdź nazwę bazy, rolę i hasło.\n{refused}"
        ) from None
    finally:
        program.close()


def collect_static_files() -> str:
    """Naming and packing them takes a minute, so the same ones are not packed again."""
    note, wanted = Path(settings.STATIC_ROOT) / ".prepared", fingerprint_of_static_files()
    if note.exists() and note.read_text() == wanted:
        return "Pliki statyczne: bez zmian."
    note.unlink(missing_ok=True)  # packing that is broken off is no packing
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(wanted)
    return "Pliki statyczne: są."


def fingerprint_of_static_files() -> str:
    found = [
        f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}"
        for finder in get_finders()
        for name, storage in finder.list([])
    ]
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
