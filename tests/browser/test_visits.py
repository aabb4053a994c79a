"""An assistant's visit on a telephone: told in a minute, kept while there is no network, sent once."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kis.families.models import Visit
from kis.lib.dates import DAY
from tests.browser.conftest import PHONE
from tests.families.factories import AssistantFactory, LoadLimitFactory, member, works_with
from tests.families.visit_factories import TopicFactory, visit

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('kis-visit')).length"
TEXT = "Plan dnia na lodówce."
LOSES_ONE_ANSWER = """() => {
    const real = window.fetch
    window.fetch = async (...asked) => {
        window.fetch = real
        await real(...asked)
        throw new TypeError("the answer never came")
    }
}"""


@pytest.fixture
def row(users, centre):
    """Planned for yesterday, so that it is over at any hour."""
    LoadLimitFactory()
    assignment = works_with(AssistantFactory(user=users.assistant), users)
    member(assignment.cooperation.family)
    TopicFactory(name="szkoła")
    return visit(assignment, timezone.localdate() - DAY)


class Telephone:
    def __init__(self, walker):
        self.walker = walker(PHONE)
        self.walker.arrive("assistant")
        self.page = self.walker.page
        self.walker.go("/rodziny/dzis/")

    def offline(self, is_offline=True):
        self.page.context.set_offline(is_offline)

    def open(self, row):
        self.page.goto(f"{self.walker.address}/rodziny/wizyty/{row.pk}/przebieg/")

    def write(self, text=TEXT):
        self.page.locator("[name=present]").first.check()
        self.page.fill("[name=arrangements]", text)

    def save(self):
        self.page.get_by_role("button", name="Zapisz", exact=True).click()

    def keeps(self, count):
        """A moment after the last key."""
        for _ in range(50):
            if self.kept() == count:
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"keeps {self.kept()}")

    def kept(self):
        return self.page.evaluate(KEPT)

    def waits(self, count):
        self.page.wait_for_selector(f"text=czeka tutaj: {count}")

    def sees(self, text):
        self.page.wait_for_selector(f"text={text}")

    def new_tab(self):
        self.page.close()
        self.page = self.walker.page = self.walker.page.context.new_page()
        self.page.set_viewport_size(PHONE)


@pytest.fixture
def phone(walker, row):
    telephone = Telephone(walker)
    yield telephone
    telephone.page.evaluate("localStorage.clear()")


def test_a_visit_is_told_in_few_taps_and_only_the_office_says_that_it_is_saved(phone, row):
    phone.walker.press("Wpisz przebieg")
    phone.write()
    phone.save()
    phone.sees("zapisano")
    phone.walker.check()
    row.refresh_from_db()
    assert (row.state, row.arrangements) == ("held", TEXT)
    assert phone.kept() == 0


def test_without_a_network_it_waits_here_and_is_sent_once(phone, row):
    phone.open(row)
    phone.write()
    phone.offline()
    phone.save()
    phone.waits(1)
    assert "zapisano o" not in phone.page.inner_text("main")
    phone.walker.check()
    row.refresh_from_db()
    assert row.is_planned
    phone.offline(False)
    phone.sees("zapisano o")
    row.refresh_from_db()
    assert (row.state, row.arrangements, row.version) == ("held", TEXT, 2)
    assert phone.kept() == 0


def test_an_answer_that_was_lost_on_the_way_is_no_second_visit(phone, row):
    family = row.cooperation.family_id
    phone.page.goto(f"{phone.walker.address}/rodziny/{family}/wizyty/nowa/")
    phone.page.fill("[name=starts_at]", "0.00")
    phone.page.fill("[name=ends_at]", "0.01")
    phone.write()

    phone.page.evaluate(LOSES_ONE_ANSWER)
    phone.save()
    phone.sees("Nie wysłano – brak połączenia.")
    phone.waits(1)
    assert Visit.objects.filter(is_planned_ahead=False).count() == 1
    phone.page.get_by_role("button", name="Spróbuj teraz").click()
    phone.sees("zapisano o")
    assert Visit.objects.filter(is_planned_ahead=False).count() == 1


def test_a_closed_tab_loses_nothing(phone, row):
    phone.open(row)
    phone.write()
    phone.offline()
    phone.save()
    phone.waits(1)
    phone.new_tab()
    phone.offline(False)
    phone.page.goto(f"{phone.walker.address}/rodziny/dzis/")
    phone.sees("zapisano o")
    row.refresh_from_db()
    assert row.arrangements == TEXT


def test_what_was_typed_and_not_sent_comes_back_with_the_form(phone, row):
    phone.open(row)
    phone.write("Dopiero zaczęte")
    phone.keeps(1)
    phone.new_tab()
    phone.open(row)
    phone.sees("Przywrócono tekst")
    assert phone.page.input_value("[name=arrangements]") == "Dopiero zaczęte"
    row.refresh_from_db()
    assert row.is_planned


def test_what_came_back_in_the_closed_part_of_the_form_is_seen(phone, row):
    phone.open(row)
    assert not phone.page.locator("[name=note]").is_visible()
    phone.page.locator("summary", has_text="Więcej").click()
    phone.page.fill("[name=note]", TEXT)
    phone.keeps(1)
    phone.new_tab()
    phone.open(row)
    phone.sees("Przywrócono tekst")
    assert phone.page.locator("[name=note]").is_visible()
    assert phone.page.input_value("[name=note]") == TEXT


def test_a_login_that_ended_meanwhile_is_asked_for_and_the_text_waits(phone, row):
    phone.open(row)
    phone.write()
    phone.offline()
    phone.save()
    phone.waits(1)
    Session.objects.all().delete()
    phone.offline(False)
    phone.sees("Nie wysłano – wylogowano.")
    assert phone.page.get_by_role("link", name="Zaloguj się").count() == 1
    assert phone.kept() == 1
    phone.walker.arrive("assistant")
    phone.page.goto(f"{phone.walker.address}/rodziny/dzis/")
    phone.sees("zapisano o")
    row.refresh_from_db()
    assert row.arrangements == TEXT


def test_a_visit_changed_in_the_office_meanwhile_shows_both_texts_and_the_choice(phone, row):
    phone.open(row)
    phone.write("Z telefonu.")
    phone.offline()
    phone.save()
    phone.waits(1)
    Visit.objects.filter(pk=row.pk).update(arrangements="Z biura.")
    phone.offline(False)
    phone.sees("Z biura.")
    phone.walker.check()
    phone.page.get_by_label("Wpisana tutaj: Z telefonu.").check()
    phone.save()
    phone.sees("zapisano o")
    row.refresh_from_db()
    assert row.arrangements == "Z telefonu."
    assert phone.kept() == 0


def test_logging_out_takes_what_was_kept_along_and_asks_first(phone, row):
    phone.open(row)
    phone.write()
    phone.keeps(1)
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept()

    phone.page.on("dialog", answer)
    phone.page.locator(".user-menu summary").click()
    phone.page.get_by_role("button", name="Wyloguj").click()
    phone.page.wait_for_url("**/login/**")
    assert "nie wysłano: 1" in asked[0]
    assert phone.kept() == 0


def test_without_scripts_the_form_is_a_plain_one(walker, row):
    plain = walker(PHONE, java_script_enabled=False)
    plain.arrive("assistant")
    plain.go(f"/rodziny/wizyty/{row.pk}/przebieg/")
    plain.page.locator("[name=present]").first.check()
    plain.page.fill("[name=arrangements]", TEXT)
    plain.press("Zapisz")
    row.refresh_from_db()
    assert row.arrangements == TEXT
