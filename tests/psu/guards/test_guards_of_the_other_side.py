"""The other side moves too: what hours stand on is refused to change from under them, around every form."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone

from participants.models import Person
from psu.models import (
    AgreedRate,
    Agreement,
    AgreementPeriod,
    Ceiling,
    Referral,
    Regime,
    WorkDay,
)
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkKindFactory,
    WorkPlaceFactory,
    new_regime,
    old_regime,
    work,
)
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.usefixtures("users")


@pytest.fixture
def place(users):
    return WorkPlaceFactory()


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place)


@pytest.fixture
def referral(agreement, place):
    """With 8 h in a week of November and 18 h in the month."""
    referral = ReferralFactory(agreement=agreement, place=place)
    for text, hours in (("2026-11-09", 10), ("2026-11-23", 5), ("2026-11-24", 3)):
        work(referral, day(text), hours)
    return referral


def change(row, **facts):
    """By SQL alone, as any connection could."""
    type(row)._base_manager.filter(pk=row.pk).update(**facts)


@pytest.mark.parametrize(
    ("lowered", "name"),
    [
        ({"weekly_hours": Decimal("9.75")}, "limit_week_under_hours"),
        ({"monthly_hours": Decimal("17.75")}, "limit_month_under_hours"),
        ({"total_hours": Decimal("17.75")}, "agreement_total_under_hours"),
        ({"starts_on": day("2026-11-10")}, "agreement_period_under_days"),
        ({"ends_on": day("2026-11-23")}, "agreement_period_under_days"),
    ],
)
def test_an_agreement_is_not_lowered_under_its_hours(agreement, referral, lowered, name):
    with refused(name):
        change(agreement, **lowered)


@pytest.mark.parametrize(
    "lowered",
    [
        {"monthly_hours": 18},
        {"total_hours": 18},
        {"starts_on": day("2026-11-09")},
        {"ends_on": day("2026-11-24")},
        {"persons": 1},
    ],
)
def test_an_agreement_is_lowered_to_its_hours(agreement, referral, lowered):
    change(agreement, **lowered)


def test_lowering_the_week_looks_at_the_persons_other_agreements_too(agreement, referral):
    other = ReferralFactory(person=referral.person)
    work(other, day("2026-11-25"), 2)
    WorkDay.objects.filter(day=day("2026-11-09")).delete()
    change(agreement, weekly_hours=10)
    with refused("limit_week_under_hours"):
        change(agreement, weekly_hours=9)


def test_fewer_people_than_work_at_one_time_are_refused(agreement, place, referral):
    second = ReferralFactory(agreement=agreement, place=place)
    work(second, day("2026-11-09"))
    with refused("persons_under_hours"):
        change(agreement, persons=1)
    with refused("persons_under_hours"):
        AgreementPeriod.objects.create(
            agreement=agreement, starts_on=day("2026-11-01"), ends_on=day("2026-11-30"), persons=1
        )
    period = AgreementPeriod.objects.create(
        agreement=agreement, starts_on=day("2026-11-01"), ends_on=day("2026-11-30"), persons=2
    )
    with refused("persons_under_hours"):
        change(period, persons=1)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"weekly_hours": 12}, "agreement_above_week_ceiling"),
        ({"weekly_hours": Decimal("10.25")}, "agreement_above_week_ceiling"),
        ({"refund_percent": Decimal("60.01")}, "agreement_above_refund_ceiling"),
        ({"refund_percent": 100}, "agreement_above_refund_ceiling"),
        ({"signed_on": day("2025-06-01")}, "agreement_other_regime"),
        ({"monthly_hours": None}, "agreement_without_month"),
    ],
)
def test_an_agreement_is_never_above_the_law_nor_under_another_one(users, facts, name):
    with refused(name):
        AgreementFactory(**facts)
    agreement = AgreementFactory()
    with refused(name):
        change(agreement, **facts)


@pytest.mark.parametrize(
    ("signed_on", "code"),
    [
        ("2005-11-01", "old"),
        ("2025-05-31", "old"),
        ("2025-06-01", "new"),
        ("2026-12-31", "new"),
    ],
)
def test_the_day_of_signing_alone_tells_the_act(users, signed_on, code):
    """Whatever the dictionary of the acts says: here the old one claims every day."""
    old, new = old_regime(), new_regime()
    Regime.objects.filter(pk=new.pk).update(signed_from=day("2100-01-01"))
    Regime.objects.filter(pk=old.pk).update(signed_until=day("2099-12-31"))
    facts = {"signed_on": day(signed_on), "monthly_hours": 40}
    if code == "old":
        AgreementFactory(regime=old, **facts)
    else:
        with refused("agreement_other_regime"):
            AgreementFactory(regime=old, **facts)


@pytest.mark.parametrize(
    ("moved_from", "moved_to", "is_kept"),
    [
        ("2025-05-12", "2025-05-31", True),
        ("2025-05-31", "2025-06-01", False),
        ("2025-06-01", "2025-05-31", False),
        ("2025-06-02", "2025-06-01", True),
    ],
)
def test_a_signing_day_moves_over_the_border_only_with_its_act(
    users, moved_from, moved_to, is_kept
):
    old, new = old_regime(), new_regime()

    def act(on):
        return old if day(on) < day("2025-06-01") else new

    agreement = AgreementFactory(
        regime=act(moved_from), signed_on=day(moved_from), monthly_hours=40
    )
    if is_kept:
        change(agreement, signed_on=day(moved_to))
        return
    with refused("agreement_other_regime"):
        change(agreement, signed_on=day(moved_to))
    change(agreement, signed_on=day(moved_to), regime=act(moved_to))
    back = {"signed_on": day(moved_from), "regime": act(moved_from)}
    ReferralFactory(agreement=agreement, place=WorkPlaceFactory())
    with refused("agreement_regime_stays"):
        change(agreement, **back)


def test_an_agreement_moved_into_the_old_act_needs_its_month(users):
    agreement = AgreementFactory(regime=new_regime(), signed_on=day("2025-06-01"))
    assert agreement.monthly_hours is None
    moved = {"signed_on": day("2025-05-31"), "regime": old_regime()}
    with refused("agreement_without_month"):
        change(agreement, **moved)
    change(agreement, monthly_hours=40, **moved)


@pytest.mark.parametrize("code", ["old", "new"])
def test_what_both_acts_allow_at_most_holds_even_without_a_row_that_says_so(users, code):
    signed_on = {"old": day("2025-01-02"), "new": day("2025-06-02")}[code]
    facts = {
        "regime": Regime.objects.create(
            code=code, name="-", signed_from=day("2005-11-01"), source="-"
        ),
        "signed_on": signed_on,
    }
    AgreementFactory(weekly_hours=10, refund_percent=60, **facts)
    AgreementFactory(refund_percent=0, **facts)
    with refused("agreement_above_week_ceiling"):
        AgreementFactory(weekly_hours=Decimal("10.25"), **facts)
    with refused("agreement_above_refund_ceiling"):
        AgreementFactory(refund_percent=Decimal("60.01"), **facts)


def test_the_old_act_has_no_monthly_ceiling(users):
    change(AgreementFactory(), monthly_hours=50)


def test_a_monthly_ceiling_of_the_new_act_holds_from_its_day(users):
    regime = new_regime()
    Ceiling.objects.create(
        regime=regime,
        valid_from=day("2026-06-01"),
        weekly_hours=10,
        monthly_hours=30,
        refund_max_percent=50,
        source="-",
    )
    facts = {"regime": regime, "signed_on": day("2025-06-02"), "refund_percent": 50}
    AgreementFactory(ends_on=day("2026-05-31"), monthly_hours=40, **facts)
    with refused("agreement_above_month_ceiling"):
        AgreementFactory(ends_on=day("2026-06-01"), monthly_hours=40, **facts)


@pytest.mark.parametrize("act", [old_regime, new_regime])
@pytest.mark.parametrize("weekly", [None, Decimal("10.25"), 12])
def test_the_ten_hours_of_the_acts_cannot_be_typed_away(users, act, weekly):
    regime = act()
    with refused("ceiling_of_the_acts"):
        change(regime.ceilings.get(), weekly_hours=weekly)
    with refused("ceiling_of_the_acts"):
        Ceiling.objects.create(
            regime=regime,
            valid_from=day("2026-01-01"),
            weekly_hours=weekly,
            refund_max_percent=60,
            source="-",
        )


def test_ceilings_are_neither_deleted_nor_moved_to_a_later_day(users):
    ceiling = old_regime().ceilings.get()
    with refused("ceiling_stays"):
        Ceiling.objects.filter(pk=ceiling.pk).delete()
    with refused("ceiling_stays"):
        change(ceiling, valid_from=day("2026-01-01"))


@pytest.mark.parametrize(
    ("moved_to", "ends_on", "moves"),
    [
        ("2026-07-01", "2026-05-31", True),
        ("2026-07-01", "2026-06-01", False),
        ("2026-05-01", "2026-04-30", True),
        ("2026-05-01", "2026-05-01", False),
    ],
)
def test_a_ceiling_of_the_new_act_is_moved_only_behind_the_agreements(
    users, moved_to, ends_on, moves
):
    regime = new_regime()
    ceiling = regime.ceilings.get()
    change(ceiling, valid_from=day("2026-06-01"))
    facts = {"starts_on": day("2025-01-01"), "ends_on": day(ends_on)}
    AgreementFactory(regime=regime, signed_on=day("2025-06-02"), **facts)
    if moves:
        change(ceiling, valid_from=day(moved_to))
    else:
        with refused("ceiling_stays"):
            change(ceiling, valid_from=day(moved_to))


@pytest.mark.parametrize(
    ("make", "column", "name"),
    [
        (AgreementFactory, "total_hours", "agreement_limits_positive"),
        (AgreementFactory, "monthly_hours", "agreement_limits_positive"),
        (AgreementFactory, "weekly_hours", "agreement_above_week_ceiling"),
        (AgreementFactory, "refund_percent", "agreement_above_refund_ceiling"),
        (ReferralFactory, "weekly_hours", "referral_limits_positive"),
        (ReferralFactory, "monthly_hours", "referral_limits_positive"),
        (lambda: new_regime().ceilings.get(), "weekly_hours", "ceiling_of_the_acts"),
        (lambda: new_regime().ceilings.get(), "monthly_hours", "ceiling_positive"),
        (lambda: new_regime().ceilings.get(), "refund_max_percent", "ceiling_positive"),
        (lambda: new_regime().rates.get(), "per_hour", "rate_positive"),
        (lambda: AgreementFactory().rates.get(), "per_hour", "agreed_rate_positive"),
    ],
)
def test_what_is_no_number_is_no_limit(users, make, column, name):
    """PostgreSQL's NaN is greater than every number, so that it would pass any lower bound."""
    row = make()
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = 'NaN' WHERE id = %s", [row.pk])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE psu_agreement SET ends_on = '2026-01-01'",
        "UPDATE psu_agreement SET weekly_hours = 1",
        "UPDATE psu_referral SET ends_on = '2026-11-01'",
        "UPDATE psu_personmonth SET state = 'reviewed'",
        "DELETE FROM psu_personmonth",
        "UPDATE psu_ceiling SET weekly_hours = 1",
        "UPDATE psu_rate SET source = 'x'",
        "UPDATE psu_agreedrate SET per_hour = 20",
    ],
)
def test_another_isolation_than_read_committed_is_refused_everywhere(referral, act):
    """Under REPEATABLE READ the lock is got and the rows of before are read: no sum would hold."""
    with refused("guard_isolation"), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(act)


