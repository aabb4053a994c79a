from django.apps import AppConfig


class LibConfig(AppConfig):
    """The ground floor. It has no models: only the database functions that all floors stand on."""

    name = "kis.lib"
    label = "lib"
