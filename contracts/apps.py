from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = "Kontrakty socjalne"

    def ready(self):
        from contracts import head_facts
        from participants import file

        file.FACTS += [head_facts.contract_facts]
        file.STEPS += [head_facts.contract_step]
