import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from kis.lib.refusals import Refused
from kis.privacy.erasing.acts import replay, waiting


class Command(BaseCommand):
    help = (
        "Po odtworzeniu kopii usuwa jeszcze raz dane, które były już usunięte (spis ERASURES_FILE). "
        "Uruchamia właściciel tabel. Z --check tylko sprawdza: kod 1, gdy trzeba je usunąć."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="niczego nie zmieniaj")

    def handle(self, *, check, **options):
        try:
            if check:
                self._tell(len(waiting()))
                return
            done = replay()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProgrammingError as fault:
            raise CommandError("Uruchom to jako właściciel tabel (DATABASE_OWNER_URL).") from fault
        self.stdout.write(f"Usunięto jeszcze raz. Karty: {len(done)}.")

    def _tell(self, count: int) -> None:
        self.stdout.write(f"Dane do usunięcia jeszcze raz: {count}.")
        if count:
            sys.exit(1)
