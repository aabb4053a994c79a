"""The application for the refund: what it is for, to the grosz, its paper, its steps and its lists' steps."""

import datetime
import hashlib
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from kis.accounts.models import Centre
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from psu.models import AppliedList, PayList, RefundApplication
from psu.months.closing import close, review
from psu.pay_lists.refunds import applying
from psu.pay_lists.waiting import pay_list_counts, pay_lists_at
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.connections import all_together, race
from tests.psu.factories import (
    CHECKED,
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    sign_list,
    work,
)
from tests.refused import refused

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
PAID, APPLIED = datetime.date(2025, 6, 5), datetime.date(2025, 6, 6)
LATER, SETTLED = datetime.date(2025, 6, 9), datetime.date(2025, 6, 30)


def pay(pay_list, users, on=PAID):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    pay_list.mark_paid(by=users.accountant, on=on)
    return pay_list


HOURS = {"Abacki": "7", "Babacka": "3.25", "Cesarz": "2"}


@pytest.fixture
def closed(users, centre, agreement, place):
    """Closes the month for one after the other: who comes first stands on the regular list alone."""
    waiting = {}

    def make(name):
        if not waiting:
            for surname, hours in HOURS.items():
                person = PersonFactory(
                    last_name=surname, first_name="Jan", responsible=users.worker
                )
                waiting[surname] = ReferralFactory(
                    agreement=agreement, place=place, person=person, no_benefit_checked_on=None
                )
                work(waiting[surname], MAY.replace(day=6), hours)
            sign_list(place, MAY, users.coordinator)
            review(agreement, MAY, by=users.coordinator, on=ON)
        waiting[name].no_benefit_checked_on = CHECKED
        waiting[name].save()
        return close(agreement, MAY, by=users.coordinator, on=ON).pay_list

    return make


@pytest.fixture
def two(closed, users):
    """The regular list, 7 h, and a supplementary one, 3.25 h, paid on other days."""
    regular = pay(closed("Abacki"), users)
    return regular, pay(closed("Babacka"), users, on=APPLIED)


def applied(agreement, users, on=APPLIED, month=MAY):
    return applying.apply_for(agreement, month, by=users.accountant, on=on)


def test_regular_and_supplementary_lists_stand_in_one_application(two, agreement, users):
    application = applied(agreement, users)
    assert str(application) == "1/2025"
    assert set(application.applied_lists.values_list("pay_list", flat=True)) == {
        pay_list.pk for pay_list in two
    }
    # 7 × 12,20 × 60 % = 51,24; 3,25 × 12,20 × 60 % = 23,79
    assert application.refund == Decimal("51.24") + Decimal("23.79")
    assert application.amount == Decimal("85.40") + Decimal("39.65")
    assert application.hours == Decimal("10.25")
    with pytest.raises(Refused, match="Nie ma wypłaconej listy"):
        applied(agreement, users)


def test_a_list_paid_later_comes_into_the_next_application(closed, agreement, users):
    pay(closed("Abacki"), users)
    late = closed("Babacka")
    first = applied(agreement, users)
    pay(late, users, on=LATER)
    second = applied(agreement, users, on=LATER)
    assert [first.refund, second.refund] == [Decimal("51.24"), Decimal("23.79")]
    assert str(second) == "2/2025"


def test_a_list_that_the_municipality_pays_alone_needs_no_application(
    closed, agreement, users, client_of
):
    agreement.refund_percent = 0
    agreement.save()
    pay_list = pay(closed("Abacki"), users)
    with pytest.raises(Refused, match="Nie ma wypłaconej listy"):
        applied(agreement, users)
    assert pay_list_counts()["do-refundacji"] == pay_lists_at("do-refundacji").count() == 0
    url = reverse("psu:pay_list", args=[pay_list.pk])
    page = client_of(users.accountant).get(url).content.decode()
    assert "w całości wypłaca gmina" in page
    assert "Utwórz wniosek" not in page


