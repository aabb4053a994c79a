"""What an annex changes holds from its day on; earlier days keep what held then."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from kis.accounts.models import User
from kis.lib.refusals import Refused, refused_by_database
from psu.models import Agreement, AgreementAnnex, PayLine, PersonMonth, WorkPlace
from psu.months.closing import close, reopen, review
from psu.months.preview import preview
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    compare_again,
    new_regime,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.refused import name_of_refusal, refused

MARCH, JULY = day("2025-03-01"), day("2025-07-01")


def annex(agreement, *, since="2025-07-01", by=None, **changed):
    """With the terms that hold until then, but for what is changed."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    terms = agreement.latest_terms
    same = ["total_hours", "weekly_hours", "monthly_hours", "persons"]
    same += ["refund_percent", "carer_refund_percent"]
    facts = {name: getattr(terms, name) for name in same} | {"ends_on": agreement.ends_on}
    facts["signed_on"] = day(since) - datetime.timedelta(days=3)
    return AgreementAnnex.objects.create(
        agreement=agreement,
        number=f"z {since}",
        valid_from=day(since),
        entered_by=by or agreement_writer(),
        **facts | changed,
    )


def agreement_writer():
    return User.objects.get(username="coordinator")


@pytest.fixture
def sent(agreement, place):
    return ReferralFactory(agreement=agreement, place=place)


@pytest.fixture
def march(sent, agreement, place, users):
    """27 h of March, closed at 60 %: 27 × 12,20 × 0,6 = 197,64 zł."""
    for text, hours in (("2025-03-03", 9), ("2025-03-10", 9), ("2025-03-17", 9)):
        work(sent, day(text), hours)
    return close_month(agreement, place, MARCH, users)


def close_month(agreement, place, month, users):
    on = day("2025-09-01")
    sign_list(place, month, users.coordinator)
    review(agreement, month, by=users.coordinator, on=on)
    return close(agreement, month, by=users.coordinator, on=on).pay_list


def test_a_month_closed_again_is_refunded_by_the_percent_of_its_days(
    march, agreement, place, sent, users
):
    annex(agreement, refund_percent=50)
    assert PayLine.objects.get().refund == Decimal("197.64")
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=day("2025-09-02"), reason="lista")
    compare_again(place, MARCH)
    review(agreement, MARCH, by=users.coordinator, on=day("2025-09-02"))
    close(agreement, MARCH, by=users.coordinator, on=day("2025-09-02"))
    assert PayLine.objects.get(voided_at=None).refund == Decimal("197.64")
    work(sent, day("2025-07-01"), 9)
    (row,) = preview(agreement, JULY, on=day("2025-09-02")).rows
    assert row.account.refund == Decimal("54.90")  # 9 × 12,20 × 0,5


def test_a_percent_that_changes_within_a_month_makes_two_lines(agreement, place, sent, users):
    annex(agreement, since="2025-07-15", refund_percent=0)
    for text in ("2025-07-14", "2025-07-15"):
        work(sent, day(text), 5)
    close_month(agreement, place, JULY, users)
    found = PayLine.objects.order_by("-refund_percent").values_list(
        "refund_percent", "hours", "refund"
    )
    assert list(found) == [(60, 5, Decimal("36.60")), (0, 5, Decimal("0.00"))]


def test_the_percent_of_closed_days_moves_neither_by_the_agreement_nor_by_an_annex(
    march, agreement
):
    rows = Agreement.objects.filter(pk=agreement.pk)
    assert name_of_refusal(rows.update, refund_percent=50) == "agreement_percent_used"
    with pytest.raises(Refused, match="zamknięto już miesiąc"), refused_by_database():
        annex(agreement, since="2025-03-17", refund_percent=50)
    annex(agreement, since="2025-03-18", refund_percent=50)


def test_a_weekly_limit_lowered_from_july_leaves_march_alone(sent, agreement):
    work(sent, day("2025-03-03"), 10)
    annex(agreement, weekly_hours=6)
    work(sent, day("2025-06-23"), 10)
    work(sent, day("2025-07-07"), 6)
    with refused("workday_week_limit"):
        work(sent, day("2025-07-14"), "6.25")


