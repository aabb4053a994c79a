"""The month before its close: who is ready, who is not and why."""

from decimal import Decimal

import pytest

from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import (
    AgreedRate,
    Agreement,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    WorkDay,
)
from psu.months.closing import close
from psu.months.preview import preview
from tests.psu.factories import ReferralFactory, StatusNewsFactory, compare_again, work
from tests.psu.guarded import day

MAY = day("2025-05-01")
ON = day("2025-06-04")


def gaps(agreement, on=ON):
    return {row.person.pk: words(row) for row in preview(agreement, MAY, on=on).rows}


def words(row):
    return [str(gap) for gap in row.gaps]


def without_list(referral, place):
    SignedList.objects.all().delete()


def with_list_that_disagrees(referral, place):
    SignedList.objects.update(agrees=False)


def without_checks(referral, place):
    Referral.objects.update(
        status_checked_on=None, no_benefit_checked_on=None, assistance_confirmed_on=None
    )


def without_payment(referral, place):
    BankAccount.objects.update(starts_on=ON.replace(year=2030))


def without_rate(referral, place):
    AgreedRate.objects.all().delete()


def with_rate_below_the_minimum(referral, place):
    AgreedRate.objects.update(per_hour=Decimal("12.19"))


def with_an_unmarked_planned_day(referral, place):
    """1 May is a holiday, Thursdays 8, 15, 22, 29 are planned; only the 29th is marked."""
    Referral.objects.update(planned_days={"3": "2"})
    work(referral, day("2025-05-29"), 0, outcome=WorkDay.Outcome.EXCUSED)
    compare_again(place, MAY)


def with_undecided_news(referral, place):
    StatusNewsFactory(person=referral.person, starts_on=day("2025-05-28"))


def without_minimum(referral, place):
    Rate.objects.all().delete()


NO_RATE = (
    "Brak stawki dla porozumienia 4/2025 i pracy „sprzątanie terenu” na 5.05.2025. Godziny są "
    "zapisane, ale miesiąca nie można zamknąć, dopóki stawki nie wpisze koordynator KIS w porozumieniu."
)


NO_MINIMUM = (
    "Brak stawki minimalnej na 5.05.2025 (przepisy: dotychczasowe). Godziny są zapisane, ale miesiąca "
    "nie można zamknąć, dopóki nie wpisze jej administrator merytoryczny w słownikach i stawkach."
)


BELOW = (
    "Stawka z porozumienia 4/2025 dla pracy „sprzątanie terenu”, 12,19\xa0zł, jest 5.05.2025 niższa od "
    "minimalnej: 12,20\xa0zł. Godziny są zapisane, ale miesiąca nie można zamknąć, dopóki nie podwyższy "
    "jej koordynator KIS w porozumieniu."
)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (without_list, ["Brak podpisanej listy: Szkoła nr 3."]),
        (
            with_list_that_disagrees,
            ["Podpisana lista nie jest zgodna z wpisami: Szkoła nr 3."],
        ),
        (
            without_checks,
            [
                "Skierowanie PUP.632.44.2025: brak sprawdzenia statusu w PUP.",
                "Skierowanie PUP.632.44.2025: brak sprawdzenia, że nie ma prawa do zasiłku.",
                "Skierowanie PUP.632.44.2025: brak potwierdzenia świadczeń.",
            ],
        ),
        (without_payment, ["Brak sposobu wypłaty: rachunek albo kasa."]),
        (without_rate, [NO_RATE]),
        (with_rate_below_the_minimum, [BELOW]),
        (without_minimum, [NO_MINIMUM]),
        (with_an_unmarked_planned_day, ["Dni z planu bez wpisu: 8.05, 15.05, 22.05."]),
        (
            with_undecided_news,
            [
                "Od 28.05.2025 osoba nie ma statusu bezrobotnego (PUP, pismo z 20.11). "
                "Zdecyduj o wypłacie za godziny po tym dniu."
            ],
        ),
    ],
)
def test_who_has_a_gap_is_named_and_stays_open(agreement, ready, place, users, spoil, named):
    spoil(ready, place)
    assert gaps(agreement) == {ready.person_id: named}
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        close(agreement, MAY, by=users.coordinator, on=ON)
    assert PersonMonth.objects.get().state == PersonMonth.State.REVIEWED


def test_a_day_to_come_is_not_missing_and_today_is(agreement, ready):
    """Thursdays are planned: 1 May is a holiday, of 8, 15, 22 and 29 May two have come by the 15th."""
    Referral.objects.update(planned_days={"3": "2"})
    assert gaps(agreement, on=day("2025-05-15")) == {
        ready.person_id: ["Dni z planu bez wpisu: 8.05, 15.05."]
    }


