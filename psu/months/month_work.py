"""What somebody did in a month against the plan, for whoever reviews it before the close."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from kis.lib.dates import days, holiday_name
from participants.models import Person
from psu.models import Referral, WorkDay
from psu.months.facts import MonthFacts
from psu.rules.cells import LETTERS

NEVER = -1  # before the first change of all


@dataclass(frozen=True)
class MonthWork:
    """`planned`: hours without public holidays; `absences`: letter of the sheet → days; `marked_by`: names.

    `unconfirmed`: days that no supervisor has confirmed as they stand now, of places that have one.
    """

    planned: Decimal
    worked: Decimal
    absences: dict[str, int] = field(default_factory=dict)
    marked_by: list[str] = field(default_factory=list)
    unconfirmed: list[datetime.date] = field(default_factory=list)

    @property
    def difference(self) -> Decimal:
        return self.worked - self.planned


def together(works: Iterable[MonthWork]) -> MonthWork:
    """Of all of them, without names and days."""
    works = list(works)
    absences = Counter()
    for one in works:
        absences.update(one.absences)
    return MonthWork(
        planned=sum((one.planned for one in works), Decimal(0)),
        worked=sum((one.worked for one in works), Decimal(0)),
        absences={letter: absences[letter] for letter in LETTERS if absences[letter]},
    )


def work_of(facts: MonthFacts, person: Person) -> MonthWork:
    entries = facts.entries[person.pk]
    counted = Counter(entry.outcome for entry in entries)
    return MonthWork(
        planned=sum((_planned(facts, r) for r in facts.referrals[person.pk]), Decimal(0)),
        worked=sum((entry.hours for entry in entries), Decimal(0)),
        absences={
            letter: counted[outcome] for letter, outcome in LETTERS.items() if counted[outcome]
        },
        marked_by=sorted({entry.entered_by.short_name for entry in entries}),
        unconfirmed=[entry.day for entry in entries if not _is_settled(facts, entry)],
    )


def _planned(facts: MonthFacts, referral: Referral) -> Decimal:
    """A referral that outlives its agreement has no plan behind it."""
    first = max(facts.first, referral.starts_on, facts.agreement.starts_on)
    last = min(facts.last, referral.last_day, facts.agreement.ends_on)
    plan = referral.plan
    working = (day for day in days(first, last) if day.weekday() in plan and not holiday_name(day))
    return sum((plan[day.weekday()] for day in working), Decimal(0))


def _is_settled(facts: MonthFacts, entry: WorkDay) -> bool:
    place = entry.referral.place_id
    if place not in facts.supervised:
        return True
    seen = max(facts.confirmed.get((place, day), NEVER) for day in (None, entry.day))
    return facts.changed.get((entry.referral_id, entry.day), 0) <= seen
