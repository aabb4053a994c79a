from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from kis.journal.sealing import seal
from kis.journal.verifying import Light, verify
from kis.lib.refusals import Refused
from kis.privacy.erasing.acts import carry_out


class Command(BaseCommand):
    help = (
        "Usuwa dane osób z zatwierdzonego spisu do brakowania; liczby do sprawozdań zostają. Uruchamia "
        "właściciel tabel (DATABASE_OWNER_URL). Nie da się tego cofnąć."
    )

    def add_arguments(self, parser):
        parser.add_argument("--destruction", required=True, type=int, help="numer spisu")

    def handle(self, *, destruction, **options):
        seal()
        if verify().light is Light.RED:
            raise CommandError(
                "Dziennik dostępu nie zgadza się z pieczęciami; niczego nie usunięto. "
                "Zobacz: manage.py verify_journal"
            )
        try:
            done, kept = carry_out(destruction, on=timezone.localdate())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProgrammingError as fault:
            raise CommandError(
                "Ta rola w bazie nie może usuwać danych; niczego nie usunięto. Uruchom polecenie z "
                "DATABASE_OWNER_URL."
            ) from fault
        self.stdout.write(
            f"Usunięto dane. Karty: {len(done)}, wpisy: {sum(one.rows for one in done)}, "
            f"pisma i skany: {sum(one.papers for one in done)}."
        )
        for person in kept:
            self.stdout.write(f"Karta {person}: dane trzeba jeszcze trzymać, pominięto.")
