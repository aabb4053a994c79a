"""A real Chromium over the running program. Where there is none these tests say so and stay out."""

import os
import shutil
import threading
from collections import defaultdict

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from kis.accounts.models import User

# Playwright's synchronous API runs an event loop, which Django takes for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium"))
FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    *["--disable-background-networking", "--disable-component-update", "--disable-sync"],
]
DESKTOP = {"width": 1349, "height": 620}
PHONE = {"width": 390, "height": 844}
# Named one by one: without it axe leaves the rules of WCAG 2.2 (target size) out.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
# The rest of the answer, all that is right, would take longer to bring here than to find out.
# What sticks to the window's edge always covers something of what goes by under it: it is measured
# where it stands in the page, or how far a page is scrolled would decide how large a target is.
VIOLATIONS = """async rules => {
    const stuck = [...document.querySelectorAll('.missing-bar, .phone-foot')]
    stuck.forEach(bar => { bar.style.position = 'static' })
    const {violations} = await axe.run(rules)
    stuck.forEach(bar => { bar.style.position = '' })
    return {violations}
}"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker("browser")
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(reason="nie ma Chromium: podaj je przez CHROMIUM=ścieżka")
                )


class Gate:
    """Before the served program: while it is shut nothing new gets in and nobody is inside."""

    def __init__(self, application):
        self.application = application
        self.is_open, self.inside = False, 0
        self.changed = threading.Condition()

    def open(self):
        with self.changed:
            self.is_open = True

    def shut(self):
        """Let nobody in any more and wait until those who are inside have left."""
        with self.changed:
            self.is_open = False
            assert self.changed.wait_for(lambda: not self.inside, timeout=30), "a request hangs"

    def __call__(self, environ, start_response):
        with self.changed:
            if not self.is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return
            self.inside += 1
        try:
            response = self.application(environ, start_response)
            try:
                yield from response
            finally:
                response.close()
        finally:
            with self.changed:
                self.inside -= 1
                self.changed.notify_all()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


# A cell of a stacked row that shows its label and nothing behind it.
LABELS_ALONE = """() => [...document.querySelectorAll('.stacks td[data-label]')]
    .filter(cell => cell.checkVisibility() && !cell.innerText.trim()
        && !cell.querySelector('input, select, textarea, img')
        && getComputedStyle(cell, '::before').content !== 'none')
    .map(cell => cell.dataset.label)"""


def stands_right(page):
    """No fault of accessibility, no side scrolling, no label without anything behind it."""
    # It is half a megabyte: a page that was only made narrower has it already.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = AxeResults(page.evaluate(VIOLATIONS, RULES))
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} scrolls sideways by {width} px"
    assert page.evaluate(LABELS_ALONE) == [], page.url


class Walker:
    """A person at a browser: goes, reads and checks every page it comes to."""

    def __init__(self, page, address, *, scripted=True):
        self.page, self.address, self.scripted = page, address, scripted
        self.faults = []
        self.overlooks = None  # the beginning of what the content policy says of another's page
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._listen)

    def _listen(self, message):
        if message.type != "error" or "Content Security Policy" not in message.text:
            return
        if self.overlooks is None or not message.text.startswith(self.overlooks):
            self.faults.append(message.text)

    def go(self, path):
        self.page.goto(self.address + path)
        self.check()

    def log_in(self, login, password):
        self.page.goto(self.address + "/konto/login/")
        self.type(login=login, password=password)
        self.press("Zaloguj")

    def press(self, name, *, exact=True):
        """Press a button or a link by its name, then look at the page that comes."""
        target = self.page.get_by_role("button", name=name, exact=exact)
        if target.count() == 0:
            target = self.page.get_by_role("link", name=name, exact=exact)
        assert target.count(), f"no „{name}” here: {self.page.inner_text('main')[:2000]}"
        self.act(target.first)
        self.page.wait_for_load_state()
        self.check()

    def tab(self, name):
        """A tab of the person's file."""
        tabs = self.page.get_by_role("navigation", name="Karta osoby")
        self.act(tabs.get_by_text(name, exact=True))
        self.page.wait_for_load_state()
        self.check()

    def act(self, target):
        target.click()

    def fill(self, field, text):
        field.fill(text)

    def choose(self, field, **option):
        """`value=`, `label=` or `index=`, as Playwright names them."""
        field.select_option(**option)

    def tick(self, box, *, on=True):
        box.set_checked(on)

    def arrive(self, login):
        """Logged in and past the page of it, which test_first_pages and test_main_job go through."""
        client = Client()
        client.force_login(User.objects.get(username=login))
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.page.context.add_cookies([cookie])

    def type(self, **fields):
        """Fill fields by their names; True and False tick and untick, a choice is named by its value."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name}']").first
            if isinstance(value, bool):
                self.tick(field, on=value)
            elif self.page.locator(f"select[name='{name}']").count():
                self.choose(field, value=value)
            elif field.get_attribute("type") == "radio":
                self.tick(self.page.locator(f"[name='{name}'][value='{value}']"))
            else:
                self.fill(field, str(value))

    def reads(self, text):
        assert text in self.page.inner_text("body"), self.page.inner_text("main")[:3000]

    def check(self):
        """No fault of accessibility or of the content policy, one h1, no side scrolling.

        axe is a script itself: a browser without scripts is only looked at.
        """
        assert self.page.locator("h1").count() == 1, self.page.url
        if not self.scripted:
            return
        stands_right(self.page)
        assert self.faults == []


class Hands:
    """Mixin: the keys and clicks at `page`, counted. A capital and a Polish letter cost two keys."""

    page = None
    keys = clicks = 0

    def click(self, target):
        self.clicks += 1
        target.click()

    def press(self, *keys):
        for key in keys:
            self.keys += 1 + key.count("+")
            self.page.keyboard.press(key)

    def write(self, text):
        self.keys += sum(2 if letter.isupper() or letter in "ąćęłńóśźż" else 1 for letter in text)
        self.page.keyboard.type(text)


class QuickWalker(Walker):
    """The same person on pages of other tests, where axe looks at them."""

    def check(self):
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.faults == []


class KeyboardWalker(QuickWalker):
    """Without a mouse: everything has the focus before a key is pressed on it."""

    def _focus(self, target):
        target.focus()
        is_reached = "e => e === document.activeElement && e.tabIndex >= 0"
        assert target.evaluate(is_reached), f"no key reaches {target}"

    def act(self, target):
        self._focus(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, field, text):
        self._focus(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def choose(self, field, *, value=None, label=None, index=None):
        self._focus(field)
        options = field.locator("option").evaluate_all("all => all.map(e => [e.value, e.label])")
        place = index
        if index is None:
            kind, wanted = (0, value) if label is None else (1, label)
            place = [option[kind] for option in options].index(wanted)
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        assert field.input_value() == options[place][0]

    def tick(self, box, *, on=True):
        if box.is_checked() != on:
            self._focus(box)
            self.page.keyboard.press("Space")
        assert box.is_checked() == on


@pytest.fixture(scope="session")
def gate(live_server):
    served = live_server.thread.httpd
    served.set_app(Gate(served.get_app()))
    return served.get_app()


class Profile:
    """What a browser keeps between pages. A later test has it again, emptied of all but the static files.

    A new one takes as long as several pages.
    """

    def __init__(self, chromium, options):
        self.context = chromium.new_context(viewport=DESKTOP, locale="pl-PL", **options)
        self.context.set_default_timeout(10_000)
        # The first page of a worker reads every address and template of the program.
        self.context.set_default_navigation_timeout(30_000)

    def open(self, size):
        page = self.context.new_page()
        page.set_viewport_size(size)
        return page

    def empty(self):
        for page in self.context.pages:
            page.close()
        self.context.clear_cookies()
        self.context.set_offline(False)


@pytest.fixture(scope="session")
def profiles(chromium):
    """Those that nobody uses now, by what they were opened with."""
    return defaultdict(list)


@pytest.fixture
def walker(chromium, profiles, live_server, gate):
    """Opens a browser of its own: `walker()`, `walker(PHONE)`, `walker(kind=KeyboardWalker)`."""
    used = []

    def open_browser(size=DESKTOP, *, kind=Walker, **options):
        idle = profiles[frozenset(options.items())]
        profile = idle.pop() if idle else Profile(chromium, options)
        used.append((profile, idle))
        scripted = options.get("java_script_enabled", True)
        return kind(profile.open(size), live_server.url, scripted=scripted)

    gate.open()
    yield open_browser
    for profile, idle in used:
        profile.empty()
        idle.append(profile)
    # A closing page still keeps what was typed: nothing of it may reach tables that are being emptied.
    gate.shut()
