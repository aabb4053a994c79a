from django.urls import path

from kis.programmes.urls_project import urlpatterns as project_urls
from kis.programmes.views import editions

app_name = "programmes"

EDITION = "programy/<int:pk>/"

urlpatterns = [
    path("programy/", editions.editions, name="list"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}liczby/", editions.numbers, name="numbers"),
    *project_urls,
]
