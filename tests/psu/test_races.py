"""Two and twenty connections that really overlap: the limits hold whoever comes first."""

import random
from collections import Counter
from decimal import Decimal

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from kis.lib.dates import DAY, month_of, week_of
from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.agreements.covered import keep_from
from psu.hours.saving import TypedDay, mark_cells
from psu.models import (
    Agreement,
    AgreementPeriod,
    AgreementPlace,
    Ceiling,
    PayLine,
    PayList,
    PayListPaper,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    Supervision,
    WorkDay,
)
from psu.months.closing import close, reopen, review, send_back
from psu.pay_lists import paying
from psu.pay_lists.differences import differences, mark
from psu.pay_lists.keeping import kept_paper
from psu.proofs.list_changes import entries_stand
from psu.referrals import referring
from tests.factories import PersonFactory
from tests.psu.agreements.test_annexes import annex
from tests.psu.connections import all_together, race
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    compare_again,
    new_regime,
    sign_list,
    work,
)
from tests.psu.guarded import close_empty_month, day

pytestmark = pytest.mark.django_db(transaction=True)
MAY, ON = day("2025-05-01"), day("2025-06-04")
ACCOUNT = "61109010140000071219812874"


@pytest.fixture
def place(users):
    return WorkPlaceFactory()


@pytest.fixture
def referral(place):
    return ReferralFactory(agreement=AgreementFactory(place=place), place=place)


def name_of(error) -> str:
    return error.__cause__.diag.constraint_name


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert name_of(error.value) == name


def hours(referral, text, number):
    return lambda: work(referral, day(text), number)


def change(row, **facts):
    return lambda: type(row)._base_manager.filter(pk=row.pk).update(**facts)


# two connections, one after the other at the same lock


def test_two_clerks_cannot_break_the_week_over_new_year(referral):
    refused_race(
        hours(referral, "2025-12-31", 6), hours(referral, "2026-01-02", 5), "workday_week_limit"
    )


def test_two_clerks_at_two_places_and_agreements_cannot_break_the_week(referral):
    other = ReferralFactory(person=referral.person, payment=False)
    refused_race(
        hours(referral, "2026-11-23", 6), hours(other, "2026-11-24", 5), "workday_week_limit"
    )


def test_two_clerks_cannot_break_the_month(referral):
    for text in ("2026-03-02", "2026-03-09", "2026-03-16"):
        work(referral, day(text), 10)
    refused_race(
        hours(referral, "2026-03-23", 6), hours(referral, "2026-03-30", 5), "workday_month_limit"
    )


def test_two_people_cannot_break_the_hours_in_total(place):
    agreement = AgreementFactory(place=place, total_hours=10)
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    refused_race(
        hours(first, "2026-11-23", 6), hours(second, "2026-11-24", 5), "workday_total_limit"
    )


def test_two_people_cannot_take_one_place(place):
    agreement = AgreementFactory(place=place, persons=1)
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    refused_race(hours(first, "2026-11-23", 6), hours(second, "2026-11-24", 5), "workday_persons")


@pytest.mark.parametrize(
    ("period_first", "name"), [(True, "workday_persons"), (False, "persons_under_hours")]
)
def test_a_period_for_fewer_people_and_their_hours_never_pass_one_another(
    place, period_first, name
):
    agreement = AgreementFactory(place=place, persons=2)
    first, second = (ReferralFactory(agreement=agreement, place=place) for _ in range(2))
    work(first, day("2026-11-23"), 5)
    period = {"starts_on": day("2026-11-01"), "ends_on": day("2026-11-30"), "persons": 1}
    acts = [
        lambda: AgreementPeriod.objects.create(agreement=agreement, **period),
        hours(second, "2026-11-24", 5),
    ]
    refused_race(*acts if period_first else reversed(acts), name)


def test_two_entries_of_a_day_are_one(referral):
    refused_race(
        hours(referral, "2026-11-23", 1), hours(referral, "2026-11-23", 1), "workday_second_entry"
    )


def both_orders(one, other, name_if_one_first, name_if_other_first):
    return [
        pytest.param(one, other, name_if_one_first),
        pytest.param(other, one, name_if_other_first),
    ]


def under_limit(limit):
    return lambda referral: change(referral.agreement, **limit)


def of_referral(**facts):
    return lambda referral: change(referral, **facts)


