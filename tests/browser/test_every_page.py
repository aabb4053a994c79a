"""Every page that the tables of tests/*/access.py name, looked at in a browser, filled and refused."""

import re
from functools import cache

import pytest

from kis.desk.reference import load_reference
from tests.access import GET, POST
from tests.browser.conftest import DESKTOP, PHONE
from tests.scene import APPS, PAGES, address, user_of, with_records

pytestmark = pytest.mark.django_db(transaction=True)

# A form as somebody sends it who filled in nothing: the browser's own "required" would stop it.
SEND_EMPTY = """form => {
    for (const field of form.elements) {
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = false
        else if (field.tagName === 'SELECT') field.selectedIndex = 0
        else if (field.type !== 'hidden' && field.type !== 'submit') field.value = ''
    }
    form.noValidate = true
    form.requestSubmit()
}"""


@pytest.fixture
def records(users, centre):
    return with_records(users)


@pytest.fixture
def browsers(walker, users):
    """One browser a role."""

    @cache
    def of(role):
        browser = walker()
        browser.arrive(user_of(users, role).username)
        return browser

    return of


@pytest.fixture
def clients(client_of, users):
    """The same without a browser."""
    return cache(lambda role: client_of(user_of(users, role)))


def faults_of(browser, name):
    """What `check` finds at both widths. The page is not asked for again: only the window changes."""
    found = []
    for size in (DESKTOP, PHONE):
        browser.page.set_viewport_size(size)
        try:
            browser.check()
        except AssertionError as fault:
            found.append(f"{name} at {size['width']} px: {fault}")
    browser.page.set_viewport_size(DESKTOP)
    return found


FILES = {
    *["contracts:paper", "contracts:breach_paper", "contracts:scan", "contracts:preview"],
    *["contracts:plain", "contracts:list", "contracts:table", "contracts:export_download"],
    *["contracts:annex_paper", "contracts:annex_scan", "contracts:annex_preview"],
    *["contracts:certificate", "contracts:club_paper"],
    *["contracts:review_sheet", "contracts:review_scan", "contracts:review_blank"],
    *["participants:evidence_scan", "participants:table"],
    *["activities:meeting_sheet", "activities:day_sheet", "activities:month_sheet"],
    *["activities:month_register", "activities:person_card", "activities:feed"],
    *["activities:scan", "activities:services_card"],
    *["activities:week_plan", "activities:month_plan", "activities:institution_slip"],
    *["psu:attendance_blank", "psu:attendance_filled", "psu:signed_list_scan"],
    *["psu:pay_list_pdf", "psu:pay_list_xlsx", "psu:payment_correction_pdf"],
    *["psu:referrals_table", "psu:candidates_table"],
    *["psu:bank_file_download", "psu:refund_pdf", "psu:refund_xlsx"],
    *["psu:notice_pdf", "psu:accident_pdf", "psu:accident_scan"],
    *["psu:needs_plan_pdf", "psu:eligible_list_pdf", "psu:figures_xlsx", "psu:pay_list_slip"],
    *["reports:copy_pdf", "reports:copy_xlsx", "reports:report_pdf", "reports:report_xlsx"],
    "reports:report_csv",
    *["psu:month_record_pdf", "psu:month_record_xlsx"],
    *["psu:person_paper_pdf", "psu:person_paper_xlsx"],
    *["inspection:completeness_print", "inspection:answer_print"],
    *["authorisations:register_print", "authorisations:paper", "authorisations:pledge"],
    "inspection:order_download",
    "recovery:works",
    *["families:court_list", "families:paper", "families:consent_scan"],
    *["privacy:register_print", "privacy:copy_download", "privacy:copy_archive"],
    "privacy:destruction_print",
    *["families:plan_preview", "families:plan_paper", "families:assessment_paper"],
    "families:court_document",
    *["families:visit_protocol", "families:visits_card"],
    *["families:assistant_report", "families:assistant_hours"],
    *["programmes:room_day_paper", "programmes:room_attendance", "programmes:room_meals"],
    "programmes:room_week_paper",
    *["programmes:application_card", "programmes:questionnaire_scan"],
    *["programmes:card_paper", "programmes:costs_paper", "programmes:settlement_paper"],
    "imports:template",
    "imports:left_out",
}


