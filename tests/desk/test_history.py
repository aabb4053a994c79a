import pghistory
import pytest
from django.db import models
from django.urls import reverse

from contracts.models import Dispute, Refusal
from kis.activities.models import Attendance, Enrolment
from kis.desk.history import Change, history, recent
from kis.desk.tracked import SOURCES
from kis.lib.dates import DAY
from participants.models import (
    Area,
    CaseAccess,
    InspectedPerson,
    Job,
    LabourOfficePeriod,
    MailConsent,
    Note,
    Person,
    Restriction,
)
from psu.models import PersonMonth, Referral, StatusCheck, WorkDay
from tests.accounts.authorised import inspect
from tests.activities.factories import (
    MONDAY,
    ActivityFactory,
    MeetingFactory,
    enrol,
    mark,
    participant,
)
from tests.contracts import made
from tests.contracts.made import PRINTED_ON
from tests.contracts.written import whole_draft
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db


def told(person, what, act, sensitive=True):
    """The one entry of that kind; within a test's transaction all have the same moment."""
    (entry,) = [
        entry
        for entry in history(person, sensitive=sensitive)
        if (entry.what, entry.act) == (what, act)
    ]
    return entry


def test_a_change_is_told_with_both_values_in_words(person):
    person.phone = "600 100 200"
    person.save()
    assert told(person, "osoba", "zmieniono").changes == [Change("telefon", "", "600 100 200")]


def test_a_pesel_is_masked_in_the_history_too(person):
    shown = {c.label: c.after for c in told(person, "osoba", "dodano").changes}
    assert shown["PESEL"] == "•" * 7 + person.pesel[-4:]


def test_the_contents_of_notes_are_withheld_from_a_reader_without_the_right(person, users):
    Note.objects.create(person=person, kind="call", text="tajne", author=users.worker)
    note = told(person, "notatka", "dodano", sensitive=False)
    assert note.withheld
    assert note.changes == []


def names(*rows):
    return {str(model._meta.verbose_name) for model in rows}


@pytest.fixture
def with_a_row_of_every_kind(scene, users):
    """The scene's person, and the rows of a person that no address takes."""
    person = scene.inside.person
    Note.objects.create(person=person, kind="call", text="tajne", author=users.worker)
    CaseAccess.objects.create(
        person=person,
        user=users.colleague,
        why="deputy",
        reason="urlop",
        starts_on="2026-11-23",
        given_by=users.coordinator,
    )
    Refusal.objects.create(
        contract=scene.inside.printed_contract,
        on=PRINTED_ON,
        who=str(person),
        reason="tajne",
        noted_by=users.worker,
    )
    Dispute.objects.create(
        contract=scene.inside.printed_contract,
        passed_on=PRINTED_ON,
        matter="tajne",
        passed_by=users.worker,
    )
    made.waiting(person, by=users.worker, type="B")
    StatusCheck.objects.create(
        contract=scene.inside.signed_contract,
        words="tajne",
        checked_on=PRINTED_ON,
        checked_by=users.coordinator,
    )
    InspectedPerson.objects.create(
        inspection=inspect(users.leader, by=users.coordinator), person=person
    )
    # The last one: from here on nothing may be entered.
    Restriction.objects.create(
        person=person,
        ground="accuracy",
        reason="tajne",
        starts_on=PRINTED_ON,
        imposed_by=users.coordinator,
    )
    return person


def test_without_the_right_only_what_everybody_may_read_has_contents(with_a_row_of_every_kind):
    open_to_all = names(
        *(Person, Area, CaseAccess, InspectedPerson, Job, LabourOfficePeriod, MailConsent),
        *(WorkDay, PersonMonth, Enrolment, Attendance),
    )
    entries = history(with_a_row_of_every_kind, sensitive=False, count=500)
    told_of = names(*(source.model for source in SOURCES))
    assert {entry.what for entry in entries} == told_of, "a row of every kind"
    assert {entry.what for entry in entries if entry.changes} == open_to_all
    assert {entry.what for entry in entries if entry.withheld} == told_of - open_to_all


