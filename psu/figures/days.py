"""Of whom the referrals cover how many days of a calendar year."""

import datetime
from collections import defaultdict

from psu.files import WHOLE
from psu.models import Referral, Regime
from psu.rules.year_days import Span, YearDays, year_days
from psu.years import law_of


def days_used(year: int) -> dict[int, YearDays]:
    """By number of the person, of everybody whom the new act reaches that year. Two queries."""
    law = law_of(year)
    if law is None or law.year_days is None:
        return {}
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    referrals = Referral.objects.filter(agreement__regime__code=Regime.Code.NEW)
    spans = defaultdict(list)
    rows = referrals.within(first, last).order_by()
    for person, *days in rows.values_list(WHOLE, "starts_on", "last_day"):
        spans[person].append(Span(*days))
    return {
        person: year_days(found, year, most=law.year_days, pauses_count=law.pauses_count)
        for person, found in spans.items()
    }
