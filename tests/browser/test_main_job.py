"""The main job in a browser, from the register to the pay list, with a wrong turn at each step.

It is walked three times: as people do, by keyboard alone, and without scripts. Every page that comes is
checked: axe, the content policy, one h1, no side scrolling (see Walker.check).
"""

import datetime
import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db.models import Sum
from django.utils import timezone
from openpyxl import load_workbook

from kis.desk.reference import load_reference
from kis.lib.dates import add_months, polish
from participants.models import Person
from psu.hours.typed_cells import cell_name
from psu.models import (
    Agreement,
    PayList,
    Referral,
    Supervision,
    WorkDay,
    WorkKind,
    WorkPlace,
)
from tests.browser.conftest import KeyboardWalker
from tests.factories import PersonFactory, make_pesel
from tests.papers import text

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hasło-do-testów"
WRONG_PESEL = make_pesel(1234)[:-1] + str((int(make_pesel(1234)[-1]) + 1) % 10)


@pytest.fixture
def today():
    return timezone.localdate()


WAYS = {
    "as people do": {},
    "keyboard": {"kind": KeyboardWalker},
    "without scripts": {"java_script_enabled": False},
}


@pytest.fixture(params=WAYS)
def browser(request, walker, users, centre):
    """Opens a browser of the way that is walked."""
    load_reference()
    users.worker.phone = "81 000 00 21"
    users.worker.save()
    return lambda: walker(**WAYS[request.param])


@pytest.fixture
def user(browser):
    """Opens a browser for the user of that name: the login itself is a step of the first part."""

    def open_browser(name):
        person = browser()
        person.arrive(name)
        return person

    return open_browser


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
    worker.choose(worker.page.locator("[name=category]"), label="długotrwale bezrobotni")
    worker.type(exclusion="Brak stałego dochodu, długa przerwa w pracy ogranicza udział w życiu.")
    worker.choose(worker.page.get_by_label("Rodzaj dokumentu"), value="certificate")
    worker.fill(worker.page.get_by_label("Wystawiono dnia"), "-3")
    worker.fill(worker.page.get_by_label("Ważny do"), "-10")
    worker.press("Zapisz i sprawdź świadczenia")
    worker.reads("Sprawdź obie daty")
    worker.fill(worker.page.get_by_label("Ważny do"), "+6m")
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
        strengths="Dwanaście lat pracy w magazynie.",
        limits="Brak dojazdu poza miasto.",
        past_actions="Bez pracy od roku, kurs z PUP.",
        failure_reasons="Kurs przerwany z powodu opieki nad matką.",
        effects_to_support="Nie było.",
        main_goal="Podjęcie pracy.",
        handing_over="Nie dotyczy.",
    )
    worker.type(
        **{
            "goals-0-text": "Gotowość do rozmowy z pracodawcą",
            "goals-0-effect": "trzy rozmowy",
            "actions-0-text": "Cztery spotkania z doradcą",
            "actions-0-deadline": "+3m",
            "actions-1-text": "Umówienie doradcy",
            "actions-1-deadline": "+1m",
        }
    )
    worker.press("Dodaj działanie")
    assert worker.page.input_value("[name='actions-1-text']") == "Umówienie doradcy"
    worker.press("Wyznacz dni ocen")
    contract = worker.page.url.removeprefix(worker.address).partition("edytuj/")[0]
    with worker.page.expect_response(is_paper):
        worker.page.get_by_role("button", name="Wydrukuj do podpisu").press("Enter")
    # Back from the paper: one browser shows it in the page, another one saves it.
    worker.go(contract)
    worker.reads("Do podpisu")
    return until


def is_paper(response) -> bool:
    return response.headers.get("content-type") == "application/pdf"


def change_after_printing(worker):
    """The wrong turn: what was printed cannot be edited any more."""
    worker.go(worker.page.url.removeprefix(worker.address) + "edytuj/")
    worker.reads("Do podpisu")
    assert worker.page.locator("[name=main_goal]").count() == 0


