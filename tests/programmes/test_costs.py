"""Tickets and kilometres: what the edition pays, at the rate of the day, never in a settled month."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kis.programmes.models import Cost, Settlement
from tests.programmes.factories import D, EditionNumberFactory, chooses, edition_of, takes_part
from tests.programmes.test_service_guards import refused
from tests.programmes.test_service_pages import said


@pytest.fixture
def edition(users):
    row = edition_of(users, eligible_costs=["tickets", "own_car"])
    EditionNumberFactory(edition=row, code="km_rate", value="1.15")
    return row


@pytest.fixture
def staff(client_of, users):
    return client_of(users.programmes)


def address(enrolment, name="cost_new", *more):
    return reverse(f"programmes:{name}", args=[enrolment.edition_id, enrolment.pk, *more])


def typed(provider, **facts):
    usual = {
        "provider": provider.pk,
        "day": "2.03.2026",
        "kind": "tickets",
        "purpose": "dom – przychodnia",
        "kilometres": "",
        "amount": "8,80",
    }
    return usual | facts


def test_a_ticket_is_written(staff, enrolment, provider, users):
    response = staff.post(address(enrolment), typed(provider), follow=True)

    row = Cost.objects.get()
    assert (row.amount, row.entered_by) == (Decimal("8.80"), users.programmes)
    assert "dom – przychodnia" in said(response)
    assert "8,80" in said(response)


def test_kilometres_are_paid_at_the_rate_of_the_edition_rounded_once(staff, enrolment, provider):
    staff.post(address(enrolment), typed(provider, kind="own_car", kilometres="12,3", amount="999"))

    row = Cost.objects.get()
    assert (row.km_rate, row.kilometres, row.amount) == (
        Decimal("1.15"),
        Decimal("12.3"),
        Decimal("14.15"),  # 14,145
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "taxi"}, "taxi"),
        ({"kind": "own_car"}, "Wpisz, ile kilometrów."),
        ({"amount": ""}, "Wpisz kwotę z biletu albo rachunku."),
        ({"amount": "0"}, "Wpisz kwotę większą od zera"),
        ({"day": "2.03.2027"}, "jeszcze nie było"),
        ({"day": "2.03.2025"}, "nie bierze udziału w tej edycji"),
    ],
)
def test_what_is_refused_says_why_and_stays(staff, enrolment, provider, facts, sentence):
    response = staff.post(address(enrolment), typed(provider, **facts))

    assert sentence in said(response)
    assert "dom – przychodnia" in said(response)
    assert not Cost.objects.exists()


def test_without_a_rate_there_are_no_kilometres(staff, users, provider):
    row = takes_part(edition_of(users, eligible_costs=["own_car"]), users)
    chooses(row, provider)

    text = said(staff.post(address(row), typed(provider, kind="own_car", kilometres="10")))

    assert "nie ma stawki za kilometr" in text


def test_sql_past_the_form_pays_no_other_sum_for_kilometres(users, enrolment, provider):
    def write(**facts):
        return lambda: Cost.objects.create(
            **{
                "enrolment": enrolment,
                "provider": provider,
                "day": D(2026, 3, 2),
                "kind": "own_car",
                "purpose": "wizyta",
                "kilometres": "10",
                "km_rate": "1.15",
                "amount": "11.50",
                "entered_by": users.coordinator,
            }
            | facts
        )

    assert refused(write(amount="12.00")) == "cost_of_kilometres"
    assert refused(write(kind="taxi", kilometres=None, km_rate=None)) == "cost_not_eligible"
    assert refused(write()) == ""
    Settlement.objects.create(
        edition=enrolment.edition,
        month=D(2026, 2, 1),
        minutes=0,
        days=0,
        hours_cost=0,
        other_cost=0,
        settled_by=users.coordinator,
    )
    assert refused(write(day=D(2026, 2, 5))) == "programme_month_settled"


def test_a_cost_is_voided_by_a_second_person(client_of, staff, users, enrolment, provider):
    staff.post(address(enrolment), typed(provider))
    row = Cost.objects.get()
    void = address(enrolment, "cost_void", row.pk)

    assert "druga osoba" in said(staff.post(void, {"reason": "pomyłka"}))
    assert client_of(users.head).post(void, {"reason": "pomyłka"}).status_code == 302
    assert not Cost.objects.exists()
