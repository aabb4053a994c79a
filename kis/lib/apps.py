from django.apps import AppConfig
from django.urls import register_converter

from kis.lib.converters import DayConverter, MonthConverter


class LibConfig(AppConfig):
    """The ground floor. It has no models: only the database functions that all floors stand on."""

    name = "kis.lib"
    label = "lib"

    def ready(self):
        register_converter(MonthConverter, "month")
        register_converter(DayConverter, "day")
