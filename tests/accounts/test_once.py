"""A form that creates something saves once: sent again, it leads to what was saved."""

import datetime
import html
import io
import re

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse
from django.utils import timezone
from PIL import Image

from contracts.models import SocialContract
from kis.accounts.models import Draft, SavedForm, User
from kis.accounts.once import AddedOnce
from kis.documents.models import PaperText
from participants.models import Evidence, Note
from psu.models import WorkPlace
from tests.access import GET, POST
from tests.accounts.creating import FORMS, KEY, NOTE, a_category, key_of
from tests.contracts import made
from tests.contracts.pages import stay_of
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.participants.made import category, established
from tests.scene import PAGES, address as address_of, user_of

pytestmark = pytest.mark.django_db
SAID = "Ponowne wysłanie niczego nie dodało."
ANOTHER = "z inną treścią"


@pytest.fixture
def worker(client_of, users, centre):
    return client_of(users.worker)


@pytest.fixture
def address(users):
    return NOTE.address(users)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


# Every address


def creates(page, scene) -> bool:
    return getattr(resolve(address_of(page, scene.inside)).func, "saves_once", False)


# What takes a form and creates nothing by it: why a second sending adds nothing there.
CREATES_NOTHING = {
    "a question": {
        *("participants:list", "participants:find", "participants:pesel_reveal"),
        *("psu:sheet_preview", "participants:merge_choose", "oversight:find_person"),
        "imports:read_again",
        *("families:member_find", "programmes:enrolment_find"),
        *("entry:sessions", "entry:user_sessions"),  # which logins are to end
        "entry:invited",
    },
    "a change of a row, which carries the version that it was opened on": {
        *("participants:details_edit", "participants:pesel_change", "contracts:edit"),
        *("contracts:annex_edit", "contracts:break_end", "contracts:follow_up"),
        *("participants:labour_period_edit", "participants:evidence_edit"),
        *(
            "entry:directory",
            "participants:job_edit",
            "participants:household_member_edit",
            "desk:settings",
        ),
        *("psu:referral_edit", "psu:news_decide", "psu:notice_edit", "psu:accident_edit"),
        *("activities:activity_edit", "activities:mark", "activities:institution_edit"),
        "activities:topic",
        *("activities:placement_edit", "activities:placement_end"),
        *("activities:consultation_edit", "reports:staff_edit", "reports:grant_edit"),
        *("authorisations:edit", "inspection:inspection"),
        *("imports:columns", "imports:row", "imports:expect"),
        *("families:family_edit", "families:family_worker", "families:application_edit"),
        *("families:member_edit", "families:member_end", "families:member_person"),
        *("families:assistant_edit", "families:coordinator_end", "families:limit_edit"),
        *("families:plan_edit", "families:goal_edit", "families:assessment_edit"),
        "families:court_edit",
        *("families:assistant_edit", "families:coordinator_end", "families:visit_move"),
        *("programmes:presence_edit", "programmes:duty_edit", "programmes:activity_edit"),
        *("programmes:contact_edit", "programmes:consent_end", "programmes:opening_end"),
        *(
            "programmes:room_day",
            "programmes:room_today",
        ),  # meals: what was ticked since it was opened
        "programmes:support_edit",
        *("programmes:edition_edit", "programmes:number_edit", "programmes:group_edit"),
        *("programmes:staff_end", "programmes:enrolment_edit", "programmes:enrolment_person"),
        *("programmes:choice_edit", "programmes:provider_edit"),
    },
    "an act that a row takes once, and says so": {
        *("participants:unmerge", "participants:told_apart_undo"),
        *("participants:case_close",),
        *(
            "participants:labour_contact",
            "participants:mail_consent_end",
            "participants:eligibility_end",
            "contracts:back_to_draft",
            "contracts:print",
        ),
        *("contracts:annex_back_to_draft", "contracts:annex_print", "contracts:review_print"),
        *("psu:event", "psu:referral_end"),
        *("psu:month_review", "psu:month_review_one", "psu:month_send_back"),
        *("psu:pay_list_check", "psu:pay_list_approve", "psu:pay_list_return", "psu:pay_list_pay"),
        *("psu:pay_list_settle_refund", "psu:refund_send", "psu:refund_settle"),
        *("psu:payment_correction_confirm", "inspection:inspection_close", "deputies:cancel"),
        *("activities:enrolment_end", "activities:meeting_cancel", "activities:guest_remove"),
        *("activities:institution_check", "activities:telephone_off"),
        "activities:month_approve",
        *("imports:skip", "imports:check_again", "imports:accept", "imports:drop"),
        *("imports:take_back", "entry:reset_settle", "entry:phone_key"),
        "entry:password",
        "families:visit_cancel",
        *("families:paper_issue", "families:assignment_paper"),
        *("families:plan_agree", "families:plan_print", "families:court_print"),
        *("programmes:settle_month", "programmes:settle_whole"),
    },
    "one row for a day, a month, a window or a list, by a constraint": {
        *("participants:columns", "contracts:columns"),
        *("psu:day_save", "psu:day_plan", "psu:sheet_save", "psu:sheet_cells", "psu:month_confirm"),
        *("psu:day_confirm", "psu:month_count", "activities:mark_all"),
        *("imports:numbers", "reports:typed"),
        *("entry:phones", "entry:invite"),  # another invitation takes the place of the first
        "desk:check_now",  # one job waits in the queue, by its lock
        "programmes:durability_sources",
        *("desk:draft_keep", "desk:draft_discard", "participants:application_again"),
    },
}


