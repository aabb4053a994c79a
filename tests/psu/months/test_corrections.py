"""After an approved list nothing of it moves: what the month is worth otherwise comes as a correction."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import (
    AgreedRate,
    PayingAccount,
    PayLine,
    PayList,
    PayTax,
    PersonMonth,
    RefundApplication,
    StatusNews,
    WorkDay,
    WorkKind,
)
from psu.months.closing import close, reopen, review
from psu.months.preview import preview
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.bank.transfers import transfers
from psu.pay_lists.paper import pay_list_paper
from psu.pay_lists.refunds import applying
from psu.pay_lists.waiting import to_apply_for
from psu.person_papers.done import months_done
from psu.person_papers.making import make_slip, printed
from psu.person_papers.month_record import records_of
from tests.papers import text
from tests.psu.factories import (
    ReferralFactory,
    StatusNewsFactory,
    compare_again,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.refused import refused

MAY, JUNE = day("2025-05-01"), day("2025-06-01")
ON, PAID, KNOWN, JULY = day("2025-06-04"), day("2025-06-05"), day("2025-06-20"), day("2025-07-04")
REASON = "28 maja nieobecność usprawiedliwiona po terminie"
TOGETHER = {"hours": Decimal("35.00"), "amount": Decimal("427.00"), "refund": Decimal("256.20")}


def together():
    """Of all lists."""
    sums = PayLine.objects.sums()
    return {name: sums[name] for name in ("hours", "amount", "refund")}


def approve(pay_list, users, on=ON):
    pay_list.mark_checked(by=users.accountant, on=on)
    pay_list.approve(by=users.head, on=on)
    return pay_list


@pytest.fixture
def paid(pay_list, users):
    """38.50 h of May: 469,70 zł, of it 281,82 zł to be refunded."""
    approve(pay_list, users).mark_paid(by=users.accountant, on=PAID)
    return pay_list


def open_again(users, month=MAY, reason=REASON):
    reopen(PersonMonth.objects.get(month=month), by=users.coordinator, on=KNOWN, reason=reason)


def review_again(agreement, users):
    """The signed list is compared with the entries once more."""
    compare_again(agreement.places.get(), MAY)
    review(agreement, MAY, by=users.coordinator, on=KNOWN)


@pytest.fixture
def ill(paid, agreement, users):
    """3.50 h of 28 May were none: known only now, and reviewed again."""
    open_again(users)
    absent = {"hours": 0, "outcome": WorkDay.Outcome.EXCUSED}
    WorkDay.objects.filter(day=day("2025-05-28")).update(**absent)
    review_again(agreement, users)
    return paid


@pytest.fixture
def june(agreement, place, referral, users):
    """7 h of June, reviewed."""
    work(referral, day("2025-06-03"), 7)
    sign_list(place, JUNE, users.coordinator)
    review(agreement, JUNE, by=users.coordinator, on=JULY)


def figures(pay_list):
    rows = pay_list.lines.in_order().values_list("corrects", "hours", "amount", "refund")
    return [(month, *map(str, values)) for month, *values in rows]


def test_the_paid_list_stays_and_the_difference_is_a_list_of_its_own(ill, agreement, users):
    assert figures(ill) == [(None, "38.50", "469.70", "281.82")]
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert figures(corrected) == [(MAY, "-3.50", "-42.70", "-25.62")]
    assert corrected.lines.get().correction_reason == REASON
    assert (corrected.ordinal, corrected.month) == (1, MAY)
    assert together() == TOGETHER


def test_the_next_list_takes_the_difference_where_it_is_chosen(ill, agreement, june, users):
    chosen = close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True)
    assert figures(chosen.pay_list) == [
        (None, "7.00", "85.40", "51.24"),
        (MAY, "-3.50", "-42.70", "-25.62"),
    ]
    assert [row.person_month.month for row in chosen.rows] == [JUNE, MAY]
    assert set(PersonMonth.objects.values_list("state", flat=True)) == {"closed"}


def test_the_next_list_leaves_it_where_it_is_not(ill, agreement, june, users):
    pay_list = close(agreement, JUNE, by=users.coordinator, on=JULY).pay_list
    assert figures(pay_list) == [(None, "7.00", "85.40", "51.24")]
    assert PersonMonth.objects.get(month=MAY).state == "reviewed"


def test_the_next_list_takes_no_earlier_month_that_nobody_was_paid_for(
    agreement, place, ready, june, users
):
    pay_list = close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True).pay_list
    assert figures(pay_list) == [(None, "7.00", "85.40", "51.24")]


def test_more_hours_are_paid_by_what_they_are_more(paid, agreement, place, referral, users):
    open_again(users)
    work(referral, day("2025-05-29"), "1.5")
    review_again(agreement, users)
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert figures(corrected) == [(MAY, "1.50", "18.30", "10.98")]


def test_hours_of_another_kind_are_taken_from_the_one_and_paid_by_the_other(paid, agreement, users):
    graves = WorkKind.objects.create(name="opieka nad grobami")
    agreement.kinds.add(graves)
    AgreedRate.objects.create(
        agreement=agreement, kind=graves, per_hour=Decimal("15.00"), valid_from=MAY
    )
    open_again(users)
    WorkDay.objects.filter(day=day("2025-05-28")).update(kind=graves)
    review_again(agreement, users)
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert figures(corrected) == [
        (MAY, "3.50", "52.50", "25.62"),
        (MAY, "-3.50", "-42.70", "-25.62"),
    ]
    # Of a list that leaves the refund as it was no application is asked for.
    approve(corrected, users, on=KNOWN).mark_paid(by=users.accountant, on=KNOWN)
    assert corrected not in to_apply_for(agreement, MAY)


def test_a_month_without_a_difference_closes_without_a_list(paid, agreement, users):
    open_again(users)
    review_again(agreement, users)
    assert close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list is None
    assert PersonMonth.objects.get().state == "closed"


def test_a_status_lost_before_the_payment_takes_the_refund_alone(paid, agreement, referral, users):
    news = StatusNewsFactory(person=referral.person, starts_on=day("2025-05-28"))
    news.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="praca w dobrej wierze")
    open_again(users, reason="status utracony 28.05, pismo z PUP")
    review_again(agreement, users)
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert sorted(figures(corrected)) == [
        (MAY, "-3.50", "-42.70", "-25.62"),
        (MAY, "3.50", "42.70", "0.00"),
    ]
    assert together() == {
        "hours": Decimal("38.50"),
        "amount": Decimal("469.70"),
        "refund": Decimal("256.20"),
    }


def test_a_correction_that_nobody_approved_is_reckoned_anew_when_the_month_opens_again(
    ill, agreement, users
):
    first = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    open_again(users, reason="jednak 2 godziny")
    assert not first.lines.exists()
    assert ill.lines.count() == 1
    WorkDay.objects.filter(day=day("2025-05-28")).update(hours=2, outcome=WorkDay.Outcome.WORKED)
    review_again(agreement, users)
    second = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert figures(second) == [(MAY, "-1.50", "-18.30", "-10.98")]


def test_an_approved_correction_is_corrected_in_its_turn(ill, agreement, users):
    approve(close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list, users, on=KNOWN)
    open_again(users, reason="28 maja jednak praca")
    WorkDay.objects.filter(day=day("2025-05-28")).update(
        hours="3.5", outcome=WorkDay.Outcome.WORKED
    )
    review_again(agreement, users)
    third = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    assert figures(third) == [(MAY, "3.50", "42.70", "25.62")]


def test_the_preview_says_the_difference_before_the_close(ill, agreement):
    (row,) = preview(agreement, MAY, on=KNOWN).ready
    assert (row.is_correction, row.hours) == (True, Decimal("35.00"))
    assert (row.account.hours, row.account.amount) == (Decimal("-3.50"), Decimal("-42.70"))


def copied(line, **facts):
    line.pk = None
    for name, value in facts.items():
        setattr(line, name, value)
    line.save(force_insert=True)


LESS = {"hours": Decimal(-1), "refund": Decimal("-7.32")}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (LESS, "pay_line_of_hours"),
        ({"corrects": MAY, "correction_reason": "x"}, "pay_line_unlike_its_rows"),
    ],
)
def test_nothing_is_taken_back_of_a_month_that_no_approved_list_paid(pay_list, facts, why):
    line = pay_list.lines.get()
    with refused(why):
        copied(line, is_paid=False, **{"amount": Decimal(0)} | facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"correction_reason": "inny powód"},
        {"corrects": JUNE},
        {"corrects": None, "correction_reason": ""},
    ],
)
def test_a_correction_says_the_month_and_the_reason_for_which_it_was_opened(
    ill, agreement, users, facts
):
    line = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list.lines.get()
    line.hours, line.amount, line.refund = Decimal(1), Decimal("12.20"), Decimal("0.00")
    with refused("pay_line_unlike_its_rows"):
        copied(line, refund_percent=Decimal(0), **facts)


def test_a_line_of_a_later_month_or_of_an_unpaid_earlier_one_is_refused(
    paid, agreement, june, users
):
    later = close(agreement, JUNE, by=users.coordinator, on=JULY).pay_list
    with refused("pay_line_too_late"):
        copied(later.lines.get(), pay_list=paid)
    with refused("pay_line_of_another_month"):
        copied(
            paid.lines.get(),
            pay_list=later,
            person_month=PersonMonth.objects.get(month=JUNE),
            person=ReferralFactory(agreement=agreement).person,
        )


def test_a_wrong_difference_is_refused_by_the_database(ill, agreement, users, monkeypatch):
    monkeypatch.setattr("psu.months.facts.pay.still_to_pay", lambda worked, frozen: worked)
    with refused("pay_unequal_to_hours"):
        close(agreement, MAY, by=users.coordinator, on=KNOWN)


# what follows: bank, refund, papers, screens


@pytest.fixture
def with_account(referral):
    BankAccount.objects.filter(person=referral.person).update(
        number="83101010230000261395100000", owner=""
    )


def test_the_bank_transfers_what_is_left_of_the_two(with_account, ill, agreement, june, users):
    pay_list = close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True).pay_list
    found = transfers(approve(pay_list, users, on=JULY))
    assert [order.amount for order in found.orders] == [Decimal("42.70")]
    assert (found.left_out, found.to_be_returned) == ([], Decimal(0))


def test_who_gives_back_more_than_is_paid_is_named_and_nothing_is_transferred(
    with_account, ill, agreement, users
):
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    found = transfers(corrected)
    (left,) = found.left_out
    assert (found.orders, left.why, left.amount) == (
        [],
        "do zwrotu albo potrącenia",
        Decimal("-42.70"),
    )
    assert (found.to_be_returned, found.at_the_desk) == (Decimal("-42.70"), Decimal(0))


def test_the_database_reckons_the_same_transfers(with_account, ill, agreement, june, users):
    pay_list = close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True).pay_list
    PayingAccount.objects.create(number="61109010140000071219812874", encoding="utf-8")
    order = make_files(
        approve(pay_list, users, on=JULY),
        by=users.accountant,
        at=datetime.datetime(2025, 7, 4, 9, tzinfo=datetime.UTC),
        execute_on=JULY,
        today=JULY,
    )
    assert (order.count, order.amount) == (1, Decimal("42.70"))


def test_a_refund_that_was_settled_is_given_back_by_a_paper_of_its_own(ill, agreement, users):
    first = applying.apply_for(agreement, MAY, by=users.accountant, on=PAID)
    applying.send(first, by=users.accountant, on=PAID)
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    approve(corrected, users, on=KNOWN).mark_paid(by=users.accountant, on=KNOWN)
    back = applying.apply_for(agreement, MAY, by=users.accountant, on=KNOWN)
    assert (back.refund, back.is_return) == (Decimal("-25.62"), True)
    applying.send(back, by=users.accountant, on=KNOWN)
    back = RefundApplication.objects.get(pk=back.pk)
    words = " ".join(text(bytes(back.document.content)).split())
    assert "Korekta wniosku o refundację świadczeń" in words
    assert (
        "do zwrotu jest 25,62 zł (słownie: dwadzieścia pięć złotych sześćdziesiąt dwa grosze)"
        in words
    )
    assert "(korekta" in words
    with pytest.raises(Refused, match="Zwrócono o 0,62\\xa0zł mniej niż we wniosku"):
        applying.settle(back, by=users.accountant, on=KNOWN, amount=Decimal("-25.00"))
    applying.settle(back, by=users.accountant, on=KNOWN, amount=Decimal("-25.62"))
    corrected.refresh_from_db()
    assert corrected.step == "refund_settled"


def test_the_signed_list_of_the_corrected_month_goes_with_the_application(
    ill, agreement, june, users, place
):
    first = applying.apply_for(agreement, MAY, by=users.accountant, on=PAID)
    applying.send(first, by=users.accountant, on=PAID)
    chosen = close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True).pay_list
    approve(chosen, users, on=JULY).mark_paid(by=users.accountant, on=JULY)
    made = applying.apply_for(agreement, JUNE, by=users.accountant, on=JULY)
    assert made.attachments[1:3] == [
        f"poświadczona kopia podpisanej listy obecności za czerwiec 2025: {place}",
        f"poświadczona kopia podpisanej listy obecności za maj 2025: {place}",
    ]


def test_before_the_first_application_one_asks_for_both(ill, agreement, users):
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    approve(corrected, users, on=KNOWN).mark_paid(by=users.accountant, on=KNOWN)
    both = applying.apply_for(agreement, MAY, by=users.accountant, on=KNOWN)
    assert {"hours": both.hours, "amount": both.amount, "refund": both.refund} == TOGETHER


def test_a_list_below_nothing_says_on_paper_what_is_given_back(ill, agreement, users):
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    words = " ".join(
        text(pay_list_paper(corrected, list(corrected.lines.all()), corrected.lines.sums())).split()
    )
    assert "Do zwrotu albo potrącenia: 42,70 zł (słownie: czterdzieści dwa złote" in words
    assert "−42,70" in words
    assert "−3,50" in words


@pytest.mark.parametrize(("typed", "lines"), [({"with_earlier": "on"}, 2), ({}, 1)])
def test_the_confirmation_names_earlier_corrections_and_takes_them_unless_told_not_to(
    ill, agreement, june, users, client_of, monkeypatch, typed, lines
):
    monkeypatch.setattr("psu.months.views.closing.timezone.localdate", lambda: JULY)
    url = reverse("psu:month_close", args=[agreement.pk, JUNE])
    client = client_of(users.coordinator)
    page = " ".join(client.get(url).content.decode().split())
    assert "Korekty wcześniejszych miesięcy" in page
    assert "maj 2025: −3,5 godz., wypłata −42,70 zł, refundacja −25,62 zł" in page
    assert REASON in page
    client.post(url, typed)
    assert PayList.objects.get(month=JUNE).lines.count() == lines


@pytest.mark.parametrize(("step", "word"), [("approved", "zatwierdzona"), ("paid", "wypłacona")])
def test_the_page_that_opens_a_month_says_what_stays(pay_list, users, client_of, step, word):
    approve(pay_list, users)
    if step == "paid":
        pay_list.mark_paid(by=users.accountant, on=PAID)
    url = reverse("psu:month_reopen", args=[PersonMonth.objects.get().pk])
    page = client_of(users.coordinator).get(url).content.decode()
    assert f"Lista wypłat 1/2025 jest {word}" in " ".join(page.split())
    assert "zostaje bez zmian" in page


def test_of_what_is_taken_back_the_tax_is_taken_back_too(ill, agreement, users):
    PayTax.objects.create(valid_from=KNOWN, percent=Decimal(12), source="przykład")
    line = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list.lines.get()
    # By hand: 12 % of 42,70 is 5,124.
    assert (line.amount, line.tax, line.net) == (
        Decimal("-42.70"),
        Decimal("-5.12"),
        Decimal("-37.58"),
    )


# papers about the person


def slip_of(pay_list, users):
    person = pay_list.lines.first().person_id
    paper = printed(make_slip(pay_list, person, by=users.accountant, on=KNOWN), by=users.accountant)
    return " ".join(text(bytes(paper.content)).split())


def test_a_slip_of_a_correction_says_what_is_given_back(ill, agreement, users):
    corrected = close(agreement, MAY, by=users.coordinator, on=KNOWN).pay_list
    words = slip_of(corrected, users)
    assert "Do zwrotu albo potrącenia: 42,70 zł (słownie: czterdzieści dwa złote" in words
    assert "różnicę rozlicza korekta" in words


def test_a_slip_of_the_first_list_does_not_pass_the_days_of_today_for_its_own(ill, users):
    words = slip_of(ill, users)
    assert "Do wypłaty: 469,70 zł" in words
    assert "Razem 35,00" in words
    assert "różnicę rozlicza korekta" in words


def test_the_statement_and_the_record_sum_the_month_with_its_correction(
    ill, agreement, june, referral, users
):
    (open_again_row,) = months_done(referral.person, MAY, MAY)
    assert (open_again_row.is_closed, open_again_row.hours) == (False, Decimal("35.00"))
    assert records_of(agreement, MAY)[0].amount == 0
    close(agreement, JUNE, by=users.coordinator, on=JULY, with_earlier=True)
    may, in_june = months_done(referral.person, MAY, JUNE)
    assert (may.hours, may.amount) == (Decimal("35.00"), Decimal("427.00"))
    assert (in_june.hours, in_june.amount) == (Decimal("7.00"), Decimal("85.40"))
    assert records_of(agreement, MAY)[0].amount == Decimal("427.00")
