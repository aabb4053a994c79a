"""The day room of an edition, within what the user may see: else there is no such page."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kis.journal.record import record
from kis.programmes.in_room import RoomNow
from kis.programmes.models import (
    DayRoom,
    Duty,
    EditionStaff,
    Enrolment,
    Kind,
    Presence,
    RoomEdition,
)
from kis.programmes.scope import EditionFile, readable_edition

KIND = "day_room"


@dataclass
class RoomFile:
    file: EditionFile
    room: DayRoom | None

    @property
    def edition(self):
        return self.file.edition

    @cached_property
    def is_carer(self) -> bool:
        """Who runs the edition today: they alone read what the carers must know of a child's health."""
        user, on = self.file.user, self.file.on
        return EditionStaff.objects.on(on).filter(edition=self.edition, user=user.pk).exists()

    @cached_property
    def now(self) -> RoomNow:
        return RoomNow(self.room, self.edition, timezone.now())


def readable_room(request, pk: int, *, with_room: bool = True) -> RoomFile:
    file = readable_edition(request, pk)
    if file.edition.kind != Kind.DAY_ROOM:
        raise Http404
    chosen = RoomEdition.objects.select_related("room").filter(edition=file.edition).first()
    if chosen is None and with_room:
        raise Http404
    return RoomFile(file, chosen.room if chosen else None)


def seen(request, rows, act: str = "view") -> None:
    """Note whom the page shows, by participations or presences: a child once, by its participation."""
    for row in rows:
        number = getattr(row, "enrolment_id", row.pk)
        record(request, act, kind=KIND, number=number, person=row.person_id)


def readable_child(request, pk: int, number: int, act: str = "view") -> tuple[RoomFile, Enrolment]:
    room = readable_room(request, pk, with_room=False)
    rows = Enrolment.with_voided.select_related(
        "person__merged_into", "beneficiary__merged_into", "edition", "child_card"
    )
    child = get_object_or_404(rows, pk=number, edition=room.edition)
    seen(request, [child], act)
    return room, child


def readable_presence(request, pk: int, number: int) -> tuple[RoomFile, Presence]:
    room = readable_room(request, pk)
    rows = Presence.with_voided.select_related("person", "enrolment__edition", "collected_by")
    presence = get_object_or_404(rows, pk=number, room=room.room)
    seen(request, [presence], "edit")
    return room, presence


def readable_duty(request, pk: int, number: int) -> tuple[RoomFile, Duty]:
    room = readable_room(request, pk)
    return room, get_object_or_404(
        Duty.with_voided.select_related("provider"), pk=number, room=room.room
    )