def test_of_a_month_in_which_the_agreement_ends_only_its_days_are_asked_for(agreement, ready):
    Referral.objects.update(planned_days={"3": "2"})
    Agreement.objects.update(ends_on=day("2025-05-28"))
    agreement.refresh_from_db()
    assert gaps(agreement) == {ready.person_id: ["Dni z planu bez wpisu: 8.05, 15.05, 22.05."]}


@pytest.mark.parametrize(
    ("starts_on", "on", "named"),
    [
        ("2025-05-20", "2025-05-19", []),
        ("2025-05-20", "2025-05-20", ["Brak wpisów w tym miesiącu."]),
        ("2025-04-07", "2025-04-30", []),
    ],
    ids=["begins tomorrow", "begins today", "the month is to come"],
)
def test_of_work_to_come_no_entry_is_missing(agreement, place, starts_on, on, named):
    referral = ReferralFactory(agreement=agreement, place=place, starts_on=day(starts_on))
    assert gaps(agreement, on=day(on)) == {referral.person_id: named}


def test_a_month_without_a_referral_any_more_is_never_ready(agreement, place, ready, users):
    """Somebody's referral was shortened behind the entries that were taken away."""
    WorkDay.objects.filter(referral=ready).delete()
    Referral.objects.update(starts_on=day("2025-06-02"))
    assert gaps(agreement) == {ready.person_id: ["Brak wpisów w tym miesiącu."]}


def test_nobody_is_asked_about_days_of_a_voided_referral(agreement, place, ready, users):
    ReferralFactory(agreement=agreement, place=place).void(by=users.worker, reason="inna osoba")
    again = ReferralFactory(
        agreement=agreement, place=place, person=ready.person, planned_days={"5": "2"}
    )
    again.void(by=users.worker, reason="inny numer")

    assert gaps(agreement) == {ready.person_id: []}


@pytest.mark.parametrize("spoil", [without_rate, with_rate_below_the_minimum, without_minimum])
def test_hours_without_a_rate_are_shown_all_the_same(agreement, ready, place, spoil):
    spoil(ready, place)
    (row,) = preview(agreement, MAY, on=ON).without_rate
    assert (row.hours, row.account.hours, row.lacks_rate) == (Decimal("38.50"), 0, True)


def test_a_programme_participant_needs_no_check_of_the_status(agreement, ready):
    """The second group lost the status of an unemployed person by the very referral."""
    Referral.objects.update(basis=Referral.Basis.PROGRAMME, status_checked_on=None)
    assert gaps(agreement) == {ready.person_id: []}


def test_the_preview_counts_what_the_close_pays(agreement, ready):
    found = preview(agreement, MAY, on=ON).sums
    assert (found.ready, found.hours, found.amount, found.refund) == (
        1,
        Decimal("38.50"),
        Decimal("469.70"),
        Decimal("281.82"),
    )


@pytest.mark.parametrize("people", [5, 50])
def test_the_preview_asks_as_many_questions_for_fifty_people_as_for_five(
    agreement, place, people, django_assert_num_queries, users
):
    type(agreement).objects.update(persons=60)
    for _ in range(people):
        work(ReferralFactory(agreement=agreement, place=place), day("2025-05-05"), 1)
    agreement.refresh_from_db()
    with django_assert_num_queries(10):
        preview(agreement, MAY, on=ON)


def test_of_a_month_closed_for_everybody_only_what_was_frozen_is_asked(
    agreement, pay_list, django_assert_num_queries
):
    # Months, referrals, lines, people: no hours, lists, news, ways of payment or rates.
    with django_assert_num_queries(4):
        preview(agreement, MAY, on=ON)


def test_the_preview_of_a_closed_month_shows_what_was_frozen(agreement, pay_list, monkeypatch):
    """Whatever would be reckoned today."""
    monkeypatch.setattr(Agreement, "percent_at", lambda self, place: Decimal(50))
    (row,) = preview(agreement, MAY, on=ON).closed
    assert (row.gaps, row.account.hours) == ([], Decimal("38.50"))
    assert (row.account.amount, row.account.refund) == (Decimal("469.70"), Decimal("281.82"))


def test_a_new_minimum_above_the_agreed_rate_is_never_refused(agreement, place, pay_list, users):
    Rate.objects.filter(valid_to=None).update(valid_to=day("2025-05-31"))
    Rate.objects.create(
        regime=agreement.regime,
        per_hour=Decimal("12.70"),
        valid_from=day("2025-06-01"),
        source="-",
    )
    work(Referral.objects.get(), day("2025-06-02"), 5)
    found = preview(agreement, day("2025-06-01"), on=day("2025-07-01"))
    assert "12,20\xa0zł, jest 2.06.2025 niższa od minimalnej: 12,70\xa0zł." in " ".join(
        words(found.rows[0])
    )
