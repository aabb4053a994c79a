"""Who looked at whose things is written down, whatever the page and however it ends."""

import pytest
from django.db import DataError, connection, transaction
from django.http import HttpResponse, HttpResponseForbidden

from kis.journal.middleware import write_notes
from kis.journal.models import AccessEntry
from kis.journal.record import record
from psu.models import SignedList
from tests.refused import refused
from tests.scene import PAGES, address, user_of

# Page → the act and the kind of thing that the log names.
NOTED = {
    "desk:overview": ("view", "person"),
    "desk:history": ("view", "history"),
    "desk:documents": ("view", "documents"),
    "participants:table": ("download", "people_list"),
    "participants:details": ("view_details", "person"),
    "participants:details_on": ("view_details", "person"),
    "participants:details_edit": ("edit_details", "person"),
    "participants:pesel_change": ("edit_details", "person"),
    "participants:application": ("view_details", "person"),
    "participants:application_decide": ("edit_details", "person"),
    "participants:application_void": ("edit_details", "person"),
    "participants:merge": ("view", "person"),
    "participants:notes": ("view_notes", "person"),
    "participants:opening_judge": ("view", "person"),
    "participants:eligibility": ("view_eligibility", "person"),
    "participants:evidence_edit": ("edit_evidence", "evidence"),
    "participants:evidence_scan": ("open_scan", "evidence"),
    "contracts:person": ("view_contracts", "person"),
    "contracts:participation": ("view_participation", "person"),
    "contracts:certificate": ("download_certificate", "certificate"),
    "contracts:club_papers": ("view_club_papers", "person"),
    "contracts:club_paper": ("download_club_paper", "club_paper"),
    "contracts:club_paper_void": ("view_club_papers", "person"),
    "contracts:contract": ("view_contract", "contract"),
    "contracts:edit": ("edit_contract", "contract"),
    "contracts:preview": ("preview_contract", "contract"),
    "contracts:paper": ("download_contract", "print"),
    "contracts:breach_paper": ("download_breach_note", "contract"),
    "contracts:plain": ("read_plain_contract", "contract"),
    "contracts:rule": ("view_contract", "contract"),
    "contracts:approve": ("view_contract", "contract"),
    "contracts:scan": ("open_scan", "contract"),
    "contracts:table": ("download", "contract_list"),
    "contracts:list": ("print", "contract_list"),
    "contracts:export_download": ("download_contract", "print"),
    "contracts:review_new": ("review_contract", "contract"),
    "contracts:review": ("view_review", "review"),
    "contracts:review_sheet": ("download_review", "review"),
    "contracts:review_scan": ("open_scan", "review"),
    "contracts:review_blank": ("preview_review", "contract"),
    "contracts:annex": ("view_annex", "annex"),
    "contracts:annex_edit": ("edit_annex", "annex"),
    "contracts:annex_preview": ("preview_annex", "annex"),
    "contracts:annex_paper": ("download_annex", "annex_print"),
    "contracts:annex_scan": ("open_scan", "annex"),
    "contracts:wording": ("view_contract", "contract"),
    "activities:person": ("view", "attendance"),
    "activities:activity": ("view", "activity"),
    "activities:enrolment_end": ("view", "activity"),
    "activities:meeting": ("view", "attendance"),
    "activities:month": ("view", "attendance_month"),
    "activities:group_review": ("view", "attendance_month"),
    "activities:consultations": ("view", "consultation"),
    "activities:meeting_sheet": ("print", "attendance_list"),
    "activities:day_sheet": ("print", "attendance_list"),
    "activities:month_sheet": ("print", "attendance_list"),
    "activities:scan": ("open_scan", "attendance_list"),
    "activities:month_register": ("print", "attendance_list"),
    "activities:person_card": ("print", "attendance"),
    "activities:services_card": ("print", "consultation"),
    "activities:person_plan": ("view", "attendance"),
    "psu:person": ("view", "psu"),
    "psu:contract_checked": ("view", "psu"),
    "psu:year_consent_new": ("view", "psu"),
    "psu:year_consent_void": ("view", "psu"),
    "psu:referrals_table": ("download", "referral_list"),
    "psu:candidates_table": ("download", "candidate_list"),
    "psu:referral_edit": ("edit", "psu"),
    "psu:day": ("view", "psu_day"),
    "psu:own_month_of": ("view", "psu_sheet"),
    "psu:sheet": ("view", "psu_sheet"),
    "psu:attendance_blank": ("print", "psu_sheet"),
    "psu:attendance_filled": ("print", "psu_sheet"),
    "psu:event": ("view", "psu"),
    "psu:event_void": ("view", "psu"),
    "psu:notice_new": ("edit", "psu"),
    "psu:notice_pdf": ("print", "psu"),
    "psu:accidents": ("view", "psu"),
    "psu:accident": ("view", "psu"),
    "psu:accident_edit": ("edit", "psu"),
    "psu:accident_pdf": ("print", "psu"),
    "psu:accident_scan": ("print", "psu"),
    "psu:month": ("view", "psu_month"),
    "psu:month_close": ("view", "psu_month"),
    "psu:month_reopen": ("view", "psu_month"),
    "psu:pay_list": ("view", "pay_list"),
    "psu:pay_list_pdf": ("print", "pay_list"),
    "psu:pay_list_xlsx": ("print", "pay_list"),
    "privacy:person": ("view", "data_request"),
    "privacy:start": ("view", "data_request"),
    "privacy:restriction_new": ("edit", "data_request"),
    "privacy:destruction": ("view", "destruction"),
    "privacy:destruction_print": ("print", "destruction"),
    "privacy:item_leave_out": ("edit", "destruction"),
    "privacy:request_new": ("edit", "data_request"),
    "privacy:request_answer": ("edit", "data_request"),
    "privacy:request_prolong": ("edit", "data_request"),
    "inspection:completeness": ("view", "completeness"),
    "desk:family_history": ("view", "family_history"),
    **dict.fromkeys(
        [
            *("programmes:room", "programmes:room_day", "programmes:room_month"),
            *("programmes:children", "programmes:child"),
        ],
        ("view", "day_room"),
    ),
    **dict.fromkeys(
        [
            *("programmes:child_leaves", "programmes:presence_edit", "programmes:card_edit"),
            *("programmes:contact_new", "programmes:contact_edit"),
            *("programmes:consent_new", "programmes:consent_end"),
        ],
        ("edit", "day_room"),
    ),
    **dict.fromkeys(
        ["programmes:room_day_paper", "programmes:room_attendance", "programmes:room_meals"],
        ("print", "day_room"),
    ),
    "families:family": ("view", "family"),
    "families:members": ("view", "family"),
    "families:family_edit": ("edit", "family"),
    "families:member_new": ("edit", "family"),
    "families:member_add": ("edit", "family"),
    "families:member_edit": ("edit", "family"),
    "families:application_new": ("edit", "family"),
    "families:assign": ("edit", "family"),
    "families:work_end": ("edit", "family"),
    "families:visits": ("view", "family"),
    "families:visit": ("view", "family_visit"),
    "families:visit_entry": ("edit", "family_visit"),
    "families:visit_protocol": ("print", "family_visit"),
    "families:visits_card": ("print", "family"),
    "families:requests": ("view", "family"),
    "families:request_take": ("edit", "family"),
    "families:assistant_report": ("print", "family"),
    "families:assistant_hours": ("print", "family"),
    "families:consent_scan": ("view", "family_consent"),
    "families:paper": ("view", "family_paper"),
    "families:plan": ("view", "family_plan"),
    "families:plan_page": ("view", "family_plan"),
    "families:plan_preview": ("preview", "family_plan"),
    "families:plan_paper": ("download", "family_plan"),
    "families:assessments": ("view", "family_assessment"),
    "families:assessment": ("view", "family_assessment"),
    "families:assessment_paper": ("download", "family_assessment"),
    "families:court_paper": ("view", "family_court"),
    "families:court_document": ("download", "family_court"),
    "programmes:project": ("view", "project"),
    "programmes:participant": ("view", "project"),
    "programmes:start_edit": ("edit", "project"),
    "programmes:support_new": ("edit", "project"),
    "programmes:support_edit": ("edit", "project"),
    "programmes:support_void": ("edit", "project"),
    "programmes:situation_edit": ("edit", "project"),
    "programmes:project_export": ("view", "project_file"),
    "programmes:figures": ("view", "programme_figures"),
    "programmes:figure_rows": ("view", "programme_figures"),
    "programmes:person_rows": ("view", "programme_figures"),
    "programmes:month_rows": ("view", "programme_figures"),
    "programmes:group_rows": ("view", "programme_figures"),
    "programmes:durability_people": ("view", "programme_figures"),
    "programmes:enrolments": ("view", "programme"),
    "programmes:enrolment": ("view", "programme"),
    "programmes:enrolment_add": ("edit", "programme"),
    "programmes:enrolment_edit": ("edit", "programme"),
    "programmes:enrolment_admit": ("edit", "programme"),
    "programmes:enrolment_refuse": ("edit", "programme"),
    "programmes:enrolment_end": ("edit", "programme"),
    "programmes:enrolment_go_on": ("edit", "programme"),
    "programmes:enrolment_void": ("edit", "programme"),
    "programmes:application_card": ("print", "programme_card"),
    "programmes:questionnaire_scan": ("view", "programme_card"),
    "programmes:choice_new": ("edit", "programme"),
    "programmes:choice_edit": ("edit", "programme"),
    "programmes:person": ("view", "programme"),
    "programmes:services": ("view", "programme"),
    "programmes:services_of": ("view", "programme"),
    "programmes:service_card": ("edit", "programme"),
    "programmes:service_void": ("edit", "programme"),
    "programmes:cost_new": ("edit", "programme"),
    "programmes:cost_void": ("edit", "programme"),
    "programmes:settlement_month": ("view", "programme"),
    "programmes:card_paper": ("print", "programme"),
    "programmes:costs_paper": ("print", "programme"),
    "inspection:completeness_print": ("print", "completeness"),
}
PAGE = {page.name: page for page in PAGES if "get" in page.methods}


