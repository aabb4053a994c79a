"""Addresses of visits, requests, the calendar and their papers."""

from django.urls import path

from kis.families.views import calendar, requests, visit_papers, visits

FAMILY = "rodziny/<int:pk>/"
VISIT = "rodziny/wizyty/<int:pk>/"
REQUEST = "rodziny/prosby/<int:pk>/"
ASSISTANT = "rodziny/asystenci/<int:pk>/"

urlpatterns = [
    path("rodziny/dzis/", calendar.today, name="today"),
    path("rodziny/kalendarz/", calendar.month, name="calendar"),
    path("rodziny/kalendarz/<month:month>/", calendar.month, name="calendar_month"),
    path("rodziny/kalendarz/tydzien/<day:day>/", calendar.week, name="week"),
    path(f"{FAMILY}wizyty/", visits.visits, name="visits"),
    path(f"{FAMILY}wizyty/nowa/", visits.visit_new, name="visit_new"),
    path(f"{FAMILY}wizyty/plan/", visits.visits_plan, name="visits_plan"),
    path(f"{FAMILY}wizyty/<month:month>/karta/", visit_papers.card, name="visits_card"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}przebieg/", visits.visit_entry, name="visit_entry"),
    path(f"{VISIT}termin/", visits.visit_move, name="visit_move"),
    path(f"{VISIT}odwolaj/", visits.visit_cancel, name="visit_cancel"),
    path(f"{VISIT}uniewaznij/", visits.visit_void, name="visit_void"),
    path(f"{VISIT}protokol/", visit_papers.protocol, name="visit_protocol"),
    path(f"{FAMILY}prosby/", requests.requests, name="requests"),
    path(f"{FAMILY}prosby/nowa/", requests.request_new, name="request_new"),
    path(REQUEST, requests.request_row, name="request"),
    path(f"{REQUEST}przyjmij/", requests.request_take, name="request_take"),
    path(f"{REQUEST}odmow/", requests.request_refuse, name="request_refuse"),
    path(f"{REQUEST}uniewaznij/", requests.request_void, name="request_void"),
    path(f"{ASSISTANT}<month:month>/sprawozdanie/", visit_papers.report, name="assistant_report"),
    path(f"{ASSISTANT}<month:month>/godziny/", visit_papers.hours, name="assistant_hours"),
]
