from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kis.accounts"
    label = "accounts"
    verbose_name = "Ośrodek i konta"