# They take what they get: a confirmation, or fields that have an answer to begin with.
TAKEN = {
    *["participants:list", "contracts:back_to_draft", "contracts:discard", "contracts:exports"],
    *["contracts:annex_edit", "contracts:annex_back_to_draft", "contracts:annex_discard"],
    *["reports:copy_new", "reports:typed"],
    *["psu:month_close", "psu:news_decide", "psu:accident_follow", "activities:group_approve"],
    *["imports:take_back", "inspection:file_new", "privacy:copy_new"],
    *["privacy:destruction_withdraw", "entry:phones", "entry:invite", "families:work_reopen"],
    "programmes:enrolment_go_on",
    # Drafts may wait unfinished; the others have nothing to fill in.
    *["families:plan_edit", "families:plan_back", "families:plan_discard", "families:goal_drop"],
    *["families:assessment_discard", "families:court_discard"],
    # Boxes that nobody must tick; fields that have an answer or may stay empty.
    *["programmes:room_day", "programmes:card_edit", "programmes:opening_end"],
    # An edition may be counted from no other; the file of a project is ordered by one press.
    *["programmes:durability_sources", "programmes:project_export"],
}


def is_refused_empty(browser):
    """Whether the first form of the page that is open is refused with nothing filled in."""
    form = browser.page.locator("main form[method=post]").first
    if form.get_attribute("data-kis-visit"):  # its script sends it and shows the answer
        form.evaluate(SEND_EMPTY)
        browser.page.locator(".error-summary").wait_for()
        return True
    with browser.page.expect_navigation():
        form.evaluate(SEND_EMPTY)
    return browser.page.locator(".error-summary").count() > 0


def pages_of(app):
    own = [page for page in PAGES if page.name.startswith(f"{app}:")]
    return [page for page in own if GET in page.methods and page.name not in FILES]


MAIN = re.compile(r"<main.*</main>", re.DOTALL)
# What differs between two answers although they show the same.
OF_THE_ANSWER = re.compile(r'(csrfmiddlewaretoken|form_key)" value="[^"]+"')


def seen_by_roles(page, clients, records):
    """The roles whose page shows something that no role before was shown: the others need no browser."""
    shown = set()
    for role in sorted(page.roles):
        answer = clients(role).get(address(page, records), follow=True)
        assert answer.status_code == 200, f"{page.name} for {role}"
        (main,) = MAIN.findall(answer.content.decode())
        main = OF_THE_ANSWER.sub("", main)
        if main not in shown:
            shown.add(main)
            yield role


@pytest.mark.parametrize("app", APPS)
def test_every_page_of_every_role_at_both_widths(app, browsers, clients, records):
    faults = []
    for page in pages_of(app):
        for role in seen_by_roles(page, clients, records):
            browser = browsers(role)
            answer = browser.page.goto(browser.address + address(page, records))
            assert answer.status == 200, f"{page.name} for {role}"
            faults += faults_of(browser, f"{page.name} for {role}")
    assert faults == [], "\n\n".join(faults)


@pytest.mark.parametrize("app", APPS)
def test_every_form_sent_empty_at_both_widths(app, browsers, records):
    faults, taken = [], set()
    for page in pages_of(app):
        if POST not in page.methods:
            continue
        browser = browsers(sorted(page.roles)[0])
        asked = browser.address + address(page, records)
        browser.page.goto(asked)
        if browser.page.url != asked:  # not now: e.g. to begin what runs already
            continue
        if not browser.page.locator(
            "main form[method=post]"
        ).count():  # nothing to be sent: a list of nobody
            continue
        if not is_refused_empty(browser):
            taken.add(page.name)
        faults += faults_of(browser, f"{page.name}, sent empty")
    assert faults == [], "\n\n".join(faults)
    assert taken == TAKEN & {page.name for page in pages_of(app)}


