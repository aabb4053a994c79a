import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from kis.accounts.entry import is_let_in, why_shut
from kis.journal.record import record_of

# Whoever showed who they are so many seconds ago is not asked again at once.
RECENT = 300


class OfficeAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Nazwa użytkownika albo hasło są niepoprawne. Sprawdź, czy nie "
        "jest włączony Caps Lock, i wpisz je jeszcze raz.",
        "too_many_login_attempts": "Za dużo nieudanych prób. Spróbuj ponownie za 5 minut albo poproś "
        "administratora systemu o zaproszenie do ustawienia nowego hasła.",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by the system administrator, for people with a written authorisation."""
        return False

    def pre_login(self, request, user, **kwargs):
        """Who showed the right password and has no valid authorisation is told so, and is not let in."""
        on = timezone.localdate()
        if is_let_in(user, on):
            return super().pre_login(request, user, **kwargs)
        record_of(request, user, "shut_out", kind="account", number=user.pk)
        messages.warning(request, why_shut(user, on))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app, **kwargs):
        """A fresh login counts as well as a confirmation: else the password is asked for twice in a row."""
        records = get_authentication_records(context.request, context.request.user)
        if any(time.time() - record["at"] < RECENT for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        names = {
            "reauthenticate": "Wpisz hasło",
            "mfa_reauthenticate": "Wpisz kod z aplikacji albo zapasowy",
            "mfa_reauthenticate:webauthn": "Użyj klucza",
        }
        return [
            method | {"description": names[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]