def eight_hours(referral):
    return hours(referral, "2026-11-23", 8)


def without_place(referral):
    return lambda: AgreementPlace.objects.filter(agreement=referral.agreement).delete()


def other_place_from(since):
    """An annex is saved as its form does it: with another place instead."""

    def of(referral):
        elsewhere = WorkPlaceFactory(name="Inne miejsce")
        kinds = list(referral.agreement.kinds.all())

        @transaction.atomic
        def act():
            keep_from(annex(referral.agreement, since=since), [elsewhere], kinds)

        return act

    return of


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        *both_orders(
            under_limit({"weekly_hours": 7}),
            eight_hours,
            "workday_week_limit",
            "limit_week_under_hours",
        ),
        *both_orders(
            under_limit({"monthly_hours": 7}),
            eight_hours,
            "workday_month_limit",
            "limit_month_under_hours",
        ),
        *both_orders(
            under_limit({"total_hours": 7}),
            eight_hours,
            "workday_total_limit",
            "agreement_total_under_hours",
        ),
        *both_orders(
            under_limit({"ends_on": day("2026-11-22")}),
            eight_hours,
            "workday_no_agreement",
            "agreement_period_under_days",
        ),
        *both_orders(without_place, eight_hours, "workday_place", "agreement_place_under_days"),
        *both_orders(
            other_place_from("2026-11-23"),
            eight_hours,
            "workday_place",
            "agreement_place_under_days",
        ),
        *both_orders(
            of_referral(ended_on=day("2026-11-22"), end_reason="x"),
            eight_hours,
            "workday_after_referral",
            "referral_period_under_days",
        ),
        *both_orders(
            of_referral(ohs_on=day("2026-11-24")),
            eight_hours,
            "workday_ohs",
            "referral_ohs_under_hours",
        ),
        *both_orders(
            of_referral(medical="needed"),
            eight_hours,
            "workday_medical",
            "referral_medical_under_hours",
        ),
        *both_orders(
            of_referral(weekly_hours=7),
            eight_hours,
            "workday_referral_week_limit",
            "referral_limit_under_hours",
        ),
    ],
)
def test_the_other_side_and_the_hours_never_pass_one_another(referral, first, second, name):
    refused_race(first(referral), second(referral), name)


def test_a_lowered_week_sees_hours_saved_just_now_under_another_agreement(referral):
    """Only the person joins the two agreements: the lowering must wait for that lock."""
    other = ReferralFactory(person=referral.person, payment=False)
    work(referral, day("2026-11-23"), 4)
    refused_race(
        hours(other, "2026-11-24", 5),
        change(referral.agreement, weekly_hours=8),
        "limit_week_under_hours",
    )


def test_hours_under_another_agreement_see_the_week_lowered_just_now(referral):
    other = ReferralFactory(person=referral.person, payment=False)
    work(referral, day("2026-11-23"), 4)
    refused_race(
        change(referral.agreement, weekly_hours=8),
        hours(other, "2026-11-24", 5),
        "workday_week_limit",
    )


@pytest.mark.parametrize("law_first", [True, False])
def test_a_new_ceiling_of_law_and_the_hours_never_pass_one_another(place, law_first):
    regime = new_regime()
    agreement = AgreementFactory(place=place, regime=regime, signed_on=day("2025-06-02"))
    referral = ReferralFactory(agreement=agreement, place=place)

    def lower():
        Ceiling.objects.create(
            regime=regime,
            valid_from=day("2026-11-01"),
            weekly_hours=7,
            refund_max_percent=60,
            source="-",
        )

    if law_first:
        refused_race(lower, eight_hours(referral), "workday_week_limit")
    else:
        refused_race(eight_hours(referral), lower, "limit_week_under_hours")


@pytest.mark.parametrize("signed_anew_first", [True, False])
def test_the_signing_day_and_a_referral_of_the_old_act_alone_never_pass_one_another(
    place, users, signed_anew_first
):
    """Else the agreement would follow the new act with a person whom only the old one lets be sent."""
    agreement = AgreementFactory(place=place, signed_on=day("2025-05-31"))
    person = PersonFactory(responsible=users.worker)
    facts = {"agreement": agreement, "place": place, "person": person, "payment": False}
    sign_anew = change(agreement, signed_on=day("2025-06-01"), regime=new_regime())

    def send():
        ReferralFactory(basis=Referral.Basis.PROGRAMME, **facts)

    if signed_anew_first:
        refused_race(sign_anew, send, "referral_basis_of_the_old_act")
    else:
        refused_race(send, sign_anew, "agreement_regime_stays")


