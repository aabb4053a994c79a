"""Not more children in a day room at one time than its carers may have, whichever side moves."""

import datetime

import pytest
from django.db import connection

from kis.programmes.models import CarerLimit, ChildConsent, Presence, RoomNumber
from tests.programmes.factories import STARTS_ON, D, at, chooses, edition_of, serve, takes_part
from tests.programmes.room_factories import (
    DAY,
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
from tests.programmes.test_service_guards import refused

CARERS, FULL = "room_too_many_for_carers", "room_full"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def room(users):
    law(3)
    return room_of(users)


@pytest.fixture
def carer(users):
    return carer_of(users)


@pytest.fixture
def duty(room, carer):
    return on_duty(room, carer, of_day(12))


@pytest.fixture
def children(users, room):
    return [child_of(room, users) for _ in range(4)]


def fill(children, hour=13, count=3):
    return [comes(child, of_day(hour, minute)) for minute, child in enumerate(children[:count])]


def number(room, children, valid_from=STARTS_ON):
    return RoomNumber.objects.create(
        room=room,
        valid_from=valid_from,
        children=children,
        source="regulamin",
        set_by=room.entered_by,
    )


def test_nobody_arrives_without_a_carer(room, children):
    assert refused(lambda: comes(children[0], of_day(13))) == CARERS


def test_one_carer_has_at_most_the_number_of_the_law(users, room, duty, children):
    fill(children)
    assert refused(lambda: comes(children[3], of_day(14))) == CARERS
    on_duty(room, carer_of(users), of_day(14))
    assert refused(lambda: comes(children[3], of_day(14))) == ""


def test_the_number_of_the_day_holds(room, duty, carer, children):
    CarerLimit.objects.update(valid_to=DAY)
    next_day = datetime.timedelta(days=1)
    law(2, valid_from=DAY + next_day)
    on_duty(room, carer, of_day(12) + next_day)
    fill(children)

    for minute in (0, 1):
        comes(children[minute], of_day(13, minute) + next_day)
    assert refused(lambda: comes(children[2], of_day(14) + next_day)) == CARERS


def test_without_a_limit_in_the_dictionary_nobody_arrives(users, duty, children):
    CarerLimit.objects.all().delete()
    assert refused(lambda: comes(children[0], of_day(13))) == "carer_limit_missing"


def test_who_left_makes_place(duty, children):
    first, *_ = fill(children)
    leaves(first, of_day(14))
    assert refused(lambda: comes(children[3], of_day(13, 59))) == CARERS
    assert refused(lambda: comes(children[3], of_day(14))) == ""


def test_the_rooms_own_number_holds_beside_the_carers(users, room, duty, children):
    on_duty(room, carer_of(users), of_day(12))
    number(room, 3)
    fill(children)
    assert refused(lambda: comes(children[3], of_day(14))) == FULL
    number(room, None, DAY)
    assert refused(lambda: comes(children[3], of_day(14))) == ""


def test_the_rooms_number_is_not_lowered_below_who_was_there(room, duty, children):
    fill(children)
    row = number(room, 3)
    row.children = 2
    assert refused(row.save) == FULL
    assert refused(lambda: number(room, 2, DAY)) == FULL
    assert refused(lambda: number(room, 2, DAY + datetime.timedelta(days=1))) == ""


def test_the_limit_of_the_law_is_not_lowered_below_who_was_there(duty, children):
    fill(children)
    limit = CarerLimit.objects.get()
    limit.children = 2
    assert refused(limit.save) == CARERS
    assert refused(limit.delete) == "carer_limit_missing"
    limit.children, limit.valid_to = 3, DAY
    assert refused(limit.save) == ""
    assert refused(lambda: law(2, valid_from=DAY + datetime.timedelta(days=1))) == ""


def test_an_arrival_written_back_in_time_meets_those_who_came_later(duty, children):
    fill(children)
    assert refused(lambda: comes(children[3], of_day(12, 30))) == CARERS
    assert refused(lambda: comes(children[3], of_day(12, 30), of_day(13, 2))) == ""


def test_an_arrival_is_not_moved_nor_a_leaving_put_off_into_a_full_room(duty, children):
    fill(children)
    early = comes(children[3], of_day(12, 30), of_day(12, 50))
    early.left_at = of_day(13, 30)
    assert refused(early.save) == CARERS
    early.refresh_from_db()
    early.arrived_at, early.left_at = of_day(13, 10), of_day(13, 20)
    assert refused(early.save) == CARERS


def test_leaving_is_never_refused_though_no_carer_is_left(duty, children):
    rows = fill(children)
    duty.ends_at = of_day(14)
    assert refused(duty.save) == ""
    for row in rows:
        assert refused(lambda row=row: leaves(row, of_day(15))) == ""
    assert refused(lambda: comes(children[3], of_day(15))) == CARERS


def test_a_duty_is_neither_shortened_nor_moved_nor_voided_behind_an_arrival(users, duty, children):
    fill(children)
    duty.ends_at = of_day(13, 1)
    assert refused(duty.save) == CARERS
    duty.refresh_from_db()
    duty.starts_at = of_day(13, 1)
    assert refused(duty.save) == CARERS
    duty.refresh_from_db()
    assert refused(lambda: duty.void(by=users.head, reason="pomyłka")) == CARERS
    duty.refresh_from_db()
    duty.ends_at = of_day(13, 3)
    assert refused(duty.save) == ""


def test_who_goes_home_at_the_moment_of_an_arrival_is_not_counted_for_it(room, carer, children):
    on_duty(room, carer, of_day(12), of_day(13))
    assert refused(lambda: comes(children[0], of_day(12, 59))) == ""
    assert refused(lambda: comes(children[1], of_day(13))) == CARERS


def test_voiding_a_presence_makes_place(users, duty, children):
    first, *_ = fill(children)
    first.void(by=users.head, reason="pomyłka")
    assert refused(lambda: comes(children[3], of_day(14))) == ""


def test_who_was_never_signed_out_does_not_fill_the_room_of_the_next_day(
    room, duty, carer, children
):
    fill(children)
    on_duty(room, carer, of_day(12) + datetime.timedelta(days=1))
    for minute, child in enumerate(children[:3]):
        tomorrow = of_day(13, minute) + datetime.timedelta(days=1)
        assert refused(lambda child=child, at=tomorrow: comes(child, at)) == ""
    assert Presence.objects.open().count() == 6


def test_a_duty_that_nobody_ended_is_over_at_midnight(duty, children):
    tomorrow = of_day(13) + datetime.timedelta(days=1)
    assert refused(lambda: comes(children[0], tomorrow)) == CARERS


def test_a_child_is_inside_once(users, duty, children):
    comes(children[0], of_day(13))
    assert refused(lambda: comes(children[0], of_day(14))) == "presence_once"
    other = room_of(users, name="Druga")
    on_duty(other, carer_of(users), of_day(12))
    elsewhere = child_of(other, users, person=children[0].person)
    assert refused(lambda: comes(elsewhere, of_day(14))) == "presence_once"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"starts_on": D(2026, 3, 5)}, "presence_outside_participation"),
        ({"ends_on": D(2026, 3, 3), "end_reason": "end"}, "presence_outside_participation"),
        ({"ends_on": DAY, "end_reason": "end"}, ""),
        ({"starts_on": None}, "presence_outside_participation"),
    ],
)
def test_a_presence_lies_within_the_participation(users, room, duty, facts, name):
    child = child_of(room, users, **facts)
    assert refused(lambda: comes(child, of_day(13))) == name


