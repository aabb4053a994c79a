from pathlib import Path

from django.core.management.base import BaseCommand

from kis.recovery.backups import backups_in


class Command(BaseCommand):
    help = (
        "Wypisuje kopie zapasowe i to, kiedy próba odtworzenia ostatnio potwierdziła każdą z nich."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", required=True, type=Path, help="katalog kopii")

    def handle(self, *, folder, **options):
        found = backups_in(folder)
        if not found:
            self.stdout.write("W tym katalogu nie ma kopii.")
        for backup in found:
            proven = f"potwierdzona {backup.proven_at}" if backup.proven_at else "niepotwierdzona"
            self.stdout.write(f"{backup.dump.name}  {proven}")