def test_a_lower_ceiling_under_hours_is_refused_and_from_a_later_day_is_not(place):
    regime = new_regime()
    agreement = AgreementFactory(place=place, regime=regime, signed_on=day("2025-06-02"))
    referral = ReferralFactory(agreement=agreement, place=place)
    work(referral, day("2026-11-23"), 9)
    facts = {"regime": regime, "refund_max_percent": 60, "source": "-"}
    with refused("limit_week_under_hours"):
        Ceiling.objects.create(valid_from=day("2026-11-01"), weekly_hours=8, **facts)
    with refused("limit_month_under_hours"):
        Ceiling.objects.create(
            valid_from=day("2026-11-01"), weekly_hours=10, monthly_hours=8, **facts
        )
    Ceiling.objects.create(valid_from=day("2026-11-24"), weekly_hours=8, **facts)
    with refused("workday_week_limit"):
        work(referral, day("2026-11-24"), "0.25")


def test_a_regime_keeps_the_agreements_signed_under_it(agreement):
    regime = agreement.regime
    with refused("regime_has_agreements"):
        change(regime, signed_until=day("2025-01-01"))
    with refused("regime_has_agreements"):
        change(regime, code=Regime.Code.NEW)
    with refused("regime_has_agreements"):
        Regime.objects.filter(pk=regime.pk)._raw_delete("default")