# closing beside the rest


@pytest.fixture
def ready(referral, users, centre):
    """A reviewed May with 5 hours and a signed list."""
    work(referral, day("2025-05-05"), 5)
    sign_list(referral.place, MAY, users.coordinator)
    review(referral.agreement, MAY, by=users.coordinator, on=ON)
    return referral


def closing(referral, users):
    return lambda: close(referral.agreement, MAY, by=users.coordinator, on=ON)


def test_the_close_waits_for_a_cell_being_saved_and_pays_it(ready, users):
    def cell_and_list():
        hours(ready, "2025-05-06", "2.5")()
        compare_again(ready.place, MAY)

    closed = race(cell_and_list, closing(ready, users))
    assert closed.pay_list.lines.sums()["hours"] == Decimal("7.50")


def test_the_close_waits_for_a_cell_being_saved_and_sees_that_the_list_is_older(ready, users):
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        race(hours(ready, "2025-05-06", "2.5"), closing(ready, users))
    assert not PayLine.objects.exists()


def test_a_cell_saved_while_the_month_closes_is_refused(ready, users):
    refused_race(closing(ready, users), hours(ready, "2025-05-06", "2.5"), "workday_closed_month")
    assert PayLine.objects.get().hours == 5


def test_a_cell_cleared_while_the_month_closes_is_refused(ready, users):
    entry = WorkDay.objects.get()
    refused_race(closing(ready, users), entry.delete, "workday_closed_month")


@pytest.mark.parametrize("is_written", [False, True])
def test_a_close_whose_process_is_killed_leaves_all_as_it_was_and_is_done_again(
    ready, users, is_written
):
    """Its connection is torn off, before the locks or with everything written and nothing committed."""

    def killed():
        try:
            with transaction.atomic():
                if is_written:
                    close(ready.agreement, MAY, by=users.coordinator, on=ON)
                connection.connection.pgconn.finish()
                close(ready.agreement, MAY, by=users.coordinator, on=ON)
        except (OperationalError, InterfaceError):
            return "killed"

    assert all_together([killed]) == ["killed"]
    assert PersonMonth.objects.get().state == PersonMonth.State.REVIEWED
    assert not PayList.objects.exists()
    assert not PayLine.with_voided.exists()
    closed = close(ready.agreement, MAY, by=users.coordinator, on=ON)
    assert (closed.pay_list.number, closed.pay_list.lines.get().hours) == (1, 5)


