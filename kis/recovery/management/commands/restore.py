from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kis.lib.refusals import Refused
from kis.recovery.backups import backups_in
from kis.recovery.keys import identities
from kis.recovery.restoring import BadBackup, is_empty, missing_roles, restore


class Command(BaseCommand):
    help = (
        "Odtwarza kopię zapasową w pustej bazie (DATABASE_OWNER_URL): wszystko albo nic. Potem: "
        "manage.py prepare."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="plik kopii (.dump.age)")
        parser.add_argument("--key", required=True, type=Path, help="plik klucza tajnego age")

    def handle(self, *, file, key, **options):
        if not is_empty("default"):
            raise CommandError("Ta baza nie jest pusta; niczego nie zmieniono.")
        connection.close()
        try:
            restore(file, identities(key), connection.settings_dict)
        except BadBackup as fault:
            raise CommandError(f"Kopia jest zła, baza została pusta: {fault}") from fault
        except (Refused, OSError) as fault:
            raise CommandError(f"Nie odtworzono: {fault}") from fault
        self.stdout.write("Odtworzono. Następny krok: manage.py prepare.")
        beside = [backup for backup in backups_in(file.parent) if backup.dump == file]
        if beside and (missing := missing_roles(beside[0])):
            self.stdout.write(f"Na tym serwerze nie ma ról: {', '.join(missing)}.")
