"""Events reported from the place of work: who reports, what stays, who settles."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kis.desk.history import history
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from participants.file import PersonFile
from psu import desk
from psu.models import WorkEvent
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, school_of
from tests.psu.guarded import day
from tests.refused import refused
from tests.told import rows

pytestmark = pytest.mark.django_db

TODAY = day("2025-06-10")
SENT = "Wysłano do KIS. Zawiadomienie pisze koordynator."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield


@pytest.fixture
def place(users):
    return school_of(users.supervisor, day("2025-05-01"))


@pytest.fixture
def referral(users, place):
    person = PersonFactory(last_name="Łoś", first_name="Adam", responsible=users.worker)
    return ReferralFactory(
        person=person, place=place, starts_on=day("2025-06-02"), ends_on=day("2025-07-31")
    )


def report(referral, by, **facts):
    return WorkEvent.objects.create(
        **{
            "referral": referral,
            "day": TODAY,
            "hour": datetime.time(8, 15),
            "kind": WorkEvent.Kind.LEFT,
            "description": "odejście po kwadransie",
            "reported_by": by,
        }
        | facts
    )


def announce(referral, by):
    return report(referral, by, kind=WorkEvent.Kind.ANNOUNCED)


def typed(referral, **facts):
    return {
        "referral": referral.pk,
        "kind": "left",
        "day": "10.06.2025",
        "hour": "8.15",
        "description": "odejście po kwadransie",
    } | facts


@pytest.fixture
def supervisor(client_of, users, centre):
    return client_of(users.supervisor)


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


ADDRESS = "/psu/dzis/zdarzenie/"


def test_a_reported_event_is_kept_with_who_reported_it(supervisor, users, referral):
    page = supervisor.post(ADDRESS, typed(referral), follow=True).content.decode()

    event = WorkEvent.objects.get()
    assert SENT in page
    assert (event.referral, event.reported_by) == (referral, users.supervisor)
    assert (event.day, event.hour) == (TODAY, datetime.time(8, 15))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"description": ""}, "Napisz krótko, co się stało."),
        ({"day": "11.06.2025"}, "Tego dnia jeszcze nie było."),
        ({"day": "1.06.2025"}, "Ta osoba pracuje tutaj 2.06–31.07.2025"),
        ({"day": "1.08.2025", "kind": "announced"}, "Ta osoba pracuje tutaj"),
        ({"hour": "osiem"}, "Wpisz godzinę i minuty, np. 8.15."),
        ({"day": "30.03.2025", "hour": "2.30"}, "Godziny 2.30 dnia 30.03.2025 nie było"),
        ({"kind": "late"}, "late"),
    ],
)
def test_what_cannot_be_reported_is_said_and_the_text_stays(supervisor, referral, facts, words):
    page = supervisor.post(ADDRESS, typed(referral) | facts).content.decode()

    assert words in page
    assert facts.get("description", "odejście po kwadransie") in page
    assert not WorkEvent.objects.exists()


def test_what_is_compulsory_is_said_before_sending(supervisor, referral):
    page = supervisor.get(reverse("psu:event_new")).text
    assert "Bez pól „wymagane” zgłoszenia nie można wysłać." in page
    assert "Wymagany, chyba że to zgłoszona nieobecność." in page
    assert "Na przyszłość zgłasza się tylko nieobecność." in page


def test_an_absence_is_announced_for_a_day_to_come_and_without_words(supervisor, referral):
    facts = {"kind": "announced", "day": "12.06.2025", "description": ""}
    assert supervisor.post(ADDRESS, typed(referral, **facts)).status_code == 302


def test_the_same_event_reported_twice_is_one(supervisor, referral):
    supervisor.post(ADDRESS, typed(referral))
    page = supervisor.post(ADDRESS, typed(referral)).content.decode()

    assert "To zdarzenie jest już zgłoszone." in page
    assert WorkEvent.objects.count() == 1


def test_people_of_other_places_are_neither_offered_nor_taken(supervisor, users, referral):
    other = ReferralFactory(person=PersonFactory(last_name="Obcy", responsible=users.worker))

    assert "Obcy" not in supervisor.get(ADDRESS).content.decode()
    supervisor.post(ADDRESS, typed(other))
    assert not WorkEvent.objects.exists()


# guards, around every form


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"day": day("2025-06-01")}, "event_outside_referral"),
        ({"day": day("2025-08-01"), "kind": "announced"}, "event_outside_referral"),
        ({"day": day("2025-06-11")}, "event_in_the_future"),
        ({"description": ""}, "work_event_described"),
        ({"kind": "announced", "settled_on": TODAY}, "work_event_settled_whole"),
    ],
)
def test_the_database_takes_no_such_report(users, referral, facts, name):
    with refused(name):
        report(referral, users.supervisor, **facts)


@pytest.mark.parametrize("facts", [{"day": day("2025-06-02")}, {"day": TODAY}])
def test_the_database_takes_days_of_the_referral_up_to_today(users, referral, facts):
    report(referral, users.supervisor, **facts)


def test_a_voided_referral_has_no_events(users, referral):
    referral.void(by=users.worker, reason="pomyłka")
    with refused("event_outside_referral"):
        report(referral, users.supervisor)


@pytest.mark.parametrize(
    "change",
    [
        {"day": day("2025-06-09")},
        {"hour": datetime.time(9)},
        {"kind": "absent"},
        {"description": "inaczej"},
        {"reported_at": datetime.datetime(2025, 6, 10, 9, tzinfo=datetime.UTC)},
    ],
)
def test_what_was_reported_never_changes(users, referral, change):
    event = report(referral, users.supervisor)
    with refused("row_is_kept"):
        WorkEvent.objects.filter(pk=event.pk).update(**change)


def test_an_event_is_never_deleted_and_what_settled_it_stays(users, referral):
    event = report(referral, users.supervisor)
    with refused("row_is_kept"):
        WorkEvent.objects.filter(pk=event.pk).delete()
    event = announce(referral, users.supervisor)
    event.settle(by=users.coordinator, on=TODAY, what="rozmowa")
    with refused("event_settled_stays"):
        WorkEvent.objects.filter(pk=event.pk).update(settlement="nic")
    with refused("event_settled_stays"):
        WorkEvent.objects.filter(pk=event.pk).update(
            settled_on=None, settled_by=None, settlement=""
        )


# the coordinator


def urgent(user):
    found = rows(desk, user, TODAY)
    return [
        (row.who, row.what, row.action, row.url) for row in found if row.group == DeskGroup.URGENT
    ]


def test_an_announced_absence_waits_on_the_coordinators_desk_until_it_is_settled(
    users, coordinator, referral
):
    event = announce(referral, users.supervisor)
    address = reverse("psu:event", args=[event.pk])
    assert urgent(users.coordinator) == [
        ("Łoś Adam", "PSU: zgłoszona nieobecność", "Odnotuj", address)
    ]
    assert urgent(users.worker) == []

    assert "odejście po kwadransie" in coordinator.get(address).content.decode()
    coordinator.post(address, {"what": "rozmowa z osobą"})

    event.refresh_from_db()
    assert (event.settled_by, event.settled_on) == (users.coordinator, TODAY)
    assert urgent(users.coordinator) == []
    assert "rozmowa z osobą" in coordinator.get(address).content.decode()


def test_a_settlement_without_words_is_refused(users, coordinator, referral):
    event = announce(referral, users.supervisor)
    coordinator.post(reverse("psu:event", args=[event.pk]), {"what": "  "})
    assert WorkEvent.objects.waiting().exists()
    with pytest.raises(Refused, match="co zrobiono"):
        event.settle(by=users.coordinator, on=TODAY, what=" ")


def test_a_second_settlement_is_refused_and_its_words_stay_on_the_page(
    users, coordinator, referral
):
    event = announce(referral, users.supervisor)
    event.settle(by=users.coordinator, on=TODAY, what="rozmowa")

    page = coordinator.post(reverse("psu:event", args=[event.pk]), {"what": "pismo"})

    assert "już załatwione" in page.content.decode()
    event.refresh_from_db()
    assert event.settlement == "rozmowa"


def test_a_mistaken_report_is_voided_by_the_coordinator_with_a_reason(users, coordinator, referral):
    event = report(referral, users.supervisor)
    address = reverse("psu:event_void", args=[event.pk])
    coordinator.post(address, {"reason": ""})
    assert WorkEvent.objects.exists()
    coordinator.post(address, {"reason": "to była inna osoba"})

    assert not WorkEvent.objects.exists()
    assert urgent(users.coordinator) == []
    page = coordinator.get(reverse("psu:event", args=[event.pk])).content.decode()
    assert "to była inna osoba" in page
    with pytest.raises(Refused):
        WorkEvent.with_voided.get().settle(by=users.coordinator, on=TODAY, what="rozmowa")


def test_a_report_is_voided_by_a_second_person_for_a_reason_in_plain_sql_too(users, referral):
    report(referral, users.supervisor)
    for by, reason in ((None, "x"), (users.supervisor, "x"), (users.coordinator, "")):
        with refused("work_event_voided_whole"):
            WorkEvent.objects.update(voided_at=timezone.now(), voided_by=by, void_reason=reason)


def test_a_report_stands_in_the_persons_history(users, referral):
    report(referral, users.supervisor)
    (entry,) = [e for e in history(referral.person, sensitive=True) if e.what == "zdarzenie w PSU"]
    changes = {change.label: change.after for change in entry.changes}
    assert changes["co się stało"] == "opuszczenie miejsca pracy"
    assert changes["godzina"] == "8.15"
    (entry,) = [e for e in history(referral.person, sensitive=False) if e.what == "zdarzenie w PSU"]
    assert entry.withheld


def test_the_persons_tab_tells_what_became_of_each_event(users, coordinator, client_of, referral):
    address = reverse("psu:person", args=[referral.person_id])
    announce(referral, users.supervisor)
    assert "czeka na koordynatora" in coordinator.get(address).content.decode()
    WorkEvent.objects.get().settle(by=users.coordinator, on=TODAY, what="pismo do PUP")
    page = client_of(users.worker).get(address).content.decode()
    assert "zgłoszona nieobecność" in page
    assert "pismo do PUP (10.06.2025)" in page


def test_a_reader_without_the_right_to_sensitive_facts_is_told_of_no_event(
    users, client_of, referral
):
    report(referral, users.supervisor)
    address = reverse("psu:person", args=[referral.person_id])
    assert not PersonFile(referral.person, users.colleague, TODAY).sensitive
    page = client_of(users.colleague).get(address).content.decode()
    assert "Skierowania PUP" in page
    assert "opuszczenie" not in page
