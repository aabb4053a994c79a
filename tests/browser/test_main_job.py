"""The main job in a browser, from the register to the pay list, with a wrong turn at each step.

Every page that comes is checked: axe, the content policy, one h1, no side scrolling (see Walker.check).
"""


import pytest
from django.utils import timezone

from kis.desk.reference import load_reference
from kis.lib.dates import add_months, polish
from tests.factories import make_pesel

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hasło-do-testów"
WRONG_PESEL = make_pesel(1234)[:-1] + str((int(make_pesel(1234)[-1]) + 1) % 10)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker(walker, users, centre):
    load_reference()
    users.worker.phone = "81 000 00 21"
    users.worker.save()
    person = walker()
    person.log_in("worker", PASSWORD)
    return person


def register(worker):
    """Step 1: nobody is found, so a new person; a mistyped PESEL is refused and nothing typed is lost."""
    worker.press("Osoby")
    worker.type(words="lukasz kow")
    worker.press("Szukaj")
    worker.reads("Nie znaleziono")
    worker.press("Nowa osoba")
    worker.type(
        information_given_on="d",
        information_given_how="printed",
        pesel=WRONG_PESEL,
        last_name="Kowalczyk",
        first_name="Łukasz",
        street="ul. Lubelska",
        house="12/4",
        postal_code="24-100",
        town="Puławy",
    )
    worker.press("Zapisz i dodaj kategorię")
    worker.reads("Numer PESEL ma błędną cyfrę kontrolną")
    assert worker.page.input_value("[name=last_name]") == "Kowalczyk"
    worker.type(pesel=make_pesel(1234))
    worker.press("Zapisz i dodaj kategorię")


def establish(worker):
    """The category with its evidence, then the question about excluding entitlements."""
    worker.page.select_option("[name=category]", label="długotrwale bezrobotni")
    worker.type(exclusion="Brak stałego dochodu, długa przerwa w pracy ogranicza udział w życiu.")
    worker.page.get_by_label("Rodzaj dokumentu").select_option("certificate")
    worker.page.get_by_label("Wystawiono dnia").fill("-3")
    worker.page.get_by_label("Ważny do").fill("-10")
    worker.press("Zapisz i sprawdź świadczenia")
    worker.reads("Sprawdź obie daty")
    worker.page.get_by_label("Ważny do").fill("+6m")
    worker.press("Zapisz i sprawdź świadczenia")
    worker.type(none=True, basis="oświadczenie")
    worker.press("Zapisz")
    worker.reads("Może zostać przyjęta")


def agree(worker, today):
    """Step 2: a contract without goals is not printed; after printing its wording is locked."""
    worker.tab("Kontrakty")
    worker.press("Nowy kontrakt")
    worker.press("Napisz szkic")
    worker.press("Wydrukuj do podpisu")
    worker.reads("Kontraktu nie można jeszcze wydrukować")
    until = add_months(today, 6)
    worker.type(
        ends_on="+6m",
        causes="Likwidacja zakładu pracy.",
        qualifications="Dwanaście lat pracy w magazynie.",
        strengths="Dobra organizacja dnia.",
        limits="Brak dojazdu poza miasto.",
        past_actions="Kurs przerwany z powodu opieki nad matką.",
        main_goal="Podjęcie pracy.",
        expected_effects="Umowa o pracę.",
    )
    worker.page.locator("[name=labour_group]").select_option(index=1)
    worker.type(
        **{
            "goals-0-text": "Gotowość do rozmowy z pracodawcą",
            "actions-0-text": "Cztery spotkania z doradcą",
            "actions-0-deadline": "+3m",
            "actions-1-text": "Umówienie doradcy",
            "actions-1-deadline": "+1m",
        }
    )
    worker.press("Dodaj działanie")
    assert worker.page.input_value("[name='actions-1-text']") == "Umówienie doradcy"
    worker.press("Wyznacz dni ocen")
    worker.press("Wydrukuj do podpisu")
    worker.reads("Do podpisu")
    return until


def change_after_printing(worker):
    """The wrong turn: what was printed cannot be edited any more."""
    worker.go(worker.page.url.removeprefix(worker.address) + "edytuj/")
    worker.reads("Do podpisu")
    assert worker.page.locator("[name=main_goal]").count() == 0


def sign_and_begin(worker):
    """Step 2 and 3: the signature on that very print, then participation."""
    worker.press("Zarejestruj podpisanie")
    for box in worker.page.locator("input[type=checkbox]").all():
        box.check()
    worker.press("Zarejestruj podpisanie")
    worker.reads("Podpisany")
    worker.press("Rozpocznij udział w KIS")
    worker.type(starts_on="-1", rules_version="z 2.01.2024")
    worker.press("Rozpocznij udział")
    worker.reads("nie obowiązuje żaden podpisany kontrakt")
    worker.type(starts_on="d")
    worker.press("Rozpocznij udział")
    worker.reads("trwa od")


def test_from_the_register_to_the_participation(worker, today):
    register(worker)
    establish(worker)
    agree(worker, today)
    change_after_printing(worker)
    sign_and_begin(worker)
    worker.reads(f"trwa od {polish(today)}")
