"""A person is found, entered and made eligible, at a desk and on a phone, with a wrong turn at each step."""

import pytest

from participants.models import Person
from participants.reference import load_categories
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_register_to_an_eligible_person(walker, users, centre, size):
    load_categories()
    PersonFactory(last_name="Zając", first_name="Ewa", responsible=users.worker)
    worker = walker(size)
    worker.log_in("worker", "hasło-do-testów")

    worker.go("/osoby/")
    worker.type(words="zajac", group="wszyscy")
    worker.press("Szukaj")
    worker.reads("Zając Ewa")
    assert "zajac" not in worker.page.url
    worker.type(words="kowal luk")
    worker.press("Szukaj")
    worker.reads("Nie znaleziono „kowal luk”")

    worker.press("Nowa osoba")
    worker.type(pesel="81050412356", last_name="Kowalczyk", first_name="Łukasz")
    worker.press("Zapisz i dodaj kategorię")
    worker.reads("Numer PESEL ma błędną cyfrę kontrolną")
    worker.type(pesel="81050412359", information_given_on="d")
    worker.press("Zapisz i dodaj kategorię")

    worker.reads("Kategoria i dokument")
    worker.press("Zapisz i sprawdź świadczenia")
    worker.reads("Wybierz: kategoria")
    person = Person.objects.get(last_name="Kowalczyk")
    option = worker.page.locator("[name=category] option", has_text="długotrwale bezrobotni")
    worker.type(
        **{
            "category": option.first.get_attribute("value"),
            "exclusion": "Nie ma pracy od trzech lat, nie stać go na czynsz.",
            "dokument-kind": "certificate",
            "dokument-issued_on": "-1",
            "dokument-valid_until": "+1m",
        }
    )
    worker.press("Zapisz i sprawdź świadczenia")
    worker.press("Zapisz")
    worker.reads("Zaznacz „Nie ma prawa do żadnego”")
    worker.type(none=True, basis="oświadczenie")
    worker.press("Zapisz")
    worker.reads("Może zostać przyjęta")

    for tab in ("dane/", "dane/edytuj/", "dane/pesel/", "dane/wyplata/nowa/", "notatki/nowa/"):
        worker.go(f"/osoby/{person.pk}/{tab}")
    worker.go(f"/osoby/{person.pk}/dane/")
    worker.press("Pokaż PESEL")
    worker.reads("81050412359")
