"""The days of a calendar year of some people, for screens: the guard of hours asks by itself."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, Func, IntegerField, OuterRef, Subquery, Value

from participants.models import Person
from psu.files import WHOLE, files_of
from psu.guards.year import days_by
from psu.models import Ceiling, Referral, Regime, YearConsent
from psu.rules.year_days import Span, YearDays, warn_from, year_days


def days_of(people: Iterable[Person], year: int) -> dict[int, YearDays]:
    """By psu.files.whole: of those whom referrals of the new act reach that year. Two queries."""
    law = law_of(year)
    if law is None or law.year_days is None:
        return {}
    first, last = datetime.date(year, 1, 1), last_day_of(year)
    referrals = Referral.objects.filter(
        person__in=files_of(people), agreement__regime__code=Regime.Code.NEW
    ).within(first, last)
    spans = defaultdict(list)
    for person, *days in referrals.values_list(WHOLE, "starts_on", "last_day"):
        spans[person].append(Span(*days))
    return {
        person: year_days(found, year, most=law.year_days, pauses_count=law.pauses_count)
        for person, found in spans.items()
    }


def years_of_one(
    referrals: Iterable[Referral], years: Iterable[int], laws: list[Ceiling]
) -> dict[int, YearDays]:
    """Of a person's referrals, read with their regimes: each of the years that those of the new act reach.

    `laws`: all `ceilings`.
    """
    spans = [
        Span(referral.starts_on, referral.last_day)
        for referral in referrals
        if not referral.voided_at and not referral.agreement.regime.is_old
    ]
    found = {}
    for year in years:
        law = next((row for row in laws if row.valid_from <= last_day_of(year)), None)
        if law and law.year_days:
            days = year_days(spans, year, most=law.year_days, pauses_count=law.pauses_count)
            found |= {year: days} if days.used else {}
    return found


EVERY_DAY = 367  # more than any year has: without a law nobody is told


class DaysOfYear(Func):
    """As the guard of hours counts them: of a person, a column, in the year up to the day and with it."""

    output_field = IntegerField()

    def __init__(self, person: str, on: datetime.date, **extra):
        sql = days_by("%(expressions)s", f"DATE '{on:%Y-%m-%d}'")
        super().__init__(person, template=f"({sql})::int", on=on, **extra)


def near_the_end(referrals, on: datetime.date):
    """Of each person the last of those referrals, with `used` of `most` days, where that is told of.

    Counted up to that day: what is to come is told when a referral is entered. Whoever may work longer by the
    coordinator's consent is left out.
    """
    year = on.year
    law = law_of(year)
    most = law.year_days if law else None
    of_the_act = referrals.filter(agreement__regime__code=Regime.Code.NEW)
    later = of_the_act.filter(person=OuterRef("person")).order_by("-last_day", "-pk")
    consents = YearConsent.objects.filter(person=OuterRef("person"), year=year)
    return of_the_act.annotate(used=DaysOfYear("person_id", on), most=Value(most or 0)).filter(
        ~Exists(consents),
        pk=Subquery(later.values("pk")[:1]),
        used__gte=warn_from(most) if most else EVERY_DAY,
    )


def law_of(year: int) -> Ceiling | None:
    """The ceilings of the year's last day."""
    return ceilings().filter(valid_from__lte=last_day_of(year)).first()


def ceilings():
    """Of the new act, the latest first."""
    return Ceiling.objects.filter(regime__code=Regime.Code.NEW).order_by("-valid_from")


def last_day_of(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)
