from django.urls import path

from kis.programmes.views import enrolments, papers, person, providers

ROWS = "programy/<int:pk>/uczestnicy/"
ROW = f"{ROWS}<int:number>/"
PROVIDERS = "programy/realizatorzy/"

urlpatterns = [
    path(ROWS, enrolments.enrolments, name="enrolments"),
    path(f"{ROWS}nowe/", enrolments.enrolment_new, name="enrolment_new"),
    path(f"{ROWS}szukaj/", enrolments.enrolment_find, name="enrolment_find"),
    path(f"{ROWS}zapisz/<int:person_pk>/", enrolments.enrolment_add, name="enrolment_add"),
    path(ROW, enrolments.enrolment, name="enrolment"),
    path(f"{ROW}zmien/", enrolments.enrolment_edit, name="enrolment_edit"),
    path(f"{ROW}przyjmij/", enrolments.enrolment_admit, name="enrolment_admit"),
    path(f"{ROW}odmow/", enrolments.enrolment_refuse, name="enrolment_refuse"),
    path(f"{ROW}zakoncz/", enrolments.enrolment_end, name="enrolment_end"),
    path(f"{ROW}cofnij-zakonczenie/", enrolments.enrolment_go_on, name="enrolment_go_on"),
    path(f"{ROW}uniewaznij/", enrolments.enrolment_void, name="enrolment_void"),
    path(f"{ROW}dane/<slug:whose>/", enrolments.enrolment_person, name="enrolment_person"),
    path(f"{ROW}karta/", papers.application_card, name="application_card"),
    path(f"{ROW}skan/", papers.questionnaire_scan, name="questionnaire_scan"),
    path(f"{ROW}wybor/", providers.choice_new, name="choice_new"),
    path(f"{ROW}wybor/<int:row_pk>/", providers.choice_edit, name="choice_edit"),
    path(PROVIDERS, providers.providers, name="providers"),
    path(f"{PROVIDERS}nowy/", providers.provider_new, name="provider_new"),
    path(f"{PROVIDERS}<int:row_pk>/zmien/", providers.provider_edit, name="provider_edit"),
    path("osoby/<int:pk>/programy/", person.person, name="person"),
]
