"""A real Chromium over the running program. Where there is none these tests say so and stay out."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

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
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker("browser")
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(reason="nie ma Chromium: podaj je przez CHROMIUM=ścieżka")
                )


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Walker:
    """A person at a browser: goes, reads and checks every page it comes to."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._listen)

    def _listen(self, message):
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def go(self, path):
        self.page.goto(self.address + path)
        self.check()

    def log_in(self, login, password):
        self.page.goto(self.address + "/konto/login/")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        self.press("Zaloguj")

    def press(self, name, *, exact=True):
        """Press a button or a link by its name, then look at the page that comes."""
        target = self.page.get_by_role("button", name=name, exact=exact)
        if target.count() == 0:
            target = self.page.get_by_role("link", name=name, exact=exact)
        assert target.count(), f"no „{name}” here: {self.page.inner_text('main')[:2000]}"
        target.first.click()
        self.page.wait_for_load_state()
        self.check()

    def tab(self, name):
        """A tab of the person's file."""
        self.page.get_by_role("navigation", name="Karta osoby").get_by_text(
            name, exact=True
        ).click()
        self.page.wait_for_load_state()
        self.check()

    def type(self, **fields):
        """Fill fields by their names; True and False tick and untick, a choice is named by its value."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name}']").first
            if isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            elif field.get_attribute("type") == "radio":
                self.page.locator(f"[name='{name}'][value='{value}']").check()
            else:
                field.fill(str(value))

    def reads(self, text):
        assert text in self.page.inner_text("body"), self.page.inner_text("main")[:3000]

    def check(self):
        """No fault of accessibility or of the content policy, one h1, no side scrolling."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        assert self.page.locator("h1").count() == 1, self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways by {width} px"
        assert self.faults == []


@pytest.fixture
def walker(chromium, live_server):
    """Opens a browser of its own: `walker()`, `walker(PHONE)`."""
    contexts = []

    def open_browser(size=DESKTOP, **options):
        context = chromium.new_context(viewport=size, locale="pl-PL", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Walker(context.new_page(), live_server.url)

    yield open_browser
    for context in contexts:
        context.close()
