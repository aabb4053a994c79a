"""Papers of programmes for the reference validator, short and long."""

import datetime
from decimal import Decimal

import time_machine

from kis.lib.clock import WARSAW
from kis.programmes import room_papers, service_papers
from kis.programmes.models import CarerLimit, Cost, Presence, RoomActivity
from kis.programmes.papers import application_card
from kis.programmes.scope import EditionFile
from kis.programmes.settling import settle_month, settle_whole
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    ProviderFactory,
    at,
    chooses,
    edition_of,
    serve,
    takes_part,
)
from tests.programmes.room_factories import DAY, carer_of, child_of, comes, law, on_duty, room_of

ON, MARCH = D(2026, 3, 6), D(2026, 3, 1)
OF_A_ROOM = {
    "register": "dziennik",
    "attendance": "lista obecności",
    "meals": "posiłki",
    "plan": "plan",
}


def of_application(choices: int, needs: str = "dojazdy do lekarza"):
    def make(users) -> bytes:
        edition = edition_of(users)
        row = takes_part(edition, users, needs=needs, scopes=["mobility", "household"])
        for _ in range(choices):
            chooses(row, ProviderFactory(entered_by=users.coordinator))
        return application_card(EditionFile(edition, users.programmes, ON), row, ON)

    return make


def _given(users, days: int):
    """A participant with as many services, and as many rides, in March."""
    costs = ["tickets", "own_car"]
    edition = edition_of(users, eligible_costs=costs, ends_on=D(2026, 3, 31))
    EditionNumberFactory(edition=edition, code="hour_rate", value=50)
    row = takes_part(edition, users)
    provider = ProviderFactory(entered_by=users.coordinator)
    chooses(row, provider)
    for day in range(1, days + 1):
        serve(row, provider, at(3, day, 8), at(3, day, 10), scope="mobility", note="lekarz")
        Cost.objects.create(
            enrolment=row,
            provider=provider,
            day=D(2026, 3, day),
            kind="own_car",
            kilometres=12,
            km_rate=Decimal("1.15"),
            amount=Decimal("13.80"),
            purpose="dom – poradnia – dom",
            entered_by=users.coordinator,
        )
    return row, provider


def of_card(days: int):
    return lambda users: service_papers.card(*_given(users, days), MARCH)


def of_costs(days: int):
    return lambda users: service_papers.costs_register(*_given(users, days), MARCH)


def of_settlement(month: datetime.date | None = None):
    """Of the month, or of the edition that is no longer."""

    def make(users) -> bytes:
        row, _ = _given(users, 20)
        settled = settle_month(row.edition, MARCH, by=users.programmes, on=D(2026, 4, 1))
        if month is None:
            settled = settle_whole(row.edition, by=users.programmes, on=D(2026, 4, 1))
        return service_papers.settlement(settled)

    return make


def of_room(kind: str, children: int):
    def make(users) -> bytes:
        if not CarerLimit.objects.exists():
            law()
        room = room_of(users, name=f"Świetlica {kind} {children}")
        edition = room.editions.get().edition
        if children:
            _filled(users, room, children)
        asked = DAY.replace(day=1) if kind in ("attendance", "meals") else DAY
        with time_machine.travel(datetime.datetime(2026, 3, 6, 15, tzinfo=WARSAW), tick=False):
            return getattr(room_papers, kind)(room, edition, asked)

    return make


def _filled(users, room, children: int) -> None:
    on_duty(room, carer_of(users), at(3, 4, 12), at(3, 4, 18))
    for number in range(children):
        child = child_of(room, users)
        row = comes(child, at(3, 4, 12, number), at(3, 4, 16, number))
        Presence.objects.filter(pk=row.pk).update(meals=["lunch"])
    for hour in (13, 14, 15):
        RoomActivity.objects.create(
            room=room,
            day=DAY,
            starts=datetime.time(hour),
            ends=datetime.time(hour + 1),
            name="Odrabianie lekcji",
            leader="Magdalena Lipa",
            entered_by=users.coordinator,
        )