def test_an_unpaid_list_is_not_applied_for(closed, agreement, users):
    closed("Abacki")
    with pytest.raises(Refused, match="Najpierw odnotuj wypłatę"):
        applied(agreement, users)


def test_it_is_not_dated_before_a_payment(two, agreement, users):
    with pytest.raises(Refused, match="wcześniejszy niż dzień wypłaty"):
        applied(agreement, users, on=PAID)


def test_under_the_new_act_it_goes_through_the_director_with_its_percent_and_minimum(
    users, centre, place
):
    agreement = AgreementFactory(
        place=place,
        number="9/2025",
        signed_on=datetime.date(2025, 6, 2),
        starts_on=datetime.date(2025, 6, 2),
        regime=new_regime(),
        rate=Decimal("31.00"),
        county_office="Starosta Puławski",
    )
    june = datetime.date(2025, 6, 1)
    person = PersonFactory(last_name="Abacki", responsible=users.worker)
    referral = ReferralFactory(
        agreement=agreement,
        place=place,
        person=person,
        starts_on=datetime.date(2025, 6, 2),
        ends_on=datetime.date(2025, 8, 31),
    )
    work(referral, datetime.date(2025, 6, 3), "7")
    sign_list(place, june, users.coordinator)
    july = datetime.date(2025, 7, 3)
    review(agreement, june, by=users.coordinator, on=july)
    pay_list = close(agreement, june, by=users.coordinator, on=july).pay_list
    pay_list.mark_checked(by=users.accountant, on=july)
    pay_list.approve(by=users.head, on=july)
    pay_list.mark_paid(by=users.accountant, on=july)

    application = applied(agreement, users, on=july, month=june)

    assert (application.amount, application.refund) == (Decimal("217.00"), Decimal("128.10"))
    assert "Dyrektora Powiatowego Urzędu Pracy" in application.addressee
    assert "art. 142 ust. 14" in application.legal_basis


# steps


def test_the_lists_steps_follow_the_application(two, agreement, users):
    application = applied(agreement, users)
    applying.send(application, by=users.accountant, on=LATER)
    assert set(PayList.objects.values_list("refund_sent_on", "refund_sent_by")) == {
        (LATER, users.accountant.pk)
    }
    asked = RefundApplication.objects.get().refund
    applying.settle(application, by=users.accountant, on=SETTLED, amount=asked)
    assert {pay_list.status_word for pay_list in PayList.objects.all()} == {"Refundacja rozliczona"}
    assert RefundApplication.objects.get().status_word == "Refundacja rozliczona"


def test_what_came_otherwise_is_explained(two, agreement, users):
    application = applied(agreement, users)
    applying.send(application, by=users.accountant, on=LATER)
    facts = {"by": users.accountant, "on": SETTLED, "amount": Decimal("70.00")}
    with pytest.raises(Refused, match="mniej niż we wniosku"):
        applying.settle(application, **facts)
    applying.settle(application, **facts, reason="PUP nie uznał 0,69 godz.")
    settled = RefundApplication.objects.get()
    assert settled.difference_reason == "PUP nie uznał 0,69 godz."
    assert "5,03" in settled.difference


def test_steps_are_neither_left_out_nor_made_twice_nor_dated_back(two, agreement, users):
    application = applied(agreement, users)
    facts = {"by": users.accountant, "on": LATER}
    with pytest.raises(Refused, match="wpływu teraz się nie odnotowuje"):
        applying.settle(application, **facts, amount=Decimal(1))
    with pytest.raises(Refused, match="wcześniejszy niż dzień sporządzenia"):
        applying.send(application, by=users.accountant, on=PAID)
    applying.send(application, **facts)
    with pytest.raises(Refused, match="już się nie odnotowuje"):
        applying.send(application, **facts)
    with pytest.raises(Refused, match="wcześniejszy niż dzień wysłania"):
        applying.settle(application, by=users.accountant, on=APPLIED, amount=Decimal(1))


