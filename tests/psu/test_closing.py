"""Review, preview, close, pay, reopen: who is ready is paid to the grosz, who is not is named."""

from decimal import Decimal

import pytest
from django.db import connection

from kis.documents.models import Document
from kis.lib.money import to_grosz
from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.closing import close, reopen, review
from psu.models import (
    AgreedRate,
    PayLine,
    PayList,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    StatusNews,
    WorkDay,
)
from psu.preview import preview
from tests.psu.factories import (
    START,
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkKindFactory,
    WorkPlaceFactory,
    sign_list,
    work,
)
from tests.psu.guarded import day, refused

MAY = day("2025-05-01")
ON = day("2025-06-04")


@pytest.fixture
def place(users):
    return WorkPlaceFactory(name="Szkoła nr 3")


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place, number="4/2025")


@pytest.fixture
def referral(agreement, place):
    """38.50 h in May 2025, reviewed by nobody yet."""
    referral = ReferralFactory(agreement=agreement, place=place, number="PUP.632.44.2025")
    for text, hours in MAY_HOURS:
        work(referral, day(text), hours)
    return referral


MAY_HOURS = [
    *(("2025-05-05", 5), ("2025-05-07", 5), ("2025-05-12", 5), ("2025-05-14", 5)),
    *(("2025-05-19", 5), ("2025-05-21", 5), ("2025-05-26", 5), ("2025-05-28", "3.5")),
]


@pytest.fixture
def ready(agreement, place, referral, users):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    return referral


@pytest.fixture
def pay_list(agreement, ready, users):
    return close(agreement, MAY, by=users.coordinator, on=ON).pay_list


def gaps(agreement, on=ON):
    return {row.person.pk: words(row) for row in preview(agreement, MAY, on=on).rows}


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


def test_without_a_review_nobody_is_closed(agreement, place, referral, users):
    sign_list(place, MAY, users.coordinator)
    assert gaps(agreement) == {referral.person_id: ["Miesiąc nie jest jeszcze sprawdzony."]}
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        close(agreement, MAY, by=users.coordinator, on=ON)


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
                "Skierowanie PUP.632.44.2025: brak potwierdzenia świadczeń lub programu.",
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


@pytest.mark.parametrize("spoil", [without_rate, with_rate_below_the_minimum, without_minimum])
def test_hours_without_a_rate_are_shown_all_the_same(agreement, ready, place, spoil):
    spoil(ready, place)
    (row,) = preview(agreement, MAY, on=ON).without_rate
    assert (row.hours, row.account.hours, row.lacks_rate) == (Decimal("38.50"), 0, True)


def test_a_programme_participant_needs_no_check_of_the_status(agreement, ready):
    """The second group lost the status of an unemployed person by the very referral."""
    Referral.objects.update(basis=Referral.Basis.PROGRAMME, status_checked_on=None)
    assert gaps(agreement) == {ready.person_id: []}


def test_one_with_a_gap_does_not_keep_the_others(agreement, place, ready, users):
    late = ReferralFactory(agreement=agreement, place=place, payment=False)
    work(late, day("2025-05-06"), 2)
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


def test_the_preview_counts_what_the_close_pays(agreement, ready):
    found = preview(agreement, MAY, on=ON)
    assert (len(found.ready), found.hours, found.amount, found.refund) == (
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
    with django_assert_num_queries(9):
        preview(agreement, MAY, on=ON)


def test_the_preview_of_a_closed_month_shows_what_was_frozen(agreement, pay_list):
    connection.check_constraints()  # the close is over before somebody changes the agreement
    type(agreement).objects.update(refund_percent=50)
    agreement.refresh_from_db()
    (row,) = preview(agreement, MAY, on=ON).closed
    assert (row.gaps, row.account.hours) == ([], Decimal("38.50"))
    assert (row.account.amount, row.account.refund) == (Decimal("469.70"), Decimal("281.82"))


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
        "refund": Decimal("256.20"),
    }


def test_a_kind_of_work_with_a_rate_of_its_own_is_a_line_of_its_own(agreement, place, ready, users):
    graves = WorkKindFactory(name="opieka nad grobami")
    agreement.kinds.add(graves)
    AgreedRate.objects.create(
        agreement=agreement, kind=graves, per_hour=Decimal("15.00"), valid_from=START
    )
    work(ready, day("2025-05-30"), "1.5", kind=graves)
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    assert [(line.kind.name, line.amount, line.refund) for line in pay_list.lines.all()] == [
        ("sprzątanie terenu", Decimal("469.70"), Decimal("281.82")),
        ("opieka nad grobami", Decimal("22.50"), Decimal("10.98")),
    ]


# a closed month, around every form


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
    line.pk, line.is_paid, line.amount = None, False, 0
    with refused("pay_unequal_to_hours"):
        line.save(force_insert=True)


def test_the_hours_of_a_rate_are_not_split_to_round_them_twice(pay_list):
    half = pay_list.lines.get().hours / 2
    with refused("pay_line_once"):
        paid_otherwise(pay_list, hours=half)
        other_half = PayLine.objects.get()
        other_half.pk = None
        other_half.save(force_insert=True)


@pytest.mark.parametrize("facts", [{"voided_by": None}, {"void_reason": ""}])
def test_a_line_is_not_voided_by_nobody_or_for_no_reason(pay_list, facts):
    voiding = {"voided_at": "2025-06-04T10:00Z", "void_reason": "x"}
    voiding |= {"voided_by": pay_list.prepared_by}
    with refused("pay_line_stays" if "void_reason" in facts else "pay_line_voided_whole"):
        PayLine.objects.update(**voiding | facts)


def paid_otherwise(pay_list, **facts):
    """The line voided and another one put in its place, in one transaction."""
    PayLine.objects.update(
        voided_at="2025-06-04T10:00Z", void_reason="x", voided_by=pay_list.prepared_by
    )
    line = PayLine.with_voided.get()
    line.pk = line.voided_at = line.voided_by = None
    line.void_reason = ""
    for name, value in facts.items():
        setattr(line, name, value)
    line.amount = to_grosz(line.hours * line.per_hour) if line.is_paid else Decimal(0)
    line.refund = to_grosz(line.hours * line.minimum_per_hour * line.refund_percent / 100)
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


# reopening


def test_a_reopened_month_takes_changes_and_comes_on_a_supplementary_list(
    agreement, pay_list, users
):
    person_month = PersonMonth.objects.get()
    reopen(person_month, by=users.coordinator, on=ON, reason="pomyłka 28 maja")
    person_month.refresh_from_db()
    assert (person_month.state, person_month.reopen_reason) == ("open", "pomyłka 28 maja")
    assert pay_list.lines.sums()["amount"] == 0
    assert PayLine.with_voided.get().void_reason == "pomyłka 28 maja"

    WorkDay.objects.filter(day=day("2025-05-28")).update(hours=3)
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


def test_nothing_is_reopened_behind_an_approved_list(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    with pytest.raises(Refused, match="Lista wypłat 1/2025 jest już zatwierdzona"):
        reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="pomyłka")
    with refused("pay_line_approved"):
        PayLine.objects.update(voided_at="2025-06-05T10:00Z", void_reason="x")
    with refused("person_month_list_approved"):
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