def test_raw_deletions_of_many_days_and_savers_of_one_agreement_never_deadlock(users):
    """The agreement's lock comes first in every trigger: whoever has it goes through."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, persons=40)
    people = [ReferralFactory(agreement=agreement, place=place) for _ in range(6)]
    span = [day("2025-05-05") + number * DAY for number in range(20)]

    def saver(seed):
        chance = random.Random(seed)
        return lambda: [
            attempt(lambda: work(chance.choice(people), chance.choice(span), 1)) for _ in range(15)
        ]

    def deleter():
        days = WorkDay.objects.filter(agreement=agreement)
        return [attempt(lambda: days._raw_delete("default")) for _ in range(10)]

    counted = kinds_of(all_together([saver(seed) for seed in range(8)] + [deleter, deleter]))
    assert set(counted) <= {"saved", "workday_second_entry", "workday_week_limit"}, counted


def test_two_closes_pay_once(ready, users):
    with pytest.raises(Refused, match="są już zamknięte"):
        race(closing(ready, users), closing(ready, users))
    assert PayList.objects.count() == 1


def test_the_close_waits_for_an_account_being_changed_and_pays_into_it(ready, users):
    def new_account():
        BankAccount.objects.change(ready.person, starts_on=ON, number=ACCOUNT, owner="Anna Lis")

    closed = race(new_account, closing(ready, users))
    assert closed.pay_list.lines.get().account_number == ACCOUNT


def test_the_close_waits_for_a_name_being_changed_and_freezes_the_new_one(ready, users):
    def new_name():
        ready.person.last_name = "Nowa"
        ready.person.save(update_fields=["last_name"])

    closed = race(new_name, closing(ready, users))
    assert closed.pay_list.lines.get().person_name.startswith("Nowa ")


def test_an_account_changed_while_the_month_closes_waits_and_leaves_the_line_as_it_is(ready, users):
    race(
        closing(ready, users),
        lambda: BankAccount.objects.change(ready.person, starts_on=ON, number=ACCOUNT, owner="A"),
    )
    assert PayLine.objects.get().account_number == ""


def test_a_supervisors_cell_waits_for_a_review_and_is_refused_behind_it(referral, users):
    work(referral, day("2025-05-05"), 5)
    Supervision.objects.create(place=referral.place, user=users.supervisor, starts_on=MAY)
    cell = TypedDay(referral.pk, day("2025-05-06"), "2")
    marked = race(
        lambda: review(referral.agreement, MAY, by=users.coordinator, on=ON),
        lambda: mark_cells(referral.place, MAY, [cell], by=users.supervisor, on=ON),
    )
    assert not marked.saved
    assert marked.refused


def test_hours_of_a_month_being_reopened_wait_and_are_saved(ready, users):
    closing(ready, users)()
    person_month = PersonMonth.objects.get()
    race(
        lambda: reopen(person_month, by=users.coordinator, on=ON, reason="x"),
        hours(ready, "2025-05-06", "2.5"),
    )
    assert WorkDay.objects.count() == 2


def test_a_month_being_closed_is_reopened_behind_it_and_pays_nothing(ready, users):
    race(
        closing(ready, users),
        lambda: reopen(PersonMonth.objects.get(), by=users.coordinator, on=ON, reason="x"),
    )
    assert not PayLine.objects.filter(voided_at=None).exists()
    assert PersonMonth.objects.get().state == "open"


def test_a_review_behind_a_close_marks_nobody(ready, users):
    reviewed = race(
        closing(ready, users), lambda: review(ready.agreement, MAY, by=users.coordinator, on=ON)
    )
    assert reviewed == 0
    assert PersonMonth.objects.get().state == "closed"


def test_a_month_closed_meanwhile_is_not_sent_back_to_the_supervisor(ready, users):
    person_month = PersonMonth.objects.get()
    with pytest.raises(Refused, match="sprawdzony, niezamknięty"):
        race(closing(ready, users), lambda: send_back(person_month))
    assert PersonMonth.objects.get().state == "closed"


def test_a_close_behind_a_month_sent_back_leaves_the_person_open(ready, users):
    person_month = PersonMonth.objects.get()
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        race(lambda: send_back(person_month), closing(ready, users))
    assert not PayLine.objects.exists()


def test_a_month_is_reopened_once(ready, users):
    closing(ready, users)()
    person_month = PersonMonth.objects.get()

    def reopened():
        reopen(person_month, by=users.coordinator, on=ON, reason="x")

    with pytest.raises(Refused, match="nie jest zamknięty"):
        race(reopened, reopened)


def test_a_rate_is_not_ended_behind_a_close(ready, users):
    rate = Rate.objects.get(valid_to=None)
    refused_race(closing(ready, users), change(rate, valid_to=day("2025-05-01")), "rate_used")


def test_an_agreed_rate_is_not_changed_behind_a_close(ready, users):
    rate = ready.agreement.rates.get()
    refused_race(closing(ready, users), change(rate, per_hour=Decimal(99)), "agreed_rate_used")


def test_a_rate_waits_for_a_close_past_the_act_too(ready, users):
    WorkDay.objects.get().delete()
    race(
        lambda: close_empty_month(ready.person, users.coordinator),
        change(ready.agreement.rates.get(), per_hour=Decimal(99)),
    )


def test_a_signed_list_is_not_taken_back_behind_a_close(ready, users):
    refused_race(
        closing(ready, users),
        change(SignedList.objects.get(), agrees=False),
        "signed_list_in_closed_month",
    )


def test_a_close_behind_a_list_taken_back_leaves_the_person_open(ready, users):
    with pytest.raises(Refused, match="Nikogo nie można zamknąć"):
        race(change(SignedList.objects.get(), agrees=False), closing(ready, users))


def test_what_is_approved_meanwhile_stays_behind_a_reopening(ready, users):
    pay_list = closing(ready, users)().pay_list
    pay_list.mark_checked(by=users.accountant, on=ON)
    person_month = PersonMonth.objects.get()
    race(
        lambda: pay_list.approve(by=users.head, on=ON),
        lambda: reopen(person_month, by=users.coordinator, on=ON, reason="x"),
    )
    pay_list.refresh_from_db()
    assert (pay_list.step, pay_list.lines.count()) == ("approved", 1)
    assert PersonMonth.objects.get().state == "open"


def test_what_is_voided_by_a_reopening_is_not_approved_behind_it(ready, users):
    pay_list = closing(ready, users)().pay_list
    pay_list.mark_checked(by=users.accountant, on=ON)
    person_month = PersonMonth.objects.get()
    with pytest.raises(IntegrityError):
        race(
            lambda: reopen(person_month, by=users.coordinator, on=ON, reason="x"),
            lambda: pay_list.approve(by=users.head, on=ON),
        )
    assert not pay_list.lines.exists()


# the list behind the close


@pytest.fixture
def approved(ready, users):
    pay_list = closing(ready, users)().pay_list
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    return pay_list


def paying_of(pay_list, users, despite):
    return lambda: paying.pay(pay_list, by=users.accountant, on=ON, today=ON, despite=despite)


def new_account_of(person, since):
    return lambda: BankAccount.objects.change(person, starts_on=since, number=ACCOUNT)


def test_a_payment_waits_for_an_account_being_entered_and_is_told_of_it(approved, ready, users):
    with pytest.raises(Refused, match="Dane zmieniły się po zamknięciu listy"):
        race(new_account_of(ready.person, ON), paying_of(approved, users, despite=""))
    assert PayList.objects.get().paid_on is None


@pytest.mark.parametrize("correction_first", [True, False])
def test_a_correction_and_the_payment_never_pass_one_another(
    approved, ready, users, correction_first
):
    new_account_of(ready.person, ON)()

    def propose():
        paying.propose(approved, ready.person, by=users.coordinator, on=ON, reason="x")

    pay = paying_of(approved, users, despite=mark(differences(approved, ON)))
    first, second = (propose, pay) if correction_first else (pay, propose)
    words = "Dane zmieniły się" if correction_first else "już odnotowano"
    with pytest.raises(Refused, match=words):
        race(first, second)


def test_a_list_printed_twice_at_once_is_one_paper(ready, users, blank_papers):
    pay_list = closing(ready, users)().pay_list
    made = []

    def print_it():
        made.append(kept_paper(pay_list, by=users.accountant, at=timezone.now()).pk)

    race(print_it, print_it)
    assert made == [PayListPaper.objects.get().pk] * 2


def test_a_paper_made_while_a_month_is_reopened_is_not_kept(ready, users, blank_papers):
    pay_list = closing(ready, users)().pay_list
    person_month = PersonMonth.objects.get()
    with pytest.raises(Refused, match="otworzył ponownie miesiąc osoby z tej listy"):
        race(
            lambda: reopen(person_month, by=users.coordinator, on=ON, reason="x"),
            lambda: kept_paper(pay_list, by=users.accountant, at=timezone.now()),
        )
    assert not PayListPaper.objects.exists()


def test_ending_a_referral_waits_for_hours_and_is_refused_by_a_sentence(referral, users):
    with pytest.raises(Refused, match=r"Jest już wpis z 23\.11\.2026"):
        race(
            eight_hours(referral),
            lambda: referring.end(
                Referral.objects.get(pk=referral.pk), last_day=day("2026-11-22"), reason="x"
            ),
        )


# twenty connections


def over_the_week(referrals):
    """Weeks of a person over ten hours, in the table as it stands."""
    found = Counter()
    for entry in WorkDay.objects.filter(referral__in=referrals):
        found[entry.person_id, week_of(entry.day)[0]] += entry.hours
    return {key: total for key, total in found.items() if total > 10}


def over_the_month():
    found = Counter()
    for entry in WorkDay.objects.all():
        found[entry.person_id, entry.agreement_id, month_of(entry.day)[0]] += entry.hours
    return {key: total for key, total in found.items() if total > 40}


def kinds_of(results):
    """How often what came: the name of a refusal, of a fault, or saved."""
    found = Counter()
    for batch in results:
        for result in batch if isinstance(batch, list) else [batch]:
            found[result] += 1
    return found


def attempt(act) -> str:
    try:
        act()
    except IntegrityError as error:
        return name_of(error)
    except OperationalError as error:
        return str(error).split("\n")[0]
    return "saved"


def test_twenty_connections_break_no_week_and_no_month_of_one_person(users):
    """Each saves 30 entries of 1 to 3 hours on days of nine weeks over New Year, at two places."""
    first = ReferralFactory()
    second = ReferralFactory(person=first.person, payment=False)
    span = [day("2025-12-01") + number * DAY for number in range(63)]

    def clerk(seed):
        chance = random.Random(seed)

        def save():
            return [
                attempt(
                    lambda: work(
                        chance.choice([first, second]),
                        chance.choice(span),
                        chance.choice(["1", "2", "2.5", "3"]),
                    )
                )
                for _ in range(30)
            ]

        return save

    counted = kinds_of(all_together([clerk(seed) for seed in range(20)]))
    assert over_the_week([first, second]) == {}
    assert over_the_month() == {}
    assert counted["saved"] == WorkDay.objects.count() > 20
    assert set(counted) <= {
        "saved",
        "workday_week_limit",
        "workday_month_limit",
        "workday_second_entry",
    }, counted


def test_twenty_connections_save_sheets_and_close_without_a_deadlock(users, centre):
    """Ten save single cells by the trigger alone, ten whole sheets with clearings; a close runs beside."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place, total_hours=130, persons=40)
    people = [ReferralFactory(agreement=agreement, place=place) for _ in range(5)]
    for each in people:
        work(each, day("2025-05-02"), 1)
    close_one_more(agreement, place, users)
    span = [day("2025-05-05") + number * DAY for number in range(26)]

    def single(seed):
        chance = random.Random(seed)
        return lambda: [
            attempt(lambda: work(chance.choice(people), chance.choice(span), 2)) for _ in range(15)
        ]

    def sheet(seed):
        chance = random.Random(seed)

        def save():
            cells = [
                TypedDay(each.pk, chance.choice(span), chance.choice(["", "2", "4", "U"]))
                for each in chance.sample(people, 5)
            ]
            mark_cells(place, MAY, cells, by=users.coordinator, on=ON)

        return lambda: [attempt(save) for _ in range(5)]

    def closer():
        @transaction.atomic
        def once():
            # The paper is compared and the month closed while nobody saves between.
            entries_stand(place, MAY)
            compare_again(place, MAY)
            review(agreement, MAY, by=users.coordinator, on=ON)
            try:
                close(agreement, MAY, by=users.coordinator, on=ON)
            except Refused:
                return

        return [attempt(once) for _ in range(5)]

    works = [single(seed) for seed in range(10)] + [sheet(seed) for seed in range(9)] + [closer]
    counted = kinds_of(all_together(works))
    assert not [kind for kind in counted if "deadlock" in str(kind)], counted
    assert all(isinstance(kind, str) for kind in counted), counted
    assert over_the_week(people) == {}
    assert over_the_month() == {}
    assert WorkDay.objects.aggregate(sum=Sum("hours"))["sum"] <= 130
    for person_month in PersonMonth.objects.filter(state="closed"):
        paid = person_month.lines.aggregate(sum=Sum("hours", default=Decimal(0)))["sum"]
        worked = WorkDay.objects.filter(person=person_month.person).in_month(MAY)
        assert paid == worked.aggregate(sum=Sum("hours"))["sum"]
    assert PersonMonth.objects.filter(state="closed").count() > 1


def close_one_more(agreement, place, users):
    """A sixth person, closed before: the month begins with a list that somebody's pay stands on."""
    one = ReferralFactory(agreement=agreement, place=place)
    work(one, day("2025-05-02"), 1)
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON, people=[one.person])
    close(agreement, MAY, by=users.coordinator, on=ON)


def test_sheets_of_the_same_people_in_any_order_never_deadlock(users):
    place = WorkPlaceFactory()
    agreements = [AgreementFactory(place=place) for _ in range(2)]
    people = [ReferralFactory(agreement=agreements[n % 2], place=place) for n in range(10)]

    def sheet(seed):
        chance = random.Random(seed)

        def save():
            cells = [
                TypedDay(each.pk, day("2025-05-05") + (seed % 20) * DAY, "0,25")
                for each in chance.sample(people, 10)
            ]
            mark_cells(place, MAY, cells, by=users.coordinator, on=ON)

        return lambda: [attempt(save) for _ in range(4)]

    counted = kinds_of(all_together([sheet(seed) for seed in range(20)]))
    assert counted == {"saved": 80}
    assert Agreement.objects.count() == 2
