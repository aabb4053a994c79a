import sys

from django.core.management.base import BaseCommand

from kis.recovery.health import health


class Command(BaseCommand):
    help = (
        "Mówi, czy program działa: dysk, baza danych, kolejka, dziennik dostępu, kopia zapasowa. "
        "Kod 0: wszystko dobrze, 1: coś wymaga uwagi."
    )
    # They may ask the database, which may be what is broken.
    requires_system_checks = ()

    def handle(self, **options):
        parts = health()
        for part in parts:
            self.stdout.write(
                f"{'dobrze' if part.is_good else 'ŹLE   '}  {part.title}: {part.said}"
            )
        if not all(part.is_good for part in parts):
            sys.exit(1)
