from django.urls import path

from kis.programmes import urls_day_room
from kis.programmes.views import editions

app_name = "programmes"

EDITION = "programy/<int:pk>/"

urlpatterns = [
    path("programy/", editions.editions, name="list"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}liczby/", editions.numbers, name="numbers"),
    *urls_day_room.urlpatterns,
]