def test_voided_before_it_is_sent_its_lists_wait_again(two, agreement, users):
    application = applied(agreement, users)
    with pytest.raises(Refused, match="druga osoba"):
        applying.void(application, by=users.accountant, reason="pomyłka")
    applying.void(application, by=users.coordinator, reason="pomyłka")
    assert not AppliedList.objects.filter(voided_at=None).exists()
    again = applied(agreement, users)
    assert str(again) == "2/2025"
    applying.send(again, by=users.accountant, on=LATER)
    with pytest.raises(Refused, match="Wysłanego wniosku nie unieważnia się"):
        applying.void(again, by=users.coordinator, reason="pomyłka")


# the paper


def test_the_paper_says_all_that_the_labour_office_asks_for(two, agreement, users, client_of):
    Centre.objects.update(bank_account="61109010140000071219812874")
    application = applied(agreement, users)
    client = client_of(users.accountant)
    pdf = client.get(reverse("psu:refund_pdf", args=[application.pk])).content
    words = text(pdf)
    for shown in (
        "Wniosek o refundację świadczeń",
        "Nr 1/2025",
        "Starosta",
        "art. 73a ust. 5 ustawy z dnia 20 kwietnia 2004 r.",
        "porozumienia nr 4/2025 z 2.01.2025",
        "75,03 zł (słownie: siedemdziesiąt pięć złotych trzy grosze)",
        "61 1090 1014 0000 0712 1981 2874",
        "Abacki Jan",
        "Babacka Jan",
        "5.06.2025",
        "6.06.2025",
        "51,24",
        "23,79",
        "poświadczona kopia listy wypłat nr 1/2025",
        "poświadczona kopia listy wypłat nr 2/2025",
        "poświadczona kopia podpisanej listy obecności za maj 2025: Szkoła nr 3",
        "potwierdzenia wypłaty",
        "Główny księgowy: data i podpis",
    ):
        assert shown in words, shown
    for line in two[0].lines.all():
        assert line.person_identity in words
    assert faults(pdf) == []


def test_the_paper_keeps_its_bytes_whatever_changes_later(two, agreement, users, client_of):
    application = applied(agreement, users)
    client = client_of(users.accountant)
    urls = [reverse(f"psu:{name}", args=[application.pk]) for name in ("refund_pdf", "refund_xlsx")]
    before = [client.get(url).content for url in urls]
    agreement.number = "77/2025"
    agreement.save()
    Centre.objects.update(name="Inny Ośrodek")
    applying.send(application, by=users.accountant, on=LATER)
    assert [client.get(url).content for url in urls] == before
    kept = RefundApplication.objects.get().document
    assert kept.sha256 == hashlib.sha256(before[0]).hexdigest()
    assert AccessEntry.objects.filter(act="print", kind="refund").count() == 8


def test_the_workbook_has_the_same_sums(two, agreement, users, client_of):
    application = applied(agreement, users)
    answer = client_of(users.accountant).get(reverse("psu:refund_xlsx", args=[application.pk]))
    values = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True).active
    rows = list(values.iter_rows(values_only=True))
    assert [row[1] for row in rows[5:7]] == ["Abacki Jan", "Babacka Jan"]
    assert (rows[7][5], rows[7][7], rows[7][10]) == (10.25, 125.05, 75.03)
    formulas = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert formulas["K8"].value == "=SUM(K6:K7)"


def test_sending_keeps_the_paper_that_nobody_printed(two, agreement, users):
    application = applied(agreement, users)
    applying.send(application, by=users.accountant, on=LATER)
    assert RefundApplication.objects.get().document.content.startswith(b"%PDF-")


