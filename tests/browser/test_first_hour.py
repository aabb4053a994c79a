"""The first hour of a real office: from `prepare` on an empty database to the first printed contract.

Each step of *Pierwsze kroki* is done by the role that it names, from the button that stands there.
"""

import pytest
from django.core.management import call_command
from django.utils import timezone

from kis.accounts.models import User
from kis.desk.management.commands import prepare
from tests.browser.conftest import DESKTOP, PHONE, QuickWalker, stands_right
from tests.browser.test_every_page import DJANGOS_OWN
from tests.browser.test_main_job import agree, establish, register

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "zielony rower w stodole"
# Login → given name, surname, roles; the telephone stands on a social worker's contracts.
OFFICE = {
    "olga.kos": ("Olga", "Kos", ["administrator merytoryczny"]),
    "marta.zajac": ("Marta", "Zając", ["koordynator KIS", "księgowość", "kierownik"]),
    "anna.wrona": ("Anna", "Wrona", ["pracownik socjalny"]),
}


@pytest.fixture
def person(walker, monkeypatch):
    """Opens a browser for whoever has that login; the office is as `prepare` leaves it, with one account."""
    monkeypatch.setattr(prepare, "collect_static_files", lambda: "")
    call_command("prepare")
    User.objects.create_superuser("admin", PASSWORD, first_name="Adam", last_name="Szpak")

    def open_browser(login):
        somebody = walker(kind=QuickWalker)
        somebody.overlooks = DJANGOS_OWN
        somebody.arrive(login)
        somebody.go("/")
        somebody.press("Otwórz pierwsze kroki")
        return somebody

    return open_browser


def lead(somebody, action, *, left):
    """From *Pierwsze kroki* on by the button of a step. `left`: those still to be done."""
    found = somebody.page.locator(".tasks li", has_text="Do zrobienia").locator("strong")
    assert [title[:1] for title in found.all_inner_texts()] == list(left)
    somebody.press(action, exact=False)


def save(somebody):
    """In the panel, and back to the steps by the link that stands there while something is left."""
    somebody.press("Zapisz")
    somebody.press("Pierwsze kroki")


def make_accounts(admin):
    """Step 1. Who adds several stays in the form."""
    for size in (DESKTOP, PHONE):
        admin.page.set_viewport_size(size)
        stands_right(admin.page)
    lead(admin, "Dodaj konto", left="123457")
    for login, (first, last, roles) in OFFICE.items():
        admin.type(username=login, first_name=first, last_name=last, phone="81 000 00 21")
        for role in roles:
            admin.tick(admin.page.get_by_label(role, exact=True))
        is_last = login == list(OFFICE)[-1]
        admin.press("Zapisz" if is_last else "Zapisz i dodaj nowy")


def let_them_set_passwords(admin, walker):
    """Each by an invitation that the administrator shows; nobody else learns the password."""
    for user in User.objects.filter(username__in=OFFICE):
        admin.go(f"/konto/sesje/{user.pk}/zaproszenie/")
        admin.press("Pokaż zaproszenie")
        invited = admin.page.get_by_label("Adres", exact=True).input_value()
        somebody = walker(kind=QuickWalker)
        somebody.go("/konto/zaproszenie/#" + invited.partition("#")[2])
        somebody.press("Dalej")
        somebody.type(password1=PASSWORD, password2=PASSWORD)
        somebody.press("Ustaw hasło")
    admin.go("/pierwsze-kroki/")


def authorise_them(admin):
    """Step 2: until then nobody of them comes in."""
    lead(admin, "Otwórz rejestr", left="23457")
    for user in User.objects.shut_out(timezone.localdate()):
        admin.go(f"/upowaznienia/nowe/?kto={user.pk}")
        admin.type(granted_on="d", granted_by="Jan Dudek, dyrektor", pledge_signed_on="d")
        admin.press("Zapisz i przejdź do wydruków")


def enter_dictionaries(content):
    """Steps 3–5, of the content administrator."""
    lead(content, "Wpisz dane", left="3457")
    content.type(
        name="Miejski Ośrodek Pomocy Społecznej", short_name="MOPS", municipality="Miasto Puławy"
    )
    content.type(street="ul. Leśna 17", postal_code="24-100", town="Puławy", head_name="Jan Dudek")
    save(content)
    lead(content, "Dodaj rodzaj", left="457")
    content.type(name="prace porządkowe")
    save(content)
    lead(content, "Dodaj miejsce", left="57")
    content.type(name="Biblioteka Miejska", kind="community")
    save(content)


def conclude_agreement(coordinator, today):
    """Step 7, at a rate above the minimum of any year; then nothing leads to the steps any more."""
    lead(coordinator, "Wpisz porozumienie", left="7")
    coordinator.type(number=f"1/{today.year}", signed_on="d", starts_on="d", ends_on="+1m")
    coordinator.type(persons="10", total_hours="2000", weekly_hours="10", refund_percent="60")
    for name in ("Biblioteka Miejska", "prace porządkowe"):
        coordinator.tick(coordinator.page.get_by_label(name))
    coordinator.choose(coordinator.page.locator("[name='rates-0-kind']"), label="prace porządkowe")
    coordinator.type(**{"rates-0-per_hour": "50", "rates-0-valid_from": "d"})
    coordinator.press("Zapisz porozumienie")
    coordinator.go("/")
    assert not coordinator.page.get_by_text("Pierwsze kroki").count()


def test_from_an_empty_database_through_the_first_steps_to_a_printed_contract(person, walker):
    admin = person("admin")
    make_accounts(admin)
    let_them_set_passwords(admin, walker)
    authorise_them(admin)
    enter_dictionaries(person("olga.kos"))
    conclude_agreement(person("marta.zajac"), timezone.localdate())
    worker = walker(kind=QuickWalker)
    worker.arrive("anna.wrona")
    worker.go("/")
    register(worker)
    establish(worker)
    agree(worker, timezone.localdate())
