"""Processing restricted (art. 18): the file is read, nothing is entered, what the law wants goes on."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from kis.lib.refusals import Refused
from kis.reports.frozen import plain
from kis.reports.kinds import KINDS
from participants.merging import merge
from participants.models import Evidence, Job, Note, Person, Restriction
from tests.activities.factories import ActivityFactory, MeetingFactory, enrol, mark
from tests.contracts.made import draft
from tests.factories import PersonFactory
from tests.participants.made import established, paper, stay
from tests.psu.factories import ReferralFactory, work
from tests.refused import refused

D = datetime.date
SINCE = D(2026, 11, 3)
LATER = datetime.datetime(2026, 11, 5, 10, tzinfo=datetime.UTC)
AT = datetime.datetime(2026, 11, 4, 10, tzinfo=datetime.UTC)


def restrict(person, users, **facts):
    return Restriction.objects.create(
        person=person,
        ground="accuracy",
        reason="Osoba mówi, że adres jest zły.",
        starts_on=SINCE,
        imposed_by=users.coordinator,
        **facts,
    )


def test_nothing_of_the_person_is_entered_or_changed(person, users):
    evidence = paper(established(person))
    contract = draft(person)
    restrict(person, users)
    with refused("processing_restricted"):
        Note.objects.create(person=person, at=AT, kind="talk", text="x", author=users.worker)
    with refused("processing_restricted"):
        Person.objects.filter(pk=person.pk).update(phone="600 100 200")
    with refused("processing_restricted"):
        Evidence.objects.filter(pk=evidence.pk).update(number="2")
    with refused("processing_restricted"):
        paper(evidence.eligibility)
    with refused("processing_restricted"):
        Job.objects.create(person=person, starts_on=SINCE, employer="x")
    with refused("processing_restricted"):
        contract.goals.create(text="x")
    with refused("processing_restricted"):
        ReferralFactory(person=person)


def test_the_other_file_of_a_merged_person_is_restricted_with_it(person, users):
    other = PersonFactory(responsible=users.worker)
    evidence = paper(established(other))
    other.merged_into = person
    other.save()
    restrict(person, users)
    with refused("processing_restricted"):
        Evidence.objects.filter(pk=evidence.pk).update(number="2")


def points_to(one, other):
    """By SQL, past the act and its row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participants_person SET merged_into_id = %s WHERE id = %s",
            [other and other.pk, one.pk],
        )


def test_no_file_is_merged_into_a_restricted_one_nor_a_restricted_one_into_another(person, users):
    other = PersonFactory(responsible=users.worker)
    restrict(person, users)
    for one, into in [(other, person), (person, other)]:
        with refused("processing_restricted"):
            points_to(one, into)
        with pytest.raises(Refused, match="ograniczone"):
            merge(one, into=into, by=users.coordinator, reason="Ten sam PESEL.")
    Restriction.objects.get().lift(on=SINCE, informed_on=SINCE, outcome="x", by=users.coordinator)
    points_to(other, person)


def test_a_file_that_is_merged_with_a_restricted_one_is_not_taken_apart(person, users):
    other = PersonFactory(responsible=users.worker)
    points_to(other, person)
    restrict(person, users)
    with refused("processing_restricted"):
        points_to(other, None)


def test_no_file_comes_that_points_to_a_restricted_one(person, users):
    restrict(person, users)
    with refused("processing_restricted"):
        Person.objects.create(
            first_name="Jan", last_name="Nowak", responsible=users.worker, merged_into=person
        )


def test_hours_and_attendance_and_the_leading_worker_go_on(users):
    referral = ReferralFactory(person__responsible=users.worker, person__area="psu")
    group = ActivityFactory(leader=users.leader)
    stay(referral.person, D(2026, 1, 7))
    enrol(group, referral.person, users.coordinator, starts_on=D(2026, 1, 7))
    restrict(referral.person, users)
    work(referral, D(2026, 11, 4), hours="4")
    mark(MeetingFactory(activity=group, day=D(2026, 11, 4)), referral.person, marked_at=LATER)
    Person.objects.filter(pk=referral.person_id).update(responsible=users.colleague)


def test_reports_count_the_person_as_before(person, users):
    stay(person, D(2025, 3, 3), D(2025, 9, 30))

    def counted():
        return plain(KINDS["roczne"].build(2025))

    before = counted()
    restrict(person, users)
    assert counted() == before


def test_it_is_lifted_after_the_person_was_told(person, users):
    made = restrict(person, users)
    with pytest.raises(Refused, match="uprzedza"):
        made.lift(
            on=D(2026, 11, 20), informed_on=D(2026, 11, 21), outcome="x", by=users.coordinator
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.update(lifted_on=D(2026, 11, 20))
    made.lift(
        on=D(2026, 11, 20), informed_on=D(2026, 11, 18), outcome="Poprawiono.", by=users.coordinator
    )
    Person.objects.filter(pk=person.pk).update(phone="600 100 200")
    restrict(person, users)


def test_there_is_one_at_a_time(person, users):
    restrict(person, users)
    with pytest.raises(IntegrityError, match="restriction_one_at_a_time"), transaction.atomic():
        restrict(person, users)


def test_the_file_opens_read_only_and_says_why(person, users, client_of):
    restrict(person, users)
    client = client_of(users.worker)
    for page in ("desk:overview", "participants:details", "participants:eligibility"):
        text = client.get(reverse(page, args=[person.pk])).text
        assert "Przetwarzanie danych tej osoby jest ograniczone od 3.11.2026" in text
        assert "Następny krok" not in text
    note = client.get(reverse("participants:note_new", args=[person.pk]), follow=True)
    assert "niczego się tu teraz nie zapisuje" in note.text
    assert note.redirect_chain[-1][0] == reverse("participants:details", args=[person.pk])


def test_an_open_window_saves_nothing_and_is_told(person, users, client_of):
    client = client_of(users.worker)
    address = reverse("participants:note_new", args=[person.pk])
    key = client.get(address).text.split('name="form_key" value="')[1].split('"')[0]
    restrict(person, users)
    told = client.post(address, {"text": "x", "kind": "talk", "form_key": key}, follow=True)
    assert "niczego się tu teraz nie zapisuje" in told.text
    assert not Note.objects.exists()


def test_what_was_known_of_the_own_case_is_still_read(person, users, client_of):
    established(person, exclusion="Bezrobocie od lat.")
    restrict(person, users)
    text = client_of(users.worker).get(reverse("participants:eligibility", args=[person.pk])).text
    assert "Bezrobocie od lat." in text