def test_every_address_that_takes_a_form_saves_once_or_is_named_with_the_reason(scene):
    others = {page.name for page in PAGES if POST in page.methods and not creates(page, scene)}
    assert others == set().union(*CREATES_NOTHING.values())


# Their forms stand on a page only where a list is long, or where the centre wants approvals.
SELDOM_SHOWN = {
    *("contracts:list_order", "contracts:ask"),
    # A room shows what can be tapped today; one that was chosen is not chosen again.
    *("programmes:child_arrives", "programmes:duty_home", "programmes:room_choose"),
}


def form_to(page: str, address: str) -> str:
    """The form that is sent to the address, from the page where it stands."""
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
    main = [form for form in forms if "csrfmiddlewaretoken" in form and "przywroc" not in form]
    named = [form for form in main if f'action="{address}"' in form]
    own = [form for form in main if "action=" not in form.split(">")[0]]
    return (named or own)[0]


def test_every_form_that_creates_has_a_key_that_no_other_opening_has(scene, users, client_of):
    fresh = PersonFactory(responsible=users.worker)
    of_colleague = PersonFactory(responsible=users.colleague)
    creating = [
        page
        for page in PAGES
        if POST in page.methods and creates(page, scene) and page.name not in SELDOM_SHOWN
    ]
    assert len(creating) >= 20
    for page in creating:
        client = client_of(user_of(users, sorted(page.roles)[0]))
        address = shown_at = address_of(page, scene.inside)
        # Of somebody who takes part, or waits for the labour office's list, they tell that it is so.
        if page.name in ("contracts:begin", "contracts:begin_commissioned", "psu:candidate_new"):
            address = shown_at = reverse(page.name, args=[fresh.pk])
        # One's own case is open without a reason.
        if page.name == "participants:case_open":
            address = shown_at = reverse(page.name, args=[of_colleague.pk])
        if GET not in page.methods:
            shown_at = client.get(address).url
        keys = set()
        for _ in range(2):
            form = form_to(text_of(client.get(shown_at)), address)
            keys |= set(re.findall(r'name="form_key" value="([A-Za-z0-9_-]{22})"', form))
        assert len(keys) == 2, page.name


def key_to(client, shown_at: str, address: str) -> str:
    form = form_to(text_of(client.get(shown_at)), address)
    return re.search(r'name="form_key" value="([A-Za-z0-9_-]{22})"', form)[1]


def test_the_forms_that_are_seldom_shown_have_a_key_too(worker, users, centre, monkeypatch):
    contract = whole_draft(PersonFactory(responsible=users.worker))
    place = [contract.person_id, contract.pk]
    type(centre).objects.update(approves_contracts=True)
    monkeypatch.setattr("contracts.views.register.ROWS_AT_ONCE", 0)
    page = reverse("contracts:contract", args=place)
    register = reverse("contracts:register")
    for shown_at, address in (
        (page, reverse("contracts:ask", args=place)),
        (register, reverse("contracts:list_order") + "?"),
    ):
        assert key_to(worker, shown_at, address) != key_to(worker, shown_at, address)


# What is sent twice


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_form_sent_twice_saves_once_and_leads_to_what_was_saved(form, worker, users):
    address = form.address(users)
    before = form.model.objects.count()
    sent = form.sent(users, key_of(worker, address))
    first = worker.post(address, sent)
    assert first.status_code == 302, text_of(first)
    worker.get(first.url)
    second = worker.post(address, sent, follow=True)
    assert form.model.objects.count() == before + 1
    assert second.redirect_chain[0] == (first.url, 302)
    assert SAID in text_of(second)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_form_that_was_refused_may_be_sent_again(form, worker, users):
    address = form.address(users)
    before = form.model.objects.count()
    key = key_of(worker, address)
    refused = worker.post(address, {"form_key": key, "type": "", "none": ""})
    assert refused.status_code == 200
    assert f'name="form_key" value="{key}"' in text_of(refused)
    assert not SavedForm.objects.exists()
    assert worker.post(address, form.sent(users, key)).status_code == 302
    assert form.model.objects.count() == before + 1


