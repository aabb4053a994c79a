from django.apps import AppConfig

from kis.accounts import logins


class AccountsConfig(AppConfig):
    name = "kis.accounts"
    label = "accounts"
    verbose_name = "Ośrodek i konta"

    def ready(self):
        logins.connect()
