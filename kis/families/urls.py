from django.urls import path

from kis.families import visit_urls
from kis.families.views import entering, families, members, papers, staff, works

app_name = "families"

FAMILY = "rodziny/<int:pk>/"
MEMBER = f"{FAMILY}czlonkowie/<int:member_pk>/"
WORK = f"{FAMILY}wniosek/<int:work_pk>/"
ASSIGNMENT = f"{FAMILY}przydzial/<int:row_pk>/"
STAFF = "rodziny/asystenci/"

urlpatterns = [
    path("rodziny/", families.families, name="list"),
    path("rodziny/nowa/", entering.family_new, name="family_new"),
    path(STAFF, staff.staff, name="staff"),
    path(f"{STAFF}nowy/", staff.assistant_new, name="assistant_new"),
    path(f"{STAFF}obciazenie/", staff.load, name="load"),
    path(f"{STAFF}dla-sadu/", papers.court_list, name="court_list"),
    path(f"{STAFF}koordynator/", staff.coordinator_new, name="coordinator_new"),
    path(f"{STAFF}koordynator/<int:pk>/", staff.coordinator_end, name="coordinator_end"),
    path(f"{STAFF}<int:pk>/", staff.assistant, name="assistant"),
    path(f"{STAFF}<int:pk>/zmien/", staff.assistant_edit, name="assistant_edit"),
    path(f"{STAFF}<int:pk>/limit/", staff.limit_new, name="limit_new"),
    path(f"{STAFF}<int:pk>/przekaz/", staff.hand_over, name="hand_over"),
    path(FAMILY, families.family, name="family"),
    path(f"{FAMILY}zmien/", entering.family_edit, name="family_edit"),
    path(f"{FAMILY}pracownik/", entering.family_worker, name="family_worker"),
    path(f"{FAMILY}czlonkowie/", members.family_members, name="members"),
    path(f"{FAMILY}czlonkowie/nowy/", members.member_new, name="member_new"),
    path(f"{FAMILY}czlonkowie/szukaj/", members.member_find, name="member_find"),
    path(f"{FAMILY}czlonkowie/dolacz/<int:person_pk>/", members.member_add, name="member_add"),
    path(f"{MEMBER}zmien/", members.member_edit, name="member_edit"),
    path(f"{MEMBER}zakoncz/", members.member_end, name="member_end"),
    path(f"{MEMBER}dane/", members.member_person, name="member_person"),
    path(f"{FAMILY}wniosek/", works.application_new, name="application_new"),
    path(f"{WORK}zmien/", works.application_edit, name="application_edit"),
    path(f"{WORK}odmow/", works.application_no, name="application_no"),
    path(f"{WORK}uniewaznij/", works.application_void, name="application_void"),
    path(f"{WORK}przydziel/", works.assign, name="assign"),
    path(f"{WORK}zakoncz/", works.work_end, name="work_end"),
    path(f"{WORK}cofnij-zakonczenie/", works.work_reopen, name="work_reopen"),
    path(f"{WORK}pismo/<slug:kind>/", papers.paper_issue, name="paper_issue"),
    path(f"{WORK}skan-zgody/", papers.consent_scan, name="consent_scan"),
    path(f"{ASSIGNMENT}zmiana/", works.assistant_change, name="assistant_change"),
    path(f"{ASSIGNMENT}uniewaznij/", works.assignment_void, name="assignment_void"),
    path(f"{ASSIGNMENT}pismo/", papers.assignment_paper, name="assignment_paper"),
    path(f"{FAMILY}pismo/<int:paper_pk>/", papers.paper, name="paper"),
    *visit_urls.urlpatterns,
]
