"""A contract on a referral of the labour office takes the status away: news that the coordinator settles."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from kis.lib.refusals import Refused
from psu import desk
from psu.models import StatusCheck, WorkDay
from psu.months.contract_news import contract_news, settle
from tests.contracts import made
from tests.contracts.pages import text_of
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, StatusNewsFactory, work
from tests.psu.guarded import day
from tests.refused import name_of_refusal
from tests.told import rows

pytestmark = pytest.mark.django_db
SIGNED_ON = day("2025-05-06")
WORDS = "status utracony na 90 dni od 6.05.2025: sprawdź skierowania"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(centre):
    with time_machine.travel("2025-05-20 12:00", tick=False):
        yield


@pytest.fixture
def referral(agreement, place, users):
    return ReferralFactory(agreement=agreement, place=place, entered_by=users.worker)


def signed(person, **facts):
    facts = {"type": "B", "pup_referral_number": "PUP.1", **facts}
    return made.signed(person, on=SIGNED_ON, ends_on=day("2025-12-31"), **facts)


def told(user, on="2025-05-20"):
    return [row.what for row in rows(desk, user, day(on)) if row.what.startswith("status utracony")]


def address(contract):
    return reverse("psu:contract_checked", args=[contract.person_id, contract.pk])


def test_the_coordinators_desk_tells_of_it_and_leads_to_the_settling(users, referral, client_of):
    contract = signed(referral.person)
    assert told(users.coordinator) == [WORDS]
    assert told(users.worker) == told(users.head) == []
    page = client_of(users.coordinator).get("/").content.decode()
    assert f'href="{address(contract)}"' in page


DAYS = [(-1, False), (0, True), (89, True), (90, False)]


@pytest.mark.parametrize(("days", "is_told"), DAYS)
def test_it_is_news_for_ninety_days_from_the_signing(users, referral, days, is_told):
    signed(referral.person)
    assert told(users.coordinator, str(SIGNED_ON + days * DAY)) == [WORDS] * is_told


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({}, True),
        ({"pup_referral_number": "", "pup_referral_on": SIGNED_ON}, True),
        ({"pup_referral_number": ""}, False),
        ({"type": "A"}, False),
    ],
)
def test_only_a_contract_of_type_b_on_a_referral_takes_the_status(users, referral, facts, is_told):
    signed(referral.person, **facts)
    assert told(users.coordinator) == [WORDS] * is_told


def test_who_is_sent_to_no_work_in_those_days_is_not_on_the_desk_and_stands_on_the_tab(
    users, client_of
):
    contract = signed(PersonFactory(responsible=users.worker))
    assert told(users.coordinator) == []
    page = text_of(
        client_of(users.coordinator).get(reverse("psu:person", args=[contract.person_id]))
    )
    assert WORDS in page
    assert "(do 3.08.2025)" in page


def test_a_referral_that_ended_before_the_signing_needs_no_look(users, agreement, place):
    past = ReferralFactory(
        agreement=agreement, place=place, entered_by=users.worker, ends_on=SIGNED_ON - DAY
    )
    signed(past.person)
    assert told(users.coordinator) == []


def test_it_goes_with_the_contract_that_is_voided(users, referral):
    contract = signed(referral.person)
    contract.void(by=users.coordinator, reason="inna osoba")
    assert told(users.coordinator) == []
    assert contract_news(referral.person_id, day("2025-05-20")) == []
    with pytest.raises(Refused, match="nie czeka już"):
        settle(contract, words="x", by=users.coordinator, on=day("2025-05-20"))


def test_it_stays_with_a_contract_that_ended_early(users, referral):
    contract = signed(referral.person)
    contract.end(on=SIGNED_ON, reason="agreed", by=users.worker, today=day("2025-05-20"))
    assert told(users.coordinator) == [WORDS]


def test_hours_after_the_signing_are_neither_refused_nor_touched(users, referral):
    signed(referral.person)
    work(referral, SIGNED_ON + DAY)
    assert WorkDay.objects.count() == 1


def test_the_coordinator_says_what_was_found_out_and_the_news_is_settled(
    users, referral, client_of
):
    contract = signed(referral.person)
    client = client_of(users.coordinator)
    assert "Wpisz: co ustalono." in text_of(client.post(address(contract), {"words": " "}))
    page = text_of(client.post(address(contract), {"words": "PUP kończy skierowanie"}, follow=True))
    assert "Sprawdzono 20.05.2025 (M. Zając): PUP kończy skierowanie." in page
    assert told(users.coordinator) == []
    again = text_of(client.post(address(contract), {"words": "jeszcze raz"}))
    assert "nie czeka już na sprawdzenie" in again
    assert name_of_refusal(StatusCheck.objects.update, words="inne") == "status_check_is_kept"


@pytest.mark.parametrize(
    ("starts_on", "is_settled"),
    [(SIGNED_ON - DAY, True), (SIGNED_ON, True), (SIGNED_ON + DAY, False)],
)
def test_the_lost_status_entered_as_news_settles_it_too(users, referral, starts_on, is_settled):
    signed(referral.person)
    StatusNewsFactory(person=referral.person, starts_on=starts_on)
    assert told(users.coordinator) == [WORDS] * (not is_settled)


def test_the_form_of_that_news_begins_with_what_the_contract_says(users, referral, client_of):
    contract = signed(referral.person)
    client = client_of(users.coordinator)
    news = reverse("psu:news_new", args=[referral.person_id])
    assert f'href="{news}?z-kontraktu=1"' in client.get(address(contract)).content.decode()
    form = client.get(f"{news}?z-kontraktu=1").context["form"]
    assert form["starts_on"].value() == SIGNED_ON
    assert form["letter"].value() == f"kontrakt B {contract.number}"
    assert client.get(news).context["form"]["starts_on"].value() is None


def test_another_persons_contract_has_no_page_there(users, referral, client_of):
    contract = signed(PersonFactory(responsible=users.worker))
    wrong = reverse("psu:contract_checked", args=[referral.person_id, contract.pk])
    assert client_of(users.coordinator).get(wrong).status_code == 404
