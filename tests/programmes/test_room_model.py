"""Presence in a day room against an independent slow model, moment by moment, also where the clock changes."""

import datetime
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.lib.clock import WARSAW
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
PER_CARER, OWN = 2, 5
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
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_the_guards_agree_with_a_slow_model(users, day, acts):
    with transaction.atomic():
        _walk(users, DAYS[day], acts)
        transaction.set_rollback(True)  # rows are never deleted; the next example begins with none


def _walk(users, midnight, acts):
    law(PER_CARER)
    room = room_of(users, hours=False)
    RoomNumber.objects.create(
        room=room, valid_from=STARTS_ON, children=OWN, source="regulamin", set_by=users.coordinator
    )
    children = [child_of(room, users) for _ in range(7)]
    carers = [carer_of(users) for _ in range(3)]
    began = midnight.astimezone(datetime.UTC)
    ends = (midnight + datetime.timedelta(days=1)).replace(tzinfo=WARSAW).astimezone(datetime.UTC)
    last = int((ends - began) / STEP)
    state, rows, duties = Room(), [], []

    def moment(step):
        return began + step * STEP

    for act, number, first, length in acts:
        start = first % last
        end = min(start + length, last)
        if act in ("arrive", "duty"):
            stay = Stay(
                number if act == "arrive" else number % 3, start, end if first % 2 else None
            )
            times = (moment(start), moment(end) if stay.end else None)
            kind = "children" if act == "arrive" else "carers"
            after = replace(state, **{kind: (*getattr(state, kind), stay)})
            made = []
            if act == "arrive":
                make = lambda: made.append(comes(children[stay.who], *times))  # noqa: B023, E731
            else:
                make = lambda: made.append(on_duty(room, carers[stay.who], *times))  # noqa: B023, E731
            allowed = not after.twice(getattr(after, kind), last) and after.holds(last)
            assert (refused(make) == "") == allowed, (act, stay, state)
            if allowed:
                state = after
                (rows if act == "arrive" else duties).extend(made)
            continue
        kind, known = ("carers", duties) if act == "home" else ("children", rows)
        stays = getattr(state, kind)
        if not stays:
            continue
        at_row = number % len(stays)
        stay, row = stays[at_row], known[at_row]
        row.refresh_from_db()
        if act == "void":
            after = stays[:at_row] + stays[at_row + 1 :]
            change = lambda: row.void(by=users.head, reason="pomyłka")  # noqa: B023, E731
        elif act == "earlier":
            if start >= (last if stay.end is None else stay.end):
                continue
            after = (*stays[:at_row], replace(stay, start=start), *stays[at_row + 1 :])
            row.arrived_at = moment(start)
            change = row.save
        else:
            if end <= stay.start:
                continue
            after = (*stays[:at_row], replace(stay, end=end), *stays[at_row + 1 :])
            if act == "home":
                row.ends_at = moment(end)
                change = row.save
            else:
                change = lambda: leaves(row, moment(end))  # noqa: B023, E731
        new = replace(state, **{kind: after})
        allowed = new.holds(last) and not new.twice(after, last)
        if act == "leave" and stay.end is None:
            assert allowed, "leaving is never refused"
        assert (refused(change) == "") == allowed, (act, stay, new)
        if allowed:
            state = new
            if act == "void":
                known.pop(at_row)
