"""The script of the supervisor's day: taps that save themselves, and what another person wrote meanwhile."""

import pytest

from tests.browser.conftest import stands_right
from tests.browser.scripts.phone_page import PATH, PLAN, PhonePage, saves


class Phone:
    """Somebody with a phone."""

    def __init__(self, site, day):
        self.site, self.day, self.page = site, day, site.page
        site.pages |= day.pages()
        site.open(PATH)

    def card(self, number):
        return self.page.locator(f"#karta-{number}")

    def tap(self, button):
        """By the id of the button; without looking whether its list is open."""
        self.page.evaluate("id => document.getElementById(id).click()", button)

    def type_hours(self, number, words):
        details = self.card(number).locator("details").first
        if details.get_attribute("open") is None:
            self.page.click(f"#inaczej-{number}")
        self.page.fill(f"#godziny-{number}", words)

    def state(self, number, words):
        self.card(number).locator("[data-kis-phone=state]").get_by_text(
            words, exact=True
        ).wait_for()

    def refused(self, number, words):
        self.card(number).locator("[data-kis-phone=refusal]").filter(has_text=words).wait_for()


@pytest.fixture
def day():
    return PhonePage()


@pytest.fixture
def phone(site, day):
    return Phone(site, day)


def test_a_tap_saves_itself_and_brings_its_card_back_under_the_focus(phone, day):
    phone.page.click("#plan-1")
    phone.state(1, "4 godz.")
    assert day.stored == {1: "4", 2: ""}
    assert phone.page.evaluate("document.activeElement.id") == "plan-1"
    assert "Zapisano. 4 godz." in phone.page.inner_text("[data-kis-phone=said]")


def test_a_refusal_keeps_what_was_typed_with_its_sentence(phone, day):
    phone.type_hours(1, "11")
    phone.page.keyboard.press("Enter")
    phone.refused(1, "Można wpisać najwyżej 10.")
    assert phone.page.input_value("#godziny-1") == "11"
    phone.type_hours(1, "2,5")
    phone.page.keyboard.press("Enter")
    phone.state(1, "2,5 godz.")
    phone.page.click("#inaczej-1")
    phone.page.click("#usun-1")
    phone.state(1, "bez wpisu")


def test_an_empty_field_of_hours_is_no_deletion(phone, day):
    phone.tap("plan-1")
    phone.state(1, "4 godz.")
    phone.type_hours(1, "")
    phone.page.click("#zapisz-1")
    phone.page.wait_for_function("document.querySelector('#karta-1 .chip').textContent[0] !== 'w'")
    assert "act" not in day.posted[-1]
    assert day.posted[-1]["text"] == ""


def test_from_and_to_being_typed_stay_when_another_tap_is_answered(phone, day, site):
    with site.on_the_way(PLAN):
        phone.tap("plan-all")
        phone.type_hours(1, "2")
        phone.page.fill("#od-do-1", "8-10")
    phone.state(2, "4 godz.")
    assert phone.page.input_value("#od-do-1") == "8-10"
    assert phone.page.input_value("#godziny-1") == "2"


def test_quick_changes_of_mind_are_no_conflict(phone, day, site):
    with site.on_the_way(saves(1)):
        phone.tap("plan-1")
        phone.tap("nie-U-1")
    phone.state(1, "nieobecność usprawiedliwiona")
    with site.on_the_way(saves(1)):
        phone.tap("nie-N-1")
        phone.tap("nie-O-1")
        phone.tap("nie-P-1")
    phone.state(1, "przestój")
    assert [post["text"] for post in day.posted] == ["4", "U", "N", "P"]


def test_a_tap_after_the_plan_goes_on_from_what_the_plan_wrote(phone, day, site):
    with site.on_the_way(PLAN):
        phone.tap("plan-all")
        phone.tap("nie-U-1")
    phone.state(1, "nieobecność usprawiedliwiona")
    assert day.stored == {1: "U", 2: "4"}


def test_what_another_person_wrote_is_a_conflict_also_where_the_plan_came_between(phone, day, site):
    with site.on_the_way(PLAN):
        phone.tap("plan-all")
        phone.tap("nie-U-1")
        day.stored[1] = "3"
    phone.refused(1, "jest 3, wpisano U")
    assert day.stored[1] == "3"


def test_a_later_tap_meets_the_same_conflict_as_the_one_before_it(phone, day, site):
    with site.on_the_way(saves(1)):
        phone.tap("plan-1")
        phone.tap("nie-U-1")
        day.stored[1] = "3"
    phone.refused(1, "jest 3, wpisano U")
    assert day.stored[1] == "3"
    phone.page.get_by_role("button", name="Zostaje: nieobecność usprawiedliwiona").click()
    phone.state(1, "nieobecność usprawiedliwiona")


def test_hours_that_are_being_typed_stay_over_what_they_were_typed_over(phone, day, site):
    with site.on_the_way(PLAN):
        phone.tap("plan-all")
        phone.type_hours(1, "2")
        day.stored[1] = "3"
    phone.state(1, "3 godz.")
    assert phone.page.input_value("#godziny-1") == "2"
    assert phone.page.evaluate("document.activeElement.id") == "godziny-1"
    phone.page.keyboard.type(",5")
    phone.page.keyboard.press("Enter")
    phone.refused(1, "jest 3, wpisano 2,5")
    assert day.stored[1] == "3"


def test_hours_typed_after_a_tap_go_on_from_what_it_wrote(phone, day, site):
    with site.on_the_way(saves(1)):
        phone.tap("plan-1")
        phone.type_hours(1, "2,5")
    phone.state(1, "4 godz.")
    phone.page.keyboard.press("Enter")
    phone.state(1, "2,5 godz.")
    assert day.stored[1] == "2,5"


def test_without_the_network_taps_are_kept_said_loudly_and_sent_again(phone, day, site):
    pages = dict(site.pages)
    site.pages |= {saves(1): lambda posted: None, saves(2): lambda posted: None}
    loud = phone.page.locator("[data-kis-phone=loud]")
    phone.tap("plan-1")
    loud.filter(has_text="brak połączenia").wait_for()
    phone.tap("plan-2")
    phone.state(2, "wysyłanie: 4")
    phone.tap("nie-O-2")
    phone.state(2, "wysyłanie: odmowa")
    stands_right(phone.page)

    site.pages |= pages
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.state(2, "odmowa")
    assert day.stored == {1: "4", 2: "O"}
    loud.wait_for(state="hidden")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 503}, "serwer jest zajęty"),
        ({"status": 200, "headers": {"HX-Redirect": "/konto/login/"}}, "wylogowano"),
    ],
)
def test_a_fault_is_told_and_the_tap_sent_once_more_by_the_button(phone, day, site, answer, words):
    kept = site.pages[saves(1)]
    site.pages[saves(1)] = answer
    phone.tap("plan-1")
    phone.page.locator("[data-kis-phone=loud]").filter(has_text=words).wait_for()
    stands_right(phone.page)
    site.pages[saves(1)] = kept
    phone.page.get_by_role("button", name="Spróbuj teraz").click()
    phone.state(1, "4 godz.")


def test_a_person_who_is_not_here_any_more_is_not_asked_about_again(phone, day, site):
    site.pages[saves(1)] = {"status": 404}
    phone.tap("plan-1")
    loud = phone.page.locator("[data-kis-phone=loud]").filter(has_text="nie można już tu wpisać")
    loud.wait_for()
    assert loud.get_by_role("button").count() == 0
    phone.tap("plan-2")
    phone.state(2, "4 godz.")
