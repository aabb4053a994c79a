from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kis.documents"
    label = "documents"
    verbose_name = "Pisma i teksty"
