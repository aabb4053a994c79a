from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone

from kis.desk.consistency.checking import RULES, check
from kis.desk.models import Finding


class Command(BaseCommand):
    help = (
        "Czyta na nowo wszystkie reguły, których dane nie mogą łamać, i zapisuje, co je łamie. Wynik stoi "
        "na stronie „Stan programu”. Kończy się błędem, gdy coś znalazł. Co noc robi to też „procrastinate "
        "worker”."
    )

    def handle(self, *args, **options):
        made = check(timezone.now())
        counted = Finding.objects.open().order_by("rule").values_list("rule").annotate(Count("pk"))
        for rule, count in counted:
            # Numbers of rows stay in the database: what a command says is kept in logs.
            self.stdout.write(f"{RULES[rule].what}: {count}")
        if made.failed:
            raise CommandError(f"Reguły bez odpowiedzi bazy: {', '.join(made.failed)}")
        if counted:
            raise CommandError(f"Niezgodności: {sum(count for _, count in counted)}")
        self.stdout.write(f"Reguły: {len(RULES)}. Niezgodności: brak.")