def test_a_colleague_sees_that_something_was_done_and_not_what(person, users, client_of, centre):
    text = "tajne słowa"
    Note.objects.create(
        person=person, kind="call", text=text, author=users.worker, is_restricted=True
    )
    for name in ("desk:history", "desk:overview"):
        address = reverse(name, args=[person.pk])
        assert text in client_of(users.worker).get(address).content.decode()
        page = client_of(users.colleague).get(address).content.decode()
        assert text not in page
        assert "otatka: dodano" in page


def test_no_contents_of_a_row_are_told_as_the_database_writes_them():
    """Each column of JSON has words of its own."""
    columns = {
        (source.model, field.name)
        for source in SOURCES
        for field in source.events().model._meta.concrete_fields
        if isinstance(field, models.JSONField)
    }
    assert columns == {(Referral, "planned_days")}


def test_the_name_behind_a_change_is_the_users(person, users):
    with pghistory.context(user=users.worker.pk):
        Note.objects.create(person=person, kind="call", text="tekst", author=users.worker)
    assert told(person, "notatka", "dodano").who == "Anna Wrona"
    assert {entry.who for entry in history(person, sensitive=True)} == {"Anna Wrona", "program"}


def test_the_short_list_tells_of_a_contract_once_and_not_of_each_row_in_it(person, users):
    with pghistory.context(user=users.worker.pk):
        whole_draft(person)
    assert {"cel szczegółowy", "działanie"} <= {e.what for e in history(person, sensitive=True)}
    assert {(entry.what, entry.who) for entry in recent(person, count=50)} == {
        *[("osoba", "program"), ("obszar", "program"), ("kontrakt socjalny", "Anna Wrona")]
    }


def test_what_is_saved_again_and_again_in_a_minute_is_told_once_in_the_short_list(person):
    for number in range(3):
        person.phone = f"600 100 20{number}"
        person.save()
    changed = [entry for entry in recent(person) if entry.act == "zmieniono"]
    assert [entry.what for entry in changed] == ["osoba"]
    assert sum(e.act == "zmieniono" for e in history(person, sensitive=True)) == 3


def test_a_change_in_a_request_without_a_user_is_the_programs(person, users):
    with pghistory.context(user=None):
        Note.objects.create(person=person, kind="call", text="tekst", author=users.worker)
    assert told(person, "notatka", "dodano").who == "program"
    assert "notatka" in {entry.what for entry in recent(person)}


@pytest.mark.parametrize("rows", [5, 50])
def test_the_pages_ask_the_same_number_of_queries_for_few_and_for_many_rows(
    person, users, client_of, django_assert_max_num_queries, rows
):
    for number in range(rows):
        Note.objects.create(person=person, kind="call", text=f"{number}", author=users.worker)
    client = client_of(users.worker)
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:overview", args=[person.pk]))
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:history", args=[person.pk]))


def test_meetings_are_called_by_their_classes_without_a_query_for_each(
    users, client_of, centre, django_assert_max_num_queries
):
    group = ActivityFactory(leader=users.leader, name="Krąg")
    guest = participant(users)
    enrol(group, guest, users.coordinator)
    for number in range(12):
        mark(MeetingFactory(activity=group, day=MONDAY - number * DAY), guest)
    client = client_of(users.worker)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("desk:history", args=[guest.pk]))
    assert page.content.decode().count("Krąg, ") == 12


def test_a_referrals_plan_is_told_in_words(person):
    referral = ReferralFactory(person=person, planned_days={"0": "5", "2": "2.5"})
    shown = {
        change.label: change.after for change in told(person, "skierowanie PUP", "dodano").changes
    }
    assert shown["plan dni"] == "pn 5 godz., śr 2,5 godz."
    assert referral.person == person


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "-1", "", "٢"])
def test_an_odd_number_of_a_page_opens_one(person, users, client_of, typed):
    address = reverse("desk:history", args=[person.pk])
    assert client_of(users.worker).get(address, {"strona": typed}).status_code == 200
