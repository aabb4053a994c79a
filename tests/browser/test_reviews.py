"""A review of a contract in a browser: from the desk to the kept sheet, on a desk and on a phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Review
from kis.lib.dates import DAY, polish
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts.reviews.held import held, signed_whole
from tests.contracts.written import PARTNER

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewer(walker, users, centre):
    def open_browser(size=DESKTOP, **options):
        browser = walker(size, **options)
        browser.arrive("worker")
        return browser

    return open_browser


def address(name, *args):
    return reverse(f"contracts:{name}", args=args)


@pytest.fixture
def contract(person):
    today = timezone.localdate()
    days = [(today - 3 * DAY, False), (today + 90 * DAY, True)]
    facts = {"contract_type": "A", "parties": [PARTNER | {"pesel": "81050412355"}]}
    signed_on = today - 60 * DAY
    return signed_whole(person, on=signed_on, reviews=days, ends_on=today + 90 * DAY, **facts)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_review_from_the_desk_to_its_page(reviewer, contract, size):
    person = contract.person
    browser = reviewer(size)
    browser.go("/")
    browser.press("Oceń", exact=False)
    browser.reads(f"Oceń: Kontrakt A {contract.number}")
    browser.press("Zapisz")
    browser.reads("Wybierz wynik.")
    browser.press("Dodaj działanie")
    first, *others = [
        f"action-{action.pk}-result"
        for goal in contract.goals.all()
        for action in goal.actions.all()
    ]
    browser.type(
        presence="phone",
        conclusions="Warsztat trwa, dwa spotkania z doradcą odwołano.",
        what_next="annex",
        next_on=polish(timezone.localdate() + 60 * DAY),
        **{first: "not_reached", first.replace("result", "remark"): "Choroba."},
        **dict.fromkeys(others, "going_on"),
        **{"changes-0-text": "Kurs obsługi kasy", "changes-0-deadline": "+1m"},
    )
    browser.press("Zapisz")
    review = Review.objects.get()
    browser.reads(f"Zapisano ocenę z {polish(review.on)}. Następny krok: aneks do kontraktu.")
    browser.go(address("contract", person.pk, contract.pk))
    browser.reads("nieosiągnięte – Choroba.")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_of_a_review_is_accessible_and_does_not_scroll_sideways(
    reviewer, users, contract, size
):
    person, today = contract.person, timezone.localdate()
    first, last = contract.planned_reviews.order_by("on")
    held(contract, on=today - 10 * DAY, next_on=today + 20 * DAY).void(
        by=users.coordinator, reason="inna osoba"
    )
    review = held(contract, on=today, planned=first, next_on=today + 30 * DAY)
    browser = reviewer(size)
    for name, number in (
        ("review", review.pk),
        ("review_scan_add", review.pk),
        ("review_void", review.pk),
        ("review_attempt", last.pk),
    ):
        browser.go(address(name, person.pk, contract.pk, number))
    browser.go(address("contract", person.pk, contract.pk))
    browser.reads("Przeprowadzona")
    browser.go(address("review_new", person.pk, contract.pk) + "?rodzaj=koncowa")
    browser.reads("Cele szczegółowe")
    browser.go(address("end", person.pk, contract.pk))
    browser.reads("Oceny końcowej jeszcze nie zapisano")
