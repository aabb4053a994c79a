"""Review, close, pay, reopen: who is ready is paid to the grosz, who is late comes on the next list."""

from decimal import Decimal

import pytest

from kis.accounts.models import Centre
from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import AgreedRate, PayLine, PayList, PersonMonth, StatusNews, WorkDay
from psu.months.closing import close, reopen, review
from psu.months.preview import preview
from tests.psu.factories import (
    START,
    ReferralFactory,
    StatusNewsFactory,
    WorkKindFactory,
    compare_again,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.refused import refused

MAY = day("2025-05-01")
ON = day("2025-06-04")


def words(row):
    return [str(gap) for gap in row.gaps]


def test_the_check_by_hand_is_what_the_list_pays(pay_list, ready):
    line = pay_list.lines.get()
    assert (line.hours, line.amount, line.refund) == (
        Decimal("38.50"),
        Decimal("469.70"),
        Decimal("281.82"),
    )
    assert pay_list.lines.sums() == {
        "hours": Decimal("38.50"),
        "amount": Decimal("469.70"),
        "tax": 0,
        "net": Decimal("469.70"),
        "refund": Decimal("281.82"),
    }
    assert (pay_list.ordinal, str(pay_list), line.person) == (0, "1/2025", ready.person)
    assert pay_list.title == "lista wypłat 1/2025 za maj 2025"


def test_the_line_keeps_the_facts_of_the_paper(pay_list, ready):
    name, pesel = str(ready.person), ready.person.pesel
    ready.person.last_name, ready.person.pesel = "Inna", ""
    ready.person.save()
    line = pay_list.lines.get()
    assert (line.person_name, line.person_identity, line.account_number) == (name, pesel, "")


@pytest.mark.parametrize(
    ("blank", "what"),
    [
        ({"name": ""}, "nazwy ośrodka"),
        ({"name": "", "street": ""}, "nazwy ośrodka i adresu ośrodka"),
    ],
)
def test_a_list_without_the_head_of_a_paper_is_not_made(agreement, ready, users, blank, what):
    Centre.objects.update(**blank)
    with pytest.raises(Refused, match=f"Brakuje: {what}. Dane ośrodka wpisuje administrator"):
        close(agreement, MAY, by=users.coordinator, on=ON)
    assert not PayList.objects.exists()
    assert PersonMonth.objects.get().state == PersonMonth.State.REVIEWED


def test_without_a_review_nobody_is_closed(agreement, place, referral, users):
    sign_list(place, MAY, users.coordinator)
    (row,) = preview(agreement, MAY, on=ON).rows
    assert words(row) == ["Miesiąc nie jest jeszcze sprawdzony."]
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        close(agreement, MAY, by=users.coordinator, on=ON)


def test_one_with_a_gap_does_not_keep_the_others(agreement, place, ready, users):
    late = ReferralFactory(agreement=agreement, place=place, payment=False)
    work(late, day("2025-05-06"), 2)
    compare_again(place, MAY)
    silent = ReferralFactory(agreement=agreement, place=place)
    review(agreement, MAY, by=users.coordinator, on=ON)
    found = close(agreement, MAY, by=users.coordinator, on=ON)
    assert [row.person for row in found.rows] == [ready.person]
    assert {row.person: words(row) for row in found.waiting} == {
        late.person: ["Brak sposobu wypłaty: rachunek albo kasa."],
        silent.person: ["Brak wpisów w tym miesiącu."],
    }

    BankAccount.objects.create(
        person=late.person, starts_on=START, number="6" * 26, owner="Anna Kowal"
    )
    second = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    line = second.lines.get()
    assert (second.ordinal, second.number, line.amount) == (1, 2, Decimal("24.40"))
    assert (line.account_number, line.account_owner) == ("6" * 26, "Anna Kowal")
    assert second.title == "lista wypłat 2/2025 za maj 2025, uzupełniająca nr 1"


@pytest.mark.parametrize(("on", "is_closed"), [("2025-05-30", False), ("2025-05-31", True)])
def test_a_month_is_closed_from_its_last_day_on(agreement, ready, users, on, is_closed):
    PersonMonth.objects.update(reviewed_on=day("2025-05-30"))
    if is_closed:
        assert close(agreement, MAY, by=users.coordinator, on=day(on)).pay_list
        return
    with pytest.raises(Refused, match=r"Maj 2025 jeszcze trwa\. Zamyka się go od 31\.05\.2025"):
        close(agreement, MAY, by=users.coordinator, on=day(on))


def test_absent_for_the_whole_month_is_closed_and_paid_nothing(agreement, place, users):
    referral = ReferralFactory(agreement=agreement, place=place)
    work(referral, day("2025-05-05"), 0, outcome=WorkDay.Outcome.EXCUSED)
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    found = close(agreement, MAY, by=users.coordinator, on=ON)
    assert (len(found.rows), found.pay_list) == (1, None)
    assert not PayList.objects.exists()


def test_hours_behind_the_loss_of_the_status_are_refunded_by_nobody(agreement, ready, users):
    news = StatusNewsFactory(person=ready.person, starts_on=day("2025-05-28"))
    news.decide(StatusNews.Pay.PAY, by=users.coordinator, reason="praca wykonana w dobrej wierze")
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    lines = pay_list.lines.order_by("pk").values_list("hours", "amount", "refund")
    assert list(lines) == [
        (Decimal("35.00"), Decimal("427.00"), Decimal("256.20")),
        (Decimal("3.50"), Decimal("42.70"), Decimal("0.00")),
    ]


def test_hours_decided_not_to_be_paid_stand_on_the_list_with_nothing(agreement, ready, users):
    news = StatusNewsFactory(person=ready.person, starts_on=day("2025-05-28"))
    news.decide(StatusNews.Pay.DO_NOT_PAY, by=users.coordinator, reason="wiedziała o utracie")
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    assert pay_list.lines.sums() == {
        "hours": Decimal("38.50"),
        "amount": Decimal("427.00"),
        "tax": 0,
        "net": Decimal("427.00"),
        "refund": Decimal("256.20"),
    }


def test_a_kind_of_work_with_a_rate_of_its_own_is_a_line_of_its_own(agreement, place, ready, users):
    graves = WorkKindFactory(name="opieka nad grobami")
    agreement.kinds.add(graves)
    AgreedRate.objects.create(
        agreement=agreement, kind=graves, per_hour=Decimal("15.00"), valid_from=START
    )
    work(ready, day("2025-05-30"), "1.5", kind=graves)
    compare_again(place, MAY)
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    assert [(line.kind.name, line.amount, line.refund) for line in pay_list.lines.all()] == [
        ("sprzątanie terenu", Decimal("469.70"), Decimal("281.82")),
        ("opieka nad grobami", Decimal("22.50"), Decimal("10.98")),
    ]


# reopening


def test_a_reopened_month_takes_changes_and_comes_on_a_supplementary_list(
    agreement, place, pay_list, users
):
    person_month = PersonMonth.objects.get()
    reopen(person_month, by=users.coordinator, on=ON, reason="pomyłka 28 maja")
    person_month.refresh_from_db()
    assert (person_month.state, person_month.reopen_reason) == ("open", "pomyłka 28 maja")
    left = PayList.objects.with_sums().get()
    assert (left.people, left.hours, left.amount, left.refund) == (0, 0, 0, 0)
    assert set(pay_list.lines.sums().values()) == {0}
    assert PayLine.with_voided.get().void_reason == "pomyłka 28 maja"

    WorkDay.objects.filter(day=day("2025-05-28")).update(hours=3)
    compare_again(place, MAY)
    review(agreement, MAY, by=users.coordinator, on=ON)
    second = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    assert (second.ordinal, second.lines.get().amount) == (1, Decimal("463.60"))


def test_reopening_wants_a_reason(pay_list, users):
    with pytest.raises(Refused, match="Podaj powód"):
        reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason=" ")


