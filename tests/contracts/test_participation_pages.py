"""The tab of taking part: the answer, the beginning, the end."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from contracts import desk
from participants.models import Participation
from tests.contracts import made
from tests.contracts.pages import NOON, TODAY, address, stay_of, text_of
from tests.participants.made import category, established, paper, question
from tests.told import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_the_tab_says_what_is_missing_today(browser, person):
    page = text_of(browser.get(address("participation", person.pk)))
    assert "20.11.2026 nie obowiązuje żaden podpisany kontrakt" in page
    assert "Nie ustalono kategorii uprawniającej." in page


def test_a_colleague_learns_no_reason_of_eligibility(client_of, users, person):
    page = text_of(client_of(users.colleague).get(address("participation", person.pk)))
    assert "zastrzeżone" in page
    assert "Nie ustalono kategorii" not in page


def test_beginning_on_a_bare_day_says_what_is_missing_on_that_day(browser, person, users):
    row = established(person, category(), by=users.worker)
    paper(row)
    question(person, by=users.worker)
    made.ended(person, last_day=TODAY)
    data = {
        "starts_on": "1.12.2026",
        "planned_end_on": "31.12.2026",
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), data))
    assert (
        "1.12.2026 nie obowiązuje żaden podpisany kontrakt (ostatni skończył się 20.11.2026)"
        in page
    )
    assert not Participation.objects.exists()


@pytest.mark.parametrize(("planned_end", "is_warned"), [("31.5.2027", False), ("1.6.2027", True)])
def test_a_planned_end_after_the_contract_is_saved_with_a_warning(
    browser, person, users, planned_end, is_warned
):
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    contract = made.signed(person)
    data = {
        "starts_on": "d",
        "planned_end_on": planned_end,
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), data, follow=True))
    assert Participation.objects.count() == 1
    warning = f"jest po ostatnim dniu kontraktu {contract.number} (31.05.2027). Zapisano go; przed"
    assert (warning in page) is is_warned


def test_a_gap_stands_on_the_tab_in_the_head_in_the_register_and_on_the_desk(
    client_of, person, users
):
    made.ended(person, last_day=TODAY)
    stay_of(person)
    with time_machine.travel(NOON + datetime.timedelta(days=3), tick=False):
        browser = client_of(users.worker)
        page = text_of(browser.get(address("participation", person.pk)))
        assert "Bez kontraktu 21.11.2026 – 23.11.2026" in page
        assert "Udział bez kontraktu od 21.11.2026" in page
        (row,) = rows(desk, users.worker, timezone.localdate())
        assert (row.what, row.who, row.when) == ("udział bez kontraktu", str(person), "od 2 dni")
        assert row.url == address("new", person.pk)


def test_a_second_stay_is_not_begun_while_one_runs(browser, person):
    made.signed(person)
    stay_of(person)
    page = text_of(browser.get(address("begin", person.pk), follow=True))
    assert "Udział w KIS trwa już od" in page
    assert "Może uczestniczyć" not in page
    assert person.participations.count() == 1


def test_a_stay_is_ended_with_its_outcome(browser, person):
    made.signed(person)
    stay = stay_of(person)
    url = address("end_stay", person.pk, stay.pk)
    data = {"ends_on": "d", "outcome": "interrupted", "contract_carried_out": "no"}
    data |= {"what_next": "unknown"}
    assert "Podaj powód przerwania." in text_of(browser.post(url, data))
    page = text_of(browser.post(url, data | {"leaving_reason": "moved"}, follow=True))
    assert "przerwany: wyjazd lub zmiana gminy" in page