def test_an_agreement_with_referrals_keeps_its_regime(agreement, referral):
    with refused("agreement_regime_stays"):
        change(agreement, regime=new_regime(), signed_on=day("2025-06-02"))


def test_a_voided_referral_keeps_no_regime(users):
    agreement = AgreementFactory()
    referral = ReferralFactory(agreement=agreement, place=WorkPlaceFactory())
    referral.void(by=users.worker, reason="pomyłka")
    change(agreement, regime=new_regime(), signed_on=day("2025-06-02"))


def test_places_and_kinds_under_days_stay_in_the_agreement(agreement, place, referral):
    with refused("agreement_place_under_days"):
        agreement.agreement_places.get().delete()
    with refused("agreement_part_stays"):
        change(agreement.agreement_places.get(), place=WorkPlaceFactory())
    with refused("agreement_kind_under_days"):
        agreement.agreement_kinds.get().delete()
    with refused("agreement_part_stays"):
        change(agreement.agreement_kinds.get(), kind=WorkKindFactory(name="inna"))


def test_places_and_kinds_without_days_may_leave(agreement, referral):
    agreement.places.add(other := WorkPlaceFactory())
    agreement.places.remove(other)
    agreement.kinds.add(kind := WorkKindFactory(name="inna"))
    agreement.kinds.remove(kind)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"starts_on": day("2026-11-10")}, "referral_period_under_days"),
        ({"ends_on": day("2026-11-23")}, "referral_period_under_days"),
        ({"ended_on": day("2026-11-23"), "end_reason": "x"}, "referral_period_under_days"),
        ({"ohs_on": None}, "referral_ohs_under_hours"),
        ({"ohs_on": day("2026-11-10")}, "referral_ohs_under_hours"),
        ({"medical": "needed"}, "referral_medical_under_hours"),
        (
            {
                "medical": "needed",
                "medical_on": day("2026-11-10"),
                "medical_until": day("2027-11-10"),
            },
            "referral_medical_under_hours",
        ),
        (
            {
                "medical": "needed",
                "medical_on": day("2025-11-10"),
                "medical_until": day("2026-11-23"),
            },
            "referral_medical_under_hours",
        ),
        ({"weekly_hours": Decimal("9.75")}, "referral_limit_under_hours"),
        ({"monthly_hours": Decimal("17.75")}, "referral_limit_under_hours"),
    ],
)
def test_a_referral_does_not_move_from_under_its_hours(referral, facts, name):
    with refused(name):
        change(referral, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_on": day("2026-11-09")},
        {"ends_on": day("2026-11-24")},
        {"ended_on": day("2026-11-24"), "end_reason": "x"},
        {"ohs_on": day("2026-11-09")},
        {
            "medical": "needed",
            "medical_on": day("2026-11-09"),
            "medical_until": day("2026-11-24"),
        },
        {"weekly_hours": 10},
        {"monthly_hours": 18},
    ],
)
def test_a_referral_moves_up_to_its_hours(referral, facts):
    change(referral, **facts)


