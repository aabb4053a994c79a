"""The work with a family from its first word to its end, by those who do it, on a desk and on a phone."""

import datetime

import pytest

from kis.families.models import Cooperation, Family, Plan
from tests.browser.conftest import DESKTOP, PHONE
from tests.families.factories import AssistantFactory, LoadLimitFactory

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = datetime.date.today()  # noqa: DTZ011 – the browser's day
NAME = "Wilgowie z Lubelskiej"


def typed(day):
    return f"{day:%d.%m.%Y}"


@pytest.fixture
def staff(users, centre):
    LoadLimitFactory()
    return AssistantFactory(user=users.assistant)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_family_gets_its_assistant_a_plan_and_an_assessment(walker, staff, size):
    def at(login):
        browser = walker(size)
        browser.arrive(login)
        return browser

    worker, head, assistant = at("worker"), at("head"), at("assistant")
    family = _enter(worker)
    _apply(worker, family)
    _assign(head)
    plan = _plan(assistant, family)
    _agree(worker)
    _sign(assistant, plan)
    _assess(assistant, family)
    _end(head, family)


def _enter(worker):
    worker.go("/rodziny/")
    worker.press("Nowa rodzina")
    worker.type(name=NAME, town="Puławy")
    worker.press("Zapisz i dodaj osoby")
    family = Family.objects.get()
    for first_name, part in (("Agnieszka", "parent"), ("Ola", "child")):
        worker.press("Dodaj osobę")
        worker.type(part=part, last_name="Wilga", first_name=first_name)
        if part == "child":
            worker.type(whereabouts="home")
        worker.press("Zapisz")
        worker.reads(f"Wilga {first_name}")
    return family


def _apply(worker, family):
    worker.go(f"/rodziny/{family.pk}/")
    worker.press("Wniosek o asystenta")
    worker.type(
        basis="consent",
        interview_on=typed(TODAY - datetime.timedelta(days=3)),
        interview_by="Anna Wrona",
        reasons="Trudności wychowawcze.",
        consent_on=typed(TODAY),
    )
    worker.press("Zapisz")
    worker.reads("Czeka na kierownika")


def _assign(head):
    head.go("/")
    head.press("Przydziel", exact=False)
    head.reads("0 → 1")
    head.page.locator("[name=assistant]").first.check()
    head.press("Przydziel asystenta")
    head.reads("Przydzielono asystenta: Joanna Brzoza")
    assert Cooperation.objects.get().starts_on == TODAY


def _plan(assistant, family):
    assistant.go("/")
    assistant.press("Ułóż plan", exact=False)
    assistant.press("Ułóż plan")
    assistant.type(difficulties="Zaległości w czynszu.", made_with="Agnieszka Wilga")
    assistant.press("Zapisz")
    assistant.press("Dodaj cel")
    fields = {
        "text": "Dom ma uporządkowany budżet",
        "effect": "Czynsz zapłacony przez trzy miesiące",
        "actions-0-text": "Zeszyt wydatków",
        "actions-0-who": "matka z asystentem",
        "actions-0-deadline": typed(TODAY + datetime.timedelta(days=60)),
    }
    assistant.type(**fields)
    assistant.press("Zapisz")
    assistant.reads("Dom ma uporządkowany budżet")
    return Plan.objects.get()


def _agree(worker):
    worker.go("/")
    worker.press("Uzgodnij", exact=False)
    worker.press("Otwórz")
    worker.press("Uzgadniam ten plan")
    worker.reads("Uzgodniono plan")


def _sign(assistant, plan):
    assistant.go(f"/rodziny/{plan.cooperation.family_id}/plan/{plan.pk}/")
    # The paper comes in place of the page: its making has tests of its own.
    with assistant.page.expect_response(lambda answer: "/wydruk/" in answer.url):
        assistant.page.get_by_role("button", name="Wydrukuj do podpisu").click()
    assistant.go(f"/rodziny/{plan.cooperation.family_id}/plan/{plan.pk}/")
    assistant.press("Zarejestruj podpisanie")
    assistant.reads(plan.live_print.code)
    assistant.type(code_is_there=True, names="Agnieszka Wilga")
    assistant.press("Zarejestruj podpisanie")
    assistant.reads("Plan obowiązuje i jest zamknięty")


def _assess(assistant, family):
    assistant.go(f"/rodziny/{family.pk}/oceny/")
    assistant.press("Napisz ocenę")
    goal = Plan.objects.get().goals.get()
    assistant.type(
        situation="Czynsz zapłacony.",
        conclusion="Praca przynosi skutek.",
        what_next="go_on",
        **{f"result_{goal.pk}": "going_on"},
    )
    assistant.press("Zapisz szkic oceny")
    assistant.press("Przekaż kierownikowi")
    assistant.press("Przekaż kierownikowi")
    assistant.reads("przekazano")


def _end(head, family):
    head.go(f"/rodziny/{family.pk}/")
    head.press("Zakończ pracę")
    head.type(reason="moved")
    head.press("Zakończ pracę")
    head.reads("Wydrukuj: ")
    assert Cooperation.objects.get().ended_on == TODAY
