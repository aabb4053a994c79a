from django.urls import include, path

from participants.views import (
    admission,
    as_of,
    details,
    eligibility,
    handover,
    mail_consent,
    merging,
    notes,
    opening,
    person_rows,
    register,
)

app_name = "participants"

category_urls = [
    # /osoby/<pk>/kategoria/
    path("", eligibility.eligibility, name="eligibility"),
    path("nowa/", eligibility.eligibility_new, name="eligibility_new"),
    path("<int:row_pk>/dokument/", eligibility.evidence_new, name="evidence_new"),
    path("<int:row_pk>/zakoncz/", eligibility.eligibility_end, name="eligibility_end"),
    path("<int:row_pk>/uniewaznij/", eligibility.eligibility_void, name="eligibility_void"),
    path("dokumenty/<int:row_pk>/", eligibility.evidence_edit, name="evidence_edit"),
    path("dokumenty/<int:row_pk>/skan/", eligibility.evidence_scan, name="evidence_scan"),
    path("dokumenty/<int:row_pk>/uniewaznij/", eligibility.evidence_void, name="evidence_void"),
    path("swiadczenia/", eligibility.benefits_new, name="benefits_new"),
    path("swiadczenia/<int:row_pk>/uniewaznij/", eligibility.benefits_void, name="benefits_void"),
]

details_urls = [
    # /osoby/<pk>/dane/
    path("", details.details, name="details"),
    path("na-dzien/", as_of.details_on, name="details_on"),
    path("edytuj/", details.details_edit, name="details_edit"),
    path("pesel/", details.pesel_change, name="pesel_change"),
    path("pesel/pokaz/", details.pesel_reveal, name="pesel_reveal"),
    path("okresy-pup/nowy/", person_rows.labour_period_new, name="labour_period_new"),
    path("okresy-pup/<int:row_pk>/", person_rows.labour_period_edit, name="labour_period_edit"),
    path("okresy-pup/<int:row_pk>/kontakt/", person_rows.labour_contact, name="labour_contact"),
    path("praca/nowa/", person_rows.job_new, name="job_new"),
    path("praca/<int:row_pk>/", person_rows.job_edit, name="job_edit"),
    path("gospodarstwo/nowa/", person_rows.household_member_new, name="household_member_new"),
    path(
        "gospodarstwo/<int:row_pk>/",
        person_rows.household_member_edit,
        name="household_member_edit",
    ),
    path("przypomnienia/nowa/", mail_consent.mail_consent_new, name="mail_consent_new"),
    path(
        "przypomnienia/<int:row_pk>/wycofaj/",
        mail_consent.mail_consent_end,
        name="mail_consent_end",
    ),
    path("wyplata/nowa/", person_rows.account_new, name="account_new"),
]

person_urls = [
    # /osoby/<pk>/
    path("dane/", include(details_urls)),
    path("kategoria/", include(category_urls)),
    path("zgloszenie/", admission.application, name="application"),
    path("zgloszenie/decyzja/", admission.application_decide, name="application_decide"),
    path("zgloszenie/nowe/", admission.application_again, name="application_again"),
    path(
        "zgloszenie/<int:row_pk>/uniewaznij/", admission.application_void, name="application_void"
    ),
    path("notatki/", notes.notes, name="notes"),
    path("notatki/nowa/", notes.note_new, name="note_new"),
    path("notatki/<int:row_pk>/uniewaznij/", notes.note_void, name="note_void"),
    path("przekaz/", handover.case_hand_over, name="hand_over"),
    path("otworz/", opening.case_open, name="case_open"),
    path("otworz/zamknij/", opening.case_close, name="case_close"),
    path("polacz/", merging.merge_choose, name="merge_choose"),
    path("polacz/<int:other_pk>/", merging.person_merge, name="merge"),
    path("rozne/<int:other_pk>/", merging.person_tell_apart, name="tell_apart"),
    path("rozlacz/", merging.person_unmerge, name="unmerge"),
]

pairs_urls = [
    # /osoby/powtorzenia/
    path("", merging.pairs, name="pairs"),
    path("rozstrzygniete/", merging.told_apart, name="told_apart"),
    path("rozstrzygniete/<int:row_pk>/cofnij/", merging.told_apart_undo, name="told_apart_undo"),
]

urlpatterns = [
    path("osoby/", register.person_list, name="list"),
    path("osoby/kolumny/", register.person_columns, name="columns"),
    path("osoby/tabela/", register.person_table, name="table"),
    path("osoby/szukaj/", register.person_find, name="find"),
    path("osoby/nowa/", register.person_new, name="new"),
    path("osoby/powtorzenia/", include(pairs_urls)),
    path("osoby/otwarcia/", opening.openings, name="openings"),
    path("osoby/otwarcia/<int:row_pk>/", opening.opening_judge, name="opening_judge"),
    path("osoby/<int:pk>/", include(person_urls)),
]
