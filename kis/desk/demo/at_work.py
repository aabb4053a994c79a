"""People of the crowd who do socially useful work, in bulk: agreements, places, referrals and hours.

The last month is closed, this one runs; the guards judge every entry as they judge a typed one.
"""

import datetime
import itertools
from collections.abc import Iterator
from decimal import Decimal

from kis.accounts.models import User
from kis.desk.demo.agreed import cover, pay_the_minimum, signed_before, signed_on
from kis.desk.demo.taking_part import AT_ONCE, Registered
from kis.lib.dates import DAY, add_months, days, holiday_name, month_of
from participants.models import Area, BankAccount
from psu.models import (
    Agreement,
    AgreementPlace,
    Referral,
    SignedList,
    WorkDay,
    WorkPlace,
)
from psu.months.closing import close, review
from psu.proofs.list_changes import last_changes
from psu.rules.regimes import NEW_ACT

UNDER_ONE_AGREEMENT, AT_ONE_PLACE = 100, 25
PLANS = [{"0": "4", "3": "4"}, {"1": "4", "4": "4"}, {"2": "5"}]
MARKED = 0.97  # of the planned days of this month


def go_to_work(
    people: list[Registered], *, in_works: set[int], by: User, chance, on: datetime.date
) -> list[Agreement]:
    """`in_works`: numbers of those who are in the area of these works already; `by` enters everything."""
    last = add_months(on.replace(day=1), -1)
    open_to_works([one for one in people if one.number not in in_works], last)
    BankAccount.objects.bulk_create(
        [BankAccount(person_id=one.number, starts_on=last) for one in people], batch_size=AT_ONCE
    )
    agreements = []
    for group in _parts(people, UNDER_ONE_AGREEMENT):
        agreement = _agreement(last)
        agreements.append(agreement)
        for part in _parts(group, AT_ONE_PLACE):
            _work_at(_place(agreement), agreement, part, by, chance, on)
    return agreements


def open_to_works(people: list[Registered], since: datetime.date) -> None:
    Area.objects.bulk_create(
        [Area(person_id=one.number, kind=Area.Kind.PSU, starts_on=since) for one in people],
        batch_size=AT_ONCE,
    )


def _parts(people: list[Registered], size: int) -> Iterator[list[Registered]]:
    rest = iter(people)
    while part := list(itertools.islice(rest, size)):
        yield part


def _agreement(last: datetime.date) -> Agreement:
    """Under the act of today, paid by the minimum. `last`: first day of the last month."""
    starts_on = max(datetime.date(last.year, 1, 1), NEW_ACT)
    agreement = Agreement.objects.create(
        number=f"{100 + Agreement.objects.count()}/{last.year}",
        **signed_on(signed_before(starts_on, 20)),
        starts_on=starts_on,
        ends_on=datetime.date(last.year + 1, 12, 31),
        total_hours=Decimal(90_000),
        persons=UNDER_ONE_AGREEMENT,
    )
    pay_the_minimum(agreement, cover(agreement, [], "prace porządkowe i pomocnicze"))
    return agreement


def _place(agreement: Agreement) -> WorkPlace:
    place = WorkPlace.objects.create(
        name=f"Świetlica nr {1 + WorkPlace.objects.count()}", kind=WorkPlace.Kind.COMMUNITY
    )
    AgreementPlace.objects.create(agreement=agreement, place=place)
    return place


def _work_at(place, agreement, people: list[Registered], by: User, chance, on) -> None:
    """Every planned day of the last month is marked, of this one all but a few."""
    last, this = add_months(on.replace(day=1), -1), on.replace(day=1)
    referrals = Referral.objects.bulk_create(
        _referral(one, agreement, place, last, by, chance.choice(PLANS)) for one in people
    )
    working_days = [day for day in days(last, on - DAY) if not holiday_name(day)]
    WorkDay.objects.bulk_create(
        [
            WorkDay(referral=referral, day=day, hours=referral.plan[day.weekday()], entered_by=by)
            for referral in referrals
            for day in working_days
            if day.weekday() in referral.plan and (day < this or chance.random() < MARKED)
        ]
    )


def _referral(one: Registered, agreement, place, first, by: User, plan: dict) -> Referral:
    checked_on = first - 2 * DAY
    return Referral(
        person_id=one.number,
        basis=Referral.Basis.UNEMPLOYED,
        number=f"PUP.632.{one.number}.{first.year}",
        issued_on=checked_on,
        agreement=agreement,
        place=place,
        kind=agreement.kinds.get(),
        starts_on=first,
        ends_on=first + 179 * DAY,  # art. 142 ust. 11
        planned_days=plan,
        status_checked_on=checked_on,
        status_checked_how="zaświadczenie z PUP",
        no_benefit_checked_on=checked_on,
        assistance_confirmed_on=checked_on,
        residence_checked_on=checked_on,
        ohs_on=first,
        entered_by=by,
    )


def settle(agreement: Agreement, *, by: User, on: datetime.date) -> None:
    """The last month: its lists are there, it is reviewed and closed."""
    month = add_months(on.replace(day=1), -1)
    places = list(agreement.places.all())
    seen = last_changes(places, month)
    received_on = min(month_of(month)[1] + 3 * DAY, on)
    for place in places:
        SignedList.objects.create(
            place=place,
            month=month,
            received_on=received_on,
            agrees=True,
            noted_by=by,
            entries_seen=seen.get(place.pk, 0),
        )
    review(agreement, month, by=by, on=received_on)
    close(agreement, month, by=by, on=received_on)