def sign_and_begin(worker):
    """Step 2 and 3: the signature on that very print, then participation."""
    worker.press("Zarejestruj podpisanie")
    for box in worker.page.locator("input[type=checkbox]").all():
        worker.tick(box)
    worker.press("Zarejestruj podpisanie")
    worker.reads("Podpisany")
    worker.press("Rozpocznij udział w KIS")
    worker.type(starts_on="-1", rules_version="z 2.01.2024")
    worker.press("Rozpocznij udział")
    worker.reads("nie obowiązuje żaden podpisany kontrakt")
    worker.type(starts_on="d")
    worker.press("Rozpocznij udział")
    worker.reads("trwa od")


def test_from_the_login_and_the_register_to_the_participation(browser, today):
    worker = browser()
    worker.log_in("worker", PASSWORD)
    register(worker)
    establish(worker)
    agree(worker, today)
    change_after_printing(worker)
    sign_and_begin(worker)
    worker.reads(f"trwa od {polish(today)}")


# The month of the sum that is checked by hand: 38,50 godz. × 12,20 zł.
MAY = datetime.date(2025, 5, 1)
HOURS = {5: "8,5", 12: "5", 14: "5", 19: "5", 21: "5", 26: "5"}
LAST_DAY, REST = 28, "5"


@pytest.fixture
def scene(browser, users):
    """A participant's file is not needed: the second person is a graduate, not a participant now."""
    place = WorkPlace.objects.create(name="Biblioteka Miejska", kind=WorkPlace.Kind.COMMUNITY)
    WorkKind.objects.create(name="prace porządkowe")
    Supervision.objects.create(place=place, user=users.supervisor, starts_on=MAY)
    for name in ("Kowalczyk", "Ptak"):
        PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
    return SimpleNamespace(place=place, users=users)


def conclude_agreement(coordinator):
    """Twelve hours a week under the previous act is refused beside the field; ten is saved."""
    coordinator.go("/")
    coordinator.press("PSU")
    coordinator.press("Porozumienia")
    coordinator.press("Nowe porozumienie")
    coordinator.type(
        **{
            "number": "1/2025",
            "signed_on": "2.01.2025",
            "starts_on": "2.01.2025",
            "ends_on": "+1r",
            "persons": "10",
            "total_hours": "4000",
            "weekly_hours": "12",
            "monthly_hours": "40",
            "refund_percent": "60",
            "rates-0-per_hour": "12,20",
            "rates-0-valid_from": "2.01.2025",
        }
    )
    coordinator.tick(coordinator.page.get_by_label("Biblioteka Miejska"))
    coordinator.tick(coordinator.page.get_by_label("prace porządkowe"))
    coordinator.choose(coordinator.page.locator("[name='rates-0-kind']"), label="prace porządkowe")
    coordinator.press("Zapisz porozumienie")
    coordinator.reads("najwyżej na 10 godz. w tygodniu")
    coordinator.type(weekly_hours="10")
    coordinator.press("Zapisz porozumienie")
    coordinator.reads("1/2025")


def send_to_work(worker, person, number):
    """Step 3: a referral that came from the labour office is recorded on the person's tab."""
    worker.go(f"/osoby/{person.pk}/psu/")
    worker.press("Wpisz skierowanie PUP")
    worker.type(
        basis="unemployed",
        number=number,
        issued_on="25.04.2025",
        starts_on="1.05.2025",
        ends_on="31.12.2025",
        status_checked_on="25.04.2025",
        status_checked_how="zaświadczenie",
        no_benefit_checked_on="25.04.2025",
        assistance_confirmed_on="25.04.2025",
        ohs_on="5.05.2025",
        ohs_instructor="Zofia Nowak",
        payment="cash",
    )
    for name in ("agreement", "place", "kind"):
        worker.choose(worker.page.locator(f"[name={name}]"), index=1)
    worker.press("Zapisz skierowanie")
    worker.reads(number)


def settle_cells(supervisor):
    """Leave the cell under the cursor and wait for the answers, without scripts save the form; then look."""
    if not supervisor.scripted:
        supervisor.press("Zapisz")
        return
    supervisor.page.keyboard.press("Enter")
    supervisor.page.wait_for_selector(".month-sheet .waiting", state="detached")
    supervisor.check()


def type_hours(supervisor, referral, day, typed):
    name = cell_name(referral.pk, MAY.replace(day=day))
    supervisor.fill(supervisor.page.locator(f"[name='{name}']"), typed)


