from django.urls import path

from kis.programmes.views import editing, editions

EDITION = "programy/<int:pk>/"
NUMBERS, GROUPS = f"{EDITION}liczby/", f"{EDITION}grupy/"
STAFF = f"{EDITION}prowadzacy/"

urlpatterns = [
    path("programy/", editions.editions, name="list"),
    path("programy/nowa/", editing.edition_new, name="edition_new"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}kopia/", editing.edition_copy, name="edition_copy"),
    path(f"{EDITION}zmien/", editing.edition_edit, name="edition_edit"),
    path(NUMBERS, editions.numbers, name="numbers"),
    path(f"{NUMBERS}nowa/", editing.number_new, name="number_new"),
    path(f"{NUMBERS}<int:row_pk>/zmien/", editing.number_edit, name="number_edit"),
    path(f"{NUMBERS}<int:row_pk>/potwierdz/", editing.number_confirm, name="number_confirm"),
    path(f"{GROUPS}nowa/", editing.group_new, name="group_new"),
    path(f"{GROUPS}<int:row_pk>/zmien/", editing.group_edit, name="group_edit"),
    path(f"{GROUPS}<int:row_pk>/potwierdz/", editing.group_confirm, name="group_confirm"),
    path(f"{STAFF}nowy/", editing.staff_new, name="staff_new"),
    path(f"{STAFF}<int:row_pk>/", editing.staff_end, name="staff_end"),
]
