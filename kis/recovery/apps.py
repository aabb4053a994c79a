from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "kis.recovery"
    label = "recovery"
    verbose_name = "Kopie zapasowe"
