"""The months of each place: who is sent there, what was worked, whether its list is signed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from kis.lib.dates import month_of
from psu.models import Referral, WorkDay, WorkPlace
from psu.months.standing import Proved


@dataclass
class PlaceMonth:
    """A month of a place, as a cell of the start page."""

    month: datetime.date
    people: int = 0
    hours: Decimal = Decimal(0)
    has_list: bool = False
    is_over: bool = False

    @property
    def word(self) -> str:
        if self.has_list:
            return "lista podpisana"
        if not self.people:
            return "nikogo"
        if not self.is_over:
            return "trwa"
        return "brak podpisanej listy" if self.hours else "bez godzin"

    @property
    def chip(self) -> str:
        if self.has_list:
            return "good"
        return "due" if self.is_over and self.hours else "neutral"


def place_months(
    places, months: list[datetime.date], on: datetime.date, lists: Proved
) -> list[tuple[WorkPlace, list[PlaceMonth]]]:
    """Each place with the given months. Two queries."""
    first, last = min(months), month_of(max(months))[1]
    table = {
        (place.pk, month): PlaceMonth(month, is_over=month_of(month)[1] < on)
        for place in places
        for month in months
    }
    # People, not referrals: somebody with two referrals in a month is one person there.
    people = defaultdict(set)
    for person, place, starts_on, last_day in (
        Referral.objects.filter(place__in=places)
        .within(first, last)
        .order_by()
        .values_list("person_id", "place_id", "starts_on", "last_day")
    ):
        for month in months:
            if starts_on <= month_of(month)[1] and last_day >= month:
                people[place, month].add(person)
    worked = (
        WorkDay.objects.filter(referral__place__in=places, day__range=(first, last))
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("referral__place_id", "month")
        .annotate(sum=Sum("hours"))
    )
    for key, found in people.items():
        table[key].people = len(found)
    for place, month, hours in worked:
        table[place, month].hours = hours
    for key in lists & table.keys():
        table[key].has_list = True
    return [(place, [table[place.pk, month] for month in months]) for place in places]
