"""The accountant's way in a browser: a file for the bank, the payment, the application for the refund."""

import datetime

import pytest
from django.urls import reverse

from participants.models import BankAccount
from psu.models import BankOrder, PayingAccount, PersonPaper, RefundApplication
from psu.months.closing import close, review
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    sign_list,
    work,
)

pytestmark = pytest.mark.django_db(transaction=True)
MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
ACCOUNT = "61109010140000071219812874"
NAMES = ["Abacki", "O'Neill", "Cesarz"]


@pytest.fixture
def approved(users, centre):
    """Two paid by transfer, one with a name that a bank takes otherwise, and one at the cash desk."""
    PayingAccount.objects.create(number=ACCOUNT, most_orders=1)
    place = WorkPlaceFactory(name="Szkoła nr 3")
    agreement = AgreementFactory(place=place, number="4/2025", county_office="Starosta Puławski")
    for name in NAMES:
        person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
        number = "" if name == "Cesarz" else ACCOUNT
        BankAccount.objects.create(
            person=person, number=number, starts_on=datetime.date(2025, 1, 1)
        )
        work(
            ReferralFactory(agreement=agreement, place=place, person=person, payment=False),
            MAY.replace(day=6),
        )
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    return pay_list


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_the_approved_list_to_the_settled_refund(walker, approved, size):
    browser = walker(size)
    browser.arrive("accountant")
    browser.go(reverse("psu:pay_list", args=[approved.pk]))
    browser.press("Plik do banku")
    browser.reads("Cesarz Jan – brak rachunku, wypłata w kasie")
    browser.reads("O'Neill Jan → O Neill Jan")
    browser.press("Utwórz plik do banku")
    browser.reads("Plik do banku utworzono: 122,00\xa0zł, przelewy: 2.")
    order = BankOrder.objects.get()
    file = order.files.filter(format="elixir").first()
    url = browser.address + reverse("psu:bank_file_download", args=[file.pk])
    assert browser.page.request.get(url).body() == file.document.content

    browser.go(reverse("psu:pay_list", args=[approved.pk]))
    browser.press("Odnotuj wypłatę")
    browser.press("Utwórz wniosek o refundację")
    browser.reads("109,80\xa0zł")
    browser.press("Utwórz wniosek o refundację")
    browser.reads("Do wysłania")
    browser.press("Odnotuj wysłanie")
    browser.type(amount="100,00")
    browser.press("Odnotuj wpływ")
    browser.reads("Podaj wyjaśnienie różnicy")
    browser.type(reason="PUP odjął 1,34 godz.")
    browser.press("Odnotuj wpływ")
    browser.reads("Wniosek jest rozliczony.")
    assert RefundApplication.objects.get().settled_on


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_a_persons_tab_to_the_certificate_and_the_statement(walker, approved, size):
    person = approved.lines.in_order().first().person
    browser = walker(size)
    browser.arrive("coordinator")
    browser.go(reverse("psu:person", args=[person.pk]))
    browser.press("Zaświadczenie, zestawienie, godziny i świadczenie")
    browser.reads("Nie sporządzono jeszcze żadnego pisma")
    browser.press("Wystaw zaświadczenie")
    browser.type(ends_on="1.05.2025")
    browser.press("Wystaw zaświadczenie")
    browser.reads("Koniec nie może być przed początkiem")
    browser.type(ends_on="31.05.2025")
    browser.press("Wystaw zaświadczenie")
    browser.reads("Zaświadczenie o wykonywaniu prac nr 1/")
    browser.press("Sporządź zestawienie")
    browser.press("Sporządź zestawienie")
    browser.reads("Zestawienie dla pracownika socjalnego nr 1/")
    for paper in PersonPaper.objects.all():
        url = browser.address + reverse("psu:person_paper_pdf", args=[paper.pk])
        paper_given = browser.page.request.get(url).body()
        paper.refresh_from_db()
        assert paper.document.content == paper_given