def test_participation_and_edition_hold_their_presences(users, room, duty, children):
    comes(children[0], of_day(13))
    child, edition = children[0], room.editions.get().edition
    child.ends_on, child.end_reason = D(2026, 3, 3), "end"
    assert refused(child.save) == "enrolment_has_presence"
    child.refresh_from_db()
    assert refused(lambda: child.void(by=users.head, reason="pomyłka")) == "enrolment_has_presence"
    edition.ends_on = D(2026, 3, 3)
    assert refused(edition.save) == "edition_has_presence"


def test_nothing_in_the_future_nor_over_midnight(room, carer, duty, children):
    later = datetime.datetime.now(datetime.UTC) + 5 * MINUTE
    assert refused(lambda: comes(children[0], later)) == "presence_in_future"
    assert refused(lambda: on_duty(room, carer, later)) == "duty_in_future"
    row = comes(children[0], of_day(13))
    assert refused(lambda: leaves(row, at(3, 5, 0, 1))) == "presence_over_midnight"
    assert refused(lambda: leaves(row, at(3, 5))) == ""
    duty.ends_at = at(3, 5, 0, 1)
    assert refused(duty.save) == "duty_over_midnight"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"offender_register_checked_on": None}, "duty_unchecked"),
        ({"offender_register_checked_on": D(2026, 3, 5)}, "duty_unchecked"),
        ({"starts_on": D(2026, 3, 5)}, "duty_not_employed"),
        ({"ends_on": D(2026, 3, 3)}, "duty_not_employed"),
        ({"is_institution": True}, "duty_not_employed"),
        ({}, ""),
    ],
)
def test_a_carer_is_employed_and_looked_up_in_the_register(users, room, facts, name):
    assert refused(lambda: on_duty(room, carer_of(users, **facts), of_day(12))) == name