# the last keeper


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE psu_refundapplication SET refund = 75.04", "refund_stays"),
        ("UPDATE psu_refundapplication SET addressee = 'x'", "refund_stays"),
        ("DELETE FROM psu_refundapplication", "refund_stays"),
        ("DELETE FROM psu_appliedlist", "applied_list_stays"),
        ("UPDATE psu_appliedlist SET voided_at = now()", "applied_list_stays"),
        (
            "UPDATE psu_refundapplication SET sent_on = '2025-06-09', sent_by_id = made_by_id",
            "refund_sent_whole",
        ),
        (
            "UPDATE psu_paylist SET refund_sent_on = '2025-06-09', refund_sent_by_id = paid_by_id",
            "pay_list_refund_by_application",
        ),
        (
            "UPDATE psu_refundapplication SET voided_at = now(), voided_by_id = made_by_id, "
            "void_reason = 'x'",
            "refund_voided_whole",
        ),
    ],
)
def test_an_application_is_held_against_sql(two, agreement, users, sql, name):
    applied(agreement, users)
    with refused(name), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (
            "UPDATE psu_refundapplication SET sent_on = '2025-06-09', sent_by_id = made_by_id",
            "refund_unlike_its_lists",
        ),
        ("UPDATE psu_refundapplication SET document_id = NULL", "refund_stays"),
    ],
)
def test_a_printed_application_is_sent_with_its_lists_alone(
    two, agreement, users, client_of, sql, name
):
    application = applied(agreement, users)
    client_of(users.accountant).get(reverse("psu:refund_pdf", args=[application.pk]))
    with refused(name), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE psu_refundapplication SET sent_on = NULL, sent_by_id = NULL", "refund_steps_back"),
        (
            "UPDATE psu_refundapplication SET settled_on = '2025-06-30', settled_by_id = made_by_id,"
            " settled_amount = 1",
            "refund_difference_explained",
        ),
        (
            "UPDATE psu_paylist SET refund_settled_on = '2025-06-30', "
            "refund_settled_by_id = paid_by_id",
            "pay_list_refund_by_application",
        ),
        (
            "UPDATE psu_refundapplication SET voided_at = now(), voided_by_id = "
            "(SELECT prepared_by_id FROM psu_paylist LIMIT 1), void_reason = 'x'",
            "refund_voided_before_sent",
        ),
    ],
)
def test_a_sent_application_is_held_against_sql(two, agreement, users, sql, name):
    applying.send(applied(agreement, users), by=users.accountant, on=LATER)
    with refused(name), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_application_takes_no_list_of_another_month_and_no_unpaid_one(
    closed, two, agreement, users
):
    application = applied(agreement, users)
    unpaid = closed("Cesarz")
    other = AgreementFactory(place=WorkPlaceFactory())
    with refused("applied_list_not_paid"):
        AppliedList.objects.create(application=application, pay_list=unpaid)
    paid = pay(unpaid, users)
    with refused("refund_unlike_its_lists"):
        AppliedList.objects.create(application=application, pay_list=paid)
    assert other.pay_lists.count() == 0


def test_a_list_sent_before_there_were_applications_is_settled_by_itself(
    two, users, client_of, agreement
):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE psu_paylist DISABLE TRIGGER USER")
        PayList.objects.update(refund_sent_on=LATER, refund_sent_by=users.accountant)
        cursor.execute("ALTER TABLE psu_paylist ENABLE TRIGGER USER")
    with pytest.raises(Refused, match="Nie ma wypłaconej listy"):
        applied(agreement, users)
    client = client_of(users.accountant)
    url = reverse("psu:pay_list_settle_refund", args=[two[0].pk])
    page = client.post(url, {"on": "30.06.2025"}, follow=True).content.decode()
    assert '<span class="chip">Refundacja rozliczona</span>' in page


# the screens


