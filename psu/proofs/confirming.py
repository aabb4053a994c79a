"""A supervisor confirms the entries of a place, of a month or of one day; what pages tell of it."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from kis.accounts.models import short_name
from kis.lib.dates import month_of
from kis.lib.refusals import Refused, refused_by_database
from psu.models import (
    Confirmation,
    DayConfirmation,
    PersonMonth,
    Supervision,
    WorkDay,
    WorkPlace,
)
from psu.models.confirmation import moment_of
from psu.proofs.list_changes import (
    changes,
    entries_stand,
    last_change_there,
    last_changes_of_day,
    with_changed_days,
    with_later_change,
)

WORD = (
    *("place", "entries_seen", "confirmed_at"),
    *("confirmed_by__first_name", "confirmed_by__last_name", "confirmed_by__username"),
)


@dataclass(frozen=True)
class Entries:
    """What one confirms: the entries of a place and month as they stand."""

    until: datetime.date
    hours: Decimal
    people: int
    seen: int  # the last change of them, as in list_changes.last_changes


@dataclass(frozen=True)
class Told:
    """A place's month. `entries` are set for who may confirm it.

    Without `has_supervisor` nothing of that month waits for a confirmation: the signed list proves it.
    `days`: how many were confirmed by themselves and stand so.
    """

    place: WorkPlace
    confirmation: Confirmation | None
    has_supervisor: bool = True
    days: int = 0
    entries: Entries | None = None

    @property
    def seen(self) -> int | None:
        return self.entries.seen if self.entries else None

    @property
    def is_behind(self) -> bool:
        """Whether an entry changed after the confirmation."""
        return self.confirmation is not None and bool(self.confirmation.changed_days)

    @property
    def is_whole(self) -> bool:
        """Whether the month's confirmation speaks of every entry as it stands."""
        return self.confirmation is not None and not self.is_behind

    @property
    def can_confirm(self) -> bool:
        return self.seen is not None and not self.is_whole


@dataclass(frozen=True)
class Word:
    """A supervisor's confirmation, of a day or of its month."""

    seen: int
    at: datetime.datetime
    who: str

    @property
    def moment(self) -> str:
        return moment_of(self.at)


@dataclass(frozen=True)
class ToldDay:
    """A place's day: the last word of its supervisor that speaks of it, of the day or of its month.

    `seen`: the last change of its entries, where they can be confirmed.
    """

    place: WorkPlace
    confirmation: Word | None
    seen: int

    @property
    def is_behind(self) -> bool:
        return self.confirmation is not None and self.confirmation.seen < self.seen

    @property
    def can_confirm(self) -> bool:
        return self.confirmation is None or self.is_behind


@transaction.atomic
def confirm(
    place: WorkPlace, month: datetime.date, *, by, at: datetime.datetime, seen: int
) -> None:
    """Raises Refused for what the guards refuse, and for entries that somebody else changed since `seen`.

    One confirms what one has looked at; one's own changes one knows.
    """
    last = entries_stand(place, month)
    _refuse_unseen(changes([place], month), seen, by, "wpisy tego miesiąca")
    with refused_by_database():
        # Moved, not added: the history keeps the earlier confirmations.
        Confirmation.objects.update_or_create(
            place=place,
            month=month,
            defaults={"confirmed_by": by, "confirmed_at": at, "entries_seen": last},
        )


@transaction.atomic
def confirm_day(
    place: WorkPlace, day: datetime.date, *, by, at: datetime.datetime, seen: int
) -> None:
    """The same of the entries of one day."""
    last = entries_stand(place, day)
    _refuse_unseen(changes([place], day).filter(day=day), seen, by, "wpisy tego dnia")
    with refused_by_database():
        DayConfirmation.objects.update_or_create(
            place=place,
            day=day,
            defaults={"confirmed_by": by, "confirmed_at": at, "entries_seen": last},
        )


