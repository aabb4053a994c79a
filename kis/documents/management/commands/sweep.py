from asgiref.sync import async_to_sync
from django.core.management.base import BaseCommand
from django.utils import timezone
from procrastinate.contrib.django import app

from kis.documents.ordering import REMEMBERED_FOR, sweep


class Command(BaseCommand):
    help = "Usuwa pisma ze zleceń, które wygasły, i ślady dawnych zadań. Uruchamia się co noc."

    def handle(self, *args, **options):
        papers = sweep(timezone.now())
        async_to_sync(app.job_manager.delete_old_jobs)(
            nb_hours=REMEMBERED_FOR.days * 24,
            include_failed=True,
            include_cancelled=True,
            include_aborted=True,
        )
        self.stdout.write(f"Usunięto pisma z wygasłych zleceń: {papers}.")
