"""News of a lost status that reaches behind the close is named until somebody has dealt with it."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from psu import desk
from psu.models import Agreement, PersonMonth, StatusNews
from psu.months.closing import close, reopen, review
from psu.months.late_news import late_months
from tests.psu.factories import ReferralFactory, StatusNewsFactory, sign_list, work
from tests.psu.guarded import day
from tests.told import rows

MAY, ON = day("2025-05-01"), day("2025-06-10")
TITLE = "utrata statusu po zamknięciu miesiąca"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield


@pytest.fixture
def referral(agreement, place, users):
    """5 h on 6 May and 5 h on 13 May."""
    referral = ReferralFactory(agreement=agreement, place=place, entered_by=users.worker)
    for text in ("2025-05-06", "2025-05-13"):
        work(referral, day(text))
    return referral


@pytest.fixture
def closed(agreement, referral, place, users):
    sign_list(place, MAY, users.coordinator)
    return closing(agreement, users)


def closing(agreement, users):
    review(agreement, MAY, by=users.coordinator, on=ON)
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    judge_the_act()
    return pay_list


def judge_the_act():
    """A test is one transaction; what is judged at the end of the act is judged before the news comes."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def news(referral, text, **facts):
    return StatusNewsFactory(person=referral.person, starts_on=day(text), **facts)


def late():
    return late_months(PersonMonth.objects.all())


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2025-05-06", None, 10),
        ("2025-05-07", None, 5),
        ("2025-05-13", None, 5),
        ("2025-05-14", None, None),
        ("2025-05-07", "2025-05-12", None),
        ("2025-05-07", "2025-05-13", 5),
    ],
)
def test_a_closed_month_is_late_where_the_news_reaches_worked_days(
    referral, closed, since, until, hours
):
    news(referral, since, ends_on=until and day(until))

    found = [month.hours for month in late()]

    assert found == ([] if hours is None else [Decimal(hours)])


def test_news_that_was_there_before_the_close_is_not_late(agreement, referral, place, users):
    sign_list(place, MAY, users.coordinator)
    told = news(referral, "2025-05-13")
    told.decide(StatusNews.Pay.DO_NOT_PAY, by=users.coordinator, reason="x")
    closing(agreement, users)

    assert late() == []

    told.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="inaczej")
    assert len(late()) == 1


def test_a_month_closed_anew_with_its_news_is_late_no_more(agreement, referral, closed, users):
    told = news(referral, "2025-05-13")
    told.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="x")
    assert len(late()) == 1

    reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="wiadomość o statusie")
    closing(agreement, users)

    assert late() == []


def test_without_a_refund_only_the_pay_may_be_late(agreement, referral, place, users):
    Agreement.objects.update(refund_percent=0)
    sign_list(place, MAY, users.coordinator)
    closing(agreement, users)
    told = news(referral, "2025-05-13")
    assert late() == []

    told.decide(StatusNews.Pay.DO_NOT_PAY, by=users.coordinator, reason="x")
    assert len(late()) == 1


def test_news_voided_behind_the_close_leaves_the_month_late_until_it_is_closed_anew(
    agreement, referral, place, users
):
    sign_list(place, MAY, users.coordinator)
    told = news(referral, "2025-05-13", entered_by=users.worker)
    told.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="x")
    closing(agreement, users)
    told.void(by=users.coordinator, reason="inna osoba")

    (found,) = late()
    assert "unieważniono albo skrócono" in found.words

    reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="wiadomość unieważniona")
    assert late() == []
    closing(agreement, users)
    assert late() == []


