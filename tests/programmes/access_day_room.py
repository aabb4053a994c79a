"""Who opens which address of a day room: an edition of its own, in which the person is a child."""

from kis.programmes.models import (
    CarerLimit,
    ChildCard,
    ChildConsent,
    DayRoom,
    RoomActivity,
    RoomNumber,
)
from tests.access import COORDINATOR, GET, HEAD, POST, PROGRAMMES, Page
from tests.programmes.factories import STARTS_ON, D
from tests.programmes.room_factories import (
    DAY,
    carer_of,
    child_of,
    comes,
    contact_of,
    law,
    of_day,
    on_duty,
    room_of,
)

FORM = (GET, POST)
READERS = frozenset({PROGRAMMES, COORDINATOR, HEAD})
STAFF = frozenset({PROGRAMMES, COORDINATOR})
RULES = frozenset({COORDINATOR})
MONTH = DAY.replace(day=1)


def records(known, users):
    """A child that was in the room and one presence that nobody ended; of the second a room nobody runs."""
    is_first = not DayRoom.objects.exists()
    if not CarerLimit.objects.exists():
        law()
    room = room_of(users, name=f"Świetlica {DayRoom.objects.count() + 1}")
    edition = room.editions.get().edition
    if not is_first:
        edition.staff.update(ends_on=D(2026, 1, 31))
    child = child_of(room, users, person=known.person)
    carer = carer_of(users, name=f"Lipa Magdalena {DayRoom.objects.count()}")
    by = {"entered_by": users.coordinator}
    return {
        "room_edition": edition,
        "room": room,
        "room_child": child,
        "duty": on_duty(room, carer, of_day(12)),
        "child_card": ChildCard.objects.create(enrolment=child, allergies="orzechy", **by),
        "contact": contact_of(child),
        "consent": ChildConsent.objects.create(
            enrolment=child, kind="alone", giver="Anna Wilczek", given_on=STARTS_ON, **by
        ),
        "presence": comes(child, of_day(13)),
        "room_number": RoomNumber.objects.create(
            room=room,
            valid_from=STARTS_ON,
            children=20,
            source="regulamin",
            set_by=users.coordinator,
        ),
        "room_opening": room.opening_hours.first(),
        "room_activity": RoomActivity.objects.create(
            room=room, day=DAY, starts="13:00", ends="14:00", name="Lekcje", **by
        ),
    }


def of_room(r):
    return [r.room_edition.pk]


def of(name):
    return lambda r: [r.room_edition.pk, getattr(r, name).pk]


def of_child(name):
    return lambda r: [r.room_edition.pk, r.room_child.pk, getattr(r, name).pk]


def of_day_of_room(r):
    return [r.room_edition.pk, DAY]


def of_month_of_room(r):
    return [r.room_edition.pk, MONTH]


def _read(name, arguments=of_room, methods=(GET,)):
    """Coordinator and head see every edition, so that none is outside of everybody's scope."""
    return Page(
        f"programmes:{name}",
        READERS,
        methods,
        arguments=arguments,
        scoped=False,
        strangers=frozenset(),
    )


def _write(name, arguments=of_room, methods=FORM, roles=STAFF):
    return Page(f"programmes:{name}", roles, methods, arguments=arguments, scoped=False)


PAGES = [
    _read("room"),
    _read("room_today", methods=FORM),
    _read("room_day", of_day_of_room, methods=FORM),
    _read("room_day_paper", of_day_of_room),
    _read("room_this_month"),
    _read("room_month", of_month_of_room),
    _read("room_attendance", of_month_of_room),
    _read("room_meals", of_month_of_room),
    _read("room_this_week"),
    _read("room_week", of_day_of_room),
    _read("room_week_paper", of_day_of_room),
    _read("children"),
    _read("child", of("room_child")),
    _read("room_rules"),
    _write("child_arrives", of("room_child"), (POST,)),
    _write("child_leaves", of("presence")),
    _write("presence_new"),
    _write("presence_edit", of("presence")),
    _write("presence_void", of("presence"), roles=READERS),
    _write("duty_begin", methods=(POST,)),
    _write("duty_home", of("duty"), (POST,)),
    _write("duty_edit", of("duty")),
    _write("duty_void", of("duty"), roles=READERS),
    _write("activity_new", of_day_of_room),
    _write("activity_edit", of("room_activity")),
    _write("card_edit", of("room_child")),
    _write("contact_new", of("room_child")),
    _write("contact_edit", of_child("contact")),
    _write("consent_new", of("room_child")),
    _write("consent_end", of_child("consent")),
    _write("consent_void", of_child("consent"), roles=READERS),
    _write("room_choose", roles=RULES),
    _write("room_number_new", roles=RULES),
    _write("opening_new", roles=RULES),
    _write("opening_end", of("room_opening"), roles=RULES),
]
