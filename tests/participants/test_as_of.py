"""The state of a day: the data as they were at its end, by the history; rows that held on it."""

from datetime import date

import pghistory
import pytest
from django.urls import reverse

from kis.journal.models import AccessEntry
from participants.as_of import as_of
from participants.merging import merge
from participants.models import BankAccount, HouseholdMember, LabourOfficePeriod, Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BEFORE, DAY, AFTER = date(2026, 5, 9), date(2026, 5, 10), date(2026, 5, 11)


def happened(row, *moments):
    """Let the events of the row have happened at these moments, in their order."""
    (events,) = pghistory.core.event_models(tracks_model=type(row))
    kept = events.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    for event, moment in zip(kept, moments, strict=True):
        events.objects.filter(pk=event.pk).update(pgh_created_at=moment)


@pytest.fixture
def moved(person):
    """Came on 2 May, moved in the last second of 10 May, got a telephone in the first one of 11 May."""
    person.street, person.town = "Nowa", "Lublin"
    person.save()
    person.phone = "600 999 111"
    person.save()
    moments = ("2026-05-02 10:00+02:00", "2026-05-10 23:59:59+02:00", "2026-05-11 00:00+02:00")
    happened(person, *moments)
    return person


def known(person, on):
    return as_of(person, Person.objects.files_of(person.pk), on)


@pytest.mark.parametrize(
    ("on", "street", "has_new_phone"),
    [(BEFORE, False, False), (DAY, True, False), (AFTER, True, True)],
)
def test_the_end_of_the_day_by_the_clock_of_the_office_counts(on, street, has_new_phone, moved):
    then = known(moved, on).person

    assert (then.street == "Nowa") is street
    assert (then.phone == "600 999 111") is has_new_phone
    assert then.responsible == moved.responsible


@pytest.mark.parametrize(("on", "is_known"), [(date(2026, 5, 1), False), (date(2026, 5, 2), True)])
def test_before_the_first_event_nothing_is_known(on, is_known, moved):
    found = known(moved, on)

    assert (found.person is not None) is is_known
    assert found.known_since == date(2026, 5, 2)


def test_of_dated_rows_those_of_the_day_are_told_and_what_was_entered_since_apart(moved):
    held = LabourOfficePeriod.objects.create(person=moved, starts_on=DAY, ends_on=DAY)
    happened(held, "2026-05-03 10:00+02:00")
    over = LabourOfficePeriod.objects.create(
        person=moved, starts_on=date(2024, 1, 1), ends_on=BEFORE
    )
    happened(over, "2026-05-03 10:00+02:00")
    account = BankAccount.objects.create(person=moved, starts_on=DAY)

    found = known(moved, DAY)

    assert (found.labour_periods.known, found.labour_periods.later) == ([held], [])
    assert (found.accounts.known, found.accounts.later) == ([], [account])


def test_a_row_that_was_changed_since_has_the_days_of_then(moved):
    row = LabourOfficePeriod.objects.create(person=moved, starts_on=date(2025, 1, 1))
    row.ends_on = BEFORE
    row.save()
    happened(row, "2026-05-03 10:00+02:00", "2026-05-20 10:00+02:00")

    (then,) = known(moved, DAY).labour_periods.known

    assert then.ends_on is None


def test_who_had_left_the_household_is_not_told(moved):
    for name, left_on in (("Ola", None), ("Ala", BEFORE), ("Ewa", DAY)):
        row = HouseholdMember.objects.create(
            person=moved, relation="child", name=name, left_on=left_on
        )
        happened(row, "2026-05-03 10:00+02:00")

    assert {row.name for row in known(moved, DAY).household} == {"Ola", "Ewa"}


# the page


def asked(client, person, day):
    response = client.get(reverse("participants:details_on", args=[person.pk]), {"dzien": day})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


def test_the_tab_leads_to_it_and_it_shows_the_day(moved, worker):
    assert reverse("participants:details_on", args=[moved.pk]) in (
        worker.get(reverse("participants:details", args=[moved.pk])).content.decode()
    )

    text = asked(worker, moved, "10.05.2026")

    assert "Tak dane wyglądały na koniec dnia 10.05.2026. Program zna je od 2.05.2026." in text
    assert '<dd class="prose">Lublin</dd>' in text
    assert moved.pesel not in text
    assert AccessEntry.objects.filter(act="view_details", person_number=moved.pk).exists()


def test_a_day_before_the_person_came_is_a_sentence(moved, worker):
    text = asked(worker, moved, "1.05.2026")

    assert "Na koniec dnia 1.05.2026 program nie znał jeszcze tej osoby." in text
    assert "Jej dane zna od 2.05.2026: wybierz ten dzień albo późniejszy." in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("24.11.2026", "Dnia 24.11.2026 jeszcze nie było."),
        ("wczoraj", "Nie ma takiej daty: wczoraj"),
    ],
)
def test_a_day_that_cannot_be_is_a_sentence(typed, sentence, moved, worker):
    text = asked(worker, moved, typed)

    assert sentence in text
    assert typed in text


def test_a_colleague_reads_it_as_the_tab_and_a_supervisor_does_not(moved, users, client_of, today):
    assert "Lublin" in asked(client_of(users.colleague), moved, "10.05.2026")
    address = reverse("participants:details_on", args=[moved.pk])
    assert client_of(users.supervisor).get(address).status_code == 403


def test_rows_of_the_merged_file_are_told_with_their_file(moved, worker, users):
    second = PersonFactory(responsible=users.worker, last_name="Nowak", first_name="Jan")
    row = LabourOfficePeriod.objects.create(person=second, starts_on=date(2025, 1, 1))
    happened(row, "2026-05-03 10:00+02:00")
    merge(second, into=moved, by=users.coordinator, reason="ten sam dowód")

    assert f"nr {second.pk}" in asked(worker, moved, "10.05.2026")
