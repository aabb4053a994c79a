"""A contract ends on a day, for a reason, and tells of the gap that it leaves."""

import datetime

import pytest

from participants.models import Participation
from tests.contracts import made
from tests.contracts.pages import TODAY, address, filled_buttons, of, stay_of, text_of
from tests.participants.made import category, established, paper, question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_contract_is_ended_with_a_day_and_a_reason(browser, person):
    contract = made.signed(person)
    page = text_of(browser.post(of(contract, "end"), {"on": "+1", "reason": "agreed"}))
    assert "nie może być późniejszy niż dzisiaj" in page
    page = text_of(browser.post(of(contract, "end"), {"on": "d", "reason": "agreed"}, follow=True))
    assert "Zakończony: porozumienie stron" in page


def test_the_reason_of_ending_is_chosen_and_not_given(browser, person):
    contract = made.signed(person)
    page = text_of(browser.get(of(contract, "end")))
    assert '<option value="" selected>wybierz</option>' in page
    browser.post(of(contract, "end"), {"on": "d", "reason": ""})
    contract.refresh_from_db()
    assert contract.state == "signed"


def test_ending_under_a_stay_tells_of_the_gap_first_and_of_the_new_contract_after(browser, person):
    contract = made.signed(person)
    stay_of(person)
    assert "Od 21.11.2026 udział w KIS zostanie bez kontraktu" in text_of(
        browser.get(of(contract, "end"))
    )
    data = {"on": "d", "reason": "agreed"}
    page = text_of(browser.post(of(contract, "end"), data))
    assert "Od 21.11.2026 trwającego udziału w KIS nie obejmie żaden kontrakt." in page
    assert "zrób nowy kontrakt" in page
    other_day = text_of(browser.post(of(contract, "end"), data | {"gap_from_20261201": "on"}))
    assert "nie obejmie żaden kontrakt" in other_day
    contract.refresh_from_db()
    assert contract.state == "signed"

    page = text_of(
        browser.post(of(contract, "end"), data | {"gap_from_20261121": "on"}, follow=True)
    )
    assert "Od 21.11.2026 udziału w KIS nie obejmuje żaden kontrakt." in page
    assert f'href="{address("new", person.pk)}">Nowy kontrakt</a>' in page
    assert filled_buttons(page) == 1
    contract.refresh_from_db()
    assert contract.state == "ended"


def test_on_the_last_day_of_a_contract_under_a_stay_the_head_asks_for_a_new_one(
    browser, person, users
):
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    contract = made.signed(person, ends_on=TODAY + datetime.timedelta(days=1))
    stay_of(person)
    step = f'href="{address("new", person.pk)}">Następny krok: nowy kontrakt</a>'
    assert step not in text_of(browser.get(address("person", person.pk)))
    contract.end(on=TODAY, reason="agreed", by=users.worker, today=TODAY)
    assert step in text_of(browser.get(address("person", person.pk)))
    assert step in text_of(browser.get(of(contract)))


def test_ending_leaves_no_gap_where_another_contract_binds_or_the_stay_is_over(browser, person):
    contract, other = made.signed(person), made.signed(person, type="B")
    stay = stay_of(person)
    assert "bez kontraktu" not in text_of(browser.get(of(contract, "end")))
    type(other).objects.filter(pk=other.pk).update(
        state="ended", ended_on=TODAY, end_reason="agreed", ended_by=other.worker
    )
    assert "zostanie bez kontraktu" in text_of(browser.get(of(contract, "end")))
    Participation.objects.filter(pk=stay.pk).update(
        ends_on=TODAY,
        outcome="finished",
        contract_carried_out="yes",
        what_next="unknown",
        ended_by=other.worker,
    )
    assert "zostanie bez kontraktu" not in text_of(browser.get(of(contract, "end")))
