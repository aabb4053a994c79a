from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "kis.inspection"
    label = "inspection"
    verbose_name = "Kontrola"
