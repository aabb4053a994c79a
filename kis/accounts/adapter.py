from allauth.account.adapter import DefaultAccountAdapter


class OfficeAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Nazwa użytkownika albo hasło są niepoprawne. Sprawdź, czy nie "
        "jest włączony Caps Lock, i wpisz je jeszcze raz.",
        "too_many_login_attempts": "Za dużo nieudanych prób. Spróbuj ponownie za 5 minut albo poproś "
        "administratora systemu o nowe hasło.",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by the system administrator, for people with a written authorisation."""
        return False
