"""Long texts while they are typed: kept on the server, rows by keyboard, the covered screen."""

import pytest
from django.urls import reverse

from kis.accounts.models import Draft
from participants.models import Note
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts.written import whole_draft

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Rozmowa o pracy w ośrodku kultury"


@pytest.fixture
def worker(walker, users, centre):
    def open_browser(size=DESKTOP, **options):
        browser = walker(size, **options)
        browser.arrive("worker")
        return browser

    return open_browser


def typed_note(browser, person):
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.page.locator("[name=text]").press_sequentially(TEXT)
    browser.page.get_by_text("Wpisany tekst zachowano o").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_typed_text_comes_back_after_a_closed_window_and_goes_when_it_is_saved(
    worker, person, size
):
    browser = worker(size)
    typed_note(browser, person)
    browser.page.close()

    again = worker(size)
    again.go("/")
    again.press(f"{person} – niezapisany tekst")
    again.reads("Wpisany tekst czeka")
    again.press("Przywróć tekst")
    assert again.page.locator("[name=text]").input_value() == TEXT
    again.type(kind="call")
    again.press("Zapisz notatkę")
    assert not Draft.objects.exists()


def test_typed_text_survives_an_expired_login(worker, person):
    browser = worker()
    typed_note(browser, person)
    browser.page.context.clear_cookies(name="sessionid")
    browser.press("Zapisz notatkę")
    browser.type(login="worker", password="hasło-do-testów")
    browser.press("Zaloguj")
    browser.reads("Wpisany tekst czeka")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_what_is_typed_beside_an_offer_overwrites_nothing_and_two_windows_keep_apart(
    worker, person, size
):
    browser = worker(size)
    typed_note(browser, person)
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.reads("Wpisany tekst czeka")
    browser.page.locator("[name=text]").press_sequentially("osiem zn")
    browser.page.get_by_text("Wpisany tekst zachowano o").wait_for()
    texts = {dict(draft.content)["text"] for draft in Draft.objects.all()}
    assert texts == {TEXT, "osiem zn"}

    browser.go(reverse("participants:note_new", args=[person.pk]))
    assert browser.page.get_by_text("Wpisany tekst czeka").count() == 2
    browser.page.get_by_role("button", name="Przywróć tekst 2").click()
    assert browser.page.locator("[name=text]").input_value() == TEXT
    browser.type(kind="call")
    browser.press("Zapisz notatkę")
    assert [dict(draft.content)["text"] for draft in Draft.objects.all()] == ["osiem zn"]


