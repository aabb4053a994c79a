from django.urls import path

from kis.reports.views import start

app_name = "reports"

urlpatterns = [
    path("sprawozdania/", start.start, name="start"),
]