def test_from_the_paid_list_to_the_settled_refund_on_the_screen(two, users, client_of):
    client = client_of(users.accountant)
    page = client.get(reverse("psu:pay_list", args=[two[1].pk])).content.decode()
    url = reverse("psu:refund_new", args=[two[1].pk])
    assert f'href="{url}">Utwórz wniosek o refundację</a>' in page
    form = client.get(url).content.decode()
    assert "75,03\xa0zł" in form
    page = client.post(url, {"on": "6.06.2025"}, follow=True).content.decode()
    assert "Utworzono wniosek 1/2025." in page
    assert "Odnotuj wysłanie" in page
    application = RefundApplication.objects.get()
    send, settle = (
        reverse(f"psu:{name}", args=[application.pk]) for name in ("refund_send", "refund_settle")
    )
    page = client.post(send, {"on": "9.06.2025"}, follow=True).content.decode()
    assert "Odnotuj wpływ" in page
    page = client.post(settle, {"on": "30.06.2025", "amount": "70,00"}).content.decode()
    assert "Wpłynęło o 5,03\xa0zł mniej niż we wniosku (75,03\xa0zł). Podaj wyjaśnienie" in page
    typed = {"on": "30.06.2025", "amount": "70,00", "reason": "PUP odjął 0,69 godz."}
    page = client.post(settle, typed, follow=True).content.decode()
    assert "PUP odjął 0,69 godz." in page
    assert '<span class="chip">Refundacja rozliczona</span>' in page


@pytest.mark.parametrize("amount", ["", "-1", "abc", "1,234", "99999999999999"])
def test_a_wrong_amount_is_a_sentence_and_stays_typed(two, agreement, users, client_of, amount):
    application = applied(agreement, users)
    applying.send(application, by=users.accountant, on=LATER)
    url = reverse("psu:refund_settle", args=[application.pk])
    answer = client_of(users.accountant).post(url, {"on": "30.06.2025", "amount": amount})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert amount in answer.content.decode()
    assert RefundApplication.objects.get().settled_on is None


def test_an_inspector_reads_sums_and_nobodys_name(two, agreement, users, client_of):
    application = applied(agreement, users)
    client = client_of(users.inspector)
    page = client.get(reverse("psu:refund", args=[application.pk])).content.decode()
    assert "Abacki" not in page
    assert "75,03" in page
    assert client.get(reverse("psu:refund_pdf", args=[application.pk])).status_code == 403


@pytest.mark.parametrize("people", [2, 8])
def test_queries_do_not_grow_with_people(
    users, agreement, place, centre, client_of, people, django_assert_max_num_queries
):
    for number in range(people):
        person = PersonFactory(last_name=f"Osoba{number}", responsible=users.worker)
        work(ReferralFactory(agreement=agreement, place=place, person=person), MAY.replace(day=6))
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    pay(close(agreement, MAY, by=users.coordinator, on=ON).pay_list, users)
    application = applied(agreement, users)
    client, url = client_of(users.accountant), reverse("psu:refund", args=[application.pk])
    client.get(url)
    with django_assert_max_num_queries(14):
        client.get(url)


# two at once


@pytest.mark.django_db(transaction=True)
def test_two_who_apply_at_once_make_one_application(two, agreement, users):
    with pytest.raises(Refused, match="Nie ma wypłaconej listy"):
        race(lambda: applied(agreement, users), lambda: applied(agreement, users))
    assert RefundApplication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sending_and_voiding_at_once_leave_one_of_them(two, agreement, users):
    application = applied(agreement, users)
    applying.keep_paper(application, by=users.accountant)

    def void():
        applying.void(application, by=users.coordinator, reason="pomyłka")

    with pytest.raises(Refused, match="już się nie odnotowuje"):
        race(void, lambda: applying.send(application, by=users.accountant, on=LATER))
    assert set(PayList.objects.values_list("refund_sent_on", flat=True)) == {None}


@pytest.mark.django_db(transaction=True)
def test_twenty_who_apply_at_once_make_one_application(two, agreement, users):
    told = all_together([lambda: applied(agreement, users)] * 20)
    assert sum(isinstance(answer, RefundApplication) for answer in told) == 1
    assert sum(isinstance(answer, Refused) for answer in told) == 19
