"""What is missing in a person's file, and the nearest days, from every place that keeps one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kis.desk.overview import OverviewPart, deadlines, missing
from participants.file import PersonFile
from participants.models import Area, Note, Participation, Person
from tests.contracts.made import ENDS_ON, signed
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question, stay

pytestmark = pytest.mark.django_db

REVIEW_ON = datetime.date(2027, 1, 12)


@pytest.fixture
def file_of(users):
    """Read by one who may know the category of everybody, or by one who leads no case."""

    def open_file(person, on, *, sensitive=True):
        reader = users.coordinator if sensitive else users.colleague
        return PersonFile(Person.objects.get(pk=person.pk), reader, on)

    return open_file


@pytest.fixture
def told(file_of):
    def tell(person, on, *, sensitive=True):
        found = deadlines(file_of(person, on, sensitive=sensitive))
        return [(deadline.on, deadline.text) for deadline in found]

    return tell


PLACES = {
    "Nie ustalono kategorii": ("participants:eligibility", ""),
    "Brakuje odpowiedzi o świadczeniach": ("participants:benefits_new", ""),
    "Nie przekazano informacji": ("participants:details_edit", "#id_information_given_on"),
    "23.11.2026 nie obowiązuje żaden": ("contracts:person", ""),
}


def test_each_thing_that_is_missing_leads_to_the_page_where_it_is_put_right(person, on, file_of):
    Person.objects.update(information_given_on=None)
    gaps = missing(file_of(person, on))
    assert [gap.url for gap in gaps] == [
        reverse(name, args=[person.pk]) + field for name, field in PLACES.values()
    ]
    assert all(gap.text.startswith(start) for gap, start in zip(gaps, PLACES, strict=True))


def test_of_whom_nothing_is_asked_any_more_it_is_told_what_a_return_would_take(
    person, client_of, users, centre
):
    client, address = client_of(users.worker), reverse("desk:overview", args=[person.pk])
    assert "Czego brakuje" in client.get(address).text
    Area.objects.filter(person=person).update(ends_on=timezone.localdate())
    page = client.get(address).text
    assert "Gdyby osoba wróciła, brakuje" in page
    assert "Czego brakuje" not in page


@pytest.mark.parametrize(("role", "may_write"), [("worker", True), ("head", False)])
def test_only_who_may_write_is_led_there(person, users, client_of, centre, role, may_write):
    page = client_of(getattr(users, role)).get(reverse("desk:overview", args=[person.pk]))
    html = page.content.decode()
    assert "Brakuje odpowiedzi o świadczeniach" in html
    assert (reverse("participants:benefits_new", args=[person.pk]) in html) is may_write


def test_of_each_contract_that_binds_its_end_and_its_review_are_told(person, on, told):
    contracts = [signed(person, type=kind) for kind in "AB"]
    assert told(person, on) == sorted(
        (day, f"{what} kontraktu {contract.number}")
        for contract in contracts
        for day, what in ((REVIEW_ON, "ocena"), (ENDS_ON, "koniec"))
    )


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (REVIEW_ON, ["ocena", "koniec"]),
        (REVIEW_ON + datetime.timedelta(days=1), ["ocena", "koniec"]),
        (ENDS_ON, ["ocena", "koniec"]),
        (ENDS_ON + datetime.timedelta(days=1), ["ocena", "koniec"]),
        (ENDS_ON + datetime.timedelta(days=61), ["ocena"]),
    ],
    ids=["the day of the review", "after it", "the last day", "after the end", "long after it"],
)
def test_a_review_that_passed_is_told_as_long_as_it_waits(person, day, texts, told):
    signed(person)
    assert [text.split()[0] for _, text in told(person, day)] == texts


def test_a_contract_that_was_ended_has_no_days_to_keep(person, users, told):
    contract = signed(person)
    contract.end(on=REVIEW_ON, reason="agreed", by=users.worker, today=REVIEW_ON)
    assert told(person, REVIEW_ON + datetime.timedelta(days=1)) == []


def test_a_planned_end_and_a_question_that_are_late_stay_while_they_wait(person, on, told):
    going_on = stay(person, datetime.date(2025, 3, 3))
    Participation.objects.filter(pk=going_on.pk).update(
        planned_end_on=on - datetime.timedelta(days=200)
    )
    question(
        person,
        asked_on=on - datetime.timedelta(days=300),
        ask_again_on=on - datetime.timedelta(days=90),
    )
    assert [text for _, text in told(person, on) if "kontrakt" not in text] == [
        "planowany koniec udziału w KIS",
        "zapytać o świadczenia wykluczające",
    ]


def test_more_contracts_ask_no_more(person, users, on, told):
    assert users.coordinator.roles  # read before
    asked = []
    for kind in "AB":
        signed(person, type=kind)
        with CaptureQueriesContext(connection) as queries:
            told(person, on)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_evidence_and_benefits_are_told_to_those_who_may_know_the_category(person, on, told):
    paper(established(person), valid_until=datetime.date(2026, 12, 18))
    question(person, ask_again_on=datetime.date(2027, 1, 12))
    assert [text for _, text in told(person, on)] == [
        "koniec ważności: zaświadczenie",
        "zapytać o świadczenia wykluczające",
    ]
    assert told(person, on, sensitive=False) == []


def test_a_restricted_note_reminds_only_those_who_may_read_it(person, users, on, told):
    for number, restricted in enumerate([False, True]):
        Note.objects.create(
            person=person,
            kind="call",
            text="tekst",
            author=users.worker,
            at=datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC),
            is_restricted=restricted,
            remind_on=on + datetime.timedelta(days=number),
        )
    assert [day for day, _ in told(person, on)] == [on, on + datetime.timedelta(days=1)]
    assert [day for day, _ in told(person, on, sensitive=False)] == [on]


@pytest.mark.parametrize(("ago", "is_told"), [(60, True), (61, False)])
def test_a_day_that_passed_long_ago_is_history(person, users, on, ago, is_told, told):
    day = on - datetime.timedelta(days=ago)
    Note.objects.create(
        person=person, kind="call", text="tekst", author=users.worker, remind_on=day
    )
    assert bool(told(person, on)) is is_told


def test_the_planned_end_is_told_of_a_stay_that_goes_on(person, on, told):
    going_on = stay(person, datetime.date(2026, 3, 2))
    texts = dict(told(person, on))
    assert texts[going_on.planned_end_on] == "planowany koniec udziału w KIS"


def noted(person, by, days_ago, **facts):
    at = timezone.now() - datetime.timedelta(days=days_ago)
    return Note.objects.create(person=person, author=by, kind="call", text="t", at=at, **facts)


def test_the_last_five_notes_of_this_person_that_the_reader_may_read(
    person, users, on, file_of, django_assert_num_queries
):
    restricted = noted(person, users.colleague, 1, is_restricted=True)
    notes = {days: noted(person, users.colleague, days) for days in (7, 3, 2, 6, 5, 4)}
    noted(PersonFactory(responsible=users.worker), users.worker, 0)
    latest = [notes[days] for days in sorted(notes)]
    for_others, for_readers = (file_of(person, on, sensitive=each) for each in (False, True))
    assert (for_others.sensitive, for_readers.sensitive) == (False, True)  # read before
    with django_assert_num_queries(2):
        assert for_others.part(OverviewPart).recent_notes == latest[:5]
        told = for_readers.part(OverviewPart).recent_notes
        assert told == [restricted, *latest[:4]]
        assert {note.author for note in told} == {users.colleague}
        assert all(note.person is for_readers.person for note in told)


def test_nothing_of_another_person_is_told(person, users, on, told):
    another = PersonFactory(responsible=users.worker)
    noted(another, users.worker, 1, remind_on=on)
    stay(another, datetime.date(2026, 9, 1))  # with a contract
    assert told(person, on) == []
