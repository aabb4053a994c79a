from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "kis.reports"
    label = "reports"
    verbose_name = "Sprawozdania"
