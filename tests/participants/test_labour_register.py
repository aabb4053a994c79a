"""How long a registration lasts and when a contact is due: the days around each border, desk and file."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from participants import desk
from participants.labour_register import (
    Limits,
    Registration,
    alerts,
    contact_until,
    status_until,
)
from participants.merging import merge
from participants.models import LabourOfficePeriod, RegisterLimit
from participants.reference import load_register_limits
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.told import rows

LIMITS = Limits(date(2025, 6, 1), longest_months=36, contact_days=90, again_after_days=90)
ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2019, 1, 1), date(2028, 5, 31)),
        (date(2025, 6, 1), date(2028, 5, 31)),
        (date(2025, 6, 2), date(2028, 6, 1)),
        (date(2026, 3, 1), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2031, 2, 27)),
    ],
)
def test_the_status_lasts_three_years_counted_at_the_earliest_from_the_act(starts_on, last):
    assert status_until(Registration(starts_on), LIMITS) == last


@pytest.mark.parametrize(
    ("prolonged_until", "last"),
    [(date(2028, 5, 30), date(2028, 5, 31)), (date(2028, 8, 31), date(2028, 8, 31))],
)
def test_a_form_of_help_prolongs_it_and_never_shortens_it(prolonged_until, last):
    held = Registration(date(2025, 6, 1), prolonged_until=prolonged_until)
    assert status_until(held, LIMITS) == last


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2028, 5, 1), []),
        (date(2028, 5, 2), [(date(2028, 6, 1), False)]),
        (date(2028, 6, 1), [(date(2028, 6, 1), False)]),
        (date(2028, 6, 2), [(date(2028, 6, 1), True)]),
    ],
)
def test_the_end_of_the_status_is_told_thirty_days_before_and_behind(on, found):
    held = Registration(date(2025, 6, 2), last_contact_on=on)
    assert [(alert.day, alert.is_late) for alert in alerts(held, LIMITS, on)] == found


@pytest.mark.parametrize(
    ("last_contact_on", "last"),
    [(None, date(2026, 4, 1)), (date(2026, 3, 1), date(2026, 5, 30))],
)
def test_a_contact_is_due_ninety_days_behind_the_last_or_the_registration(last_contact_on, last):
    held = Registration(date(2026, 1, 1), last_contact_on=last_contact_on)
    assert contact_until(held, LIMITS) == last


def test_before_the_act_no_contact_was_counted():
    assert contact_until(Registration(date(2020, 1, 1)), LIMITS) == date(2025, 8, 30)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2026, 3, 17), []),
        (date(2026, 3, 18), [(date(2026, 4, 1), False)]),
        (date(2026, 4, 1), [(date(2026, 4, 1), False)]),
        (date(2026, 4, 2), [(date(2026, 4, 1), True)]),
    ],
)
def test_a_contact_is_told_two_weeks_before_and_behind(on, found):
    told = alerts(Registration(date(2026, 1, 1)), LIMITS, on)
    assert [(alert.day, alert.is_late) for alert in told] == found
    assert all(alert.is_contact for alert in told)


@pytest.mark.parametrize(
    ("ends_on", "count"), [(date(2026, 11, 22), 0), (date(2026, 11, 23), 1), (None, 1)]
)
def test_of_a_registration_that_ended_nothing_is_told(ends_on, count):
    assert len(alerts(Registration(date(2026, 1, 1), ends_on), LIMITS, ON)) == count


def test_without_limits_of_law_nothing_is_told():
    assert alerts(Registration(date(2020, 1, 1)), None, date(2024, 1, 1)) == []


@pytest.fixture
def taking_part(person):
    load_register_limits()
    stay(person, date(2026, 1, 12))
    return person


def told(user):
    found = [row for row in rows(desk, user, ON) if "PUP" in row.what]
    return [(row.what, row.day) for row in found]


def days_ago(days):
    return ON - timedelta(days=days)


@pytest.mark.parametrize(("days", "is_told"), [(75, False), (76, True), (90, True), (300, True)])
def test_the_desk_tells_a_contact_as_the_rule_does(days, is_told, taking_part, users):
    row = LabourOfficePeriod.objects.create(person=taking_part, starts_on=days_ago(days))
    due = contact_until(Registration(row.starts_on), LIMITS)

    assert told(users.worker) == [("kontakt z PUP", due)] * is_told


def test_a_contact_settles_it(taking_part, users):
    row = LabourOfficePeriod.objects.create(person=taking_part, starts_on=days_ago(300))
    row.note_contact(on=days_ago(1))

    assert told(users.worker) == []


@pytest.mark.parametrize(
    ("starts_on", "is_told"),
    [
        (date(2025, 6, 1), False),
        (date(2023, 12, 23), True),
        (date(2023, 12, 24), True),
        (date(2023, 12, 25), False),
        (date(2020, 2, 29), True),
    ],
)
def test_the_desk_tells_the_end_of_the_status_as_the_rule_does(
    starts_on, is_told, taking_part, users
):
    since = date(2015, 1, 1)
    RegisterLimit.objects.update(valid_from=since)
    row = LabourOfficePeriod.objects.create(person=taking_part, starts_on=starts_on)
    row.note_contact(on=ON)
    last = status_until(Registration(starts_on), Limits(since, 36, 90, 90))

    assert told(users.worker) == [("status bezrobotnego w PUP", last)] * is_told
    LabourOfficePeriod.objects.update(prolonged_until=ON + timedelta(days=31))
    assert told(users.worker) == []


@pytest.mark.parametrize(
    "facts",
    [{"ends_on": days_ago(1)}, {"kind": "traineeship"}, {"starts_on": days_ago(-1)}],
)
def test_what_is_no_registration_of_the_day_is_nobodys_task(facts, taking_part, users):
    given = {"starts_on": days_ago(300)} | facts
    LabourOfficePeriod.objects.create(person=taking_part, **given)

    assert told(users.worker) == []


def test_who_does_not_take_part_is_not_asked(person, users):
    load_register_limits()
    LabourOfficePeriod.objects.create(person=person, starts_on=days_ago(300))

    assert told(users.worker) == []


def test_a_registration_in_the_other_file_is_told_too(taking_part, users):
    second = PersonFactory(responsible=users.worker, last_name="Nowak", first_name="Jan")
    LabourOfficePeriod.objects.create(person=second, starts_on=days_ago(300))
    merge(second, into=taking_part, by=users.coordinator, reason="ten sam dowód")

    assert len(told(users.worker)) == 1


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_tab_and_the_overview_tell_it_with_the_act_that_settles_it(taking_part, worker):
    row = LabourOfficePeriod.objects.create(person=taking_part, starts_on=days_ago(300))
    details = reverse("participants:details", args=[taking_part.pk])
    address = reverse("participants:labour_contact", args=[taking_part.pk, row.pk])

    text = page(worker.get(details))
    assert "co najmniej raz na 90 dni" in text
    assert address in text
    assert "kontakt z PUP" in page(worker.get(reverse("desk:overview", args=[taking_part.pk])))

    assert worker.post(address, {"day": "20.11.2026"}).url == details
    text = page(worker.get(details))
    assert "co najmniej raz na 90 dni" not in text
    assert "20.11.2026" in text


@pytest.mark.parametrize(
    ("day", "facts", "sentence"),
    [
        ("24.11.2026", {}, "Dnia 24.11.2026 jeszcze nie było."),
        ("31.12.2025", {}, "Kontakt nie może być przed rejestracją 1.01.2026."),
        ("1.03.2026", {"last_contact_on": date(2026, 3, 2)}, "Wpisano już późniejszy kontakt"),
        ("1.03.2026", {"ends_on": date(2026, 2, 28)}, "Ten okres skończył się 28.02.2026."),
        ("1.03.2026", {"kind": "training"}, "przy okresie rejestracji jako bezrobotny"),
    ],
)
def test_a_contact_that_cannot_be_is_a_sentence(day, facts, sentence, person, worker):
    row = LabourOfficePeriod.objects.create(person=person, starts_on=date(2026, 1, 1), **facts)
    address = reverse("participants:labour_contact", args=[person.pk, row.pk])

    text = page(worker.post(address, {"day": day}))

    assert sentence in text
    assert f'value="{day}"' in text
    before = row.last_contact_on
    row.refresh_from_db()
    assert row.last_contact_on == before


def test_the_contact_of_somebody_elses_row_is_not_found(person, worker):
    other = PersonFactory(responsible=person.responsible)
    row = LabourOfficePeriod.objects.create(person=other, starts_on=date(2026, 1, 1))
    address = reverse("participants:labour_contact", args=[person.pk, row.pk])

    assert worker.post(address, {"day": "20.11.2026"}).status_code == 404


@pytest.mark.django_db
def test_the_limits_are_loaded_once_and_left_to_the_centre():
    assert load_register_limits() == 1
    RegisterLimit.objects.update(contact_days=60)

    assert load_register_limits() == 0
    assert RegisterLimit.objects.get().contact_days == 60
    assert not RegisterLimit.objects.on(date(2025, 5, 31)).exists()
