"""A service stands within all that it rests on, whichever way it comes and whatever is changed behind it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from kis.programmes.models import Service
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    ProviderFactory,
    at,
    cares_for,
    chooses,
    confirm,
    edition_of,
    serve,
    takes_part,
)

HOUR = datetime.timedelta(hours=1)


def refused(act) -> str:
    """The name under which the database refuses; empty where it does not."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def minutes_from(start, minutes):
    return start, start + datetime.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "name"),
    [(0, "service_ends_after_start"), (1, ""), (720, ""), (1441, "service_within_a_day")],
)
def test_a_service_lasts_a_minute_to_a_day(users, enrolment, minutes, name):
    institution = ProviderFactory(entered_by=users.coordinator, is_institution=True)

    assert (
        refused(lambda: serve(enrolment, institution, *minutes_from(at(3, 2, 8), minutes))) == name
    )


def test_twenty_five_hours_are_refused_where_the_clock_went_back(users, enrolment):
    institution = ProviderFactory(entered_by=users.coordinator, is_institution=True)

    serve(enrolment, institution, at(10, 24, 12), at(10, 25, 11))

    assert Service.objects.get().minutes == 24 * 60
    serve_all_day = lambda: serve(enrolment, institution, at(10, 25, 12), at(10, 26, 13))  # noqa: E731
    assert refused(serve_all_day) == "service_within_a_day"


@pytest.mark.parametrize(
    ("facts", "starts_at", "name"),
    [
        ({"starts_on": D(2026, 3, 2)}, at(3, 1, 23), "service_outside_participation"),
        ({"starts_on": D(2026, 3, 2)}, at(3, 2, 0), ""),
        ({"ends_on": D(2026, 3, 2), "end_reason": "death"}, at(3, 2, 22), ""),
        (
            {"ends_on": D(2026, 3, 2), "end_reason": "death"},
            at(3, 2, 23, 1),
            "service_outside_participation",
        ),
        (
            {"ends_on": D(2026, 3, 2), "end_reason": "death"},
            at(3, 3, 8),
            "service_outside_participation",
        ),
    ],
)
def test_a_service_lies_within_the_participation(users, edition, provider, facts, starts_at, name):
    row = takes_part(edition, users, **facts)
    chooses(row, provider)

    assert refused(lambda: serve(row, provider, *minutes_from(starts_at, 60))) == name


def test_hours_do_not_cross_the_end_of_a_month(enrolment, provider):
    assert refused(lambda: serve(enrolment, provider, at(3, 31, 22), at(4, 1, 2))) == (
        "service_across_months"
    )
    serve(enrolment, provider, at(3, 31, 22), at(4, 1))
    serve(enrolment, provider, at(4, 1), at(4, 1, 2))

    assert [row.minutes for row in Service.objects.in_order()] == [120, 120]


def test_over_the_midnight_of_the_last_day_the_edition_ends(users, provider):
    edition = edition_of(users, ends_on=D(2026, 6, 30))
    row = takes_part(edition, users)
    chooses(row, provider)

    assert (
        refused(lambda: serve(row, provider, at(6, 30, 22), at(7, 1, 2)))
        == "service_outside_edition"
    )
    assert refused(lambda: serve(row, provider, at(6, 30, 22), at(7, 1))) == ""


def test_what_has_not_begun_is_not_written(enrolment, provider):
    later = datetime.datetime.now(datetime.UTC).replace(second=0, microsecond=0) + HOUR

    assert refused(lambda: serve(enrolment, provider, later, later + HOUR)) == "service_in_future"


def test_neither_the_provider_nor_the_participant_is_twice_in_one_hour(
    users, edition, enrolment, provider
):
    other = takes_part(edition, users)
    second = ProviderFactory(
        entered_by=users.coordinator, offender_register_checked_on="2025-12-20"
    )
    for row in (chooses(other, provider), chooses(enrolment, second)):
        assert row.pk
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 10))

    assert (
        refused(lambda: serve(other, provider, at(3, 2, 9), at(3, 2, 11)))
        == "service_provider_once"
    )
    assert refused(lambda: serve(enrolment, second, at(3, 2, 9), at(3, 2, 11))) == (
        "service_beneficiary_once"
    )
    assert refused(lambda: serve(other, provider, at(3, 2, 10), at(3, 2, 11))) == ""


