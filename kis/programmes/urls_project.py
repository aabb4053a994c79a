"""The EU project, its durability, and the figures of every edition."""

from django.urls import path

from kis.programmes.views import durability, figures, project, project_file

EDITION = "programy/<int:pk>/"
PROJECT = f"{EDITION}projekt/"
ONE = f"{PROJECT}<int:number>/"

urlpatterns = [
    path("programy/kolumny/", project_file.columns, name="columns"),
    path("programy/kolumny/nowe/", project_file.columns_new, name="columns_new"),
    path(f"{EDITION}wskazniki/", figures.figures, name="figures"),
    path(f"{EDITION}wskazniki/grupa/<int:number>/", figures.group_rows, name="group_rows"),
    path(f"{EDITION}wskazniki/osoba/<int:number>/", figures.person_rows, name="person_rows"),
    path(
        f"{EDITION}wskazniki/miesiac/<int:year>/<int:month>/",
        figures.month_rows,
        name="month_rows",
    ),
    path(f"{EDITION}wskazniki/<slug:what>/", figures.figure_rows, name="figure_rows"),
    path(PROJECT, project.participants, name="project"),
    path(f"{PROJECT}plik/", project_file.export, name="project_export"),
    path(ONE, project.participant, name="participant"),
    path(f"{ONE}dane/", project.start_edit, name="start_edit"),
    path(f"{ONE}wsparcie/nowe/", project.support_new, name="support_new"),
    path(f"{ONE}wsparcie/<int:support>/", project.support_edit, name="support_edit"),
    path(f"{ONE}wsparcie/<int:support>/uniewaznij/", project.support_void, name="support_void"),
    path(f"{ONE}sytuacja/", project.situation_edit, name="situation_edit"),
    path(f"{EDITION}trwalosc/", durability.years, name="durability"),
    path(f"{EDITION}trwalosc/zrodla/", durability.sources, name="durability_sources"),
    path(f"{EDITION}trwalosc/<int:year>/osoby/", figures.year_rows, name="durability_people"),
    path(f"{EDITION}trwalosc/<int:year>/<slug:what>/", durability.figure, name="durability_figure"),
]