def test_person_and_agreement_of_a_referral_never_change_even_without_hours(users):
    referral = ReferralFactory()
    with refused("referral_stays"):
        change(referral, person=PersonFactory(responsible=users.worker))
    with refused("referral_stays"):
        change(referral, agreement=AgreementFactory(place=referral.place))


@pytest.mark.parametrize(
    ("signed_on", "act", "is_refused"),
    [("2025-05-31", old_regime, False), ("2025-06-01", new_regime, True)],
)
def test_people_of_contracts_and_programmes_are_sent_under_the_old_act_alone(
    users, place, signed_on, act, is_refused
):
    """Art. 142 ust. 2 of the act of 20 March 2025 knows the first group only."""
    agreement = AgreementFactory(place=place, regime=act(), signed_on=day(signed_on))
    facts = {"agreement": agreement, "place": place}
    first_group = ReferralFactory(**facts)
    if is_refused:
        with refused("referral_basis_of_the_old_act"):
            ReferralFactory(basis=Referral.Basis.PROGRAMME, **facts)
        with refused("referral_basis_of_the_old_act"):
            change(first_group, basis=Referral.Basis.PROGRAMME)
    else:
        ReferralFactory(basis=Referral.Basis.PROGRAMME, **facts)
        change(first_group, basis=Referral.Basis.PROGRAMME)