@pytest.mark.parametrize("first", ["assistance", "respite"])
def test_no_hour_of_one_person_is_in_two_programmes_whichever_came_second(
    users, edition, provider, first
):
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    assisted = takes_part(edition, users, cared_for)
    respite = edition_of(users, kind="respite", name="Opieka 2026", hours_limit=240, days_limit=14)
    carer = cares_for(respite, users, cared_for)
    second = ProviderFactory(
        entered_by=users.coordinator, offender_register_checked_on="2025-12-20"
    )
    chooses(assisted, provider)
    chooses(carer, second)
    ways = {"assistance": (assisted, provider), "respite": (carer, second)}
    serve(*ways.pop(first), at(3, 2, 8), at(3, 2, 10))
    ((row, other),) = ways.values()

    assert (
        refused(lambda: serve(row, other, at(3, 2, 9, 59), at(3, 2, 11)))
        == "service_beneficiary_once"
    )
    assert refused(lambda: serve(row, other, at(3, 2, 10), at(3, 2, 11))) == ""


def test_only_who_was_chosen_and_declared_not_to_be_of_the_family_serves(users, edition, provider):
    row = takes_part(edition, users)
    act = lambda: serve(row, provider, at(3, 2, 8), at(3, 2, 9))  # noqa: E731
    assert refused(act) == "service_not_chosen"
    choice = chooses(row, provider, declared_not_family_on=None)
    assert refused(act) == "service_not_chosen"
    choice.declared_not_family_on = D(2026, 3, 3)
    choice.save()
    assert refused(act) == "service_not_chosen"

    choice.declared_not_family_on = D(2026, 3, 2)
    choice.save()
    assert refused(act) == ""
    choice.declared_not_family_on = D(2026, 3, 3)
    assert refused(choice.save) == "choice_has_services"


def test_nobody_serves_oneself_nor_whom_one_cares_for(users, edition, provider, enrolment):
    provider.person = enrolment.person
    provider.save()

    assert (
        refused(lambda: serve(enrolment, provider, at(3, 2, 8), at(3, 2, 9)))
        == "service_of_oneself"
    )


@pytest.mark.parametrize(
    ("checked_on", "name"),
    [
        (None, "service_provider_unchecked"),
        (D(2026, 3, 3), "service_provider_unchecked"),
        (D(2026, 3, 2), ""),
    ],
)
def test_a_child_is_served_by_who_was_looked_up_in_the_register(users, edition, checked_on, name):
    child = PersonFactory(
        responsible=users.worker, area="programmes", born_on=D(2016, 5, 4), pesel=""
    )
    provider = ProviderFactory(
        entered_by=users.coordinator, offender_register_checked_on=checked_on
    )
    row = takes_part(edition, users, child)
    chooses(row, provider)

    assert refused(lambda: serve(row, provider, at(3, 2, 8), at(3, 2, 9))) == name


def test_the_contract_of_the_provider_covers_the_day_from_both_sides(enrolment, provider):
    provider.ends_on = D(2026, 3, 1)
    provider.save()
    assert refused(lambda: serve(enrolment, provider, at(3, 2, 8), at(3, 2, 9))) == (
        "service_provider_not_employed"
    )
    provider.ends_on = D(2026, 3, 2)
    provider.save()
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 9))

    provider.ends_on = D(2026, 3, 1)
    assert refused(provider.save) == "provider_has_services"


def test_an_edition_and_a_participation_hold_their_services(users, edition, enrolment, provider):
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 9))

    edition.ends_on = D(2026, 3, 1)
    assert refused(edition.save) == "edition_has_services"
    enrolment.ends_on, enrolment.end_reason = D(2026, 3, 1), "gave_up"
    assert refused(enrolment.save) == "programme_enrolment_has_services"
    enrolment.refresh_from_db()
    assert refused(lambda: enrolment.void(by=users.head, reason="pomyłka")) == (
        "programme_enrolment_has_services"
    )


@pytest.mark.parametrize(("limit", "name"), [(10, ""), (9.99, "service_over_hours")])
def test_a_person_uses_at_most_the_hours_of_the_group(users, provider, limit, name):
    row = takes_part(edition_of(users, hours_limit=limit), users)
    chooses(row, provider)
    serve(row, provider, at(3, 2, 8), at(3, 2, 13))

    assert refused(lambda: serve(row, provider, at(6, 2, 8), at(6, 2, 13))) == name


