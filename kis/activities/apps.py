from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "kis.activities"
    label = "activities"
    verbose_name = "Zajęcia"
