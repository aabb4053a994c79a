from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kis.desk"
    label = "desk"
    verbose_name = "Pulpit"