def test_the_month_is_shown_on_the_tab_the_review_and_the_desk_with_its_next_step(
    client_of, users, centre, agreement, referral, closed
):
    news(referral, "2025-05-13")
    client = client_of(users.coordinator)
    (row,) = [row for row in rows(desk, users.coordinator, ON) if row.what == TITLE]
    assert row.who == str(referral.person)

    addresses = [
        row.url,
        reverse("psu:person", args=[referral.person_id]),
        reverse("psu:month", args=[agreement.pk, MAY]),
    ]
    reopening = reverse("psu:month_reopen", args=[PersonMonth.objects.get().pk])
    for address in addresses:
        page = client.get(address).content.decode()
        assert "jest po tym dniu 5 godz., a lista wypłat nie uwzględnia" in page
        assert page.count(reopening) == 1


def test_behind_an_approved_list_a_correction_ends_what_waits(
    client_of, users, centre, referral, closed
):
    closed.mark_checked(by=users.accountant, on=ON)
    closed.approve(by=users.head, on=ON)
    told = news(referral, "2025-05-13")

    page = client_of(users.coordinator).get(reverse("psu:late_news")).content.decode()
    assert f"Lista wypłat {closed} zostaje bez zmian" in " ".join(page.split())
    (noted,) = AccessEntry.objects.filter(user=users.coordinator)
    assert noted.person_number == referral.person_id
    assert reverse("psu:month_reopen", args=[PersonMonth.objects.get().pk]) in page
    assert reverse("psu:news_decide", args=[told.pk]) in page

    told.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="praca w dobrej wierze")
    assert len(late()) == 1
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="pismo z PUP")
    review(referral.agreement, MAY, by=users.coordinator, on=ON)
    close(referral.agreement, MAY, by=users.coordinator, on=ON)
    assert late() == []


def test_whoever_enters_the_news_hears_of_the_closed_month(
    client_of, users, centre, referral, closed
):
    typed = {"what": "status_lost", "starts_on": "7.05.2025", "letter": "PUP", "received_on": "d"}

    page = client_of(users.coordinator).post(
        reverse("psu:news_new", args=[referral.person_id]), typed, follow=True
    )

    assert "Dotyczy zamkniętego miesiąca: maj 2025." in page.content.decode()


# voiding a wrong entry


def test_a_wrong_entry_is_voided_by_a_second_person_with_a_reason(
    client_of, users, centre, referral
):
    told = news(referral, "2025-05-20", entered_by=users.coordinator)
    url = reverse("psu:news_void", args=[told.pk])

    own = client_of(users.coordinator).post(url, {"reason": "pomyłka"})
    assert "Wpis unieważnia druga osoba" in own.content.decode()
    empty = client_of(users.worker).post(url, {"reason": " "})
    assert empty.status_code == 200
    assert StatusNews.objects.exists()

    page = client_of(users.worker).post(url, {"reason": "pismo o innej osobie"}, follow=True)

    assert not StatusNews.objects.exists()
    assert "pismo o innej osobie" in page.content.decode()
    assert url not in page.content.decode()
    behind = client_of(users.worker).get(url, follow=True)
    assert "Ten wpis unieważniono" in behind.content.decode()


def test_behind_a_voided_entry_hours_are_entered_again(users, referral):
    told = news(referral, "2025-05-20", entered_by=users.worker)
    told.void(by=users.coordinator, reason="pismo o innej osobie")

    assert work(referral, day("2025-05-21")).hours == 5
    with pytest.raises(Refused, match="już unieważniony"):
        told.void(by=users.coordinator, reason="x")


@pytest.mark.parametrize("people", [1, 6])
def test_questions_do_not_grow_with_the_people(
    agreement, place, users, people, django_assert_num_queries
):
    for _ in range(people):
        other = ReferralFactory(agreement=agreement, place=place)
        work(other, day("2025-05-06"))
    sign_list(place, MAY, users.coordinator)
    closing(agreement, users)
    with django_assert_num_queries(1):
        assert late() == []
    for month in PersonMonth.objects.all():
        StatusNewsFactory(person=month.person, starts_on=datetime.date(2025, 5, 2))
    with django_assert_num_queries(4):
        assert len(late()) == people