def test_the_same_text_written_in_a_form_opened_anew_is_another_note(worker, users, address):
    for _ in range(2):
        worker.post(address, NOTE.sent(users, key_of(worker, address)))
    assert Note.objects.count() == 2


def test_what_was_typed_on_after_going_back_is_shown_unsaved_and_saved_when_it_is_sent(
    worker, users, address
):
    worker.post(address, NOTE.sent(users))
    Draft.objects.keep(users.worker, address, KEY, [["text", "Dopisano potem."]])
    typed = NOTE.sent(users) | {"text": "Dopisano potem."}
    page = text_of(worker.post(address, typed))
    assert ANOTHER in page
    assert "Dopisano potem." in page
    assert Note.objects.count() == 1
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    assert key != KEY
    assert Draft.objects.get().window == key
    assert "Wpisany tekst czeka" not in page
    assert worker.post(address, typed | {"form_key": key}).status_code == 302
    assert Note.objects.count() == 2
    assert not Draft.objects.exists()


def photo(colour):
    png = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(png, "PNG")
    return SimpleUploadedFile("skan.png", png.getvalue(), "image/png")


def test_another_scan_beside_the_same_words_is_other_content(worker, users):
    address = reverse("participants:evidence_new", args=a_category(users))
    typed = {"kind": "ruling", "issued_on": "3.11.2025", "is_indefinite": "on", "form_key": KEY}
    sent = [
        text_of(worker.post(address, typed | {"scan_file": photo(colour)}, follow=True))
        for colour in ("red", "red", "blue")
    ]
    assert [SAID in page for page in sent] == [False, True, False]
    assert [ANOTHER in page for page in sent] == [False, False, True]
    assert Evidence.objects.count() == 1


def test_a_key_is_of_its_user_and_of_its_form(worker, client_of, users):
    first, second = NOTE.address(users), NOTE.address(users)
    worker.post(first, NOTE.sent(users))
    assert SAID not in text_of(worker.post(second, NOTE.sent(users), follow=True))
    coordinator = client_of(users.coordinator)
    assert SAID not in text_of(coordinator.post(first, NOTE.sent(users), follow=True))
    assert Note.objects.count() == 3


@pytest.mark.parametrize("key", ["", "x", "k" * 23, "k" * 21 + "\0", "k" * 21 + "ż"])
def test_a_key_that_the_program_never_gave_out_is_none(worker, users, address, key):
    assert worker.post(address, NOTE.sent(users, key)).status_code == 302
    assert not SavedForm.objects.exists()


def test_an_address_of_any_length_is_no_fault(worker, users):
    number = f"{PersonFactory(responsible=users.worker).pk:0300d}"
    for _ in range(2):
        answer = worker.post(f"/osoby/{number}/notatki/nowa/", NOTE.sent(users))
        assert answer.status_code == 302
    assert Note.objects.count() == 1


def test_what_is_kept_of_a_form_tells_nothing_of_what_it_held(worker, users, address):
    worker.post(address, NOTE.sent(users))
    kept = SavedForm.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.content_mark)
    assert kept.leads_to == reverse("participants:notes", args=[Note.objects.get().person_id])


def test_saved_forms_are_forgotten_after_two_weeks(worker, users, address):
    worker.post(address, NOTE.sent(users))
    SavedForm.objects.update(saved_at=timezone.now() - datetime.timedelta(days=14, minutes=1))
    worker.post(address, NOTE.sent(users, "n" * 22))
    assert SavedForm.objects.get().key == "n" * 22


def test_a_redirect_that_says_no_saved_nothing(worker, users):
    person = PersonFactory(responsible=users.worker)
    stay_of(person, made.signed(person).signed_on)
    taking_part = reverse("contracts:begin", args=[person.pk])
    assert worker.post(taking_part, {"form_key": KEY}).status_code == 302
    assert not SavedForm.objects.exists()