def test_the_place_of_a_referral_stays_under_its_days(agreement, referral):
    agreement.places.add(other := WorkPlaceFactory())
    with refused("referral_place_under_days"):
        change(referral, place=other)
    WorkDay.objects.all().delete()
    change(referral, place=other)


def test_a_referral_with_days_is_not_voided(referral, users):
    with refused("referral_voided_under_days"):
        referral.void(by=users.worker, reason="inna osoba")


def test_news_of_the_status_is_voided_never_deleted(users):
    news = StatusNewsFactory(person=PersonFactory(responsible=users.worker))
    with refused("row_is_kept"):
        news.delete()
    with refused("row_is_kept"):
        change(news, person=PersonFactory(responsible=users.worker))


def test_a_referral_is_voided_never_deleted(users):
    with refused("row_is_kept"):
        Referral.objects.filter(pk=ReferralFactory().pk)._raw_delete("default")


def test_what_was_voided_is_neither_changed_nor_taken_back(users, place):
    referral = ReferralFactory(agreement=AgreementFactory(place=place), place=place)
    news = StatusNewsFactory(person=referral.person)
    voided = {"voided_by": users.worker, "void_reason": "pomyłka"}
    for row, fact in ((referral, {"remarks": "x"}), (news, {"letter": "x"})):
        change(row, voided_at=timezone.now(), **voided)
        for facts in (fact, {"voided_at": None, "voided_by": None, "void_reason": ""}):
            with refused("voided_stays"):
                change(row, **facts)


@pytest.mark.parametrize("facts", [{"pay": "pay"}, {"pay_reason": "x"}])
def test_pay_behind_a_lost_status_is_decided_by_somebody_for_a_reason(users, facts):
    news = StatusNewsFactory(person=PersonFactory(responsible=users.worker))
    with refused("status_news_decided_for_a_reason"):
        change(news, **facts)


def test_an_agreed_rate_that_nobody_was_paid_by_may_change_and_go(agreement, referral):
    rate = AgreedRate.objects.get(agreement=agreement)
    change(rate, per_hour=Decimal("13.00"))
    rate.delete()


def test_nothing_of_peoples_records_goes_with_a_deletion(referral):
    for row in (referral, referral.person, referral.agreement, referral.place, referral.kind):
        with pytest.raises(ProtectedError):
            row.delete()


def test_an_agreement_with_referrals_is_not_replaced_under_its_number(agreement, referral):
    with refused("agreement_not_deleted"):
        Agreement.objects.filter(pk=agreement.pk)._raw_delete("default")


def test_an_agreement_that_nothing_stands_on_may_go(agreement):
    agreement.agreement_places.all().delete()
    agreement.agreement_kinds.all().delete()
    agreement.rates.all().delete()
    Agreement.objects.filter(pk=agreement.pk)._raw_delete("default")
    assert not Agreement.objects.exists()


def exchange(model, first, second):
    """Two rows take each other's number: every key to them fits again when it is checked."""
    for old, new in ((first, 0), (second, first), (0, second)):
        model._base_manager.filter(pk=old).update(id=new)


def test_two_referrals_do_not_change_places_under_their_hours(referral, place):
    other = ReferralFactory(agreement=referral.agreement, place=place)
    work(other, day("2026-11-10"), 1)
    with refused("row_keeps_its_number"):
        exchange(Referral, referral.pk, other.pk)


def test_two_people_do_not_change_places_under_their_records(referral, users):
    other = PersonFactory(responsible=users.worker)
    with refused("row_keeps_its_number"):
        exchange(Person, referral.person_id, other.pk)


@pytest.mark.parametrize(
    ("by", "reason"), [(None, "pomyłka"), ("author", "pomyłka"), ("coordinator", "")]
)
def test_a_referral_and_news_are_voided_by_a_second_person_for_a_reason(users, place, by, reason):
    entered = {"entered_by": users.worker}
    referral = ReferralFactory(agreement=AgreementFactory(place=place), place=place, **entered)
    news = StatusNewsFactory(person=referral.person, **entered)
    who = {None: None, "author": users.worker, "coordinator": users.coordinator}[by]
    for row, name in ((referral, "referral_voided_whole"), (news, "status_news_voided_whole")):
        with refused(name):
            change(row, voided_at=timezone.now(), voided_by=who, void_reason=reason)
        change(row, voided_at=timezone.now(), voided_by=users.coordinator, void_reason="pomyłka")
