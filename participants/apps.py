from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Osoby"

    def ready(self):
        from participants import opening

        opening.connect()
