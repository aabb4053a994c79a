"""How many keys a whole contract B costs that is written from the library, and the library in a browser."""

import datetime

import pytest
from django.urls import reverse

from contracts.models import LibraryGoal, SocialContract
from kis.desk.reference import load_reference
from participants.models import EligibilityCategory
from tests.browser.conftest import DESKTOP, PHONE, Hands, KeyboardWalker
from tests.browser.test_main_job import is_paper
from tests.contracts.pages import address
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

# With texts of one's own at most 650 keys, of which the texts are 475.
MOST_KEYS = 650
OWN_TEXTS = {
    "causes": "Likwidacja zakładu w 2024 r., przerwa w pracy dłuższa niż rok, brak nowych kwalifikacji.",
    "strengths": "Dwanaście lat pracy w magazynie, prawo jazdy kat. B, dokładność, wsparcie siostry.",
    "limits": "Opieka nad matką w poniedziałki, brak dojazdu poza miasto, obawa przed rozmową.",
    "past_actions": "Od 3.02.2025; dwa staże z PUP bez zatrudnienia, jeden kurs komputerowy przerwany.",
    "main_goal": "Podjęcie pracy w pełnym wymiarze i samodzielne utrzymanie się do końca maja.",
}


@pytest.fixture
def office(centre, users):
    load_reference()
    users.worker.phone = "81 000 00 21"
    users.worker.save()
    return users


@pytest.fixture
def unemployed(office):
    person = PersonFactory(responsible=office.worker)
    day = datetime.date(2026, 1, 5)
    person.eligibilities.create(
        category=EligibilityCategory.objects.filter(code=5, valid_to=None).get(),
        established_on=day,
        established_by=office.worker,
    )
    return person


class Writer(Hands):
    """A social worker at the form of a draft."""

    def __init__(self, walker, person):
        self.walker = walker()
        self.page = self.walker.page
        self.walker.arrive("worker")
        self.walker.go(reverse("contracts:new", args=[person.pk]))
        self.walker.press("Napisz szkic")
        self.keys = self.clicks = 0

    def field(self, name):
        return self.page.locator(f"[name='{name}']")

    def at(self):
        return self.page.evaluate("document.activeElement.name")

    def on_to(self, name):
        """By Tab to the next field that must be this one."""
        self.press("Tab")
        assert self.at() == name

    def press_here(self):
        """The button on which the cursor stands."""
        with self.page.expect_navigation():
            self.press("Enter")
        self.walker.check()


def test_a_whole_contract_from_the_library_takes_at_most_650_keys(walker, unemployed):
    writer = Writer(walker, unemployed)
    writer.click(writer.field("ends_on"))
    writer.write("+6m")
    writer.click(writer.field("causes"))
    for name, words in OWN_TEXTS.items():
        if name == "main_goal":
            for other in ("failure_reasons", "effects_to_support"):
                writer.on_to(other)
                writer.write("nie było")
        if name != "causes":
            writer.on_to(name)
        writer.write(words)
    own = writer.keys

    # Goals with their actions and deadlines: the library stands right behind the main goal.
    writer.press("Tab", "Enter")
    for _ in range(2):
        writer.press("Tab", "Space")
    for _ in LibraryGoal.objects.all():
        if writer.at() == "insert":
            break
        writer.press("Tab")
    writer.press_here()
    writer.walker.reads("Wstawiono cele: 2")
    from_library = writer.keys - own

    writer.click(writer.field("handing_over"))
    writer.write("nie dotyczy")
    writer.click(writer.page.get_by_role("button", name="Wyznacz dni ocen"))
    writer.page.wait_for_load_state()
    writer.walker.check()
    button = writer.page.get_by_role("button", name="Wydrukuj do podpisu")
    button.focus()
    writer.clicks += 1
    with writer.page.expect_response(is_paper, timeout=30_000):
        writer.press("Enter")

    contract = SocialContract.objects.get()
    assert contract.state == SocialContract.State.PRINTED
    assert contract.goals.count() == 2
    actions = [action for goal in contract.goals.all() for action in goal.actions.all()]
    assert len(actions) >= 7
    assert all(action.plain and action.deadline <= contract.ends_on for action in actions)
    counted = {"własne teksty": own, "biblioteka": from_library, "razem": writer.keys}
    assert from_library <= 40, counted
    assert writer.keys <= MOST_KEYS, counted
    assert writer.clicks <= 7


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_library_is_accessible_on_a_desk_and_on_a_phone(walker, office, size):
    goal = LibraryGoal.objects.first()
    coordinator = walker(size)
    coordinator.arrive("coordinator")
    coordinator.go(address("register"))
    coordinator.press("Biblioteka celów i działań")
    coordinator.press(goal.text)
    coordinator.press("Zmień")
    coordinator.type(text="")
    coordinator.press("Zapisz cel")
    coordinator.reads("Nie zapisano. Popraw")


WAYS = {
    "keyboard": {"kind": KeyboardWalker},
    "without scripts": {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_coordinator_words_a_goal_and_the_worker_takes_it_over(walker, unemployed, way):
    coordinator = walker(**WAYS[way])
    coordinator.arrive("coordinator")
    coordinator.go(address("library"))
    coordinator.press("Nowy cel")
    coordinator.type(
        **{
            "text": "Prawo jazdy",
            "plain": "Robię prawo jazdy.",
            "actions-0-text": "Kurs prawa jazdy",
            "actions-0-plain": "Chodzę na kurs.",
            "actions-0-months": "3",
        }
    )
    coordinator.press("Dodaj działanie")
    coordinator.type(**{"actions-2-text": "Egzamin"})
    coordinator.press("Zapisz cel")
    coordinator.reads("Zapisano cel w bibliotece.")
    worker = walker(**WAYS[way])
    worker.arrive("worker")
    worker.go(reverse("contracts:new", args=[unemployed.pk]))
    worker.press("Napisz szkic")
    worker.type(causes="Dopiero co wpisane.", ends_on="+6m")
    summary = worker.page.locator("details.library > summary")
    summary.focus()
    summary.press("Enter")
    worker.tick(worker.page.get_by_label("Prawo jazdy"))
    worker.press("Wstaw zaznaczone")
    worker.reads("Wstawiono cele: 1, działania: 2.")
    assert worker.page.input_value("[name=causes]") == "Dopiero co wpisane."
    assert worker.page.input_value("[name='goals-0-text']") == "Prawo jazdy"
    assert worker.page.input_value("[name='actions-1-text']") == "Egzamin"
    worker.type(**{"actions-0-text": "Kurs kategorii C"})
    worker.press("Zapisz szkic")
    contract = SocialContract.objects.get()
    actions = [action for goal in contract.goals.all() for action in goal.actions.all()]
    assert [(action.text, action.plain) for action in actions] == [
        ("Kurs kategorii C", "Chodzę na kurs."),
        ("Egzamin", ""),
    ]
