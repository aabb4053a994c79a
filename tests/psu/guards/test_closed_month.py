"""A closed month, around every form: neither it nor what it stands on moves."""

from decimal import Decimal

import pytest
from django.db import connection

from kis.documents.models import Document
from kis.lib.money import to_grosz
from psu.models import AgreedRate, PayLine, PersonMonth, Rate, SignedList
from tests.psu.guarded import day
from tests.refused import refused

MAY = day("2025-05-01")
ON = day("2025-06-04")


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE psu_personmonth SET state = 'reviewed'", "person_month_closed"),
        ("UPDATE psu_personmonth SET closed_on = '2025-07-01'", "person_month_closed"),
        ("UPDATE psu_personmonth SET month = '2025-06-01'", "person_month_stays"),
        ("DELETE FROM psu_personmonth", "person_month_closed"),
        (
            "UPDATE psu_personmonth SET state = 'open', reviewed_on = NULL, closed_on = NULL",
            "person_month_reopened_without_reason",
        ),
        (
            "UPDATE psu_personmonth SET state = 'open', reviewed_on = NULL, closed_on = NULL, "
            "reopen_reason = 'x', reopened_on = '2025-06-05', reopened_by_id = closed_by_id",
            "pay_unequal_to_hours",
        ),
        ("UPDATE psu_workday SET hours = 1", "workday_closed_month"),
        ("DELETE FROM psu_workday", "workday_closed_month"),
        ("UPDATE psu_payline SET amount = 1", "pay_line_stays"),
        ("UPDATE psu_payline SET person_name = 'x'", "pay_line_stays"),
        ("DELETE FROM psu_payline", "pay_line_stays"),
        (
            "UPDATE psu_payline SET voided_at = now(), void_reason = 'x', "
            "voided_by_id = (SELECT min(id) FROM accounts_user)",
            "pay_unequal_to_hours",
        ),
        ("UPDATE psu_payline SET voided_at = now()", "pay_line_stays"),
        ("UPDATE psu_paylist SET number = 9", "pay_list_stays"),
        ("UPDATE psu_paylist SET month = '2025-06-01'", "pay_list_stays"),
        ("DELETE FROM psu_paylist", "pay_list_stays"),
        ("UPDATE psu_signedlist SET agrees = false", "signed_list_in_closed_month"),
        ("UPDATE psu_signedlist SET received_on = '2025-06-02'", "signed_list_in_closed_month"),
        ("DELETE FROM psu_signedlist", "signed_list_in_closed_month"),
        ("UPDATE psu_agreedrate SET per_hour = 13", "agreed_rate_used"),
        ("UPDATE psu_agreedrate SET valid_from = '2025-05-06'", "agreed_rate_used"),
        ("UPDATE psu_agreedrate SET valid_to = '2025-05-27'", "agreed_rate_used"),
        ("DELETE FROM psu_agreedrate", "agreed_rate_used"),
        ("UPDATE psu_rate SET per_hour = 13 WHERE valid_to IS NULL", "rate_used"),
        ("UPDATE psu_rate SET source = 'x' WHERE valid_to IS NULL", "rate_used"),
        ("UPDATE psu_rate SET valid_to = '2025-05-27' WHERE valid_to IS NULL", "rate_used"),
        ("DELETE FROM psu_rate WHERE valid_to IS NULL", "rate_used"),
    ],
)
def test_a_closed_month_and_what_it_stands_on_is_refused_to_sql(pay_list, sql, name):
    with refused(name), connection.cursor() as cursor:
        cursor.execute(sql)


def test_lines_are_not_added_past_the_act(pay_list):
    line = pay_list.lines.get()
    line.pk, line.position, line.is_paid, line.amount = None, 2, False, 0
    with refused("pay_unequal_to_hours"):
        line.save(force_insert=True)


def test_the_hours_of_a_rate_are_not_split_to_round_them_twice(pay_list):
    half = pay_list.lines.get().hours / 2
    with refused("pay_line_once"):
        paid_otherwise(pay_list, hours=half)
        other_half = PayLine.objects.get()
        other_half.pk, other_half.position = None, 3
        other_half.save(force_insert=True)


@pytest.mark.parametrize("facts", [{"voided_by": None}, {"void_reason": ""}])
def test_a_line_is_not_voided_by_nobody_or_for_no_reason(pay_list, facts):
    voiding = {"voided_at": "2025-06-04T10:00Z", "void_reason": "x"}
    voiding |= {"voided_by": pay_list.prepared_by}
    with refused("pay_line_stays" if "void_reason" in facts else "pay_line_voided_whole"):
        PayLine.objects.update(**voiding | facts)


