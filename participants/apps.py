from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Osoby"

    def ready(self):
        from participants import file, head_facts

        file.FACTS += [head_facts.category_facts, head_facts.participation_facts]
        file.STEPS += [head_facts.eligibility_step]
