"""All written notices and all applications for a refund: which wait, of which year."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from psu.events import noticing
from psu.models import WorkEvent
from psu.pay_lists.refunds import applying
from tests.factories import PersonFactory
from tests.psu.access import applied_for
from tests.psu.factories import ReferralFactory
from tests.psu.guarded import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-01-20")
NOTICES, REFUNDS = reverse("psu:notices"), reverse("psu:refunds")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-01-20 12:00", tick=False):
        yield


def written(users, last_name, on, **facts):
    person = PersonFactory(last_name=last_name, responsible=users.worker)
    event = WorkEvent.objects.create(
        referral=ReferralFactory(person=person),
        day=day("2025-06-10"),
        hour=datetime.time(8, 15),
        kind=WorkEvent.Kind.LEFT,
        description="x",
        reported_by=users.supervisor,
    )
    return noticing.write(event, text="x", by=users.coordinator, on=day(on))


def sent(notice, users):
    noticing.printed(notice, by=users.coordinator)
    noticing.send(notice, day=notice.written_on, how="post", by=users.coordinator, on=TODAY)


def names(page, *known):
    return {name for name in known if name in page}


def test_notices_wait_or_are_all_and_of_a_year(users, client_of, centre):
    sent(written(users, "Bury", "2025-12-31"), users)
    written(users, "Żak", "2026-01-12")
    coordinator, known = client_of(users.coordinator), ("Bury", "Żak")
    assert names(coordinator.get(NOTICES).text, *known) == {"Żak"}
    assert names(coordinator.get(f"{NOTICES}?stan=wszystkie").text, *known) == set(known)
    page = coordinator.get(f"{NOTICES}?stan=wszystkie&rok=2025").text
    assert names(page, *known) == {"Bury"}
    assert "Wysłane 31.12.2025" in page


def test_a_voided_notice_is_struck_through_and_does_not_wait(users, client_of, centre):
    notice = written(users, "Żak", "2026-01-12")
    noticing.void(notice, by=users.head, reason="pomyłka")
    head = client_of(users.head)
    assert "Żak" not in head.get(NOTICES).text
    page = head.get(f"{NOTICES}?stan=wszystkie").text
    assert '<tr class="voided">' in page
    assert "Wpis unieważniony" in page


def test_refunds_wait_to_be_sent_then_for_the_money_then_for_nothing(users, client_of, centre):
    application = applied_for(users)
    accountant, link = client_of(users.accountant), reverse("psu:refund", args=[application.pk])

    def shown():
        return [what for what in ("", "na-wplyw", "wszystkie") if link in page(what)]

    def page(what):
        return accountant.get(f"{REFUNDS}?stan={what}").text

    assert shown() == ["", "wszystkie"]
    applying.send(application, by=users.accountant, on=TODAY)
    assert shown() == ["na-wplyw", "wszystkie"]
    applying.settle(application, by=users.accountant, on=TODAY, amount=application.refund)
    assert shown() == ["wszystkie"]
    assert link not in accountant.get(f"{REFUNDS}?stan=wszystkie&rok=2026").text


@pytest.mark.parametrize("address", [NOTICES, REFUNDS])
@pytest.mark.parametrize(
    "typed", ["stan=inne", "rok=x", "rok=0", "rok=99999999999999999999", "rok=²"]
)
def test_an_address_that_names_nothing_is_404(users, client_of, centre, address, typed):
    assert client_of(users.coordinator).get(f"{address}?{typed}").status_code == 404


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_of_notices_asks_as_much_for_fifty_as_for_five(
    users, client_of, centre, count, django_assert_max_num_queries
):
    for number in range(count):
        written(users, f"Żak-{number}", "2026-01-12")
    coordinator = client_of(users.coordinator)
    with django_assert_max_num_queries(11):
        coordinator.get(f"{NOTICES}?stan=wszystkie&rok=2026")
    with django_assert_max_num_queries(11):
        coordinator.get(REFUNDS)
