from django.urls import path

from kis.activities.views import directory, placements

app_name = "activities"

# /zajecia/instytucje/
DIRECTORY = [
    path("zajecia/instytucje/", directory.institutions, name="institutions"),
    path("zajecia/instytucje/nowa/", directory.institution_new, name="institution_new"),
    path("zajecia/instytucje/<int:pk>/", directory.institution, name="institution"),
    path("zajecia/instytucje/<int:pk>/zmien/", directory.institution_edit, name="institution_edit"),
    path("zajecia/instytucje/<int:pk>/sprawdzono/", directory.institution_check, name="institution_check"),
    path("zajecia/instytucje/<int:pk>/kartka/", directory.institution_slip, name="institution_slip"),
]
# /osoby/12/praca-i-staz/
PLACEMENTS = [
    path("zajecia/praca-i-staze/", placements.placements, name="placements"),
    path("zajecia/praca-i-staze/tabela/", placements.placement_table, name="placements_table"),
    path("osoby/<int:pk>/praca-i-staz/nowy/", placements.placement_new, name="placement_new"),
    path("osoby/<int:pk>/praca-i-staz/<int:row_pk>/", placements.placement_edit, name="placement_edit"),
    path("osoby/<int:pk>/praca-i-staz/<int:row_pk>/wynik/", placements.placement_end, name="placement_end"),
    path("osoby/<int:pk>/praca-i-staz/<int:row_pk>/uniewaznij/", placements.placement_void, name="placement_void"),
]
urlpatterns = [*DIRECTORY, *PLACEMENTS]
