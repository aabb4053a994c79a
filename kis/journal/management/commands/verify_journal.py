import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kis.journal.sealing import head
from kis.journal.verifying import Light, read_head, verify


class Command(BaseCommand):
    help = (
        "Sprawdza, czy dziennik dostępu jest taki, jak go zapieczętowano: zielone, pomarańczowe "
        "(najnowsze wpisy czekają na pieczęć) albo czerwone. Kończy się kodem 0, a przy czerwonym 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            metavar="PLIK",
            help="wiadomość lub dziennik systemu ze skrótem zanotowanym poza bazą",
        )

    def handle(self, *, head: str | None, **options):
        verdict = verify(_known(head))
        self.stdout.write(f"Dziennik dostępu: {verdict.light.value}.")
        self.stdout.write(f"Zapieczętowane wpisy: {verdict.entries}, czekają: {verdict.waiting}.")
        for fault in verdict.faults:
            self.stdout.write(f"  {fault}")
        if last := _head():
            self.stdout.write(f"Ostatnia: {last}")
        if verdict.light is Light.RED:
            sys.exit(1)


_head = head


def _known(path: str | None):
    if path is None:
        return None
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"Nie można przeczytać {path}: {fault.strerror}.") from fault
    known = read_head(text)
    if known is None:
        raise CommandError("W tym pliku nie ma skrótu dziennika („pieczęć …, wpisy …, skrót …”).")
    return known
