"""On which days marks of people are counted: in a stay, under a contract, in no break."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Coalesce, JSONObject

from contracts.models import Action, SocialContract
from contracts.participation import Cover, uncovered
from kis.activities.how_often import Asked, asked_in, how_often
from kis.activities.rates import Days, holds, why_left_out
from kis.lib.dates import DAY, month_of
from participants.models import Break, Participation, Person

TOLD_AHEAD = "zapowiedziana"  # an absence, of a meeting that has not been yet
FAR = datetime.date.max - DAY
# A percent, or times in a week or a month: what asked_rate and how_often read.
HOW_OFTEN = "%|proc|tydz|tygod|miesi"
WHOLE = Coalesce("person__merged_into", "person")  # the file that stands for a row's person


@dataclass
class CountedDays:
    """Of one person, in whichever file the rows stand."""

    stays: list[Days] = field(default_factory=list)
    breaks: list[Days] = field(default_factory=list)
    bare: list[Days] = field(default_factory=list)
    contracts: list[SocialContract] = field(default_factory=list)
    told: dict = field(default_factory=dict, repr=False)

    def contract_in(self, first: datetime.date, last: datetime.date) -> SocialContract | None:
        """Of those that bind on one of the days the one that ends last."""
        binding = [one for one in self.contracts if one.signed_on <= last and one.last_day >= first]
        return binding[-1] if binding else None

    def asked_in(self, month: datetime.date, on: datetime.date) -> Asked | None:
        """How many times the contract of that month asks to come; None where it does not plainly say."""
        contract = self.contract_in(*month_of(month))
        often = contract and how_often(contract.coming)
        if not often:
            return None
        binding = contract.signed_on, contract.last_day
        facts = {"binding": binding, "stays": self.stays, "breaks": self.breaks}
        return asked_in(month, on, often, **facts)

    def why_left_out(self, day: datetime.date, *, is_absence: bool) -> str:
        asked = (day, is_absence)
        if asked not in self.told:  # a day has several meetings
            facts = {"stays": self.stays, "breaks": self.breaks, "bare": self.bare}
            self.told[asked] = why_left_out(day, is_absence=is_absence, **facts)
        return self.told[asked]

    def is_expected(self, day: datetime.date) -> bool:
        """As kis.activities.unmarked asks it of the database."""
        return holds(self.stays, day) and not holds(self.breaks, day)


def files_of(people: Collection[int]):
    """Numbers of all files of these people, by the files that stand for them."""
    own = Person.objects.filter(pk__in=people)
    return own.union(Person.objects.filter(merged_into__in=people)).values("pk")


def counted_days(people: Collection[int], on: datetime.date) -> dict[int, CountedDays]:
    """By the file that stands for each. Two queries, whatever their number.

    `on`: the day whose wording of the contracts is told.
    """
    found = {person: CountedDays() for person in people}
    for contract in _contracts(people, on):
        found[contract.whole].contracts.append(contract)
    pause = JSONObject(first="starts_on", last="ends_on")
    breaks = Break.objects.filter(participation=OuterRef("pk")).values(period=pause)
    stays = Participation.objects.filter(person__in=files_of(people))
    for stay in stays.annotate(whole=WHOLE, pauses=ArraySubquery(breaks)):
        days = found[stay.whole]
        days.stays.append((stay.starts_on, stay.ends_on))
        days.breaks += [(_day(one["first"]), _day(one["last"])) for one in stay.pauses]
        if not stay.is_commissioned:
            covers = [Cover(row.number, row.signed_on, row.last_day) for row in days.contracts]
            days.bare += uncovered(stay.starts_on, stay.ends_on or FAR, covers)
    return found


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _contracts(people: Collection[int], on: datetime.date):
    """Signed ones, the last to end last, each with `coming`: the person's actions that may say how often."""
    actions = Action.objects.in_force(on).filter(
        text__iregex=HOW_OFTEN,
        goal__contract=OuterRef("pk"),
        side=Action.Side.PERSON,
        party=None,
    )
    rows = SocialContract.objects.binding().filter(person__in=files_of(people))
    told = rows.only("person", "type", "number", "signed_on", "last_day")
    coming = ArraySubquery(actions.values("text"))
    return told.annotate(whole=WHOLE, coming=coming).order_by("last_day", "pk")
