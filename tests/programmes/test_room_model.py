"""Presence in a day room against an independent slow model, moment by moment, across changes of the clock."""

import datetime
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.programmes.models import RoomNumber
from tests.programmes.factories import STARTS_ON, at
from tests.programmes.room_factories import (
    carer_of,
    child_of,
    comes,
    law,
    leaves,
    on_duty,
    room_of,
)
from tests.programmes.test_service_guards import refused

STEP = datetime.timedelta(minutes=20)
PER_CARER, OWN = 2, 3
# In the night in which the clock moves, and on a day in which nothing does.
DAYS = {"plain": at(3, 4), "spring": at(3, 29), "autumn": at(10, 25)}


@dataclass(frozen=True)
class Stay:
    """Of a child or of a carer, in steps from midnight; without an end to the end of the day."""

    who: int
    start: int
    end: int | None = None

    def covers(self, step: int, last: int) -> bool:
        return step in range(self.start, last if self.end is None else self.end)


@dataclass(frozen=True)
class Room:
    children: tuple[Stay, ...] = ()
    carers: tuple[Stay, ...] = ()

    def of(self, kind: str) -> tuple[Stay, ...]:
        return getattr(self, kind)

    def holds(self, last: int) -> bool:
        """At each step at which somebody arrives, children are counted one by one."""
        for step in range(last):
            if not any(one.start == step for one in self.children):
                continue
            inside = sum(one.covers(step, last) for one in self.children)
            carers = sum(one.covers(step, last) for one in self.carers)
            if inside > PER_CARER * carers or inside > OWN:
                return False
        return True

    def twice(self, stays: tuple[Stay, ...], last: int) -> bool:
        return any(
            sum(one.who == who and one.covers(step, last) for one in stays) > 1
            for who in {one.who for one in stays}
            for step in range(last)
        )


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["arrive", "leave", "duty", "home", "earlier", "void"]),
        st.integers(0, 6),
        st.integers(0, 70),
        st.integers(1, 30),
    ),
    min_size=8,
    max_size=30,
)


@pytest.mark.parametrize("day", DAYS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_the_guards_agree_with_a_slow_model(users, day, acts):
    with transaction.atomic():
        walk = Walk(users, DAYS[day])
        for act, number, first, length in acts:
            start = first % walk.last
            step = getattr(walk, act)
            step(number, start, min(start + length, walk.last), is_open=first % 2 == 0)
        transaction.set_rollback(True)  # rows are never deleted; the next example begins with none


class Walk:
    """One day of a room, in the database and beside it in the slow model."""

    def __init__(self, users, midnight):
        law(PER_CARER)
        room = room_of(users, hours=False)
        RoomNumber.objects.create(
            room=room,
            valid_from=STARTS_ON,
            children=OWN,
            source="regulamin",
            set_by=users.coordinator,
        )
        self.users, self.room = users, room
        self.known = {
            "children": [child_of(room, users) for _ in range(7)],
            "carers": [carer_of(users) for _ in range(3)],
        }
        self.rows = {"children": [], "carers": []}
        self.began = midnight.astimezone(datetime.UTC)
        ends = midnight + datetime.timedelta(days=1)  # by the clock on the wall
        self.last = int((ends.astimezone(datetime.UTC) - self.began) / STEP)
        self.state = Room()

    def moment(self, step):
        return self.began + step * STEP

    def meet(self, kind, stays, change, *, never_refused=False) -> bool:
        """Whether both let it be; they agree."""
        new = replace(self.state, **{kind: tuple(stays)})
        allowed = new.holds(self.last) and not new.twice(new.of(kind), self.last)
        assert allowed or not never_refused
        assert (refused(change) == "") == allowed, (kind, new, self.state)
        if allowed:
            self.state = new
        return allowed

    def come(self, kind, make, number, start, end, is_open):
        who = number % len(self.known[kind])
        stay = Stay(who, start, None if is_open else end)
        made = []

        def change():
            until = None if is_open else self.moment(end)
            made.append(make(self.known[kind][who], self.moment(start), until))

        if self.meet(kind, [*self.state.of(kind), stay], change):
            self.rows[kind] += made

    def arrive(self, number, start, end, *, is_open):
        self.come("children", comes, number, start, end, is_open)

    def duty(self, number, start, end, *, is_open):
        self.come("carers", lambda *who: on_duty(self.room, *who), number, start, end, is_open)

    def chosen(self, kind, number):
        """A row and its stay, or none where there is no row yet."""
        stays = list(self.state.of(kind))
        if not stays:
            return None, None, None
        at_row = number % len(stays)
        row = self.rows[kind][at_row]
        row.refresh_from_db()
        return row, at_row, stays

    def leave(self, number, start, end, *, is_open):
        row, at_row, stays = self.chosen("children", number)
        if row and end > stays[at_row].start:
            was_open = stays[at_row].end is None
            stays[at_row] = replace(stays[at_row], end=end)
            change = lambda: leaves(row, self.moment(end))  # noqa: E731
            self.meet("children", stays, change, never_refused=was_open)

    def home(self, number, start, end, *, is_open):
        row, at_row, stays = self.chosen("carers", number)
        if row and end > stays[at_row].start:
            stays[at_row] = replace(stays[at_row], end=end)
            row.ends_at = self.moment(end)
            self.meet("carers", stays, row.save)

    def earlier(self, number, start, end, *, is_open):
        row, at_row, stays = self.chosen("children", number)
        if row and start < (stays[at_row].end or self.last):
            stays[at_row] = replace(stays[at_row], start=start)
            row.arrived_at = self.moment(start)
            self.meet("children", stays, row.save)

    def void(self, number, start, end, *, is_open):
        kind = "children" if is_open else "carers"
        row, at_row, stays = self.chosen(kind, number)
        if row:
            del stays[at_row]
            change = lambda: row.void(by=self.users.head, reason="pomyłka")  # noqa: E731
            if self.meet(kind, stays, change):
                del self.rows[kind][at_row]