def paid_otherwise(pay_list, *, more_pay=0, more_refund=0, **facts):
    """The line voided and another one put in its place, in one transaction."""
    PayLine.objects.update(
        voided_at="2025-06-04T10:00Z", void_reason="x", voided_by=pay_list.prepared_by
    )
    line = PayLine.with_voided.get()
    line.pk = line.voided_at = line.voided_by = None
    line.position, line.void_reason = 2, ""
    for name, value in facts.items():
        setattr(line, name, value)
    line.amount = to_grosz(line.hours * line.per_hour) if line.is_paid else Decimal(0)
    line.refund = to_grosz(line.hours * line.minimum_per_hour * line.refund_percent / 100)
    line.amount += more_pay
    line.refund += more_refund
    line.save(force_insert=True)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"per_hour": Decimal("20.00")}, "pay_line_unlike_its_rows"),
        ({"minimum_per_hour": Decimal("12.00")}, "pay_line_unlike_its_rows"),
        ({"person_name": "Inna Osoba"}, "pay_line_unlike_its_rows"),
        ({"person_identity": "81050412350"}, "pay_line_unlike_its_rows"),
        ({"account_number": "1" * 26}, "pay_line_unlike_its_rows"),
        ({"account_owner": "Ktoś Inny"}, "pay_line_unlike_its_rows"),
        ({"refund_percent": Decimal(50)}, "pay_unequal_to_hours"),
        ({"is_paid": False}, "pay_unequal_to_hours"),
        ({"hours": Decimal(38)}, "pay_unequal_to_hours"),
        ({"hours": Decimal(0)}, "pay_line_of_hours"),
        ({"more_pay": Decimal("0.01")}, "pay_line_amount_to_the_grosz"),
        ({"more_refund": Decimal("-0.01")}, "pay_line_refund_to_the_grosz"),
    ],
)
def test_another_line_in_the_place_of_the_true_one_is_refused(pay_list, facts, name):
    with refused(name):
        paid_otherwise(pay_list, **facts)


def test_the_same_line_once_more_is_no_other_line(pay_list):
    """So the refusals above are those of the changed fact alone."""
    paid_otherwise(pay_list)
    connection.check_constraints()


def test_a_line_pays_the_rate_of_its_days_not_of_other_days(agreement, pay_list):
    connection.check_constraints()
    earlier = Rate.objects.get(valid_to=day("2024-05-31"))
    with refused("pay_unequal_to_hours"):
        paid_otherwise(pay_list, minimum_rate=earlier, minimum_per_hour=earlier.per_hour)


@pytest.mark.parametrize("how", ["checked_on = NULL, checked_by_id = NULL", "approved_own = true"])
def test_a_check_is_taken_back_for_a_reason_and_nobody_calls_a_list_his_own(pay_list, users, how):
    pay_list.mark_checked(by=users.accountant, on=ON)
    name = "pay_list_stays" if "own" in how else "pay_list_returned_for_a_reason"
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE psu_paylist SET {how}")


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"state": "reviewed"}, "person_month_state_has_its_day"),
        ({"reviewed_on": ON}, "person_month_state_has_its_day"),
        ({"reopen_reason": "x"}, "person_month_reopened_for_a_reason"),
        ({"reopened_on": ON}, "person_month_reopened_for_a_reason"),
    ],
)
def test_a_step_of_an_open_month_has_its_day_and_its_person(referral, facts, name):
    with refused(name):
        PersonMonth.objects.update(**facts)


def test_a_month_is_not_closed_past_the_act(agreement, ready, users):
    with refused("pay_unequal_to_hours"):
        PersonMonth.objects.update(state="closed", closed_on=ON, closed_by=users.coordinator)
    with refused("person_month_not_reviewed"):
        PersonMonth.objects.update(state="open", reviewed_on=None, reviewed_by=None)
        PersonMonth.objects.update(state="closed", closed_on=ON, closed_by=users.coordinator)


@pytest.mark.parametrize("last", ["2025-05-28", "2025-05-31"])
def test_a_used_rate_may_end_behind_the_last_closed_day_and_a_new_one_begin(pay_list, last):
    first = day(last) + (day("2025-06-01") - day("2025-05-31"))
    for model, facts in (
        (AgreedRate, {}),
        (Rate, {"source": "nowa"}),
    ):
        rate = model.objects.get(valid_to=None)
        rate.valid_to = day(last)
        rate.save()
        rate.pk, rate.valid_from, rate.valid_to = None, first, None
        rate._state.adding = True
        for name, value in facts.items():
            setattr(rate, name, value)
        rate.per_hour = Decimal("14.00")
        rate.save()


def test_a_scan_may_be_added_to_the_list_of_a_closed_month(pay_list, users):
    scan = Document.objects.keep(
        kind="signed_list",
        name="lista.pdf",
        content=b"%PDF-",
        content_type="application/pdf",
        by=users.coordinator,
    )
    SignedList.objects.update(scan=scan)
    with refused("signed_list_in_closed_month"):
        SignedList.objects.update(scan=None)
