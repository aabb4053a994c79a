from django.apps import AppConfig


class PsuConfig(AppConfig):
    name = "psu"
    verbose_name = "Prace społecznie użyteczne"
