from django.core.management.base import BaseCommand, CommandError

from psu.figures.over import over_the_limit


class Command(BaseCommand):
    help = "Szuka tygodni, miesięcy i lat ponad limit, u wszystkich osób. Kończy się błędem, gdy jakieś są."

    def handle(self, *args, **options):
        found = over_the_limit()
        for row in found:
            # A number in place of a name: what a command says is kept in logs.
            self.stdout.write(f"osoba nr {row.person}: {row.words}")
        if found:
            raise CommandError(f"Przekroczenia limitów: {len(found)}")
        self.stdout.write("Przekroczenia limitów: brak")
