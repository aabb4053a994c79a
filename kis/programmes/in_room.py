"""A day room as it is at a moment, and the acts of its tablet."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.clock import WARSAW, NoSuchHour, moments
from kis.lib.dates import polish
from kis.programmes.crowd import Crowd
from kis.programmes.models import (
    CarerLimit,
    ChildConsent,
    ChildContact,
    DayRoom,
    Duty,
    Edition,
    Enrolment,
    OpeningHours,
    Presence,
    Provider,
)

MOMENT = datetime.timedelta(microseconds=1)
ALONE = ChildConsent.Kind.ALONE


def closing_of(day: datetime.date, hours: OpeningHours | None) -> datetime.datetime | None:
    """When the room closes that day; None where it is not open at all."""
    if hours is None:
        return None
    try:
        return moments(day, hours.closes)[-1]
    except NoSuchHour:
        return datetime.datetime.combine(day, hours.closes, WARSAW)


@dataclass
class Child:
    """Of an edition that day: where it is, who may collect it, whether it may go alone."""

    enrolment: Enrolment
    collectors: list[ChildContact] = field(default_factory=list)
    may_go_alone: bool = False
    inside: Presence | None = None
    earlier: list[Presence] = field(default_factory=list)

    @property
    def person(self):
        return self.enrolment.person

    @property
    def card(self):
        return getattr(self.enrolment, "child_card", None)

    @property
    def earlier_in_words(self) -> str:
        return ", ".join(row.hours for row in self.earlier)


def children_of(edition: Edition, day: datetime.date) -> QuerySet[Enrolment]:
    """Who takes part that day."""
    rows = edition.enrolments.on(day).select_related("person", "child_card")
    return rows.in_polish_order()


@dataclass
class RoomNow:
    """Children of the edition; the counts are of the whole room, whatever edition a child is of."""

    room: DayRoom
    edition: Edition
    now: datetime.datetime

    @cached_property
    def day(self) -> datetime.date:
        return self.now.astimezone(WARSAW).date()

    @cached_property
    def hours(self) -> OpeningHours | None:
        return self.room.hours_on(self.day)

    @cached_property
    def is_closed(self) -> bool:
        closing = closing_of(self.day, self.hours)
        return closing is None or self.now >= closing

    @cached_property
    def duties(self) -> list[Duty]:
        """Of the day, those who are there still first."""
        rows = self.room.duties.filter(day=self.day, voided_at=None).select_related("provider")
        return sorted(rows, key=lambda row: (row.ends_at is not None, row.starts_at))

    @property
    def on_duty(self) -> list[Duty]:
        return [row for row in self.duties if row.ends_at is None]

    @cached_property
    def presences(self) -> list[Presence]:
        return list(
            self.room.presences.filter(day=self.day, voided_at=None).told().in_polish_order()
        )

    @cached_property
    def crowd(self) -> Crowd:
        law = CarerLimit.objects.on(self.day).first()
        return Crowd(
            children=sum(row.left_at is None for row in self.presences),
            carers=len(self.on_duty),
            per_carer=law.children if law else None,
            own=self.room.own_number_on(self.day),
        )

    @cached_property
    def overdue(self) -> list[Presence]:
        """Who was not signed out when the room closed, today or on a day before."""
        return list(overdue(self.room, self.now, is_closed=self.is_closed))

    @cached_property
    def children(self) -> list[Child]:
        rows = list(children_of(self.edition, self.day))
        known = {row.pk: Child(row) for row in rows}
        contacts = ChildContact.objects.who_may_collect(self.day).filter(enrolment__in=known)
        for contact in contacts.order_by(*ChildContact._meta.ordering):
            known[contact.enrolment_id].collectors.append(contact)
        alone = ChildConsent.objects.on(self.day).filter(enrolment__in=known, kind=ALONE)
        for number in alone.values_list("enrolment", flat=True):
            known[number].may_go_alone = True
        for row in self.presences:
            if child := known.get(row.enrolment_id):
                if row.left_at is None:
                    child.inside = row
                else:
                    child.earlier.append(row)
        return list(known.values())

    @property
    def inside(self) -> list[Child]:
        return [child for child in self.children if child.inside]

    @property
    def outside(self) -> list[Child]:
        return [child for child in self.children if not child.inside]

    @cached_property
    def from_elsewhere(self) -> list[Presence]:
        """Children of other editions who are in the same room: they count too."""
        own = {child.enrolment.pk for child in self.children}
        return [
            row for row in self.presences if row.left_at is None and row.enrolment_id not in own
        ]

    def carers_to_come(self) -> QuerySet[Provider]:
        """Who may begin a duty: employed that day, looked up in the register, and not there yet."""
        there = [row.provider_id for row in self.on_duty]
        rows = Provider.objects.on(self.day).filter(
            is_institution=False, offender_register_checked_on__lte=self.day
        )
        return rows.exclude(pk__in=there).in_polish_order()


def overdue(room: DayRoom, now: datetime.datetime, *, is_closed: bool) -> QuerySet[Presence]:
    day = now.astimezone(WARSAW).date()
    late = Q(day__lte=day) if is_closed else Q(day__lt=day)
    return room.presences.filter(late, left_at=None, voided_at=None).told().order_by("arrived_at")


def arrive(enrolment: Enrolment, *, by: User, now: datetime.datetime | None = None) -> Presence:
    return Presence.objects.create(
        enrolment=enrolment, arrived_at=now or timezone.now(), entered_by=by
    )


def begin_duty(room: DayRoom, provider: Provider, *, by: User, since=None) -> Duty:
    return Duty.objects.create(
        room=room, provider=provider, starts_at=since or timezone.now(), entered_by=by
    )


@transaction.atomic
def go_home(duty: Duty) -> Duty:
    """Now, whoever is left behind: never refused."""
    # In the order of all locks; read behind them, so that no child comes in between.
    Provider.objects.select_for_update(no_key=True).get(pk=duty.provider_id)
    room = DayRoom.objects.select_for_update(no_key=True).get(pk=duty.room_id)
    duty.refresh_from_db()
    if duty.ends_at is not None:
        return duty
    latest = room.presences.filter(day=duty.day, voided_at=None).order_by("-arrived_at").first()
    moment = max(timezone.now(), duty.starts_at + MOMENT)
    # Of clocks that differ: a child who came with this carer there did come before.
    duty.ends_at = max(moment, latest.arrived_at + MOMENT) if latest else moment
    duty.save()
    return duty


def leave(
    presence: Presence,
    leaving: str,
    *,
    by: User,
    contact: ChildContact | None = None,
    note: str = "",
    at: datetime.datetime | None = None,
) -> None:
    presence.left_at = at or max(timezone.now(), presence.arrived_at + MOMENT)
    presence.leaving, presence.collected_by, presence.leaving_note = leaving, contact, note
    presence.left_entered_by = by
    presence.save()


def who(presence: Presence) -> str:
    return f"{presence.person}, {polish(presence.day)}"
