from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kis.journal"
    label = "journal"
    verbose_name = "Dziennik dostępu"

    def ready(self):
        from kis.journal import entrances

        entrances.connect()