def opened(name, world, client_of):
    """By the first of these roles that may; each of them sees people there."""
    page = PAGE[name]
    role = next(
        role
        for role in ("coordinator", "supervisor", "social_worker", "head", "family_assistant")
        if role in page.roles
    )
    user = user_of(world.users, role)
    assert client_of(user).get(address(page, world.inside)).status_code == 200
    return AccessEntry.objects.filter(user=user)


@pytest.mark.parametrize("name", NOTED)
@pytest.mark.django_db
def test_a_page_of_somebodys_things_is_noted_with_whose_they_are(name, world, client_of):
    act, kind = NOTED[name]
    noted = opened(name, world, client_of).filter(person_number=world.inside.person.pk)
    assert list(noted.values_list("act", "kind")) == [(act, kind)]


@pytest.mark.django_db
def test_a_scan_of_a_whole_place_is_noted_by_its_number(world, client_of):
    noted = opened("psu:signed_list_scan", world, client_of).values_list("act", "kind", "number")
    signed = SignedList.objects.get(place=world.inside.place)
    assert list(noted) == [("print", "signed_list", signed.pk)]


@pytest.fixture
def request_of(rf, db, world):
    request = rf.get("/")
    request.user = world.users.worker
    return request


def test_a_look_that_was_refused_is_noted_all_the_same(request_of):
    def view(request):
        record(request, "view", kind="person", number=12, person=12)
        return HttpResponseForbidden()

    write_notes(view)(request_of)

    assert AccessEntry.objects.get().person_number == 12


@pytest.mark.parametrize("people", [1, 2])
def test_a_page_whose_note_cannot_be_written_is_not_sent(request_of, people):
    def view(request):
        for number in range(people):
            record(request, 41 * "x", kind="person", number=number, person=number)
        return HttpResponse("dane osób")

    with pytest.raises(DataError), transaction.atomic():
        write_notes(view)(request_of)


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_accessentry SET person_number = 13", "DELETE FROM journal_accessentry"]
)
@pytest.mark.django_db
def test_an_entry_of_the_log_is_neither_changed_nor_deleted(world, sql):
    user = world.users.worker
    AccessEntry.objects.create(user=user, act="view", kind="person", person_number=12)
    with refused("journal_is_append_only"), connection.cursor() as cursor:
        cursor.execute(sql)