# What Django's own pages of the panel bring in: a style attribute, which the content policy leaves out.
DJANGOS_OWN = "Applying inline style"
PANEL = {
    "content": [
        *["/administracja/", "/administracja/psu/rate/", "/administracja/psu/workplace/add/"],
        "/administracja/participants/eligibilitycategory/?is_sensitive__exact=0&q=grupa",
    ],
    "system": ["/administracja/accounts/user/", "/administracja/accounts/user/add/"],
}

CUT_OFF = """() => [...document.querySelectorAll('.form-row :is(input, select, textarea)')]
    .filter(e => e.getBoundingClientRect().right > e.closest('.module').getBoundingClientRect().right)
    .map(e => e.name)"""


def test_no_field_of_the_panel_is_cut_off_on_a_phone(walker, users, centre):
    browser = walker(PHONE)
    browser.arrive("content")
    browser.page.goto(browser.address + "/administracja/psu/workplace/add/")
    assert browser.page.locator(".form-row textarea").count()
    assert browser.page.evaluate(CUT_OFF) == []


LISTS = [
    *[
        "participants/eligibilitycategory",
        "participants/acceptedevidence",
        "participants/registerlimit",
        "participants/commissionlimit",
        "participants/projectdefinition",
        "participants/openinglimit",
        "documents/papertext",
        "psu/rate",
        "psu/ceiling",
    ],
    *["activities/activitykind", "activities/absencereason"],
    *["psu/regime", "psu/workplace", "psu/supervision", "psu/workkind"],
]
HIDDEN_COLUMNS = (
    "() => (r => r ? r.scrollWidth - r.clientWidth : 0)(document.querySelector('.results'))"
)


def test_no_list_of_the_panel_is_wider_than_its_place(walker, users, records):
    """With the wordings of the act, which are long."""
    load_reference()
    browser = walker()
    browser.arrive("content")
    hidden = {}
    for name in LISTS:
        browser.page.goto(f"{browser.address}/administracja/{name}/")
        hidden[name] = browser.page.evaluate(HIDDEN_COLUMNS)
    assert {name: pixels for name, pixels in hidden.items() if pixels} == {}


def links_told_by_colour_alone(page):
    """Of the path, the line of the search and the filters: links beside other text."""
    return page.evaluate(
        """() => [...document.querySelectorAll(
            'div.breadcrumbs a, #toolbar a, #changelist-filter-extra-actions a, .paginator a')]
            .filter(link => !getComputedStyle(link).textDecorationLine.includes('underline'))
            .map(link => link.textContent)"""
    )


def test_links_in_the_text_of_the_panel_are_underlined(walker, users, records):
    browser = walker()
    browser.arrive("content")
    category = "/administracja/participants/eligibilitycategory/"
    for path in (f"{category}?is_sensitive__exact=0&q=grupa", f"{category}add/"):
        browser.page.goto(browser.address + path)
        assert browser.page.locator("div.breadcrumbs a").count()
        assert links_told_by_colour_alone(browser.page) == []


def test_the_panel_brings_in_no_fault_but_djangos_own(walker, users, records):
    faults = []
    for login, addresses in PANEL.items():
        browser = walker()
        browser.arrive(login)
        browser.overlooks = DJANGOS_OWN
        for path in addresses:
            browser.page.goto(browser.address + path)
            faults += faults_of(browser, path)
            if path.endswith("add/"):
                browser.page.locator("[name=_save]").click()
                browser.page.wait_for_selector(".errornote")
                faults += faults_of(browser, f"{path}, refused")
    assert faults == [], "\n\n".join(faults)
