from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "kis.oversight"
    label = "oversight"
    verbose_name = "Nadzór nad danymi"
