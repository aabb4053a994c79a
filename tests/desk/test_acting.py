"""Who acted in whose place stands in the history and beside what was approved."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from contracts.models import Approval
from kis.accounts.deputies.acting import Absent, in_whose_place, named
from kis.accounts.models import Deputy
from kis.accounts.rights import Role
from kis.desk.history import history
from participants.models import Note
from tests.contracts import made
from tests.factories import PersonFactory

D = datetime.date
FIRST, LAST = D(2026, 11, 23), D(2026, 11, 27)
WORKER, COORDINATOR, HEAD = Role.SOCIAL_WORKER, Role.COORDINATOR, Role.HEAD


def absent(number, *roles):
    return Absent(number, "x", frozenset(roles))


@pytest.mark.parametrize(
    ("roles", "stood_in_for", "leads", "is_heads", "found"),
    [
        ({WORKER}, absent(2, WORKER), 2, False, True),
        ({WORKER}, absent(2, WORKER), 1, False, False),  # the author's own case
        ({WORKER}, absent(2, WORKER), 3, False, False),  # given to the author by itself
        ({WORKER}, absent(2, COORDINATOR), 3, False, True),
        ({COORDINATOR}, absent(2, WORKER), 2, False, False),  # writes in all cases anyway
        ({COORDINATOR}, absent(2, HEAD), 2, True, True),
        ({COORDINATOR}, absent(2, HEAD), 3, False, False),
        ({HEAD}, absent(2, HEAD), 3, True, False),
        ({WORKER}, absent(2, WORKER), 2, True, False),
    ],
)
def test_what_the_own_role_allows_is_done_in_ones_own_name(
    roles, stood_in_for, leads, is_heads, found
):
    told = in_whose_place(1, roles, [stood_in_for], leads=leads, is_heads_act=is_heads)
    assert (told is not None) == found


@pytest.fixture
def stands_in(users, centre):
    def enter(deputy, absent, by, **facts):
        days = {"starts_on": FIRST, "ends_on": LAST}
        return Deputy.objects.create(
            deputy=deputy, absent=absent, entered_by=by, reason="urlop", **(days | facts)
        )

    return enter


def write(client_of, user, person, on):
    """A note through the page, so that the history knows whose it is."""
    with time_machine.travel(f"{on} 10:00+01:00", tick=False):
        client = client_of(user)
        address = reverse("participants:note_new", args=[person.pk])
        key = client.get(address).text.split('name="form_key" value="')[1].split('"')[0]
        facts = {"kind": "talk", "text": "x", "day": f"{on:%d.%m.%Y}", "hour": "9:00"}
        client.post(address, facts | {"form_key": key})
    note = Note.objects.latest("pk")
    moment = datetime.datetime.combine(on, datetime.time(9), tzinfo=datetime.UTC)
    # The database's clock does not travel.
    Note.pgh_event_model.objects.filter(pgh_obj=note.pk).update(pgh_created_at=moment)
    return note


def authors(person) -> set[str]:
    return {entry.who for entry in history(person, sensitive=True) if entry.what == "notatka"}


@pytest.mark.django_db
def test_the_history_tells_in_whose_place_a_note_was_written(users, client_of, stands_in):
    person = PersonFactory(responsible=users.worker)
    own = PersonFactory(responsible=users.colleague)
    stands_in(users.colleague, users.worker, users.coordinator)
    for whose in (person, own):
        write(client_of, users.colleague, whose, FIRST)
    assert authors(person) == {"Piotr Sowa, w zastępstwie: Anna Wrona"}
    assert authors(own) == {"Piotr Sowa"}
    row = Note.objects.get(person=person)
    later = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
    Note.pgh_event_model.objects.filter(pgh_obj=row.pk).update(pgh_created_at=later)
    assert authors(person) == {"Piotr Sowa"}


@pytest.mark.django_db
def test_what_the_head_approves_names_the_head_where_somebody_stood_in(users, stands_in):
    row = stands_in(users.coordinator, users.head, users.worker)
    assert named(users.head, HEAD, FIRST) == "Jan Dudek"
    assert named(users.coordinator, HEAD, FIRST) == "Marta Zając, w zastępstwie: Jan Dudek"
    assert named(users.coordinator, HEAD, D(2026, 11, 28)) == "Marta Zając"
    assert named(users.coordinator, COORDINATOR, FIRST) == "Marta Zając"
    with time_machine.travel("2026-11-24 10:00+01:00", tick=False):
        row.cancel(by=users.head)
    assert named(users.coordinator, HEAD, D(2026, 11, 25)) == "Marta Zając"
    assert "w zastępstwie" in named(users.coordinator, HEAD, FIRST)


@pytest.mark.django_db
def test_the_page_of_a_contract_says_it(users, client_of, stands_in, settings):
    person = PersonFactory(responsible=users.worker)
    contract = made.waiting(person, by=users.worker, type="B")
    stands_in(users.coordinator, users.head, users.worker)
    (approval,) = Approval.objects.filter(contract=contract)
    approval.answer, approval.answered_by, approval.answered_on = (
        *("approved", users.coordinator),
        FIRST,
    )
    approval.save()
    page = (
        client_of(users.worker)
        .get(reverse("contracts:contract", args=[person.pk, contract.pk]))
        .text
    )
    assert "Marta Zając, w zastępstwie: Jan Dudek" in page
