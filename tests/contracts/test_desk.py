"""What contracts tell the desk."""

import datetime

import pytest

from contracts import desk
from tests.contracts import made
from tests.contracts.pages import TODAY, of, stay_of, told
from tests.factories import PersonFactory
from tests.told import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_contract_given_out_waits_for_its_signature_in_own_cases_and_in_others(users, person):
    contract = made.printed(person)
    other = made.printed(PersonFactory(responsible=users.colleague), by=users.colleague)
    assert sorted(told(users.worker)) == sorted(
        [
            (str(person), f"kontrakt A {contract.number} do podpisu"),
            (str(other.person), f"kontrakt A {other.number} do podpisu"),
        ]
    )
    assert told(users.accountant) == []


def test_nothing_is_told_of_people_outside_the_scope(users):
    outside = PersonFactory(responsible=users.worker, area="families")
    made.ended(outside, last_day=TODAY)
    stay_of(outside)
    made.printed(outside, type="B")
    assert told(users.worker, on=TODAY + datetime.timedelta(days=1)) == []


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_contract_is_told_thirty_days_before_its_end(users, person, days, is_told):
    last = TODAY + datetime.timedelta(days=days)
    contract = made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    ending = [what for _, what in told(users.worker) if what.startswith("kontrakt")]
    assert ending == [f"kontrakt A {contract.number}"] * is_told


def test_a_contract_with_the_next_one_behind_it_is_not_told(users, person):
    last = TODAY + datetime.timedelta(days=10)
    made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    made.signed(person, type="B", on=TODAY, ends_on=last + datetime.timedelta(days=90))
    assert not [what for _, what in told(users.worker) if what.startswith("kontrakt")]


LONG_AGO = TODAY - datetime.timedelta(days=300)


def reviewed(person, *days, **facts):
    """A contract that binds since long ago, with reviews so many days from today."""
    contract = made.draft(person, **facts)
    contract.planned_reviews.all().delete()
    for number in days:
        contract.planned_reviews.create(on=TODAY + datetime.timedelta(days=number))
    made.lock(contract, printed_on=LONG_AGO)
    contract.sign(on=LONG_AGO, by=person.responsible, code=contract.live_print.code, today=LONG_AGO)
    return contract


def told_of_reviews(user, on=TODAY):
    return [
        (row.days, row.state, row.detail) for row in rows(desk, user, on) if "ocena" in row.what
    ]


@pytest.mark.parametrize(
    ("days", "is_told"), [(-200, True), (-1, True), (0, True), (14, True), (15, False)]
)
def test_a_review_is_told_two_weeks_before_and_until_somebody_looks_back(
    users, person, days, is_told
):
    contract = reviewed(person, days)
    assert [what for _, what in told(users.worker) if "ocena" in what] == [
        f"ocena kontraktu A {contract.number}"
    ] * is_told


def test_a_late_review_says_so_and_gives_way_to_the_next_one_that_passes(users, person):
    reviewed(person, -100, -40, -1, 10, 40)
    assert told_of_reviews(users.worker) == [
        (-1, "late", "termin 19.11.2026, wcześniejsze po terminie: 2"),
        (10, "due", "termin 30.11.2026"),
    ]


def test_the_row_of_a_late_review_leads_to_its_form(users, person, client_of):
    contract = reviewed(person, -5, 10)
    planned = contract.planned_reviews.first()
    form = f"{of(contract, 'review_new')}?termin={planned.pk}"
    client = client_of(users.worker)
    assert f'href="{form}"' in client.get("/").content.decode()
    page = client.get(of(contract)).content.decode()
    assert page[page.index('id="oceny"') :].count("Po terminie") == 1


def test_the_last_review_waits_behind_the_end_until_the_contract_is_ended(users, person):
    contract = reviewed(person, -3, ends_on=TODAY - datetime.timedelta(days=3))
    assert told_of_reviews(users.worker) == [(-3, "late", "termin 17.11.2026")]
    contract.end(on=contract.ends_on, reason="term", by=users.worker, today=TODAY)
    assert told_of_reviews(users.worker) == []


def test_a_late_review_of_a_voided_contract_waits_for_nobody(users, person):
    reviewed(person, -3).void(by=users.colleague, reason="inna osoba")
    assert told_of_reviews(users.worker) == []
