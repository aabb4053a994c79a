"""The record of an agreement's month: closed people as their lists have it, open ones without a benefit."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from kis.lib.refusals import Refused
from psu.models import WorkDay
from psu.months.closing import close, reopen, review
from psu.person_papers.month_record import record_paper, record_workbook, records_of
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.factories import ReferralFactory, sign_list, work

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)


@pytest.fixture
def pay_list(users, centre, agreement, place):
    """Abacki 1–2 May and 5–9 May, an absence on 13 May; Babacka one day."""
    names = {"Abacki": [(2, "5"), (6, "3.5"), (8, "4")], "Babacka": [(6, "2")]}
    for name, entries in names.items():
        person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
        referral = ReferralFactory(agreement=agreement, place=place, person=person)
        for day, hours in entries:
            work(referral, MAY.replace(day=day), hours)
    work(person.referrals.get(), MAY.replace(day=13), "0", outcome=WorkDay.Outcome.UNEXCUSED)
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    return close(agreement, MAY, by=users.coordinator, on=ON).pay_list


def test_it_has_each_days_hours_the_weeks_the_rate_and_the_benefit(pay_list, agreement):
    first, second = records_of(agreement, MAY)
    assert (first.name, first.hours, first.amount) == ("Abacki Jan", 12.5, Decimal("152.50"))
    # 1 May is a Thursday: its week has the days of May alone.
    assert first.weeks == [("1–4", 5), ("5–11", Decimal("7.50"))]
    assert second.cells([MAY.replace(day=6), MAY.replace(day=13)]) == ["2", "N"]
    content = record_paper(agreement, MAY)
    words = text(content)
    # By hand: 12,5 × 12,20 = 152,50 and 2 × 12,20 = 24,40.
    for shown in ("12,50 12,20 152,50", "2,00 12,20 24,40", "Razem 14,50 176,90", first.identity):
        assert shown in words, shown
    assert "otwarty" not in words
    assert faults(content) == []
    assert pay_list.lines.sums()["amount"] == Decimal("176.90")


def test_an_open_month_says_so_and_has_no_benefit(pay_list, agreement, users):
    line = pay_list.lines.get(person_name="Babacka Jan")
    reopen(line.person_month, by=users.coordinator, on=ON, reason="pomyłka")
    words = text(record_paper(agreement, MAY))
    assert "2,00 miesiąc otwarty" in words
    assert "Razem 14,50 152,50" in words
    assert "miesiąc jest jeszcze otwarty: 1" in words


def test_the_workbook_has_numbers_and_letters(pay_list, agreement):
    sheet = openpyxl.load_workbook(io.BytesIO(record_workbook(agreement, MAY))).active
    rows = list(sheet.iter_rows(values_only=True))
    head, first, second, last = rows[3:7]
    assert (head[5], first[5], first[9], second[16]) == ("2", 5, 3.5, "N")
    assert (head[-4:], first[-4:]) == (
        ("Godziny", "Stawka, zł", "Świadczenie, zł", "Stan"),
        (12.5, 12.2, 152.5, "zamknięty"),
    )
    assert (last[-4], last[-2]) == (14.5, 176.9)


def test_the_month_leads_to_it(pay_list, agreement, users, client_of):
    client = client_of(users.coordinator)
    page = client.get(reverse("psu:month", args=[agreement.pk, MAY])).content.decode()
    for name in ("month_record_pdf", "month_record_xlsx"):
        url = reverse(f"psu:{name}", args=[agreement.pk, MAY])
        assert url in page
        answer = client.get(url)
        assert answer.status_code == 200
        assert "Abacki" not in answer["Content-Disposition"]


def test_a_month_of_nobody_has_no_record(agreement, users, client_of, centre):
    with pytest.raises(Refused, match="nikt nie ma wpisów"):
        records_of(agreement, MAY)
    url = reverse("psu:month_record_pdf", args=[agreement.pk, MAY])
    page = client_of(users.accountant).get(url, follow=True).content.decode()
    assert "nikt nie ma wpisów" in page
