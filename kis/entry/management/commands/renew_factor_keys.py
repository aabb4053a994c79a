from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kis.entry import secrets

ENCRYPTED = ("secret", "seed")


class Command(BaseCommand):
    help = (
        "Szyfruje drugie składniki logowania pierwszym z kluczy SECOND_FACTOR_KEYS. Potem można skreślić z "
        "ustawień pozostałe klucze."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        count = 0
        for factor in Authenticator.objects.select_for_update().exclude(type="webauthn"):
            for name in ENCRYPTED:
                if name in factor.data:
                    factor.data[name] = self.renewed(factor, name)
            factor.save(update_fields=["data"])
            count += 1
        self.stdout.write(f"Zaszyfrowano pierwszym kluczem składniki: {count}.")

    def renewed(self, factor, name: str) -> str:
        try:
            return secrets.renew(factor.data[name])
        except secrets.UnreadableSecret:
            raise CommandError(
                f"Składnika nr {factor.pk} nie da się odczytać żadnym z kluczy. Nic nie zmieniono: dopisz "
                "klucz, którym go zaszyfrowano."
            ) from None
