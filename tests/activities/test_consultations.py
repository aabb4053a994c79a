"""Talks with a specialist: of a day of the stay, in an open month, with a note that few may read."""

import html

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kis.accounts.rights import Role
from kis.activities.models import AttendanceMonth, Consultation
from kis.activities.months import approve_all, reopen
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from kis.lib.refusals import Refused, refused_by_database
from participants.merging import merge, unmerge
from participants.models import Participation
from tests.activities.factories import (
    JOINED_ON,
    ActivityFactory,
    D,
    KindFactory,
    MeetingFactory,
    enrol,
    participant,
)
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
ON = D(2026, 3, 20)
NOTE = "Mówi o długach brata."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


@pytest.fixture
def talk(activity, member, users):
    def make(**facts):
        facts = {
            "person": member,
            "activity": activity,
            "day": D(2026, 3, 3),
            "minutes": 45,
            "specialist": "Ewa Wrzos",
            "note": NOTE,
            "author": users.leader,
            "written_as": Role.LEADER,
            "written_at": timezone.now(),
        } | facts
        return Consultation.objects.create(**facts)

    return make


def address(name, *numbers):
    return reverse(f"activities:{name}", args=numbers)


def read(client, url):
    return html.unescape(client.get(url).content.decode())


# rules


@pytest.mark.parametrize(("day", "passes"), [(JOINED_ON - DAY, False), (JOINED_ON, True)])
def test_the_stay_covers_the_day(talk, day, passes):
    if passes:
        talk(day=day)
    else:
        assert name_of_refusal(talk, day=day) == "consultation_outside_stay"


@pytest.mark.parametrize(("day", "passes"), [(ON, True), (ON + DAY, False)])
def test_it_has_taken_place(talk, day, passes):
    if passes:
        talk(day=day)
    else:
        assert name_of_refusal(talk, day=day) == "consultation_in_future"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"activity": None}, "consultation_of_group_or_kind"),
        ({"minutes": 0}, "consultation_minutes"),
        ({"minutes": 481}, "consultation_minutes"),
        ({"written_as": Role.HEAD}, "consultation_written_as"),
    ],
)
def test_what_an_entry_holds(talk, facts, name):
    assert name_of_refusal(talk, **facts) == name


def test_a_kind_of_placements_or_of_other_days_is_none_of_a_talk(talk):
    for facts in ({"recorded_as": "placement"}, {"valid_to": D(2026, 3, 2)}):
        kind = KindFactory(**facts)
        assert name_of_refusal(talk, activity=None, kind=kind) == "consultation_kind"
    talk(activity=None, kind=KindFactory(valid_to=D(2026, 3, 3)))


def test_the_group_runs_on_the_day(talk, users):
    group = ActivityFactory(leader=users.leader, starts_on=D(2026, 3, 4))
    assert name_of_refusal(talk, activity=group) == "consultation_outside_activity"


def test_a_stay_is_not_taken_from_under_it(talk, member, users):
    row = talk()
    facts = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "nothing"}
    facts |= {"ended_by": users.worker}
    stays = Participation.objects.filter(person=member)
    refused = name_of_refusal(stays.update, ends_on=D(2026, 3, 2), **facts)
    assert refused == "stay_holds_consultation"
    row.void(by=users.coordinator, reason="pomyłka")
    stays.update(ends_on=D(2026, 3, 2), **facts)


def test_files_are_not_parted_while_it_stands_on_the_other_files_stay(talk, member, users):
    other = PersonFactory(responsible=users.worker)
    stay(other, D(2025, 1, 1), D(2025, 6, 30))
    merge(other, into=member, reason="ta sama osoba", by=users.coordinator)
    other.refresh_from_db()
    talk(day=D(2025, 2, 3), activity=None, kind=KindFactory())
    with pytest.raises(Refused, match="stoi na udziale z drugiej karty"):
        unmerge(other, reason="pomyłka", by=users.coordinator)


def test_an_approved_month_takes_none_and_a_reopened_one_asks_why(talk, activity, users):
    row = talk()
    april = D(2026, 4, 1)
    approve_all(D(2026, 3, 1), by=users.coordinator, on=april)
    assert name_of_refusal(talk) == "attendance_month_approved"
    rows = Consultation.objects.filter(pk=row.pk)
    assert name_of_refusal(rows.update, minutes=30) == "attendance_month_approved"
    with pytest.raises(Refused):
        _void(row, users)
    month = AttendanceMonth.objects.get(activity=None)
    reopen(month.pk, by=users.coordinator, reason="Spóźniony wpis.")
    assert name_of_refusal(talk) == "consultation_correction_reason"
    talk(correction_reason="Wpis z zeszytu.")
    assert name_of_refusal(rows.update, minutes=30) == "consultation_correction_reason"
    row.void(by=users.coordinator, reason="pomyłka")


def _void(row, users):
    with refused_by_database():
        type(row)._base_manager.get(pk=row.pk).void(by=users.coordinator, reason="x")


# the screens


FIELDS = {"day": "3.03.2026", "minutes": "45", "note": NOTE}


