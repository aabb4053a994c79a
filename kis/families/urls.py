from django.urls import path

from kis.families import visit_urls
from kis.families.views import (
    assessments,
    court,
    entering,
    families,
    members,
    monitoring,
    papers,
    plans,
    staff,
    works,
)

app_name = "families"

FAMILY = "rodziny/<int:pk>/"
MEMBER = f"{FAMILY}czlonkowie/<int:member_pk>/"
WORK = f"{FAMILY}wniosek/<int:work_pk>/"
ASSIGNMENT = f"{FAMILY}przydzial/<int:row_pk>/"
STAFF = "rodziny/asystenci/"
PLANS = f"{FAMILY}plan/"
PLAN = f"{PLANS}<int:plan_pk>/"
GOAL = f"{PLAN}cel/<int:goal_pk>/"
HELD = f"{FAMILY}oceny/"
ASSESSMENT = f"{HELD}<int:row_pk>/"
COURT = f"{HELD}sad/<int:row_pk>/"
MONITORING = f"{HELD}monitorowanie/"

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
    path(f"{STAFF}<int:pk>/limit/<int:limit_pk>/", staff.limit_edit, name="limit_edit"),
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
    path(PLANS, plans.plan_tab, name="plan"),
    path(f"{PLANS}nowy/", plans.plan_begin, name="plan_begin"),
    path(PLAN, plans.plan_page, name="plan_page"),
    path(f"{PLAN}zmien/", plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}cel/", plans.goal_new, name="goal_new"),
    path(GOAL, plans.goal_edit, name="goal_edit"),
    path(f"{GOAL}usun/", plans.goal_drop, name="goal_drop"),
    path(f"{PLAN}uzgodnij/", plans.plan_agree, name="plan_agree"),
    path(f"{PLAN}podglad/", plans.plan_preview, name="plan_preview"),
    path(f"{PLAN}wydrukuj/", plans.plan_print, name="plan_print"),
    path(f"{PLAN}wydruk/<int:print_pk>/", plans.plan_paper, name="plan_paper"),
    path(f"{PLAN}wroc/", plans.plan_back, name="plan_back"),
    path(f"{PLAN}podpis/", plans.plan_sign, name="plan_sign"),
    path(f"{PLAN}usun/", plans.plan_discard, name="plan_discard"),
    path(f"{PLAN}uniewaznij/", plans.plan_void, name="plan_void"),
    path(HELD, assessments.assessments_tab, name="assessments"),
    path(f"{HELD}nowa/", assessments.assessment_new, name="assessment_new"),
    path(ASSESSMENT, assessments.assessment, name="assessment"),
    path(f"{ASSESSMENT}zmien/", assessments.assessment_edit, name="assessment_edit"),
    path(f"{ASSESSMENT}przekaz/", assessments.assessment_hand_over, name="assessment_hand_over"),
    path(f"{ASSESSMENT}pismo/", assessments.assessment_paper, name="assessment_paper"),
    path(f"{ASSESSMENT}usun/", assessments.assessment_discard, name="assessment_discard"),
    path(f"{ASSESSMENT}uniewaznij/", assessments.assessment_void, name="assessment_void"),
    path(f"{MONITORING}krok/<int:months>/", monitoring.monitoring_new, name="monitoring_new"),
    path(f"{MONITORING}zakoncz/", monitoring.monitoring_end, name="monitoring_end"),
    path(
        f"{MONITORING}<int:row_pk>/uniewaznij/", monitoring.monitoring_void, name="monitoring_void"
    ),
    path(f"{HELD}opinia/", court.opinion_new, name="opinion_new"),
    path(f"{HELD}sprawozdanie/", court.report_new, name="report_new"),
    path(COURT, court.court_paper, name="court_paper"),
    path(f"{COURT}zmien/", court.court_edit, name="court_edit"),
    path(f"{COURT}wydrukuj/", court.court_print, name="court_print"),
    path(f"{COURT}pismo/", court.court_document, name="court_document"),
    path(f"{COURT}wyslano/", court.court_sent, name="court_sent"),
    path(f"{COURT}usun/", court.court_discard, name="court_discard"),
    path(f"{COURT}uniewaznij/", court.court_void, name="court_void"),
    *visit_urls.urlpatterns,
]
