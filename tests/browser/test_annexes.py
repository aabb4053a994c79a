"""An annex in a browser: from the signed contract to the wording in force, on a desk and on a phone."""

import datetime

import pytest
from django.urls import reverse

from contracts.models import AnnexPrint, SocialContract
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts import annexed, made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = datetime.date.today()  # noqa: DTZ011 – the browser's day
ENDS_ON = TODAY + datetime.timedelta(days=200)
LATER = f"{ENDS_ON + datetime.timedelta(days=60):%d.%m.%Y}"


def signed(person):
    """Today, on today's paper; every day of it is still to come."""
    days = [TODAY + datetime.timedelta(days=60), ENDS_ON]
    goals = [
        (
            {"text": "Aktualne umiejętności biurowe", "effect": "pisanie pism"},
            [
                ("person", "Udział w warsztacie komputerowym", days[0]),
                ("worker", "Rozmowa co miesiąc", days[0]),
            ],
        )
    ]
    reviews = [(days[0], False), (days[1], True)]
    number = f"{27 + SocialContract.objects.count()}/2026"
    draft = whole_draft(person, ends_on=ENDS_ON, number=number, goals=goals, reviews=reviews)
    return made.sign(made.lock(draft, printed_on=TODAY), on=TODAY)


@pytest.fixture
def worker(walker, users, centre):
    def open_browser(size=DESKTOP, **options):
        browser = walker(size, **options)
        browser.arrive("worker")
        return browser

    return open_browser


def of(contract, name="contract"):
    return reverse(f"contracts:{name}", args=[contract.person_id, contract.pk])


def at(annex, name="annex"):
    return reverse(
        f"contracts:{name}", args=[annex.contract.person_id, annex.contract_id, annex.pk]
    )


def test_a_contract_is_made_longer_and_its_page_says_by_what(worker, person):
    contract = signed(person)
    browser = worker()
    browser.go(of(contract))
    browser.press("Aneks")
    browser.type(ends_on=LATER, reason="Warsztat potrwa dłużej.")
    browser.press("Przygotuj aneks")
    browser.reads("Aneks nr 1 do kontraktu B 27/2026")
    browser.reads("zmieniono")
    annex = contract.annexes.get()
    annexed.lock(annex, printed_on=TODAY)  # the paper's making has tests of its own
    browser.go(at(annex))
    browser.press("Zarejestruj podpisanie")
    code = AnnexPrint.objects.get().code
    browser.reads(f"Na papierze jest kod {code}")
    for label in ("code_is_there", "signed_0", "signed_1", "copy_given"):
        browser.type(**{label: True})
    browser.press("Zarejestruj podpisanie")
    browser.reads("Podpisany")
    browser.go(of(contract))
    browser.reads("zmieniony aneksem 1 z")
    browser.reads("Treść obowiązująca dziś")
    browser.press("Co się zmieniło")
    browser.reads("Porównaj")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_of_an_annex_is_accessible_and_does_not_scroll_sideways(worker, users, size):
    def another():
        return signed(PersonFactory(responsible=users.worker))

    draft = annexed.draft(
        another(), change=lambda new: new.actions[0].update(text="Kurs w środy i piątki")
    )
    printed = annexed.printed(another(), on=TODAY)
    done = annexed.signed(
        another(), on=TODAY, change=lambda new: new.actions[0].update(text="Kurs w środy i piątki")
    )
    browser = worker(size)
    browser.go(of(another(), "annex_new"))
    for annex, names in (
        (draft, ["annex", "annex_edit", "annex_discard"]),
        (printed, ["annex", "annex_sign", "annex_back_to_draft"]),
        (done, ["annex"]),
    ):
        for name in names:
            browser.go(at(annex, name))
    browser.go(of(done.contract))
    browser.reads("Treść obowiązująca dziś")
    browser.go(of(done.contract, "wording"))