@pytest.mark.parametrize(
    "facts", [{"ends_on": D(2026, 3, 3)}, {"offender_register_checked_on": D(2026, 3, 5)}]
)
def test_the_contract_of_a_carer_holds_the_duty(carer, duty, facts):
    for name, value in facts.items():
        setattr(carer, name, value)
    assert refused(carer.save) == "provider_has_duty"


def test_a_carer_is_in_one_room_at_a_time_and_gives_no_service_beside(users, room, carer):
    other = room_of(users, name="Druga")
    on_duty(room, carer, of_day(12), of_day(14))
    assert refused(lambda: on_duty(other, carer, of_day(13))) == "duty_carer_once"
    served = takes_part(edition_of(users), users)
    chooses(served, carer)
    assert refused(lambda: serve(served, carer, of_day(13), of_day(15))) == "duty_beside_service"
    serve(served, carer, of_day(14), of_day(15))
    assert refused(lambda: on_duty(other, carer, of_day(14, 30))) == "duty_beside_service"
    assert refused(lambda: on_duty(other, carer, of_day(15))) == ""


def test_a_child_leaves_with_who_may_collect_it_that_day(duty, children):
    row = comes(children[0], of_day(13))
    mother = contact_of(children[0])
    may_not = contact_of(children[0], name="Jan Wilczek", relation="wujek", may_collect=False)
    no_more = contact_of(children[0], name="Ewa Kot", relation="babcia", ends_on=D(2026, 3, 3))
    strange = contact_of(children[1])
    for one in (may_not, no_more, strange):
        act = lambda one=one: leaves(  # noqa: E731
            row, of_day(15), leaving="contact", collected_by=one, leaving_note=""
        )
        assert refused(act) == "presence_contact_may_not"
    leaves(row, of_day(15), leaving="contact", collected_by=mother, leaving_note="")
    mother.may_collect = False
    assert refused(mother.save) == "contact_has_collected"


def test_a_child_goes_alone_by_consent(users, duty, children):
    row = comes(children[0], of_day(13))
    alone = lambda: leaves(row, of_day(15), leaving="alone", leaving_note="")  # noqa: E731
    assert refused(alone) == "presence_alone_without_consent"
    consent = ChildConsent.objects.create(
        enrolment=children[0],
        kind="alone",
        giver="Anna Wilczek",
        given_on=D(2026, 1, 2),
        withdrawn_on=DAY,
        entered_by=users.coordinator,
    )
    assert refused(alone) == "presence_alone_without_consent"
    consent.withdrawn_on = None
    consent.save()
    assert refused(alone) == ""
    consent.withdrawn_on = DAY
    assert refused(consent.save) == "consent_was_used"
    consent.refresh_from_db()
    assert refused(lambda: consent.void(by=users.head, reason="pomyłka")) == "consent_was_used"


@pytest.mark.parametrize("leaving", ["other", "nobody"])
def test_how_else_a_child_left_is_told_in_words(duty, children, leaving):
    row = comes(children[0], of_day(13))
    act = lambda: leaves(row, of_day(18, 30), leaving=leaving, leaving_note="")  # noqa: E731
    assert refused(act) == "presence_left_whole"


def test_a_meal_is_given_once_a_day(duty, children):
    comes(children[0], of_day(13), of_day(14), meals=["lunch"])
    assert refused(lambda: comes(children[0], of_day(15), meals=["lunch"])) == "presence_meal_twice"
    assert refused(lambda: comes(children[0], of_day(15), meals=["snack"])) == ""


def test_sql_past_the_forms_meets_the_same_rules(users, room, duty, children):
    """What a row says of its room, its child and its day is written by the database, whatever was sent."""
    other = room_of(users, name="Druga")
    fill(children)

    def insert(child, hour):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO programmes_presence (version, enrolment_id, room_id, person_id, day,
                    counts_until, arrived_at, leaving, leaving_note, meals, entered_by_id, void_reason)
                VALUES (1, %s, %s, %s, '2020-01-01', '2020-01-01', %s, '', '', '{}', %s, '')
                """,
                [child.pk, other.pk, children[0].person_id, of_day(hour), users.coordinator.pk],
            )

    assert refused(lambda: insert(children[3], 14)) == CARERS
    leaves(Presence.objects.first(), of_day(13, 30))
    assert refused(lambda: insert(children[3], 14)) == ""
    row = Presence.objects.get(enrolment=children[3])
    assert (row.room, row.person, row.day) == (room, children[3].person, DAY)
    assert row.counts_until == at(3, 5)
    assert (
        refused(lambda: Presence.objects.filter(pk=row.pk).update(arrived_at=of_day(13, 10)))
        == CARERS
    )
    assert refused(lambda: Presence.objects.filter(pk=row.pk).delete()) == "row_is_kept"