def mark_hours(supervisor, place, referrals):
    """Step 4: the day before the instruction and the eleventh hour are refused, the rest is saved."""
    supervisor.go(f"/psu/miejsca/{place.pk}/2025-05/")
    for referral in referrals:
        for day, typed in HOURS.items():
            type_hours(supervisor, referral, day, typed)
    type_hours(supervisor, referrals[0], 2, "2")
    type_hours(supervisor, referrals[0], 16, "1")
    settle_cells(supervisor)
    supervisor.reads("Najpierw szkolenie BHP. Po szkoleniu zadzwoń do KIS.")
    supervisor.reads("W tygodniu 12–18.05 jest już 10 godz.")
    assert WorkDay.objects.count() == len(referrals) * len(HOURS)
    for referral in referrals:
        type_hours(supervisor, referral, LAST_DAY, REST)
    for day in (2, 16):
        type_hours(supervisor, referrals[0], day, "")
    settle_cells(supervisor)
    assert supervisor.page.locator("[aria-invalid]").count() == 0
    hours = WorkDay.objects.filter(referral=referrals[0]).aggregate(sum=Sum("hours"))["sum"]
    assert hours == Decimal("38.50")


def review_and_close(coordinator, place, agreement):
    """Step 5: what is missing stands beside each person; with the signed list the month closes."""
    address = f"/psu/porozumienia/{agreement.pk}/miesiac/2025-05/"
    coordinator.go(address)
    coordinator.reads("Brak podpisanej listy: Biblioteka Miejska.")
    coordinator.go(f"/psu/miejsca/{place.pk}/2025-05/")
    coordinator.press("Odnotuj podpisaną listę")
    coordinator.type(received_on="2.06.2025", agrees=True)
    coordinator.press("Zapisz")
    coordinator.go(address)
    coordinator.press("Oznacz jako sprawdzony")
    coordinator.press("Zamknij miesiąc")
    coordinator.reads("77 godz.")
    coordinator.press("Zamknij miesiąc")
    coordinator.reads("Zamknięto maj")


def try_the_closed_month(supervisor, place, referral):
    """The wrong turn: the sheet that was still open in another window."""
    type_hours(supervisor, referral, LAST_DAY, "4")
    settle_cells(supervisor)
    supervisor.reads("Maj jest już zamknięty. Zadzwoń do KIS.")
    supervisor.go(f"/psu/miejsca/{place.pk}/2025-05/")
    supervisor.reads("Miesiąc jest zamknięty.")


def pay(accountant):
    """Step 6: every figure agrees to the grosz on the screen, in the PDF and in the XLSX."""
    pay_list = PayList.objects.get()
    accountant.go(f"/psu/listy/{pay_list.pk}/")
    for figure in ("38,50", "469,70", "281,82", "939,40", "563,64"):
        accountant.reads(figure)
    paper = accountant.page.request.get(f"{accountant.address}/psu/listy/{pay_list.pk}/pdf/").body()
    printed = text(paper)
    for figure in ("38,50", "469,70", "281,82", "939,40", "563,64"):
        assert figure in printed
    book = accountant.page.request.get(f"{accountant.address}/psu/listy/{pay_list.pk}/xlsx/").body()
    values = {
        cell.value
        for row in load_workbook(io.BytesIO(book), data_only=True).active.iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float))
    }
    assert {38.5, 469.7, 281.82, 939.4, 563.64} <= values
    accountant.press("Oznacz jako sprawdzoną")
    accountant.reads("Sprawdzona pod względem rachunkowym")


def test_from_the_agreement_to_the_pay_list(user, scene):
    worker, coordinator, supervisor = user("worker"), user("coordinator"), user("supervisor")
    conclude_agreement(coordinator)
    for number, person in enumerate(Person.objects.in_polish_order(), start=1):
        send_to_work(worker, person, f"PUP.632.{number}.2025")
    referrals = list(Referral.objects.in_polish_order())
    mark_hours(supervisor, scene.place, referrals)
    review_and_close(coordinator, scene.place, Agreement.objects.get())
    try_the_closed_month(supervisor, scene.place, referrals[0])
    pay(user("accountant"))
