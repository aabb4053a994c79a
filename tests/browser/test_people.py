"""A person is found, entered and made eligible, at a desk and on a phone, with a wrong turn at each step."""

import pytest

from participants.models import Person
from participants.reference import load_categories
from tests.browser.conftest import DESKTOP, PHONE, Hands
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_register_to_an_eligible_person(walker, users, centre, size):
    load_categories()
    PersonFactory(last_name="Zając", first_name="Ewa", responsible=users.worker)
    worker = walker(size)
    worker.arrive("worker")

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


class Clerk(Hands):
    """Somebody at the register."""

    def __init__(self, walker):
        self.page = walker.page

    def fields(self, *texts):
        """Type into one field after the other; None passes one over."""
        for text in texts:
            if text is not None:
                self.write(text)
            self.press("Tab")


def test_the_short_entry_costs_at_most_75_keys_and_one_click(walker, users, centre):
    worker = walker()
    worker.arrive("worker")
    worker.go("/osoby/")
    clerk = Clerk(worker)
    clerk.press("Control+k")
    clerk.write("kowal")
    clerk.page.wait_for_selector("text=Nie znaleziono")
    clerk.press("Enter")
    clerk.page.wait_for_load_state()
    clerk.click(worker.page.get_by_role("link", name="Nowa osoba"))
    clerk.page.wait_for_load_state()
    assert clerk.keys <= 11

    clerk.keys = 0
    clerk.fields("d", None, "81050412359", "Kowalczyk", "Łukasz", None, None)
    clerk.fields("Lubelska", "5", "24-100", "Puławy")
    clerk.write("600100200")
    clerk.press("Control+Enter")
    clerk.page.wait_for_selector("text=Zapisano: Kowalczyk Łukasz")

    person = Person.objects.get(last_name="Kowalczyk")
    assert (person.sex, person.house, person.phone) == ("M", "5", "600100200")
    assert clerk.keys <= 75
    assert clerk.clicks == 1


def test_questions_that_an_answer_makes_needless_are_not_asked(walker, users, centre):
    worker = walker()
    worker.arrive("worker")
    worker.go("/osoby/nowa/")
    page = worker.page
    some = {
        *{"no_pesel", "identity_number", "born_on", "residence_title", "place_of_stay"},
        "keep_pesel",
    }

    def asked():
        return {name for name in some if page.locator(f"[name={name}]").is_visible()}

    assert asked() == {"no_pesel", "identity_number", "born_on"}
    page.fill("[name=identity_number]", "ABC")
    page.fill("[name=pesel]", "81050412356")
    assert asked() == {"identity_number"}  # what was typed stays in sight
    assert page.locator("#div_id_no_pesel").locator("..").is_hidden()  # no hole in the row
    page.fill("[name=citizenship]", "ukraińskie")
    page.check("[name=is_homeless]")
    assert asked() == {"identity_number", "residence_title", "place_of_stay"}
    worker.press("Zapisz i dodaj kategorię")
    worker.reads("Numer PESEL ma błędną cyfrę kontrolną")
    assert asked() == {"identity_number", "residence_title", "place_of_stay", "keep_pesel"}


def test_alt_n_writes_a_note_from_any_tab_and_altgr_n_a_letter(walker, users, centre):
    person = PersonFactory(responsible=users.worker)
    worker = walker(DESKTOP)
    worker.arrive("worker")
    for tab in ("", "kontrakty/", "historia/"):
        worker.go(f"/osoby/{person.pk}/{tab}")
        worker.page.keyboard.press("Control+Alt+n")  # as AltGr comes on Windows
        worker.reads(str(person))
        assert "notatki" not in worker.page.url
        worker.page.keyboard.press("Alt+n")
        worker.page.wait_for_url(f"**/osoby/{person.pk}/notatki/nowa/")
