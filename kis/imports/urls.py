from django.urls import path

from kis.imports.views import columns, lists, numbers, one, row

app_name = "imports"

urlpatterns = [
    path("stan-poczatkowy/", lists.start, name="start"),
    path("stan-poczatkowy/wzor/<slug:kind>.xlsx", lists.template, name="template"),
    path("stan-poczatkowy/numery/", numbers.numbers, name="numbers"),
    path("stan-poczatkowy/<int:pk>/", one.one, name="file"),
    path("stan-poczatkowy/<int:pk>/kolumny/", columns.columns, name="columns"),
    path("stan-poczatkowy/<int:pk>/czytaj/", columns.read_again, name="read_again"),
    path("stan-poczatkowy/<int:pk>/wiersz/<int:number>/", row.row, name="row"),
    path("stan-poczatkowy/<int:pk>/pominiete.xlsx", one.left_out, name="left_out"),
    path("stan-poczatkowy/<int:pk>/pomin/", one.skip, name="skip"),
    path("stan-poczatkowy/<int:pk>/sprawdz/", one.check_again, name="check_again"),
    path("stan-poczatkowy/<int:pk>/zapowiedz/", one.expect, name="expect"),
    path("stan-poczatkowy/<int:pk>/przyjmij/", one.accept, name="accept"),
    path("stan-poczatkowy/<int:pk>/porzuc/", one.drop, name="drop"),
    path("stan-poczatkowy/<int:pk>/cofnij/", one.take_back, name="take_back"),
]