def test_a_limit_by_months_begins_anew_each_month(users, provider):
    row = takes_part(edition_of(users, hours_limit=5, limit_unit="month"), users)
    chooses(row, provider)
    serve(row, provider, at(3, 31, 19), at(4, 1))

    assert refused(lambda: serve(row, provider, at(3, 2, 8), at(3, 2, 9))) == "service_over_hours"
    assert refused(lambda: serve(row, provider, at(4, 1), at(4, 1, 5))) == ""


def test_two_carers_of_one_person_share_the_limit_and_hours_and_days_are_apart(users):
    edition = edition_of(users, kind="respite", hours_limit=10, days_limit=2)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    mother, father = (cares_for(edition, users, cared_for) for _ in range(2))
    house = ProviderFactory(entered_by=users.coordinator, is_institution=True)
    serve(mother, house, at(3, 2, 8), at(3, 2, 14))

    assert refused(lambda: serve(father, house, at(3, 3, 8), at(3, 3, 13))) == "service_over_hours"
    assert refused(lambda: serve(father, house, at(3, 3, 8), at(3, 3, 12))) == ""
    assert refused(lambda: serve(father, house, at(3, 4, 8), at(3, 6, 8), form="days")) == ""
    assert refused(lambda: serve(mother, house, at(3, 7, 8), at(3, 7, 9), form="days")) == (
        "service_over_days"
    )


def test_days_are_begun_ones_by_the_clock_on_the_wall(users):
    edition = edition_of(users, kind="respite", hours_limit=10, days_limit=14)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    row = cares_for(edition, users, cared_for)
    house = ProviderFactory(entered_by=users.coordinator, is_institution=True)
    # 25 hours lie between, yet the clock shows a day.
    stay = serve(row, house, at(10, 24, 12), at(10, 25, 12), form="days")
    longer = serve(row, house, at(11, 2, 12), at(11, 3, 12, 1), form="days")

    stay.refresh_from_db()
    longer.refresh_from_db()
    assert (stay.days, longer.days, stay.minutes) == (1, 2, 0)


def test_a_limit_is_not_lowered_below_what_was_used(users, edition, enrolment, provider):
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 18))
    group, number = enrolment.group, edition.numbers.get(code="provider_hours")

    group.hours_limit = 9
    assert refused(group.save) == "group_limit_used"
    group.hours_limit = 10
    assert refused(group.save) == ""
    number.value = 9
    assert refused(number.save) == "provider_limit_used"
    number.value = 10
    assert refused(number.save) == ""


def test_a_group_is_not_changed_for_one_whose_limit_is_used_up(users, edition, enrolment, provider):
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 18))
    enrolment.group = edition.groups.create(name="mała", hours_limit=9)

    assert refused(enrolment.save) == "service_over_hours"


def test_a_number_that_changes_waits_to_be_confirmed_anew(users, edition):
    number = EditionNumberFactory(edition=edition, code="hour_rate", value=50)
    confirm(number, users.coordinator)
    number.value = 55
    number.save()
    number.refresh_from_db()
    assert not number.is_confirmed

    number.value = 56
    confirm(number, users.coordinator)
    number.refresh_from_db()
    assert number.is_confirmed


@pytest.mark.parametrize(
    ("born_on", "name"),
    [
        (D(2010, 1, 2), ""),  # sixteen a day later
        (D(2010, 1, 1), "programme_enrolment_age"),
        (D(2024, 1, 1), ""),  # two that day
        (D(2024, 1, 2), "programme_enrolment_age"),
        (None, "programme_enrolment_age_unknown"),
    ],
)
def test_a_group_of_children_is_for_the_second_to_the_sixteenth_year(users, edition, born_on, name):
    group = edition.groups.create(
        name="dzieci", degree="child", age_from=2, age_to=16, hours_limit=360
    )
    child = PersonFactory(responsible=users.worker, area="programmes", born_on=born_on, pesel="")

    assert refused(lambda: takes_part(edition, users, child, group=group)) == name


def test_respite_care_is_for_a_carer_of_somebody_else_who_lives_there(users):
    edition = edition_of(users, kind="respite")
    cared_for = PersonFactory(responsible=users.worker, area="programmes")

    assert refused(lambda: takes_part(edition, users)) == "programme_enrolment_beneficiary"
    assert (
        refused(lambda: takes_part(edition, users, beneficiary=cared_for, relation="matka"))
        == "programme_enrolment_household"
    )
    assert refused(lambda: cares_for(edition, users, cared_for)) == ""
