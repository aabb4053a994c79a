"""The steps of a pay list: in order, by four eyes, never back."""

import pytest
from django.db import connection

from kis.accounts.rights import RIGHTS, Role
from kis.lib.refusals import Refused
from psu.models import PayList
from tests.psu.factories import AgreementFactory
from tests.psu.guarded import day
from tests.refused import refused

ON = day("2025-06-04")


@pytest.fixture
def pay_list(users):
    """Without the guards' facts of a closed month: an empty list, for the steps alone."""
    agreement = AgreementFactory()
    return PayList.objects.create(
        agreement=agreement,
        agreement_number=agreement.number,
        prepared_name=str(users.coordinator),
        month=day("2025-05-01"),
        year=2025,
        number=1,
        prepared_on=ON,
        prepared_by=users.coordinator,
    )


@pytest.fixture
def checked(pay_list, users):
    pay_list._go("checked", users.accountant, ON)
    return pay_list


def test_the_steps_go_in_order_to_the_payment(checked, users):
    words = [checked.status_word]
    checked.approve(by=users.head, on=ON)
    words.append(checked.status_word)
    checked.mark_paid(by=users.accountant, on=ON)
    checked.refresh_from_db()
    assert [*words, checked.status_word] == [
        "Sprawdzona pod względem rachunkowym",
        "Zatwierdzona",
        "Wypłacona",
    ]


def test_no_refund_is_noted_without_an_application(checked, users):
    checked.approve(by=users.head, on=ON)
    checked.mark_paid(by=users.accountant, on=ON)
    with refused("pay_list_refund_by_application"):
        checked.mark_refund_sent(by=users.accountant, on=ON)


def test_a_list_without_a_line_is_not_checked(pay_list, users):
    with pytest.raises(Refused, match="nie ma żadnej pozycji"):
        pay_list.mark_checked(by=users.accountant, on=ON)


@pytest.mark.parametrize(
    "step", ["approve", "mark_paid", "mark_refund_sent", "mark_refund_settled"]
)
def test_no_step_is_left_out(pay_list, users, step):
    with pytest.raises(Refused, match="Lista jest w stanie „Zamknięta”"):
        getattr(pay_list, step)(by=users.head, on=ON)


def test_a_step_is_not_dated_before_the_one_before(checked, users):
    with pytest.raises(Refused, match="wcześniejszy niż poprzedni krok"):
        checked.approve(by=users.head, on=day("2025-06-03"))


def test_who_prepared_the_list_does_not_approve_it(checked, users):
    with pytest.raises(Refused, match="inna osoba niż ta, która ją sporządziła"):
        checked.approve(by=users.coordinator, on=ON)
    with refused("pay_list_four_eyes"):
        PayList.objects.update(approved_on=ON, approved_by=users.coordinator)


def test_the_right_to_approve_ones_own_list_is_off_and_apart(checked, users, monkeypatch):
    assert RIGHTS["psu.approve_own_pay_list"] == set()
    monkeypatch.setitem(RIGHTS, "psu.approve_own_pay_list", {Role.COORDINATOR})
    checked.approve(by=users.coordinator, on=ON)
    checked.refresh_from_db()
    assert (checked.step, checked.approved_own) == ("approved", True)


def test_a_checked_list_is_sent_back_with_a_reason(checked, users):
    with pytest.raises(Refused, match="Podaj powód zwrotu"):
        checked.send_back(by=users.head, on=ON, reason=" ")
    checked.send_back(by=users.head, on=ON, reason="zły rachunek")
    checked.refresh_from_db()
    assert (checked.step, checked.return_reason) == ("prepared", "zły rachunek")


def test_an_approved_list_is_not_sent_back(checked, users):
    checked.approve(by=users.head, on=ON)
    with pytest.raises(Refused, match="Zatwierdzonej listy"):
        checked.send_back(by=users.head, on=ON, reason="zły rachunek")


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("approved_on = NULL, approved_by_id = NULL", "pay_list_steps_back"),
        ("checked_on = NULL, checked_by_id = NULL", "pay_list_steps_back"),
        ("approved_on = '2025-06-09'", "pay_list_steps_back"),
        ("paid_on = '2025-06-09'", "pay_list_steps_in_order"),
        ("paid_on = '2025-06-03', paid_by_id = checked_by_id", "pay_list_steps_in_order"),
        ("prepared_by_id = checked_by_id", "pay_list_stays"),
    ],
)
def test_steps_of_an_approved_list_are_held_against_sql(checked, users, sql, name):
    checked.approve(by=users.head, on=ON)
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE psu_paylist SET {sql}")
