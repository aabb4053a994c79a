"""Several connections at once: the last place is given once, a carer does not go while a child comes."""

import pytest
from django.db import IntegrityError

from kis.programmes.models import Presence, RoomNumber
from tests.programmes.factories import STARTS_ON
from tests.programmes.room_factories import (
    carer_of,
    child_of,
    comes,
    contact_of,
    law,
    leaves,
    of_day,
    on_duty,
    room_of,
)
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(users):
    law()
    return room_of(users)


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert error.value.__cause__.diag.constraint_name == name


def test_of_twenty_who_arrive_at_once_fifteen_are_let_in(users, room):
    on_duty(room, carer_of(users), of_day(12))
    children = [child_of(room, users) for _ in range(20)]
    works = [lambda child=child: comes(child, of_day(13)) for child in children]

    answers = all_together(works)

    names = [
        answer.__cause__.diag.constraint_name
        for answer in answers
        if isinstance(answer, IntegrityError)
    ]
    assert names == ["room_too_many_for_carers"] * 5
    assert Presence.objects.count() == 15


def test_twenty_tablets_let_one_child_in_once(users, room):
    on_duty(room, carer_of(users), of_day(12))
    child = child_of(room, users)
    all_together([lambda: comes(child, of_day(13)) for _ in range(20)])
    assert Presence.objects.count() == 1


def test_ten_arrive_while_ten_leave(users, room):
    on_duty(room, carer_of(users), of_day(12))
    inside = [comes(child_of(room, users), of_day(13)) for _ in range(10)]
    coming = [child_of(room, users) for _ in range(10)]
    works = [lambda row=row: leaves(row, of_day(14)) for row in inside]
    works += [lambda child=child: comes(child, of_day(13, 30)) for child in coming]

    answers = all_together(works)

    assert [answer for answer in answers[:10] if answer] == []
    assert Presence.objects.at(of_day(13, 30)).count() <= 15


@pytest.mark.parametrize("arrival_first", [True, False])
def test_an_arrival_and_a_duty_taken_back_never_pass_each_other(users, room, arrival_first):
    duty, child = on_duty(room, carer_of(users), of_day(12)), child_of(room, users)

    def goes():
        duty.ends_at = of_day(12, 30)
        duty.save()

    ways = [lambda: comes(child, of_day(13)), goes]
    if not arrival_first:
        ways.reverse()
    refused_race(*ways, "room_too_many_for_carers")


@pytest.mark.parametrize("arrival_first", [True, False])
def test_an_arrival_and_a_lower_number_never_pass_each_other(users, room, arrival_first):
    on_duty(room, carer_of(users), of_day(12))
    first, second = child_of(room, users), child_of(room, users)
    comes(first, of_day(13))

    def lower():
        RoomNumber.objects.create(
            room=room, valid_from=STARTS_ON, children=1, source="x", set_by=users.coordinator
        )

    ways = [lambda: comes(second, of_day(13)), lower]
    if not arrival_first:
        ways.reverse()
    refused_race(*ways, "room_full")


def test_who_may_no_longer_collect_does_not_take_the_child_meanwhile(users, room):
    on_duty(room, carer_of(users), of_day(12))
    child = child_of(room, users)
    mother, row = contact_of(child), comes(child, of_day(13))

    def no_longer():
        mother.may_collect = False
        mother.save()

    def taken():
        leaves(row, of_day(15), leaving="contact", collected_by=mother, leaving_note="")

    refused_race(no_longer, taken, "presence_contact_may_not")
