from django.apps import AppConfig
from django.utils.module_loading import import_string

from kis.lib.refusals import SENTENCES


class PsuConfig(AppConfig):
    name = "psu"
    verbose_name = "Prace społecznie użyteczne"

    def ready(self):
        SENTENCES.update(import_string("psu.refusals.SENTENCES"))
        import_string("participants.file.FACTS").append(
            import_string("psu.referrals.head_facts.facts")
        )
        import_string("participants.file.STEPS").append(
            import_string("psu.referrals.head_facts.next_step")
        )
