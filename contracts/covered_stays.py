"""Stays with days on which no signed contract binds: contracts.participation.uncovered, asked of all.

The rule is worded there; a test holds both to the same answers.
"""

import datetime
from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField
from django.db.models import BooleanField, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Least

from contracts.models import SocialContract
from contracts.participation import Cover
from kis.lib.periods import period
from participants.models import Participation, Person
from participants.models.other_files import has_other_files, of_other_file

WHOLE = Coalesce("person__merged_into", "person")


class _Together(Func):
    """The days of all the periods of an array, as a multirange."""

    template = "(SELECT range_agg(days) FROM unnest(%(expressions)s) days)"
    output_field = DateRangeField()


class _Hold(Func):
    template, arg_joiner = "(%(expressions)s)", " @> "
    output_field = BooleanField()


def last_day_so_far(on: datetime.date) -> Least:
    """Of a stay, as counted by the day."""
    return Least(Coalesce("ends_on", Value(on)), Value(on))


def has_bare_days(on: datetime.date, *, merged: bool = True) -> Q:
    """Of stays annotated with `until` (last_day_so_far): a day up to it without a contract."""
    own = SocialContract.objects.binding().filter(person=OuterRef("person"))
    # Asked of those alone whom no contract of the same file covers.
    other = SocialContract.objects.binding().filter(
        Q(person=OuterRef("person")) | of_other_file("person")
    )
    by_contract = Q(kind=Participation.Kind.CONTRACT)
    return by_contract & ~(Q(_covers(own)) | has_other_files(merged=merged) & Q(_covers(other)))


def _covers(contracts) -> Coalesce:
    days = ArraySubquery(contracts.order_by().values(days=period("signed_on", "last_day")))
    held = _Hold(_Together(days), period("starts_on", "until"))
    return Coalesce(held, Value(False), output_field=BooleanField())


def covers_of_people(people: Collection[int]) -> dict[int, list[Cover]]:
    """By the number of the file that stands for each. One query."""
    found = {person: [] for person in people}
    files = Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    rows = SocialContract.objects.binding().filter(person__in=files).annotate(of=WHOLE)
    for whole, *cover in rows.values_list("of", "number", "signed_on", "last_day"):
        found[whole].append(Cover(*cover))
    return found
