"""No form about a person whose processing is restricted opens: the reader is led back and told why."""

import pytest

from participants.models import Person
from tests.access import COORDINATOR, WORKER
from tests.privacy.test_restriction import restrict
from tests.scene import PAGES, address

# Works and money that go on, news of the status among them (see Restriction).
GO_ON = {
    *("psu:event", "psu:event_void", "psu:notice_new", "psu:notice_waive", "psu:notice_edit"),
    *("psu:notice_send", "psu:notice_void", "psu:past_month", "psu:signed_list", "psu:month_close"),
    *("psu:accident_new", "psu:accident_edit", "psu:accident_follow", "psu:accident_hand"),
    *("psu:accident_scan_add", "psu:accident_void", "psu:month_reopen", "psu:payment_correct"),
    *("psu:refund_void", "psu:news_new", "psu:news_void", "psu:news_decide"),
    "psu:contract_checked",
    # Who is in a day room and who may take a child home must be known for its safety.
    *("programmes:child_leaves", "programmes:presence_new", "programmes:presence_edit"),
    *("programmes:presence_void", "programmes:consent_new", "programmes:consent_end"),
    "programmes:consent_void",
    *("participants:account_new", "participants:mail_consent_end"),
}
# What the person asks for by law, and how the office orders its work.
RIGHTS = {
    *("privacy:request_new", "privacy:request_answer", "privacy:request_prolong"),
    *("privacy:copy_new", "privacy:restriction_lift", "privacy:destruction_withdraw"),
    *("privacy:item_leave_out", "participants:opening_judge", "participants:hand_over"),
    *("participants:tell_apart", "participants:told_apart_undo"),
}
# About no person, or about many of whom one is chosen: the choice is refused in its own words.
OF_MANY = {
    *("activities:enrol", "activities:consultation_new", "psu:pup_list", "psu:eligible_list_send"),
    # Whoever is restricted is told among those who are not in the file.
    "programmes:project_export",
    *("psu:eligible_list_void", "inspection:file_new", "inspection:inspection", "desk:left_behind"),
}

# About several people at once: what is restricted of one is held at that one's own row.
OF_FAMILIES = {
    *("families:family_edit", "families:family_worker", "families:member_new"),
    *("families:member_find", "families:member_add", "families:application_new"),
    *("families:application_edit", "families:application_void", "families:assignment_void"),
    *("families:plan_void", "families:assessment_void", "families:court_void"),
    "families:monitoring_void",
    "families:member_person",  # asked here of a child, whose data nobody restricted
}

ABOUT_NOBODY = (
    *("programmes:edition_", "programmes:number_", "programmes:group_", "programmes:staff_"),
    *("programmes:provider_", "programmes:enrolment_new", "programmes:settlement"),
    *("programmes:room", "programmes:duty_", "programmes:opening_", "programmes:activity_"),
    *("reports:", "psu:needs_plan", "psu:agreement", "contracts:library", "activities:activity_"),
    *("activities:month", "activities:group", "activities:institution", "activities:meeting"),
    "programmes:durability",
    *("activities:scan", "activities:topic", "accounts:", "recovery:", "imports:", "entry:"),
)

ASKED = [
    page
    for page in PAGES
    if page.arguments
    and {WORKER, COORDINATOR} & page.roles
    and page.name not in GO_ON | RIGHTS | OF_MANY | OF_FAMILIES
    and not page.name.startswith(ABOUT_NOBODY)
]


@pytest.fixture
def restricted(world, db) -> Person:
    restrict(world.inside.person, world.users)
    return world.inside.person


@pytest.mark.parametrize("page", ASKED, ids=lambda page: page.name)
def test_a_form_leads_back(page, world, restricted):
    user = world.users.worker if WORKER in page.roles else world.users.coordinator
    answer = world.client_of(user).get(address(page, world.inside))
    if answer.status_code == 200 and not answer.streaming:
        assert b'name="form_key"' not in answer.content


@pytest.mark.parametrize("name", ["participants:account_new", "participants:mail_consent_end"])
def test_what_goes_on_opens(name, world, restricted):
    (page,) = [page for page in PAGES if page.name == name]
    assert world.client_of(world.users.worker).get(address(page, world.inside)).status_code == 200