def test_a_button_pressed_twice_copies_a_contract_once(worker, users):
    contract = made.signed(PersonFactory(responsible=users.worker), causes="Dwa lata bez pracy.")
    copy = reverse("contracts:copy", args=[contract.person_id, contract.pk])
    page = text_of(
        worker.get(reverse("contracts:contract", args=[contract.person_id, contract.pk]))
    )
    sent = {"form_key": re.search(r'name="form_key" value="([^"]+)"', form_to(page, copy))[1]}
    first = worker.post(copy, sent).url
    assert worker.post(copy, sent).url == first
    assert SocialContract.objects.count() == 2
    assert worker.post(copy, {"form_key": KEY}).url != first


# The panel

PLACE = {
    "name": "Biblioteka",
    "kind": "municipal",
    "street": "ul. Lipowa 1",
    "postal_code": "24-100",
    "town": "Puławy",
    "is_active": "on",
}


def test_a_row_is_added_in_the_panel_once(client_of, users, centre):
    content = client_of(users.content)
    address = reverse("admin:psu_workplace_add")
    kind = WorkPlace._meta.get_field("kind").choices[0][0]
    sent = PLACE | {"kind": kind, "form_key": key_of(content, address)}
    first = content.post(address, sent)
    assert first.status_code == 302, text_of(first)
    second = content.post(address, sent, follow=True)
    assert SAID in text_of(second)
    assert WorkPlace.objects.count() == 1
    other = text_of(content.post(address, sent | {"name": "Muzeum"}))
    assert ANOTHER in other
    assert 'value="Muzeum"' in other
    assert WorkPlace.objects.count() == 1


def test_a_row_is_added_in_a_window_of_the_panel_once(client_of, users, centre):
    content = client_of(users.content)
    address = reverse("admin:psu_workplace_add")
    kind = WorkPlace._meta.get_field("kind").choices[0][0]
    sent = PLACE | {"kind": kind, "_popup": "1", "form_key": KEY}
    assert "data-popup-response" in text_of(content.post(address, sent))
    assert SAID in text_of(content.post(address, sent, follow=True))
    assert WorkPlace.objects.count() == 1


def test_an_account_is_made_in_the_panel_once(client_of, users, centre):
    system = client_of(users.system)
    address = reverse("admin:accounts_user_add")
    sent = {"username": "nowa", "first_name": "Nina", "last_name": "Nowa"}
    sent |= {"groups": [str(users.worker.groups.get().pk)], "form_key": key_of(system, address)}
    first = system.post(address, sent)
    assert system.post(address, sent).url == first.url
    assert User.objects.filter(username="nowa").count() == 1


def test_what_the_panel_refuses_may_be_sent_again(client_of, users, centre):
    content = client_of(users.content)
    address = reverse("admin:psu_workplace_add")
    kind = WorkPlace._meta.get_field("kind").choices[0][0]
    sent = PLACE | {"kind": kind, "form_key": key_of(content, address)}
    assert content.post(address, sent | {"name": ""}).status_code == 200
    assert content.post(address, sent).status_code == 302
    assert WorkPlace.objects.count() == 1


def test_whatever_is_added_in_the_panel_is_added_once(rf, users):
    request = rf.get("/")
    request.user = User.objects.create_superuser("wszystko")
    once = {panel for panel in admin.site._registry.values() if isinstance(panel, AddedOnce)}
    adding = {panel for panel in admin.site._registry.values() if panel.has_add_permission(request)}
    assert adding <= once


def test_a_wording_sent_twice_is_no_refusal(client_of, users, centre):
    client, address = client_of(users.content), reverse("admin:documents_papertext_add")
    sent = {"key": "pouczenie", "title": "Pouczenie", "text": "Treść", "source": "przykład"}
    sent |= {"valid_from": "1.06.2035", "valid_to": "", "form_key": KEY}
    before = PaperText.objects.count()
    assert client.post(address, sent).status_code == 302
    assert SAID in text_of(client.post(address, sent, follow=True))
    assert PaperText.objects.count() == before + 1


def test_a_row_voided_by_a_second_click_too_is_no_page_that_is_missing(worker, users):
    person = PersonFactory(responsible=users.worker)
    row = established(person, category(), by=users.colleague)
    address = reverse("participants:eligibility_void", args=[person.pk, row.pk])
    sent = {"reason": "Pomyłka.", "form_key": key_of(worker, address)}
    assert worker.post(address, sent).status_code == 302
    assert SAID in text_of(worker.post(address, sent, follow=True))


def test_a_draft_discarded_by_a_second_click_too_is_told_of(worker, users):
    contract = made.draft(PersonFactory(responsible=users.worker), number="")
    address = reverse("contracts:discard", args=[contract.person_id, contract.pk])
    sent = {"form_key": key_of(worker, address)}
    assert worker.post(address, sent).status_code == 302
    assert SAID in text_of(worker.post(address, sent, follow=True))
