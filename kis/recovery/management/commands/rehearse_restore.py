import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections
from django.db.utils import ConnectionDoesNotExist
from django.utils import timezone

from kis.lib.refusals import Refused
from kis.recovery.backups import Backup, backups_in
from kis.recovery.keys import identities
from kis.recovery.models import BackupNote
from kis.recovery.restoring import BadBackup, compare, emptied, restore

DRILL = "drill"
PROVEN, BAD, NOT_RUN = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Próba odtworzenia: najnowsza kopia w osobnej bazie (DRILL_DATABASE_URL), porównana co do "
        "wiersza. Kod 0: potwierdzona, 1: kopia jest zła, 2: próba się nie odbyła."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", required=True, type=Path, help="katalog kopii")
        parser.add_argument("--key", required=True, type=Path, help="plik klucza tajnego age")
        parser.add_argument("--name", help="nazwa kopii; bez niej najnowsza")

    def handle(self, *, folder, key, name, **options):
        code, said = drill(folder, key, name)
        self.stdout.write(said)
        if code:
            sys.exit(code)


def drill(folder: Path, key: Path, name: str | None) -> tuple[int, str]:
    found = [one for one in backups_in(folder) if name in (None, one.name, one.dump.name)]
    if not found:
        return NOT_RUN, f"Próba się nie odbyła: w {folder} nie ma takiej kopii."
    backup = found[-1]
    try:
        keys = identities(key)
        emptied(DRILL)
        connections[DRILL].close()
    except ConnectionDoesNotExist:
        return NOT_RUN, "Próba się nie odbyła: nie ma ustawienia DRILL_DATABASE_URL."
    except (Refused, DatabaseError) as fault:
        return NOT_RUN, f"Próba się nie odbyła: {str(fault).strip()}"
    code, said = _tried(backup, keys)
    try:
        emptied(DRILL)
    except DatabaseError as fault:
        return NOT_RUN, f"{said} Bazy prób nie udało się opróżnić: {str(fault).strip()}"
    return code, said


def _tried(backup: Backup, keys: list) -> tuple[int, str]:
    try:
        return _laid_out(backup, keys)
    except BadBackup as fault:
        return BAD, f"ZŁA KOPIA {backup.dump.name}: {fault}"
    except (Refused, DatabaseError) as fault:
        return NOT_RUN, f"Próba się nie odbyła: {str(fault).strip()}"


def _laid_out(backup: Backup, keys: list) -> tuple[int, str]:
    restore(backup.dump, keys, connections[DRILL].settings_dict)
    if differences := compare(backup, DRILL):
        raise BadBackup("; ".join(differences[:10]))
    at = timezone.now()
    backup.prove(at)
    BackupNote.objects.filter(name=backup.name).update(proven_at=at)
    manifest = backup.manifest
    told = f"tabele: {len(manifest.tables)}, wiersze: {manifest.rows}"
    return PROVEN, f"Potwierdzona {backup.dump.name}: {told}, co do wiersza."
