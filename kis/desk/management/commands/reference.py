from django.core.management.base import BaseCommand

from kis.desk.reference import load_reference


class Command(BaseCommand):
    help = "Wczytuje kategorie, przepisy, stawki i teksty na pismach; wpisów ośrodka nie zmienia."

    def handle(self, *args, **options):
        load_reference()
        self.stdout.write("Słowniki i stawki są wczytane.")