def _refuse_unseen(events, seen: int, by, what: str) -> None:
    """Asked behind the lock of entries_stand: what is not in sight now comes only after this confirmation."""
    later = events.filter(pgh_id__gt=seen)
    if any(user != by.pk for user in later.values_list("pgh_context__metadata__user", flat=True)):
        raise Refused(
            f"Nie potwierdzono: po otwarciu strony ktoś inny zmienił {what}. "
            "Przejrzyj je poniżej i potwierdź."
        )


def supervised(places: Iterable[WorkPlace], month: datetime.date) -> set[int]:
    """Numbers of the places that somebody looked after on a day of the month. One query."""
    found = Supervision.objects.within(*month_of(month)).filter(place__in=places)
    return set(found.values_list("place", flat=True))


def told_of(places: Iterable[WorkPlace], month: datetime.date) -> dict[int, Told]:
    """By number of the place. Two queries."""
    found = with_changed_days(Confirmation.objects.filter(place__in=places, month=month))
    confirmed = {row.place_id: row for row in found.select_related("confirmed_by")}
    facts = _facts_of(places, month)
    return {place.pk: Told(place, confirmed.get(place.pk), *facts[place.pk]) for place in places}


def _facts_of(places, month: datetime.date) -> dict[int, tuple[bool, int]]:
    """By number of the place: whether somebody looked after it, how many days stand as confirmed."""
    here = OuterRef("pk")
    looked_after = Supervision.objects.within(*month_of(month)).filter(place=here)
    days = DayConfirmation.objects.filter(place=here, day__range=month_of(month))
    standing = with_later_change(days).filter(is_behind=False).order_by().values("place")
    counted = standing.annotate(days=Count("pk")).values("days")
    rows = WorkPlace.objects.filter(pk__in=[place.pk for place in places]).values_list(
        "pk", Exists(looked_after), Coalesce(Subquery(counted), 0)
    )
    return {pk: facts for pk, *facts in rows}


def told_of_day(
    places: Iterable[WorkPlace], day: datetime.date, with_entries: Collection[int]
) -> dict[int, ToldDay]:
    """By number of the place, of those with entries that may still change. One query."""
    places = [place for place in places if place.pk in with_entries]
    if not places:
        return {}
    of_month = Confirmation.objects.filter(place__in=places, month=month_of(day)[0])
    of_day = DayConfirmation.objects.filter(place__in=places, day=day)
    told, of_day = (rows.order_by().values_list(*WORD) for rows in (of_month, of_day))
    nobody = [Cast(Value(None), DateTimeField()), *[Value("", CharField())] * 3]
    changed = last_changes_of_day(places, day).values_list("referral__place", "last", *nobody)
    words, last = {}, {}
    for place, seen, at, *names in told.union(of_day, changed):
        if at is None:
            last[place] = seen
        elif place not in words or words[place].seen <= seen:
            words[place] = Word(seen, at, short_name(*names))
    return {place.pk: ToldDay(place, words.get(place.pk), last[place.pk]) for place in places}


def told_to_supervisor(places: Iterable[WorkPlace], month: datetime.date) -> dict[int, Told]:
    """As told_of, with what is seen at the places whose entries may still change. One more query."""
    entries = _entries(places, month)
    return {
        number: replace(told, entries=entries.get(number))
        for number, told in told_of(places, month).items()
    }


def _entries(places, month: datetime.date) -> dict[int, Entries]:
    """By number of the place, of those where not everybody's month is closed."""
    closed = PersonMonth.objects.in_month(month).filter(
        person=OuterRef("person"),
        agreement=OuterRef("agreement"),
        state=PersonMonth.State.CLOSED,
    )
    rows = (
        WorkDay.objects.in_month(month)
        .filter(referral__place__in=places)
        .order_by()
        .values("referral__place")
        .annotate(
            until=Max("day"),
            sum=Sum("hours"),
            people=Count("person", distinct=True),
            open=Count("pk", filter=~Q(Exists(closed))),
            seen=last_change_there(OuterRef("referral__place"), month),
        )
    )
    return {
        row["referral__place"]: Entries(row["until"], row["sum"], row["people"], row["seen"])
        for row in rows
        if row["open"]
    }
