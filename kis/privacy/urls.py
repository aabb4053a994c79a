from django.urls import path

from kis.privacy.views import copies, office, person, requests

app_name = "privacy"

urlpatterns = [
    # osoby/12/rodo/
    path("osoby/<int:pk>/rodo/", person.person_privacy, name="person"),
    path("osoby/<int:pk>/rodo/wniosek/", requests.request_new, name="request_new"),
    path(
        "osoby/<int:pk>/rodo/wniosek/<int:number>/odpowiedz/",
        requests.request_answer,
        name="request_answer",
    ),
    path(
        "osoby/<int:pk>/rodo/wniosek/<int:number>/przedluz/",
        requests.request_prolong,
        name="request_prolong",
    ),
    path("osoby/<int:pk>/rodo/kopia/", copies.copy_new, name="copy_new"),
    # ochrona-danych/
    path("ochrona-danych/", office.start, name="start"),
    path("ochrona-danych/kopie/<int:pk>/", copies.copy_order, name="copy_order"),
    path(
        "ochrona-danych/kopie/<int:pk>/<int:number>/pobierz/",
        copies.copy_download,
        name="copy_download",
    ),
    path("ochrona-danych/rejestr/", office.register, name="register"),
    path("ochrona-danych/rejestr/wydruk/", office.register_print, name="register_print"),
]