def test_in_a_week_of_both_terms_the_lower_limit_holds(sent, agreement):
    """1 July 2025 is a Tuesday."""
    annex(agreement, weekly_hours=6)
    work(sent, day("2025-06-30"), 5)
    with refused("workday_week_limit"):
        work(sent, day("2025-07-02"), 2)
    work(sent, day("2025-07-02"), 1)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"weekly_hours": 4}, "limit_week_under_hours"),
        ({"monthly_hours": 9}, "limit_month_under_hours"),
        ({"total_hours": 9}, "agreement_total_under_hours"),
        ({"ends_on": day("2025-07-06")}, "agreement_period_under_days"),
    ],
)
def test_an_annex_under_hours_that_are_there_is_refused(sent, agreement, changed, name):
    work(sent, day("2025-07-07"), 5)
    work(sent, day("2025-07-14"), 5)
    assert name_of_refusal(annex, agreement, **changed) == name


def test_persons_change_from_a_day(place, users):
    agreement = AgreementFactory(place=place, persons=1)
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    work(first, day("2025-03-03"), 1)
    annex(agreement, persons=2)
    with refused("workday_persons"):
        work(second, day("2025-06-30"), 1)
    work(second, day("2025-07-01"), 1)
    with refused("persons_under_hours"):
        annex(agreement, since="2025-09-01", persons=1)


def test_hours_in_total_grow_from_a_day(sent, place, users):
    agreement = AgreementFactory(place=place, total_hours=10)
    sent = ReferralFactory(agreement=agreement, place=place)
    work(sent, day("2025-03-03"), 8)
    annex(agreement, total_hours=20)
    with refused("workday_total_limit"):
        work(sent, day("2025-06-30"), 3)
    work(sent, day("2025-06-30"), 2)
    work(sent, day("2025-07-01"), 8)
    with refused("workday_total_limit"):
        work(sent, day("2025-07-08"), 3)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.hours_left() == 2


def test_the_last_day_follows_the_annex_and_comes_back_with_its_voiding(sent, agreement, users):
    before = agreement.ends_on
    later = annex(agreement, ends_on=day("2028-06-30"))
    agreement.refresh_from_db()
    assert (agreement.ends_on, later.ended_before) == (day("2028-06-30"), None)
    later.refresh_from_db()
    assert later.ended_before == before
    rows = Agreement.objects.filter(pk=agreement.pk)
    assert name_of_refusal(rows.update, ends_on=day("2028-07-31")) == "agreement_term_by_annex"
    later.void(by=users.worker, reason="pomyłka")
    agreement.refresh_from_db()
    assert agreement.ends_on == before


def test_annexes_come_one_after_another_and_the_last_is_voided_first(agreement, users):
    first, second = annex(agreement, persons=20), annex(agreement, since="2025-10-01", persons=30)
    assert name_of_refusal(annex, agreement, since="2025-08-01") == "annex_after_the_former"
    with pytest.raises(Refused, match="jest następny"), refused_by_database():
        first.void(by=users.worker, reason="x")
    second.void(by=users.worker, reason="x")
    AgreementAnnex.objects.get(pk=first.pk).void(by=users.worker, reason="x")
    assert not AgreementAnnex.objects.exists()
    assert AgreementAnnex.with_voided.count() == 2


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"weekly_hours": 11}, "agreement_above_week_ceiling"),
        ({"refund_percent": 61}, "agreement_above_refund_ceiling"),
        ({"monthly_hours": None}, "agreement_without_month"),
        ({"carer_refund_percent": 100}, "agreement_carers_of_the_new_act"),
        ({"weekly_hours": 0}, "agreement_annex_limits_positive"),
        ({"ends_on": day("2025-06-30")}, "agreement_annex_from_its_signing"),
    ],
)
def test_an_annex_is_within_the_law_of_its_agreement(agreement, changed, name):
    assert name_of_refusal(annex, agreement, **changed) == name


def test_an_annex_holds_not_before_its_signing(agreement, users):
    row = AgreementAnnex(
        agreement=agreement,
        number="1",
        signed_on=day("2025-07-02"),
        valid_from=day("2025-07-01"),
        ends_on=agreement.ends_on,
        total_hours=1,
        persons=1,
        monthly_hours=40,
        entered_by=users.coordinator,
    )
    assert name_of_refusal(row.save) == "agreement_annex_from_its_signing"


