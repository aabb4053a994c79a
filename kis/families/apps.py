from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "kis.families"
    label = "families"
    verbose_name = "Rodziny"
