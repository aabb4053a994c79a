from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "kis.programmes"
    label = "programmes"
    verbose_name = "Programy"