def test_an_entered_annex_is_not_reworded(agreement):
    annex(agreement, persons=20)
    assert name_of_refusal(AgreementAnnex.objects.update, persons=21) == "row_is_kept"
    assert name_of_refusal(AgreementAnnex.objects.all()._raw_delete, "default") == "row_is_kept"


# carers of disabled persons


@pytest.mark.parametrize(
    ("kind", "percent", "refund"),
    [
        (WorkPlace.Kind.CARER_HOME, 100, "61.00"),
        (WorkPlace.Kind.CARER_HOME, None, "36.60"),
        (WorkPlace.Kind.COMMUNITY, 100, "36.60"),
    ],
)
def test_work_at_carers_is_refunded_whole_where_the_agreement_says_so(
    users, centre, kind, percent, refund
):
    """Art. 142 ust. 14: 2 h × 30,50 zł."""
    place = WorkPlaceFactory(kind=kind)
    agreement = AgreementFactory(
        place=place,
        regime=new_regime(),
        signed_on=day("2025-06-02"),
        starts_on=day("2025-06-02"),
        carer_refund_percent=percent,
        rate=Decimal("31"),
    )
    work(ReferralFactory(agreement=agreement, place=place), day("2025-07-07"), 2)
    close_month(agreement, place, JULY, users)
    assert PayLine.objects.get().refund == Decimal(refund)


# screens


def typed(agreement, **changed):
    facts = {"number": "1", "signed_on": "1.06.2025", "valid_from": "1.07.2025"}
    facts |= {"ends_on": "31.12.2027", "persons": "25", "total_hours": "4000"}
    facts |= {"weekly_hours": "8", "monthly_hours": "30", "refund_percent": "50", "remarks": ""}
    facts |= {
        name: [row.pk for row in getattr(agreement, name).all()] for name in ("places", "kinds")
    }
    return facts | changed


def test_an_annex_is_entered_and_shown_and_a_second_person_may_void_it(client_of, users, agreement):
    page = client_of(users.coordinator).get(reverse("psu:agreement", args=[agreement.pk]))
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    assert address in page.text
    form = client_of(users.coordinator).get(address).context["form"]
    assert (form["total_hours"].value(), form["refund_percent"].value()) == (4000, 60)
    assert "carer_refund_percent" not in form.fields
    client = client_of(users.coordinator)
    response = client.post(address, typed(agreement), follow=True)
    assert "Od 1.07.2025 obowiązuje to, co w nim jest." in response.text
    assert "8 godz. w tygodniu, 30 godz. w miesiącu" in response.text
    assert "refundacja 50" in response.text
    assert "wpis unieważnia druga osoba" in response.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"valid_from": "31.5.2025"}, "najwcześniej od dnia podpisania"),
        ({"weekly_hours": "11"}, "najwyżej na 10 godz. w tygodniu"),
        ({"refund_percent": "99"}, "najwyżej na 60 %"),
        ({"monthly_hours": ""}, "ma limit godzin w miesiącu"),
        ({"ends_on": "jutro"}, "Nie ma takiej daty"),
        ({"persons": "-1"}, "Wpisz liczbę większą od 0."),
        ({"total_hours": "dużo"}, "Wpisz liczbę"),
        ({"number": ""}, "Wpisz: numer aneksu."),
        ({"places": []}, "Zaznacz co najmniej jedno miejsce."),
    ],
)
def test_bad_input_gets_a_sentence_and_saves_nothing(
    client_of, users, agreement, changed, sentence
):
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    response = client_of(users.coordinator).post(
        address, typed(agreement, remarks="Pisane długo.", **changed)
    )
    assert response.status_code == 200
    assert sentence in response.text.replace("\xa0", " ")
    assert "Pisane długo." in response.text
    assert not AgreementAnnex.objects.exists()


def test_whoever_did_not_enter_it_voids_it(client_of, users, agreement):
    other = annex(agreement, by=users.worker, persons=20)
    address = reverse("psu:agreement_annex_void", args=[other.pk])
    response = client_of(users.coordinator).post(address, {"reason": "inny dzień"}, follow=True)
    assert "Aneks unieważniono." in response.text
    assert "inny dzień" in response.text
