from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kis.lib.refusals import Refused
from kis.recovery.backups import rotate
from kis.recovery.keys import recipients
from kis.recovery.models import BackupNote
from kis.recovery.writing import back_up


class Command(BaseCommand):
    help = (
        "Zapisuje zaszyfrowaną kopię zapasową bazy i spis tabel do sprawdzenia po odtworzeniu; "
        "zbędne starsze usuwa. Uruchamia właściciel tabel (DATABASE_OWNER_URL)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", required=True, type=Path, help="katalog kopii")
        parser.add_argument(
            "--for",
            dest="recipients",
            required=True,
            type=Path,
            help="plik z kluczami publicznymi age tych, którzy kopię otworzą",
        )

    def handle(self, *, folder, recipients: Path, **options):
        try:
            made = back_up(folder, _recipients(recipients), at=timezone.now())
        except Refused as refusal:
            raise CommandError(f"Nie zapisano kopii. {refusal}") from refusal
        except OSError as fault:
            raise CommandError(f"Nie zapisano kopii w {folder}: {fault.strerror}.") from fault
        size = made.dump.stat().st_size
        BackupNote.objects.create(name=made.name, made_at=made.made_at, size=size)
        self.stdout.write(
            f"Zapisano {made.dump.name}: {size / 1e6:.1f} MB, wiersze: {made.manifest.rows}."
        )
        for gone in rotate(folder):
            self.stdout.write(f"Usunięto starszą: {gone.dump.name}.")


_recipients = recipients
