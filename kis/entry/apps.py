from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "kis.entry"
    label = "entry"
    verbose_name = "Logowanie"

    def ready(self):
        from kis.entry import limits, passing, remembered, switched_off

        for part in (limits, passing, remembered, switched_off):
            part.connect()
