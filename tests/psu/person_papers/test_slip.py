"""What one person worked in a month and is paid for it, on a paper for that person alone."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import PayTax, PersonPaper, WorkDay
from psu.months.closing import close, reopen, review
from psu.pay_lists import paying
from psu.person_papers.making import make_slip, printed
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.factories import ReferralFactory, sign_list, work
from tests.refused import refused

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
PAID = datetime.date(2025, 6, 5)
ACCOUNT = "61109010140000071219812874"


@pytest.fixture
def closed(users, centre, agreement, place):
    def make():
        for name in ("Abacki", "Babacka"):
            person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
            referral = ReferralFactory(agreement=agreement, place=place, person=person)
            work(referral, MAY.replace(day=6), "3.5")
            work(referral, MAY.replace(day=8), "4")
            work(referral, MAY.replace(day=9), "0", outcome=WorkDay.Outcome.EXCUSED)
        sign_list(place, MAY, users.coordinator)
        review(agreement, MAY, by=users.coordinator, on=ON)
        return close(agreement, MAY, by=users.coordinator, on=ON).pay_list

    return make


@pytest.fixture
def two(closed):
    return closed()


@pytest.fixture
def slip(client_of, users, two):
    def of(name):
        person = two.lines.get(person_name=name).person_id
        return client_of(users.accountant).get(reverse("psu:pay_list_slip", args=[two.pk, person]))

    return of


def test_it_has_each_day_the_sum_and_the_absences_of_that_person_alone(slip, two):
    answer = slip("Abacki Jan")
    words = text(answer.content)
    line = two.lines.get(person_name="Abacki Jan")
    # By hand: 3,5 + 4 = 7,5 godz. × 12,20.
    assert line.amount == Decimal("91.50")
    for shown in (
        "Abacki Jan",
        line.person_identity,
        "Szkoła nr 3",
        "6.05.2025 (wt) 3,50",
        "8.05.2025 (cz) 4,00",
        "9.05.2025 (pt) nieobecność usprawiedliwiona",
        "7,50 12,20 91,50",
        "91,50 zł (słownie: dziewięćdziesiąt jeden złotych pięćdziesiąt groszy)",
        "Sposób wypłaty kasa",
        "Wypłacono dnia jeszcze nie",
    ):
        assert shown in words, shown
    assert "Babacka" not in words
    assert "aliczka" not in words
    assert "Abacki" not in answer["Content-Disposition"]
    assert faults(answer.content) == []
    assert AccessEntry.objects.filter(act="print", person_number=line.person_id).count() == 1


def test_of_equal_facts_there_is_one_paper_and_the_payment_makes_another(slip, two, users):
    first = slip("Abacki Jan").content
    assert slip("Abacki Jan").content == first
    assert PersonPaper.objects.count() == 1
    two.mark_checked(by=users.accountant, on=ON)
    two.approve(by=users.head, on=ON)
    two.mark_paid(by=users.accountant, on=PAID)
    assert "Wypłacono dnia 5.06.2025" in text(slip("Abacki Jan").content)
    assert PersonPaper.objects.count() == 2


def test_a_confirmed_correction_of_the_way_of_payment_stands_on_it(slip, two, users):
    person = two.lines.get(person_name="Abacki Jan").person
    BankAccount.objects.change(person, starts_on=PAID, number=ACCOUNT)
    two.mark_checked(by=users.accountant, on=ON)
    two.approve(by=users.head, on=ON)
    correction = paying.propose(two, person, by=users.coordinator, on=PAID, reason="x")
    assert "kasa" in text(slip("Abacki Jan").content)
    paying.confirm(correction, by=users.head, on=PAID)
    assert "61 1090 1014 0000 0712 1981 2874" in text(slip("Abacki Jan").content)


def test_a_tax_stands_on_it_with_what_is_left(closed, users):
    PayTax.objects.create(valid_from=ON, percent=12, source="x")
    pay_list = closed()
    person = pay_list.lines.first().person_id
    paper = make_slip(pay_list, person, by=users.coordinator, on=ON)
    words = text(printed(paper, by=users.coordinator).content)
    assert "91,50 10,98 80,52" in words
    assert "80,52 zł (słownie: osiemdziesiąt złotych pięćdziesiąt dwa grosze)" in words


def test_voided_lines_are_on_no_slip(two, agreement, users):
    line = two.lines.get(person_name="Abacki Jan")
    reopen(line.person_month, by=users.coordinator, on=ON, reason="pomyłka")
    with pytest.raises(Refused, match="nie ma pozycji tej osoby"):
        make_slip(two, line.person_id, by=users.coordinator, on=ON)


def test_somebody_without_a_line_has_no_such_paper(client_of, users, two):
    stranger = PersonFactory(responsible=users.worker)
    url = reverse("psu:pay_list_slip", args=[two.pk, stranger.pk])
    page = client_of(users.coordinator).get(url, follow=True).content.decode()
    assert "Na tej liście nie ma pozycji tej osoby." in page


def test_the_list_leads_to_it_beside_each_name(client_of, users, two):
    page = client_of(users.accountant).get(reverse("psu:pay_list", args=[two.pk])).content.decode()
    for line in two.lines.all():
        assert reverse("psu:pay_list_slip", args=[two.pk, line.person_id]) in page


def test_a_worker_is_shown_no_slip(client_of, users, two):
    line = two.lines.first()
    paper = make_slip(two, line.person_id, by=users.coordinator, on=ON)
    client = client_of(users.worker)
    page = client.get(reverse("psu:person_papers", args=[line.person_id])).content.decode()
    assert "godziny i świadczenie" not in page.lower()
    url = reverse("psu:person_paper_pdf", args=[paper.pk])
    assert client.get(url).status_code == 404
    assert client_of(users.coordinator).get(url).status_code == 200


def test_what_was_made_stays(two, users):
    paper = make_slip(two, two.lines.first().person_id, by=users.coordinator, on=ON)
    for changed in ({"facts": {}}, {"ends_on": ON}, {"person": two.lines.last().person_id}):
        with refused("person_paper_stays"):
            PersonPaper.objects.filter(pk=paper.pk).update(**changed)
    with refused("person_paper_stays"):
        PersonPaper.objects.filter(pk=paper.pk)._raw_delete("default")
    printed(paper, by=users.coordinator)
    with refused("person_paper_stays"):
        PersonPaper.objects.filter(pk=paper.pk).update(document=None)
