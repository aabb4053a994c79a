"""A month with more people than a request counts: ordered on its page, told there, closed from it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.lib.dates import add_months
from psu.models import MonthCount
from psu.months import large
from psu.months.tasks import count_month
from psu.months.views import month_page
from tests.browser.conftest import DESKTOP, PHONE
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    sign_list,
    work,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def last_month(users, centre, monkeypatch):
    """Four people of one agreement, one of whom has no entry; of more than two the month is large."""
    monkeypatch.setattr(large, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(month_page, "ROWS_ON_A_PAGE", 2)
    first = add_months(timezone.localdate().replace(day=1), -1)
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place)
    for _ in range(3):
        work(ReferralFactory(agreement=agreement, place=place), first.replace(day=6), 2)
    ReferralFactory(agreement=agreement, place=place)
    sign_list(place, first, users.coordinator)
    return reverse("psu:month", args=[agreement.pk, first])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_is_counted_reviewed_and_ready_to_close(walker, last_month, size):
    coordinator = walker(size)
    page = coordinator.page
    coordinator.arrive("coordinator")
    page.goto(coordinator.address + last_month)
    coordinator.check()

    for button, told in (
        ("Policz miesiąc", "Czegoś brakuje: 4"),
        ("Oznacz", "Oznaczono jako sprawdzone: 3."),
    ):
        page.get_by_role("button", name=button).first.click()
        page.locator("progress").wait_for()
        coordinator.check()
        count_month(order=MonthCount.objects.waiting().get().pk)
        page.get_by_text(told).wait_for()  # the page asks by itself
        coordinator.check()

    page.get_by_role("link", name="Czegoś brakuje: 1").click()
    coordinator.check()
    page.get_by_role("link", name="Zamknij miesiąc").click()
    page.get_by_text("Zostaną zamknięte: 3 osoby").wait_for()
    coordinator.check()
