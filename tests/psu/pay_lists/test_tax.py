"""The tax is what the accountant has set on the day a list is made; the list keeps it, the rest is paid."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from kis.lib.refusals import Refused, refused_by_database
from participants.models import BankAccount
from psu.models import PayingAccount, PayLine, PayList, PayTax
from psu.months.closing import close, reopen, review
from psu.pay_lists import paying
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.keeping import kept_paper
from psu.pay_lists.refunds import applying
from psu.pay_lists.refunds.keeping import keep_paper
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.connections import race
from tests.psu.factories import ReferralFactory, sign_list, work
from tests.refused import refused

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
DAY = datetime.timedelta(1)
AT = datetime.datetime(2025, 6, 5, 9, tzinfo=datetime.UTC)
OFFICE = "61109010140000071219812874"
ACCOUNTS = ["83101010230000261395100000", "27114020040000300201355387", ""]


def tax_of(percent, since=ON, **facts):
    return PayTax.objects.create(
        percent=Decimal(percent), valid_from=since, source="pismo GK/3/2025", **facts
    )


@pytest.fixture
def ready(users, centre, agreement, place):
    """Abacki 7 h, Babacka 5 h, Cesarz 4 h of 12,20; the last one is paid at the cash desk."""
    PayingAccount.objects.create(number=OFFICE, encoding="utf-8")
    for name, hours, number in zip(
        ("Abacki", "Babacka", "Cesarz"), (7, 5, 4), ACCOUNTS, strict=True
    ):
        person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
        BankAccount.objects.create(
            person=person, number=number, starts_on=datetime.date(2025, 1, 1)
        )
        referral = ReferralFactory(agreement=agreement, place=place, person=person, payment=False)
        work(referral, MAY.replace(day=6), hours)
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    return agreement


@pytest.fixture
def closed(ready, users):
    return lambda on=ON: close(ready, MAY, by=users.coordinator, on=on).pay_list


def approved(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    return pay_list


def written(pay_list):
    lines = pay_list.lines.in_order()
    return [(line.person_name[0], str(line.amount), str(line.tax), str(line.net)) for line in lines]


def test_gross_tax_and_net_are_sums_of_rounded_lines(closed):
    tax_of(12)
    pay_list = closed()
    # By hand: 7 × 12,20 = 85,40, 12 % 10,248; 61,00 and 7,32; 48,80 and 5,856.
    assert written(pay_list) == [
        ("A", "85.40", "10.25", "75.15"),
        ("B", "61.00", "7.32", "53.68"),
        ("C", "48.80", "5.86", "42.94"),
    ]
    sums = pay_list.lines.sums()
    # Of the whole sum it would be 23,42.
    assert [sums[name] for name in ("amount", "tax", "net")] == [
        Decimal("195.20"),
        Decimal("23.43"),
        Decimal("171.77"),
    ]
    # Of the minimum and the hours, whatever is withheld: 7 × 7,32 + 5 × 7,32 + 4 × 7,32.
    assert sums["refund"] == Decimal("117.12")
    with_sums = PayList.objects.with_sums().get()
    assert (with_sums.amount, with_sums.tax, with_sums.net) == (
        Decimal("195.20"),
        Decimal("23.43"),
        Decimal("171.77"),
    )


def test_in_whole_zlotys_each_line_is_rounded_by_itself(closed):
    tax_of(12, to_zloty=True)
    assert [line[2] for line in written(closed())] == ["10.00", "7.00", "6.00"]


@pytest.mark.parametrize(
    ("since", "taxed"), [(ON - DAY, True), (ON, True), (ON + DAY, False)], ids=str
)
def test_the_tax_of_the_day_of_the_list_holds(closed, since, taxed):
    tax_of(12, since=since)
    assert all((line[2] != "0.00") is taxed for line in written(closed()))


def test_the_later_of_two_rows_holds_from_its_day(closed):
    tax_of(12, since=ON - 30 * DAY)
    tax_of(0, since=ON)
    pay_list = closed()
    assert {line.tax_percent for line in pay_list.lines.all()} == {Decimal(0)}


def test_without_a_setting_nothing_on_the_paper_speaks_of_tax(closed, users):
    paper = kept_paper(closed(), by=users.coordinator, at=AT)
    words = text(paper.document.content)
    assert "195,20 zł (słownie: sto dziewięćdziesiąt pięć złotych dwadzieścia groszy)" in words
    for tax_word in ("Brutto", "aliczka", "podatek"):
        assert tax_word not in words
    sheet = openpyxl.load_workbook(io.BytesIO(paper.workbook.content)).active
    assert [cell.value for cell in sheet[5]][5:8] == [
        "Stawka, zł",
        "Do wypłaty, zł",
        "Sposób wypłaty",
    ]


def test_the_paper_and_the_workbook_have_gross_tax_and_net(closed, users):
    tax_of(12)
    paper = kept_paper(closed(), by=users.coordinator, at=AT)
    words = text(paper.document.content)
    assert "Razem 16,00 195,20 23,43 171,77 117,12" in words
    assert (
        "171,77 zł (słownie: sto siedemdziesiąt jeden złotych siedemdziesiąt siedem groszy)"
        in words
    )
    assert "zaliczka na podatek: 23,43 zł (12 %" in words
    assert "pismo GK/3/2025" in words
    assert faults(paper.document.content) == []
    sheet = openpyxl.load_workbook(io.BytesIO(paper.workbook.content), data_only=True).active
    assert [cell.value for cell in sheet[5]][6:9] == [
        "Brutto, zł",
        "Zaliczka na podatek, zł",
        "Do wypłaty, zł",
    ]
    assert [cell.value for cell in sheet[6]][6:9] == [85.4, 10.25, 75.15]
    assert [cell.value for cell in sheet[9]][6:9] == [195.2, 23.43, 171.77]


def test_the_bank_pays_the_net_and_the_cash_desk_too(closed, users):
    tax_of(12)
    pay_list = approved(closed(), users)
    order = make_files(pay_list, by=users.accountant, at=AT, execute_on=ON, today=ON)
    content = order.files.get(format="elixir").document.content.decode()
    assert [line.split(",")[2] for line in content.splitlines()] == ["7515", "5368"]
    assert order.amount == Decimal("128.83")


def test_the_bank_window_and_the_list_show_what_is_paid(closed, users, client_of):
    tax_of(12)
    pay_list = approved(closed(), users)
    client = client_of(users.accountant)
    page = client.get(reverse("psu:bank_file", args=[pay_list.pk])).content.decode()
    assert "128,83\xa0zł" in page
    assert "42,94\xa0zł" in page
    page = client.get(reverse("psu:pay_list", args=[pay_list.pk])).content.decode()
    for shown in ("Brutto", "195,20\xa0zł", "23,43\xa0zł", "171,77\xa0zł"):
        assert shown in page
    page = client.get(reverse("psu:pay_lists")).content.decode()
    assert "171,77\xa0zł" in page


def test_a_correction_of_the_account_is_for_the_net(closed, users):
    tax_of(12)
    pay_list = approved(closed(), users)
    line = pay_list.lines.get(person_name="Cesarz Jan")
    BankAccount.objects.change(line.person, starts_on=ON, number=ACCOUNTS[0])
    correction = paying.propose(pay_list, line.person, by=users.coordinator, on=ON, reason="x")
    paying.confirm(correction, by=users.head, on=ON)
    order = make_files(pay_list, by=users.accountant, at=AT, execute_on=ON, today=ON)
    assert order.amount == Decimal("171.77")


def test_the_refund_is_asked_of_the_whole_benefit(closed, users):
    tax_of(12)
    pay_list = approved(closed(), users)
    pay_list.mark_paid(by=users.accountant, on=ON)
    application = applying.apply_for(pay_list.agreement, MAY, by=users.accountant, on=ON)
    assert (application.amount, application.refund) == (Decimal("195.20"), Decimal("117.12"))
    words = text(keep_paper(application, by=users.accountant).document.content)
    assert "Świadczenie brutto, zł" in words
    assert "117,12 zł" in words


def test_a_reopened_month_is_taxed_as_of_its_new_list(closed, ready, users):
    tax_of(12)
    first = closed()
    tax_of(0, since=ON + DAY)
    for person_month in ready.person_months.all():
        reopen(person_month, by=users.coordinator, on=ON + DAY, reason="pomyłka")
    review(ready, MAY, by=users.coordinator, on=ON + DAY)
    again = closed(ON + DAY)
    assert first.lines.sums()["tax"] == 0
    assert again.lines.sums() == {
        "hours": Decimal(16),
        "amount": Decimal("195.20"),
        "tax": Decimal(0),
        "net": Decimal("195.20"),
        "refund": Decimal("117.12"),
    }


def test_a_row_that_a_list_was_closed_with_stays(closed):
    row = tax_of(12)
    closed()
    row.percent = 17
    with refused("pay_tax_used"):
        row.save()
    with refused("pay_tax_used"):
        PayTax.objects.filter(pk=row.pk)._raw_delete("default")


def test_no_row_slips_under_a_list_that_stands(closed):
    closed()
    for since in (ON - DAY, ON):
        with refused("pay_tax_behind_a_list"):
            tax_of(12, since=since)
    tax_of(12, since=ON + DAY)


def test_an_earlier_row_may_stand_behind_one_that_the_lists_have(closed):
    tax_of(12, since=ON - 2 * DAY)
    closed()
    tax_of(5, since=ON - 10 * DAY)
    with refused("pay_tax_behind_a_list"):
        tax_of(7, since=ON - DAY)


def test_an_unused_row_may_still_be_put_right_or_moved(ready):
    row = tax_of(12)
    row.percent, row.valid_from = Decimal(17), ON + DAY
    row.save()
    assert PayTax.objects.on(ON) is None
    assert PayTax.objects.on(ON + DAY).percent == 17


@pytest.mark.parametrize("percent", ["-0.01", "100", "150"])
def test_a_tax_is_a_share_of_the_benefit(db, percent):
    with pytest.raises(Refused, match="od 0 do 99,99 procent"), refused_by_database():
        tax_of(percent)


def test_a_line_with_another_tax_than_that_of_its_day_is_refused(closed):
    """Past the close: the same line again with what the accountant did not set."""
    row = tax_of(12)
    line = closed().lines.in_order().first()
    for facts in (
        {"pay_tax": None, "tax_percent": None, "tax": 0},
        {"tax_percent": 5, "tax": Decimal("4.27")},
    ):
        with refused("pay_line_unlike_its_rows"):
            _again(line, **facts)
    with pytest.raises(Refused, match="Zaliczka na podatek nie zgadza się"), refused_by_database():
        _again(line, tax=Decimal("10.24"))
    assert row.lines.count() == 3


def _again(line, **facts):
    copy = PayLine.objects.get_queryset().model(
        **{field.attname: getattr(line, field.attname) for field in PayLine._meta.concrete_fields}
    )
    copy.pk, copy.position = None, 99
    for name, value in facts.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_a_tax_set_while_a_month_closes_waits_and_is_refused(closed):
    with pytest.raises(Refused, match="sporządzono już bez tego wpisu"):
        race(closed, lambda: _refusing(lambda: tax_of(12)))
    assert [line[2] for line in written(PayList.objects.get())] == ["0.00"] * 3


@pytest.mark.django_db(transaction=True)
def test_a_month_that_closes_while_a_tax_is_set_waits_and_has_it(closed):
    race(lambda: tax_of(12), closed)
    assert [line[2] for line in written(PayList.objects.get())] == ["10.25", "7.32", "5.86"]


def _refusing(act):
    with refused_by_database():
        act()


def test_the_accountant_sets_it_in_the_dictionaries(users, client_of):
    client = client_of(users.accountant)
    facts = {"valid_from": "2025-06-04", "percent": "12", "source": "pismo GK/3/2025"}
    answer = client.post(reverse("admin:psu_paytax_add"), facts)
    assert answer.status_code == 302, answer.content.decode()
    assert PayTax.objects.get().percent == 12
    assert client.get(reverse("admin:psu_paytax_changelist")).status_code == 200
    assert client.get(reverse("admin:psu_rate_changelist")).status_code == 403


def test_nobody_else_of_the_office_sets_it(users, client_of):
    for user in (users.coordinator, users.head):
        client = client_of(user)
        assert client.get(reverse("admin:psu_paytax_changelist")).status_code == 200
        assert client.get(reverse("admin:psu_paytax_add")).status_code == 403


def test_the_net_has_no_column_that_could_disagree(db):
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "psu_payline")
    assert "net" not in {column.name for column in table}
