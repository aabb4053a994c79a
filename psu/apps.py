from django.apps import AppConfig
from django.utils.module_loading import import_string

from kis.lib.refusals import SENTENCES


class PsuConfig(AppConfig):
    name = "psu"
    verbose_name = "Prace społecznie użyteczne"

    def ready(self):
        SENTENCES.update(import_string("psu.refusals.SENTENCES"))
