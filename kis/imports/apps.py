from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "kis.imports"
    label = "imports"
    verbose_name = "Stan początkowy"
