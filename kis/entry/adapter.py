from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError

from kis.entry import secrets

UNREADABLE = (
    "Program nie może odczytać zapisanego składnika logowania. Zawiadom administratora systemu: w "
    "ustawieniach serwera brakuje klucza."
)


class OfficeFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted, keys bound to the one name of the server, sentences in Polish."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ten kod nie pasuje albo był już użyty. Wpisz następny, gdy aplikacja go pokaże; "
        "przy kluczu spróbuj jeszcze raz.",
        "cannot_generate_recovery_codes": "Najpierw dodaj klucz albo aplikację z kodami.",
    }

    def encrypt(self, text):
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text):
        try:
            return secrets.decrypt(encrypted_text)
        except secrets.UnreadableSecret:
            raise ValidationError(UNREADABLE) from None

    def get_totp_label(self, user):
        return user.username

    def get_public_key_credential_rp_entity(self):
        """Not by what a request calls the server: a key of one name opens nothing under another."""
        return {"id": urlsplit(settings.PROGRAM_ADDRESS).hostname, "name": "KIS"}

    def get_public_key_credential_user_entity(self, user):
        """A key is kept in a phone and in its maker's cloud: the login is enough there."""
        return super().get_public_key_credential_user_entity(user) | {"name": user.username}

    def generate_authenticator_name(self, user, type):  # noqa: A002 - the library's own word
        had = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Klucz {had + 1}"
