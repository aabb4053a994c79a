"""Rows for tests of a day room: open from 12 to 18, a carer who may be on duty, children by their numbers."""

import datetime

from kis.programmes.models import (
    CarerLimit,
    ChildContact,
    DayRoom,
    Duty,
    EditionStaff,
    OpeningHours,
    Presence,
    RoomEdition,
)
from tests.factories import PersonFactory
from tests.programmes.factories import (
    STARTS_ON,
    D,
    EditionFactory,
    ProviderFactory,
    at,
    takes_part,
)

DAY = D(2026, 3, 4)  # a Wednesday
OPENS, CLOSES = datetime.time(12), datetime.time(18)


def of_day(hour: int, minute: int = 0) -> datetime.datetime:
    return at(DAY.month, DAY.day, hour, minute)


def law(children: int = 15, **facts) -> CarerLimit:
    return CarerLimit.objects.create(
        **{"children": children, "source": "art. 28 ust. 2", "valid_from": D(2012, 1, 1)} | facts
    )


def room_of(users, *, name="Świetlica na plus", hours=True) -> DayRoom:
    """In which an edition of 2026 is held that `programmes` runs: `room.editions.get().edition`."""
    edition = EditionFactory(
        entered_by=users.coordinator, kind="day_room", name=f"{name}, edycja 2026"
    )
    EditionStaff.objects.create(
        edition=edition, user=users.programmes, starts_on=STARTS_ON, named_by=users.coordinator
    )
    room = DayRoom.objects.create(name=name, entered_by=users.coordinator)
    RoomEdition.objects.create(edition=edition, room=room, entered_by=users.coordinator)
    for weekday in range(7) if hours else ():
        OpeningHours.objects.create(
            room=room,
            weekday=weekday,
            opens=OPENS,
            closes=CLOSES,
            starts_on=STARTS_ON,
            entered_by=users.coordinator,
        )
    return room


def carer_of(users, **facts):
    return ProviderFactory(
        **{"entered_by": users.coordinator, "offender_register_checked_on": D(2025, 12, 20)} | facts
    )


def on_duty(room, carer, starts_at, ends_at=None, **facts) -> Duty:
    return Duty.objects.create(
        **{
            "room": room,
            "provider": carer,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "entered_by": carer.entered_by,
        }
        | facts
    )


def child_of(room, users, **facts):
    """The participation of a child of nine."""
    person = facts.pop("person", None) or PersonFactory(
        responsible=users.worker, area="programmes", born_on=D(2016, 5, 4), pesel=""
    )
    return takes_part(room.editions.get().edition, users, person, group=None, **facts)


def contact_of(child, **facts) -> ChildContact:
    return ChildContact.objects.create(
        **{
            "enrolment": child,
            "name": "Anna Wilczek",
            "relation": "matka",
            "phone": "600 100 200",
            "is_guardian": True,
            "starts_on": STARTS_ON,
            "entered_by": child.entered_by,
        }
        | facts
    )


def comes(child, arrived_at, left_at=None, **facts) -> Presence:
    """With `left_at` it left otherwise than with a contact."""
    if left_at:
        facts = {
            "leaving": "other",
            "leaving_note": "z ciocią, telefon matki",
            "left_entered_by": child.entered_by,
        } | facts
    return Presence.objects.create(
        **{
            "enrolment": child,
            "arrived_at": arrived_at,
            "left_at": left_at,
            "entered_by": child.entered_by,
        }
        | facts
    )


def leaves(presence, left_at, **facts) -> None:
    facts = {
        "leaving": "other",
        "leaving_note": "z ciocią, telefon matki",
        "left_entered_by": presence.entered_by,
    } | facts
    presence.left_at = left_at
    for name, value in facts.items():
        setattr(presence, name, value)
    presence.save()
