from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "kis.privacy"
    label = "privacy"
    verbose_name = "Ochrona danych"
