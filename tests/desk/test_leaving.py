"""Somebody left: what they led is named on the coordinator's desk and goes to others on one screen."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from contracts.models import SocialContract
from kis.desk.leaving import hand_over_cases, hand_over_places, leavers, left_by
from kis.desk.leaving_forms import CasesForm, PlacesForm, hand_over_ticked
from kis.lib.refusals import Refused
from participants.models import Area, CaseAccess, Person
from psu.models import Supervision
from tests.contracts import made
from tests.factories import PersonFactory
from tests.psu.connections import race
from tests.psu.factories import school_of

ON = date(2026, 11, 23)
SINCE = date(2026, 1, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


def switch_off(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


def page_of(user):
    return reverse("desk:left_behind", args=[user.pk])


@pytest.fixture
def left(users, centre):
    """The worker left three cases, one with a draft, and the supervisor a place."""
    people = [PersonFactory(responsible=users.worker) for _ in range(3)]
    draft = made.draft(people[0], number="")
    school = school_of(users.supervisor, SINCE)
    switch_off(users.worker)
    switch_off(users.supervisor)
    return people, draft, school


def desk_of(client):
    return client.get("/").content.decode()


def test_whoever_left_is_named_on_the_coordinators_desk_with_what_waits(left, users, client_of):
    page = desk_of(client_of(users.coordinator))

    assert "konto wyłączone, praca do przekazania" in page
    assert "sprawy: 3, szkice kontraktów: 1" in page
    assert "miejsca PSU: 1" in page
    assert page_of(users.worker) in page
    assert page_of(users.supervisor) in page
    assert "praca do przekazania" not in desk_of(client_of(users.colleague))


def test_nobody_who_works_is_named(users, centre, client_of):
    PersonFactory(responsible=users.worker)
    school_of(users.supervisor, SINCE)

    assert list(leavers(users.coordinator, ON)) == []
    assert "praca do przekazania" not in desk_of(client_of(users.coordinator))


def test_an_account_without_its_role_left_its_work_as_well(users, centre):
    PersonFactory(responsible=users.worker)
    users.worker.groups.clear()

    (leaver,) = leavers(users.coordinator, ON)
    assert (leaver, leaver.cases_left, leaver.is_active) == (users.worker, 1, True)


def test_a_closed_case_and_an_ended_place_wait_for_nobody(left, users):
    people, draft, _ = left
    Area.objects.filter(person__in=people).update(ends_on="2026-11-22")
    SocialContract.objects.filter(pk=draft.pk).update(worker=users.colleague)
    Supervision.objects.update(ends_on="2026-11-22")

    assert list(leavers(users.coordinator, ON)) == []


def sent(people, drafts, to, **changed):
    return {
        "przekaz-sprawy": "1",
        "sprawy-cases": [person.pk for person in people],
        "sprawy-drafts": [draft.pk for draft in drafts],
        "sprawy-to": to.pk,
        "sprawy-reason": "odejście na emeryturę",
        "sprawy-keep_until": "23.11.2026",
        **changed,
    }


def test_ticked_cases_and_drafts_go_over_at_once_and_the_others_wait(left, users, client_of):
    people, draft, _ = left
    client = client_of(users.coordinator)
    page = client.get(page_of(users.worker)).content.decode()
    assert all(str(person) in page for person in people)
    assert page.count("checked") == 4

    client.post(page_of(users.worker), sent(people[:2], [draft], users.colleague))

    led = Person.objects.filter(pk__in=[person.pk for person in people])
    assert list(led.order_by("pk").values_list("responsible", flat=True)) == [
        *(users.colleague.pk, users.colleague.pk, users.worker.pk)
    ]
    draft.refresh_from_db()
    assert draft.worker == users.colleague
    assert set(CaseAccess.objects.values_list("reason", flat=True)) == {"odejście na emeryturę"}
    assert "sprawy: 1<" in desk_of(client)

    client.post(page_of(users.worker), sent(people[2:], [], users.colleague))
    assert "Nic nie czeka na przekazanie" in client.get(page_of(users.worker)).content.decode()
    assert page_of(users.worker) not in desk_of(client)


def test_a_draft_goes_to_a_social_worker_alone_and_then_nothing_is_handed_over(
    left, users, client_of
):
    people, draft, _ = left
    typed = sent(people, [draft], users.coordinator)
    page = client_of(users.coordinator).post(page_of(users.worker), typed).content.decode()

    assert "Szkic kontraktu prowadzi pracownik socjalny." in page
    assert "odejście na emeryturę" in page
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.worker.pk}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sprawy-cases": [], "sprawy-drafts": []}, "Zaznacz, co ma przejść do innej osoby."),
        ({"sprawy-to": ""}, "Wybierz: kto je przejmuje."),
        ({"sprawy-reason": " "}, "Wpisz: powód."),
        ({"sprawy-keep_until": "22.11.2026"}, "kończy się najwcześniej 23.11.2026"),
        ({"sprawy-cases": ["x"]}, "W tym czasie ktoś przekazał część zaznaczonych spraw."),
        ({"sprawy-cases": ["99999999"]}, "W tym czasie ktoś przekazał część zaznaczonych spraw."),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(left, users, client_of, changed, said):
    people, draft, _ = left
    typed = sent(people, [draft], users.colleague, **changed)
    page = client_of(users.coordinator).post(page_of(users.worker), typed).content.decode()

    assert said in page
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.worker.pk}


def test_a_place_has_its_new_supervisor_from_today(left, users, client_of, django_user_model):
    _, _, school = left
    other = django_user_model.objects.create_user("inny", roles=["supervisor"], first_name="Jan")
    typed = {
        "przekaz-miejsca": "1",
        "miejsca-supervisions": [Supervision.objects.get().pk],
        "miejsca-to": other.pk,
    }
    client_of(users.coordinator).post(page_of(users.supervisor), typed)

    rows = Supervision.objects.filter(place=school).order_by("pk")
    assert list(rows.values_list("user", "starts_on", "ends_on")) == [
        (users.supervisor.pk, SINCE, date(2026, 11, 22)),
        (other.pk, ON, None),
    ]


def test_a_place_may_be_left_to_those_who_look_after_it_already(left, users, client_of):
    typed = {
        "przekaz-miejsca": "1",
        "miejsca-supervisions": [Supervision.objects.get().pk],
        "miejsca-to": "",
    }
    client_of(users.coordinator).post(page_of(users.supervisor), typed)

    assert Supervision.objects.get().ends_on == date(2026, 11, 22)
    assert page_of(users.supervisor) not in desk_of(client_of(users.coordinator))


@pytest.mark.parametrize("days", [0, 5])
def test_a_place_looked_after_from_today_or_later_is_handed_over_as_well(
    left, users, client_of, django_user_model, days
):
    first = ON + timedelta(days=days)
    Supervision.objects.update(starts_on=first)
    other = django_user_model.objects.create_user("inny", roles=["supervisor"], first_name="Jan")
    later = Supervision.objects.create(place=left[2], user=other, starts_on=ON + timedelta(days=30))
    typed = {
        "przekaz-miejsca": "1",
        "miejsca-supervisions": [Supervision.objects.get(user=users.supervisor).pk],
        "miejsca-to": other.pk,
    }
    client_of(users.coordinator).post(page_of(users.supervisor), typed)

    new = Supervision.objects.exclude(pk=later.pk).get(user=other)
    assert (new.starts_on, new.ends_on) == (first, ON + timedelta(days=29))
    assert page_of(users.supervisor) not in desk_of(client_of(users.coordinator))


def test_a_place_says_who_else_looks_after_it_and_that_nobody_else_has_an_account(
    left, users, client_of, django_user_model
):
    _, _, school = left
    coordinator = client_of(users.coordinator)
    alone = coordinator.get(page_of(users.supervisor)).content.decode()
    assert f"{school} – nie opiekuje się nikt inny" in alone
    assert "Nie ma teraz innego konta z rolą: opiekun PSU." in alone
    assert "Ze sprawą przechodzą" not in alone

    other = django_user_model.objects.create_user(
        "inny", roles=["supervisor"], first_name="Jan", last_name="Kot"
    )
    Supervision.objects.create(place=school, user=other, starts_on=ON)
    page = coordinator.get(page_of(users.supervisor)).content.decode()
    assert f"{school} – opiekuje się też J. Kot" in page
    assert "Nie ma teraz innego konta" not in page


def test_what_is_printed_for_signature_keeps_the_name_that_is_on_paper(left, users, client_of):
    people, _, _ = left
    printed = made.lock(made.draft(people[1]))
    page = client_of(users.coordinator).get(page_of(users.worker)).content.decode()

    assert printed.number not in page
    assert "Podpisane kontrakty zostają z nazwiskiem, które jest na papierze." in page


def test_who_comes_when_all_was_handed_over_reads_a_sentence(left, users, client_of):
    people, draft, _ = left
    typed, coordinator = sent(people, [draft], users.colleague), client_of(users.coordinator)
    coordinator.post(page_of(users.worker), typed)

    late = sent(people, [draft], users.coordinator)
    page = coordinator.post(page_of(users.worker), late).content.decode()
    assert "W tym czasie ktoś przekazał część zaznaczonych spraw." in page
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.colleague.pk}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_over_the_same_cases_at_once_the_second_reads_a_sentence(left, users):
    people, draft, _ = left
    other = users.coordinator

    def hand(to, drafts):
        return lambda: hand_over_cases(
            users.worker,
            cases=people,
            drafts=drafts,
            to=to,
            by=other,
            on=ON,
            reason="odejście",
            keep_until=ON,
        )

    with pytest.raises(Refused, match="prowadzi już Piotr Sowa"):
        race(hand(users.colleague, [draft]), hand(users.coordinator, []))
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.colleague.pk}


# everything at once


@pytest.fixture
def leaves_all(left, users):
    """One account that led cases and looked after a place."""
    place = left[2]
    Supervision.objects.filter(place=place).update(user=users.worker)
    return left


def all_sent(people, drafts, to, supervisor, **changed):
    places = {
        "przekaz-miejsca": "1",
        "miejsca-supervisions": [Supervision.objects.get().pk],
        "miejsca-to": supervisor.pk,
    }
    return sent(people, drafts, to) | places | changed


@pytest.fixture
def other(django_user_model):
    return django_user_model.objects.create_user("inny", roles=["supervisor"], first_name="Jan")


def test_cases_and_places_go_in_one_act(leaves_all, users, client_of, other):
    people, draft, school = leaves_all
    typed = all_sent(people, [draft], users.colleague, other)
    page = client_of(users.coordinator).post(page_of(users.worker), typed, follow=True).text
    assert "Sprawy i szkice kontraktów: Piotr Sowa. Opieka nad miejscami PSU: Jan" in page
    assert "Nic nie czeka na przekazanie" in page
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.colleague.pk}
    assert Supervision.objects.get(user=other).place == school


@pytest.mark.parametrize(
    "changed",
    [
        {"miejsca-supervisions": ["99999999"]},  # a fault of the form
        {"sprawy-to": "coordinator"},  # refused by the act: a draft is a social worker's
    ],
)
def test_where_one_part_is_refused_nothing_goes(leaves_all, users, client_of, other, changed):
    people, draft, _ = leaves_all
    if "sprawy-to" in changed:
        changed = {"sprawy-to": users.coordinator.pk}
    typed = all_sent(people, [draft], users.colleague, other, **changed)
    page = client_of(users.coordinator).post(page_of(users.worker), typed).text
    assert "Przekazano." not in page
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.worker.pk}
    assert Supervision.objects.get().user == users.worker


def test_a_part_in_which_nothing_is_ticked_stays(leaves_all, users, client_of, other):
    people, draft, _ = leaves_all
    typed = all_sent(people, [draft], users.colleague, other)
    del typed["miejsca-supervisions"]
    typed["miejsca-to"] = ""
    client_of(users.coordinator).post(page_of(users.worker), typed)
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.colleague.pk}
    assert Supervision.objects.get().user == users.worker


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_hands_over_nothing_at_all(leaves_all, users, other):
    """The place goes first: whoever waits for it has the cases in hand already, and gives them back."""
    people, draft, _ = leaves_all
    typed = all_sent(people, [draft], users.colleague, other)
    both = parts_of(users.worker, users.coordinator, typed)
    (supervision,) = Supervision.objects.all()

    def first():
        hand_over_places(users.worker, supervisions=[supervision], to=other, on=ON)

    assert race(first, lambda: hand_over_ticked(both, by=users.coordinator)) is False
    assert "W tym czasie ktoś przekazał" in str(both[1].errors)
    assert set(Person.objects.values_list("responsible", flat=True)) == {users.worker.pk}


def parts_of(leaver, by, typed):
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    facts = {"leaver": leaver, "left": left_by(leaver, by, ON), "on": ON}
    return [kind(data, **facts) for kind in (CasesForm, PlacesForm)]
