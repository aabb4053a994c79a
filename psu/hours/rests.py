"""Rests of hours for a sheet: the plain values of psu.rules.limits, read in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from kis.lib.dates import days, month_of, week_of
from kis.lib.together import together
from participants.models import Person
from psu.files import WHOLE, files_of, whole
from psu.models import Agreement, AgreementAnnex, Ceiling, PastMonth, Referral, WorkDay
from psu.rules.limits import (
    Terms,
    Worked,
    hours_of,
    in_month,
    in_week,
    least,
    month_left,
    month_limit,
    week_left,
    week_limit,
)


@dataclass(frozen=True)
class Limits:
    """The ceilings of law by regime, and the annexes by agreement, the latest first; one query for all."""

    ceilings: dict[int, list[Ceiling]] = field(default_factory=dict)
    annexes: dict[int, list[AgreementAnnex]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Limits":
        ceilings, annexes = defaultdict(list), defaultdict(list)
        of_law, agreed = _all_limits()
        for ceiling in of_law:
            ceilings[ceiling.regime_id].append(ceiling)
        for annex in agreed:
            annexes[annex.agreement_id].append(annex)
        return cls(ceilings, annexes)

    def tell(self, agreements: Iterable[Agreement]) -> None:
        """Spare each the question for its annexes."""
        for agreement in agreements:
            agreement.later_terms = self.annexes.get(agreement.pk, [])

    def terms(self, agreement: Agreement, day: datetime.date) -> Terms:
        """The limits of that day, see psu.rules.limits.Terms."""
        own = agreement.weekly_hours, agreement.monthly_hours
        return self.lowest(agreement.pk, agreement.regime_id, *own, day)

    def lowest(
        self,
        agreement: int,
        regime: int,
        weekly: Decimal,
        monthly: Decimal | None,
        day: datetime.date,
    ) -> Terms:
        """The same, of the numbers of both and the agreement's own limits."""
        annexes = self.annexes.get(agreement, ())
        if annex := next((annex for annex in annexes if annex.valid_from <= day), None):
            weekly, monthly = annex.weekly_hours, annex.monthly_hours
        law = next((c for c in self.ceilings.get(regime, ()) if c.valid_from <= day), None)
        return Terms(
            weekly=least(weekly, law and law.weekly_hours),
            monthly=least(monthly, law and law.monthly_hours),
        )


@together
def _all_limits():
    # An office has few annexes: some each year.
    return (
        Ceiling.objects.order_by("-valid_from"),
        AgreementAnnex.objects.order_by("-valid_from"),
    )


@dataclass(frozen=True)
class Rest:
    """What a referral's person may still work: by Monday of each week of the month, and in the month.

    The month is None where nothing limits it.
    """

    weeks: dict[datetime.date, Decimal]
    month: Decimal | None
    week_limits: dict[datetime.date, Decimal]  # the one that the rest is of, also by Monday
    month_limit: Decimal | None


def rests(referrals: Iterable[Referral], month: datetime.date, limits: Limits) -> dict[int, Rest]:
    """By number of the referral. They come with agreement and person; one query whatever their number.

    A referral's own lower limits count, too.
    """
    referrals = list(referrals)
    worked = worked_by_person({r.person for r in referrals}, month, limits)
    return {r.pk: _rest(r, worked[whole(r.person)], month, limits) for r in referrals}


def worked_by_person(people: Iterable[Person], month: datetime.date, limits: Limits):
    """Everybody's hours of all weeks that touch the month, at every place: lists of limits.Worked.

    By psu.files.whole: those of all files of a person.
    """
    first, last = month_of(month)
    entries = WorkDay.objects.worked().filter(
        person__in=files_of(people), day__range=(week_of(first)[0], week_of(last)[1])
    )
    found = defaultdict(list)
    # Plain values: a sheet reads hundreds of days, and three models for each would cost more than the query.
    for person, day, worked, referral, place, *terms in entries.values_list(
        WHOLE,
        "day",
        "hours",
        "referral_id",
        "referral__place__name",
        "agreement_id",
        "agreement__regime_id",
        "agreement__weekly_hours",
        "agreement__monthly_hours",
    ):
        found[person].append(Worked(day, worked, referral, limits.lowest(*terms, day), place))
    return found


def _rest(referral: Referral, worked: list[Worked], month: datetime.date, limits: Limits) -> Rest:
    first, last = month_of(month)
    mondays = sorted({week_of(day)[0] for day in days(first, last)})
    weeks = {monday: _week(referral, worked, monday, first, limits) for monday in mondays}
    in_whole = _month(referral, worked, first, limits)
    return Rest(
        weeks={monday: left for monday, (left, _) in weeks.items()},
        month=in_whole[0],
        week_limits={monday: limit for monday, (_, limit) in weeks.items()},
        month_limit=in_whole[1],
    )


def _week(referral: Referral, worked, monday, first, limits) -> tuple[Decimal, Decimal]:
    """What is left, and the limit that leaves it: the agreement's or the referral's own."""
    # A week that began last month is asked by its first day in this one.
    terms = limits.terms(referral.agreement, max(monday, first))
    found = [(week_left(worked, monday, terms), week_limit(worked, monday, terms))]
    if referral.weekly_hours is not None:
        own = hours_of(e for e in in_week(worked, monday) if e.referral == referral.pk)
        found.append((referral.weekly_hours - own, referral.weekly_hours))
    # The pair with the least left, though its limit may be the higher one.
    return min(found)


def _month(
    referral: Referral, worked, first, limits: Limits
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """The same of the month."""
    terms = limits.terms(referral.agreement, first)
    found = []
    if (limit := month_limit(worked, first, terms)) is not None:
        found.append((month_left(worked, first, terms), limit))
    if referral.monthly_hours is not None:
        month = in_month(worked, first)
        own = hours_of(entry for entry in month if entry.referral == referral.pk)
        found.append((referral.monthly_hours - own, referral.monthly_hours))
    return min(found, default=(None, None))


def totals_left(agreements: Iterable[Agreement]) -> dict[int, Decimal]:
    """Hours left in total, by number of the agreement; each knows its annexes. One query."""
    agreements = list(agreements)
    worked, past = (
        rows.objects.filter(agreement__in=agreements)
        .order_by()
        .values("agreement")
        .annotate(sum=Sum("hours"))
        .values_list("agreement", "sum")
        for rows in (WorkDay, PastMonth)
    )
    used: dict[int, Decimal] = {}
    for agreement, hours in worked.union(past, all=True):
        used[agreement] = used.get(agreement, Decimal(0)) + hours
    return {a.pk: a.latest_terms.total_hours - used.get(a.pk, Decimal(0)) for a in agreements}