def test_reopening_takes_the_accountants_check_back(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="pomyłka")
    pay_list.refresh_from_db()
    assert (pay_list.step, pay_list.returned_by) == ("prepared", users.coordinator)
    with pytest.raises(Refused, match="nie ma żadnej pozycji"):
        pay_list.mark_checked(by=users.accountant, on=ON)


def test_no_line_of_an_approved_list_is_voided_by_reopening(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    with refused("pay_line_approved"):
        PayLine.objects.update(voided_at="2025-06-05T10:00Z", void_reason="x")
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="pomyłka")
    pay_list.refresh_from_db()
    assert (pay_list.step, pay_list.lines.count()) == ("approved", 1)


def test_a_month_opened_past_the_act_leaves_no_line_of_an_unapproved_list(pay_list, users):
    with refused("pay_unequal_to_hours"):
        PersonMonth.objects.update(
            state="open",
            reviewed_on=None,
            closed_on=None,
            reopen_reason="x",
            reopened_on=ON,
            reopened_by=users.coordinator,
        )


def test_an_open_month_is_not_reopened(agreement, referral, users):
    with pytest.raises(Refused, match="nie jest zamknięty"):
        reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="x")


def test_a_reviewed_month_is_sent_back_and_a_closed_one_is_not(agreement, ready, users):
    person_month = PersonMonth.objects.get()
    person_month.send_back()
    assert person_month.state == PersonMonth.State.OPEN
    review(agreement, MAY, by=users.coordinator, on=ON)
    close(agreement, MAY, by=users.coordinator, on=ON)
    with pytest.raises(Refused, match="tylko sprawdzony"):
        PersonMonth.objects.get().send_back()


def test_only_the_named_people_are_reviewed(agreement, place, referral, users):
    other = ReferralFactory(agreement=agreement, place=place)
    work(other, day("2025-05-05"), 1)
    assert review(agreement, MAY, by=users.coordinator, on=ON, people=[other.person]) == 1
    assert PersonMonth.objects.get(state="reviewed").person == other.person
