"""Every page that the tables of tests/*/access.py name, looked at in a browser, filled and refused."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from tests.access import GET, POST
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory
from tests.test_permissions import ACCESS, PAGES, address, user_of

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
    """A person with a record of every kind that an address takes."""
    facts = {"person": PersonFactory(responsible=users.worker)}
    for module in ACCESS:
        facts |= module.records(SimpleNamespace(**facts), users)
    return SimpleNamespace(**facts)


@pytest.fixture
def browsers(walker, users):
    """One browser a role, its login done once and past the page of it."""
    opened = {}

    def of(page):
        role = sorted(page.roles)[0]
        if role not in opened:
            client = Client()
            client.force_login(user_of(users, role))
            opened[role] = walker()
            opened[role].page.context.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                        "url": opened[role].address,
                    }
                ]
            )
        return opened[role]

    return of


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
    *["contracts:paper", "contracts:scan", "contracts:preview", "participants:evidence_scan"],
    *["psu:attendance_blank", "psu:attendance_filled", "psu:signed_list_scan"],
    *["psu:pay_list_pdf", "psu:pay_list_xlsx"],
}


def test_every_page_at_both_widths(browsers, records):
    faults = []
    for page in PAGES:
        if GET not in page.methods or page.name in FILES:
            continue
        browser = browsers(page)
        answer = browser.page.goto(browser.address + address(page, records))
        assert answer.status == 200, page.name
        faults += faults_of(browser, page.name)
    assert faults == [], "\n\n".join(faults)


def test_every_form_sent_empty(browsers, records):
    faults, refused = [], 0
    for page in PAGES:
        if {GET, POST} - set(page.methods):
            continue
        browser = browsers(page)
        asked = browser.address + address(page, records)
        browser.page.goto(asked)
        if browser.page.url != asked:  # not now: e.g. to begin what runs already
            continue
        form = browser.page.locator("main form[method=post]").first
        with browser.page.expect_navigation():
            form.evaluate(SEND_EMPTY)
        refused += browser.page.locator(".error-summary").count() > 0
        faults += faults_of(browser, f"{page.name}, sent empty")
    # A few take what they get: a confirmation, fields that have an answer to begin with.
    assert refused > 30
    assert faults == [], "\n\n".join(faults)


# What Django's own pages of the panel bring in: a style attribute, which the content policy leaves out.
DJANGOS_OWN = "Applying inline style"
PANEL = {
    "content": ["/administracja/", "/administracja/psu/rate/", "/administracja/psu/workplace/add/"],
    "system": ["/administracja/accounts/user/", "/administracja/accounts/user/add/"],
}

CUT_OFF = """() => [...document.querySelectorAll('.form-row :is(input, select, textarea)')]
    .filter(e => e.getBoundingClientRect().right > e.closest('.module').getBoundingClientRect().right)
    .map(e => e.name)"""


def test_no_field_of_the_panel_is_cut_off_on_a_phone(walker, users, centre):
    browser = walker(PHONE)
    browser.log_in("content", "hasło-do-testów")
    browser.page.goto(browser.address + "/administracja/psu/workplace/add/")
    assert browser.page.locator(".form-row textarea").count()
    assert browser.page.evaluate(CUT_OFF) == []


def test_the_panel_brings_in_no_fault_but_djangos_own(walker, users, records):
    faults = []
    for login, addresses in PANEL.items():
        browser = walker()
        browser.log_in(login, "hasło-do-testów")
        browser.overlooks = DJANGOS_OWN
        for path in addresses:
            browser.page.goto(browser.address + path)
            faults += faults_of(browser, path)
            if path.endswith("add/"):
                browser.page.locator("[name=_save]").click()
                browser.page.wait_for_selector(".errornote")
                faults += faults_of(browser, f"{path}, refused")
    assert faults == [], "\n\n".join(faults)
