from django.urls import path

from kis.privacy.views import copies, left, office, person, requests, restrictions, retention

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
    path("osoby/<int:pk>/rodo/ogranicz/", restrictions.restriction_new, name="restriction_new"),
    path(
        "osoby/<int:pk>/rodo/ograniczenie/<int:number>/znies/",
        restrictions.restriction_lift,
        name="restriction_lift",
    ),
    path("osoby/<int:pk>/rodo/kopia/", copies.copy_new, name="copy_new"),
    # ochrona-danych/
    path("ochrona-danych/", office.start, name="start"),
    path("ochrona-danych/kopie/<int:pk>/", copies.copy_order, name="copy_order"),
    path("ochrona-danych/kopie/<int:pk>/pobierz/", copies.copy_archive, name="copy_archive"),
    path(
        "ochrona-danych/kopie/<int:pk>/<int:number>/pobierz/",
        copies.copy_download,
        name="copy_download",
    ),
    path("ochrona-danych/rejestr/", office.register, name="register"),
    path("ochrona-danych/rejestr/wydruk/", office.register_print, name="register_print"),
    path("ochrona-danych/informacje/", office.information, name="information"),
    path("ochrona-danych/co-zostalo/", left.left, name="left"),
    # ochrona-danych/brakowanie/
    path("ochrona-danych/brakowanie/", retention.retention, name="retention"),
    path("ochrona-danych/brakowanie/nowy/", retention.destruction_new, name="destruction_new"),
    path("ochrona-danych/brakowanie/<int:pk>/", retention.destruction, name="destruction"),
    path(
        "ochrona-danych/brakowanie/<int:pk>/wydruk/",
        retention.destruction_print,
        name="destruction_print",
    ),
    path(
        "ochrona-danych/brakowanie/<int:pk>/pomin/<int:number>/",
        retention.item_leave_out,
        name="item_leave_out",
    ),
    path(
        "ochrona-danych/brakowanie/<int:pk>/zatwierdz/",
        retention.destruction_approve,
        name="destruction_approve",
    ),
    path(
        "ochrona-danych/brakowanie/<int:pk>/wycofaj/",
        retention.destruction_withdraw,
        name="destruction_withdraw",
    ),
]
