import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kis.journal.pruning import prune
from kis.journal.sealing import seal
from kis.journal.verifying import Light, verify
from kis.lib.dates import polish
from kis.lib.refusals import Refused


class Command(BaseCommand):
    help = (
        "Usuwa z dziennika dostępu wpisy sprzed podanego dnia, najwcześniej po 2 latach. Pieczęcie "
        "i zapis o usunięciu zostają. Uruchamia właściciel tabel (DATABASE_OWNER_URL)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--before", required=True, type=datetime.date.fromisoformat)
        parser.add_argument("--reason", required=True, help="podstawa, np. numer zgody i data")

    def handle(self, *, before, reason, **options):
        seal()
        verdict = verify()
        if verdict.light is Light.RED:
            raise CommandError(
                "Dziennik nie zgadza się z pieczęciami; niczego nie usunięto. "
                "Zobacz: manage.py verify_journal"
            )
        try:
            done = prune(before, reason=reason, on=timezone.localdate())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Usunięto wpisy sprzed {polish(before)}: {done.count}.")