# The first of two clicks: it arrives, and the second takes its answer's place.
SEND_WITHOUT_LOOKING = """form => fetch(form.action, {method: 'POST', body: new FormData(form)})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_second_click_adds_nothing_and_says_so(worker, person, size):
    browser = worker(size)
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.type(kind="call", text=TEXT)
    browser.page.locator("main form").last.evaluate(SEND_WITHOUT_LOOKING)
    browser.press("Zapisz notatkę")
    browser.reads("Ponowne wysłanie niczego nie dodało.")
    assert Note.objects.count() == 1


def test_what_is_typed_on_after_going_back_is_shown_unsaved(worker, person):
    browser = worker()
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.type(kind="call", text=TEXT)
    browser.page.locator("main form").last.evaluate(SEND_WITHOUT_LOOKING)
    browser.type(text="Dopisano potem.")
    browser.press("Zapisz notatkę")
    browser.reads("z inną treścią")
    assert browser.page.locator("[name=text]").input_value() == "Dopisano potem."
    browser.press("Zapisz notatkę")
    assert Note.objects.count() == 2


def test_a_form_that_back_fills_in_again_is_the_same_form(worker, person):
    browser = worker()
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.type(kind="call", text=TEXT)
    browser.press("Zapisz notatkę")
    browser.page.go_back()
    assert browser.page.locator("[name=text]").input_value() == TEXT
    browser.press("Zapisz notatkę")
    browser.reads("Ponowne wysłanie niczego nie dodało.")
    assert Note.objects.count() == 1


def test_what_back_fills_in_again_is_not_offered_beside_itself(worker, person):
    browser = worker()
    typed_note(browser, person)
    browser.go("/")
    browser.page.go_back()
    assert browser.page.locator("[name=text]").input_value() == TEXT
    assert browser.page.get_by_text("Wpisany tekst czeka").count() == 0
    browser.page.locator("[name=text]").press_sequentially(" i dalej")
    browser.page.get_by_text("Wpisany tekst zachowano o").wait_for()
    (draft,) = Draft.objects.all()
    assert dict(draft.content)["text"].replace(" i dalej", "") == TEXT


def test_without_a_network_the_page_says_so_and_keeps_trying(worker, person):
    browser = worker()
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.page.context.set_offline(True)
    browser.page.locator("[name=text]").press_sequentially("x")
    browser.page.get_by_text("Nie zachowano – brak połączenia").wait_for()
    assert browser.page.locator("[name=text]").input_value() == "x"
    browser.page.context.set_offline(False)
    browser.page.get_by_text("Wpisany tekst zachowano o").wait_for(timeout=20_000)


def test_rows_are_moved_and_added_by_keyboard(worker, users, person):
    contract = whole_draft(person)
    browser = worker()
    browser.go(reverse("contracts:edit", args=[person.pk, contract.pk]))
    goals = browser.page.locator("textarea[name^='goals-'][name$='-text']")
    of_goal = browser.page.locator("select[name^='actions-'][name$='-goal']")
    assert [choice.input_value() for choice in of_goal.all()] == ["1", "1", "2", "2", "2"]
    goals.nth(0).fill("Pierwszy")
    goals.nth(1).fill("Drugi")
    goals.nth(0).press("Alt+Shift+ArrowDown")
    assert [goals.nth(0).input_value(), goals.nth(1).input_value()] == ["Drugi", "Pierwszy"]
    assert goals.nth(1).evaluate("field => field === document.activeElement")
    # Actions go with their goal.
    assert [choice.input_value() for choice in of_goal.all()] == ["2", "2", "1", "1", "1"]

    before = goals.count()
    goals.nth(1).press("Control+Shift+Enter")
    browser.page.wait_for_load_state()
    assert goals.count() == before + 1
    assert goals.nth(1).input_value() == "Pierwszy"
    browser.check()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_f8_covers_the_page_and_keeps_what_is_typed(worker, person, size):
    browser = worker(size)
    browser.go(reverse("participants:note_new", args=[person.pk]))
    text = browser.page.locator("[name=text]")
    text.fill(TEXT)
    browser.page.keyboard.press("F8")
    assert browser.page.locator("dialog.cover").is_visible()
    browser.page.keyboard.press("Escape")
    assert browser.page.locator("dialog.cover").is_visible(), "Esc uncovers by mistake"
    box = browser.page.locator("dialog.cover").bounding_box()
    assert (box["width"], box["height"]) == (size["width"], size["height"])
    browser.check()
    browser.page.keyboard.press("F8")
    assert not browser.page.locator("dialog.cover").is_visible()
    assert text.input_value() == TEXT


LAST_WORDS = " i o zdrowiu"


def logged_out_in_the_middle(browser, person):
    """A note of which the first words are kept, and the last typed when there was no login any more."""
    typed_note(browser, person)
    browser.page.context.clear_cookies(name="sessionid")
    browser.page.locator("[name=text]").press_sequentially(LAST_WORDS)
    browser.page.get_by_text("Wylogowano. Nie zamykaj tego okna").wait_for()


def logged_in_beside(browser, name):
    with browser.page.expect_popup() as opened:
        browser.page.get_by_role("link", name="Zaloguj się").click()
    tab = opened.value
    tab.locator("[name=login]").fill(name)
    tab.locator("[name=password]").fill("hasło-do-testów")
    tab.get_by_role("button", name="Zaloguj", exact=True).click()
    tab.get_by_role("heading", name="Pulpit").wait_for()
    tab.close()


def test_what_is_typed_after_the_login_expired_waits_in_its_window_and_is_saved(worker, person):
    browser = worker()
    logged_out_in_the_middle(browser, person)
    browser.type(kind="call")
    browser.page.get_by_role("button", name="Zapisz notatkę").click()
    browser.check()
    assert browser.page.locator("[name=text]").input_value() == TEXT + LAST_WORDS

    logged_in_beside(browser, "worker")
    with browser.page.expect_navigation():
        browser.page.get_by_role("button", name="Zapisz notatkę").click()
    assert Note.objects.get().text == TEXT + LAST_WORDS
    assert not Draft.objects.exists()


def test_what_one_user_typed_is_not_sent_in_the_name_of_another(worker, person):
    browser = worker()
    logged_out_in_the_middle(browser, person)
    logged_in_beside(browser, "coordinator")
    browser.type(kind="call")
    browser.page.get_by_role("button", name="Zapisz notatkę").click()
    browser.page.get_by_text("zalogował się ktoś inny").wait_for()
    assert browser.page.locator("[name=text]").input_value() == TEXT + LAST_WORDS
    assert not Note.objects.exists()
    assert set(Draft.objects.values_list("user__username", flat=True)) == {"worker"}


# A page that thinks it was opened two hours ago; a clock of Playwright's would stop axe.
OPENED_LONG_AGO = """
    const now = performance.now.bind(performance);
    performance.now = () => now() + (window.later ?? 0);
"""


def test_a_page_that_was_long_silent_asks_before_it_is_sent(worker, person):
    browser = worker()
    browser.page.add_init_script(OPENED_LONG_AGO)
    browser.go(reverse("participants:note_new", args=[person.pk]))
    browser.page.evaluate("later = 2 * 60 * 60 * 1000")
    browser.page.context.clear_cookies(name="sessionid")
    browser.type(kind="call", text=TEXT)
    browser.page.get_by_role("button", name="Zapisz notatkę").click()
    browser.page.get_by_text("Wylogowano. Nie zamykaj tego okna").wait_for()
    assert browser.page.locator("[name=text]").input_value() == TEXT
