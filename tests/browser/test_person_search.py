"""The field in the header, by keyboard, by mouse and without JavaScript."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(users):
    return {
        name: PersonFactory(last_name=name, first_name="Łukasz", responsible=users.worker)
        for name in ("Kowalczyk", "Kowalewski", "Kowalski", "Zając")
    }


def typed(worker, words):
    """Type as a person does and wait for what htmx brings."""
    with worker.page.expect_response("**/osoby/szukaj/"):
        worker.page.keyboard.type(words)
    return worker.page.get_by_role("option")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_file_is_opened_by_keyboard_alone(walker, users, centre, people, size):
    worker = walker(size)
    worker.arrive("worker")
    worker.go("/")
    page = worker.page
    field = page.get_by_role("combobox", name="Szukaj osoby")

    page.keyboard.press("Control+k")
    assert field.evaluate("field => field === document.activeElement")
    options = typed(worker, "kowal")
    options.nth(2).wait_for()
    worker.check()
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator("[data-kis-status]").inner_text() == "Znalezione: 3."

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert "Kowalewski Łukasz" in chosen.inner_text()
    worker.check()
    page.keyboard.press("Escape")
    assert not options.first.is_visible()
    assert field.input_value() == "kowal"
    assert field.get_attribute("aria-expanded") == "false"

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/osoby/{people['Kowalczyk'].pk}/")
    worker.check()


def test_enter_without_a_choice_shows_the_whole_list_and_back_returns_to_it(
    walker, users, centre, people
):
    worker = walker()
    worker.arrive("worker")
    worker.go("/")

    worker.page.keyboard.press("Control+k")
    typed(worker, "kowlaski").first.wait_for()
    worker.reads("Nie znaleziono „kowlaski”. Podobne: 1.")
    worker.check()
    worker.page.keyboard.press("Enter")
    worker.page.wait_for_url("**/osoby/?s=*")
    worker.check()
    worker.press("Kowalski Łukasz")
    worker.page.go_back()

    worker.reads("Znalezione: 1")
    assert "kow" not in worker.page.url
    assert worker.page.locator("[name=words]").input_value() == "kowlaski"


def test_a_click_opens_and_nobody_found_is_said(walker, users, centre, people):
    worker = walker()
    worker.arrive("worker")
    worker.go("/")

    worker.page.keyboard.press("Control+k")
    typed(worker, "xqz")
    worker.page.get_by_role("link", name="dodaj nową osobę").wait_for()
    worker.check()
    worker.page.get_by_role("combobox").fill("")
    typed(worker, "zaj").first.click()

    worker.page.wait_for_url(f"**/osoby/{people['Zając'].pk}/")


def test_without_javascript_the_form_leads_to_the_register(walker, users, centre, people):
    worker = walker(java_script_enabled=False)
    page = worker.page
    worker.arrive("worker")
    worker.go("/")

    page.get_by_role("searchbox", name="Szukaj osoby").fill("zając")
    page.keyboard.press("Enter")
    page.wait_for_url("**/osoby/?s=*")

    assert "Zając Łukasz" in page.inner_text("main")
