"""On which days marks of people are counted: in a stay, under a contract, in no break."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F
from django.db.models.functions import Coalesce

from contracts.models import SocialContract
from contracts.participation import Cover, uncovered
from kis.activities.rates import Days, holds, why_left_out
from kis.lib.dates import DAY
from participants.models import Break, Participation, Person

FAR = datetime.date.max - DAY
WHOLE = Coalesce("person__merged_into", "person")  # the file that stands for a row's person


@dataclass
class CountedDays:
    """Of one person, in whichever file the rows stand."""

    stays: list[Days] = field(default_factory=list)
    breaks: list[Days] = field(default_factory=list)
    bare: list[Days] = field(default_factory=list)

    def why_left_out(self, day: datetime.date, *, is_absence: bool) -> str:
        return why_left_out(
            day, is_absence=is_absence, stays=self.stays, breaks=self.breaks, bare=self.bare
        )

    def is_expected(self, day: datetime.date) -> bool:
        """As kis.activities.unmarked asks it of the database."""
        return holds(self.stays, day) and not holds(self.breaks, day)


def files_of(people: Collection[int]):
    """Numbers of all files of these people, by the files that stand for them."""
    own = Person.objects.filter(pk__in=people)
    return own.union(Person.objects.filter(merged_into__in=people)).values("pk")


def counted_days(people: Collection[int]) -> dict[int, CountedDays]:
    """By the file that stands for each. Three queries, whatever their number."""
    found = {person: CountedDays() for person in people}
    covers = _covers(people)
    stays = Participation.objects.filter(person__in=files_of(people)).annotate(whole=WHOLE)
    for stay in stays:
        days = found[stay.whole]
        days.stays.append((stay.starts_on, stay.ends_on))
        if not stay.is_commissioned:
            days.bare += uncovered(stay.starts_on, stay.ends_on or FAR, covers[stay.whole])
    breaks = Break.objects.filter(participation__person__in=files_of(people)).annotate(
        whole=Coalesce("participation__person__merged_into", "participation__person")
    )
    for whole, *period in breaks.values_list("whole", "starts_on", "ends_on"):
        found[whole].breaks.append(tuple(period))
    return found


def _covers(people: Collection[int]) -> dict[int, list[Cover]]:
    covers = defaultdict(list)
    rows = SocialContract.objects.binding().filter(person__in=files_of(people))
    for whole, *cover in rows.values_list(WHOLE, "number", F("signed_on"), "last_day"):
        covers[whole].append(Cover(*cover))
    return covers