def test_a_leader_enters_it_for_a_person_of_an_own_group(client_of, users, activity, member):
    client = client_of(users.leader)
    client.post(address("consultation_new", activity.pk), {**FIELDS, "person": member.pk})
    row = Consultation.objects.get()
    assert (row.person, row.author, row.written_as) == (member, users.leader, Role.LEADER)
    assert (row.specialist, row.activity) == (str(users.leader), activity)
    assert NOTE in read(client, address("consultations", activity.pk))


def test_a_leader_enters_none_for_others_nor_in_another_group(client_of, users, activity, member):
    client = client_of(users.leader)
    stranger = participant(users)
    sent = {**FIELDS, "person": stranger.pk}
    client.post(address("consultation_new", activity.pk), sent)
    other = ActivityFactory(leader=users.coordinator)
    MeetingFactory(activity=other, leader=users.leader)
    enrol(other, member, users.coordinator)
    where = address("consultation_new", other.pk)
    assert client.post(where, {**FIELDS, "person": member.pk}).status_code == 404
    assert not Consultation.objects.exists()


def test_on_a_day_before_the_enrolment_the_list_does_not_hold_the_person(
    client_of, users, activity
):
    late = participant(users)
    enrol(activity, late, users.coordinator, starts_on=D(2026, 3, 4))
    where = address("consultation_new", activity.pk)
    answer = client_of(users.leader).post(where, {**FIELDS, "person": late.pk})
    assert "nie jest zapisana na te zajęcia" in answer.content.decode()
    assert NOTE in html.unescape(answer.content.decode())


def test_the_coordinator_enters_it_for_anybody_by_its_kind(client_of, users, member):
    kind = KindFactory(name="Poradnictwo prawne")
    client = client_of(users.coordinator)
    sent = {**FIELDS, "kind": kind.pk, "specialist": "mec. Anna Nowak"}
    client.post(address("consultation_of_person", member.pk), sent)
    row = Consultation.objects.get()
    assert (row.kind, row.specialist, row.written_as) == (
        kind,
        "mec. Anna Nowak",
        Role.COORDINATOR,
    )
    page = read(client, address("person", member.pk))
    assert "mec. Anna Nowak" in page
    assert NOTE in page  # the own one


def test_the_author_alone_puts_it_right(client_of, users, talk, member):
    row = talk()
    sent = {"day": "4.03.2026", "minutes": "30", "note": NOTE, "row_version": row.version}
    where = address("consultation_edit", row.pk)
    assert client_of(users.coordinator).post(where, sent).status_code == 404
    client_of(users.leader).post(where, sent)
    row.refresh_from_db()
    assert (row.day, row.minutes, row.person) == (D(2026, 3, 4), 30, member)


@pytest.mark.parametrize("reader", ["coordinator", "worker", "head"])
def test_the_office_sees_day_kind_specialist_and_length_and_not_the_note(
    client_of, users, talk, member, activity, reader
):
    talk()
    client = client_of(getattr(users, reader))
    pages = [
        read(client, address("person", member.pk)),
        read(client, address("consultations", activity.pk)),
    ]
    for page in pages:
        assert "3.03.2026" in page
        assert "Ewa Wrzos" in page
        assert "poufna, czyta ją specjalista" in page
        assert NOTE not in page
    assert NOTE not in read(client, reverse("desk:history", args=[member.pk]))


def test_the_history_says_that_a_note_was_written_and_not_what(client_of, users, talk, member):
    talk()
    page = read(client_of(users.coordinator), reverse("desk:history", args=[member.pk]))
    assert "notatka poufna" in page.lower()
    assert "(treść poufna)" in page


def test_a_leader_who_takes_the_group_over_reads_it_a_coordinator_who_does_not(
    talk, activity, users
):
    row = talk()
    other = type(users.leader).objects.create(username="druga")
    other.roles = {Role.LEADER}
    assert not row.note_readable_by(other)
    row.activity.leader = other
    assert row.note_readable_by(other)
    row.activity.leader = users.coordinator
    assert not row.note_readable_by(users.coordinator)
    assert row.note_readable_by(users.leader)


def test_every_look_at_a_note_is_noted_without_its_words(client_of, users, talk, activity):
    row = talk()
    client_of(users.leader).get(address("consultations", activity.pk))
    entry = AccessEntry.objects.get(act="read_note")
    assert (entry.kind, entry.number, entry.user) == ("consultation", row.pk, users.leader)


def test_only_a_second_person_voids_it_and_it_stays_to_be_seen(client_of, users, talk, member):
    row = talk()
    sent = {"reason": "Wpis przy innej osobie."}
    where = address("consultation_void", member.pk, row.pk)
    assert client_of(users.leader).post(where, sent).status_code == 403
    page = client_of(users.worker).get(where).content.decode()
    assert NOTE not in html.unescape(page)
    client_of(users.worker).post(where, sent)
    assert not Consultation.objects.exists()
    page = read(client_of(users.worker), address("person", member.pk))
    assert "Wpis przy innej osobie." in page
    assert NOTE not in page


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_asks_no_more_for_more_rows(
    client_of, users, talk, activity, count, django_assert_max_num_queries
):
    for _ in range(count):
        talk()
    client = client_of(users.leader)
    with django_assert_max_num_queries(12):
        client.get(address("consultations", activity.pk))
