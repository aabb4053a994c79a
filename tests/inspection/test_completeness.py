"""The matrix: each thing that a file must hold is missed exactly where the rules below miss it."""

import datetime

import pytest
from django.urls import reverse

from contracts.certificates import issue
from contracts.models import PlannedReview
from kis.inspection.completeness import (
    ANYTHING,
    ITEMS,
    KEYS,
    _asked_in,
    completeness,
    counts,
)
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from participants.models import Participation, Person
from tests.activities.factories import ActivityFactory, MeetingFactory, enrol, mark
from tests.contracts.made import signed
from tests.contracts.reviews.held import held, signed_whole
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question, stay
from tests.taken import csv_rows, given_out

pytestmark = pytest.mark.django_db
D = datetime.date
SINCE, ON = D(2026, 3, 2), D(2026, 6, 30)
YEAR = (D(2026, 1, 1), D(2026, 12, 31))


def whole_file(users, *, since=SINCE, ends_on=None, **facts):
    """A stay that lacks nothing, but the certificate where it has ended."""
    person = PersonFactory(responsible=users.worker, information_given_on=since, **facts)
    paper(established(person, on=since), issued_on=since)
    question(person, asked_on=since)
    admitted = stay(person, since, ends_on)
    # Of the contract that the stay was made with: its planned day is far ahead.
    assert not PlannedReview.objects.filter(contract__person=person, on__lt=ON).exists()
    return admitted


def lacks(user, admitted, on=ON) -> set[str]:
    (row,) = [row for row in completeness(user, *YEAR, on) if row.pk == admitted.pk]
    return set(row.lacks)


def test_a_whole_file_lacks_nothing(users):
    assert lacks(users.coordinator, whole_file(users)) == set()


def test_what_was_not_there_on_the_day_of_admission_is_missed(users):
    person = PersonFactory(responsible=users.worker, information_given_on=None)
    admitted = stay(person, SINCE)

    assert lacks(users.coordinator, admitted) == {
        "information",
        "category",
        "evidence",
        "entitlements",
    }


def test_a_voided_paper_is_no_evidence(users):
    admitted = whole_file(users)
    proof = admitted.person.eligibilities.get().evidence.get()

    proof.void(by=users.coordinator, reason="x")

    assert lacks(users.coordinator, admitted) == {"evidence"}


def test_who_takes_part_is_asked_again_in_time_and_who_has_left_is_not(users):
    asked_again = D(2026, 5, 1)
    found = []
    for ends_on in (None, D(2026, 4, 30)):
        person = PersonFactory(responsible=users.worker, information_given_on=SINCE)
        paper(established(person, on=SINCE), issued_on=SINCE)
        question(person, asked_on=SINCE, ask_again_on=asked_again)
        found.append(stay(person, SINCE, ends_on))
    goes_on, over = found

    assert lacks(users.coordinator, goes_on) == {"entitlements"}
    assert lacks(users.coordinator, goes_on, asked_again - DAY) == set()
    assert lacks(users.coordinator, over) == {"certificate"}


def test_a_day_without_a_contract_is_missed_from_that_day_on(users):
    admitted = whole_file(users)
    contract = admitted.person.contracts.get()
    contract.end(on=D(2026, 5, 31), reason="agreed", by=users.worker, today=ON)

    assert lacks(users.coordinator, admitted, D(2026, 5, 31)) == set()
    assert lacks(users.coordinator, admitted, D(2026, 6, 1)) == {"contract"}
    signed(admitted.person, on=D(2026, 6, 1), ends_on=D(2027, 1, 1))
    assert lacks(users.coordinator, admitted) == set()


def test_a_planned_review_is_missed_until_it_is_held(users):
    person = PersonFactory(responsible=users.worker, information_given_on=SINCE)
    paper(established(person, on=SINCE), issued_on=SINCE)
    question(person, asked_on=SINCE)
    contract = signed_whole(person, on=D(2026, 11, 20))
    admitted = stay_under(person, users)
    planned = contract.planned_reviews.order_by("on").first()

    assert lacks_later(users, admitted, planned.on) == set()
    assert lacks_later(users, admitted, planned.on + DAY) == {"reviews"}

    review = held(contract, on=planned.on, planned=planned)
    assert lacks_later(users, admitted, planned.on + DAY) == set()
    review.void(by=users.coordinator, reason="x")
    assert lacks_later(users, admitted, planned.on + DAY) == {"reviews"}


def stay_under(person, users):
    since = D(2026, 11, 20)
    return Participation.objects.create(
        person=person,
        starts_on=since,
        planned_end_on=D(2027, 5, 31),
        rules_version="1",
        rules_read_on=since,
        declaration_signed_on=since,
        begun_by=users.worker,
    )


def lacks_later(users, admitted, on) -> set[str]:
    rows = completeness(users.coordinator, D(2026, 1, 1), D(2027, 12, 31), on)
    return {key for row in rows if row.pk == admitted.pk for key in row.lacks}


def test_an_unmarked_meeting_is_missed_as_the_desk_misses_it(users):
    admitted = whole_file(users)
    group = ActivityFactory(leader=users.leader)
    enrol(group, admitted.person, users.coordinator, starts_on=SINCE)
    MeetingFactory(activity=group, day=SINCE - DAY)
    meeting = MeetingFactory(activity=group, day=SINCE)

    assert lacks(users.coordinator, admitted, meeting.day) == set()
    assert lacks(users.coordinator, admitted) == {"attendance"}
    mark(meeting, admitted.person)
    assert lacks(users.coordinator, admitted) == set()


def test_a_certificate_is_missed_from_the_last_day_on_and_never_after_a_death(users, centre):
    ended = whole_file(users, ends_on=D(2026, 5, 31))
    assert lacks(users.coordinator, ended, D(2026, 5, 30)) == set()
    assert lacks(users.coordinator, ended) == {"certificate"}

    certificate = issue(ended, forms="Warsztaty", by=users.worker, on=ON)
    assert lacks(users.coordinator, ended) == set()
    certificate.void(by=users.coordinator, reason="x")
    assert lacks(users.coordinator, ended) == {"certificate"}

    Participation.objects.filter(pk=ended.pk).update(
        outcome="interrupted", leaving_reason="death", contract_carried_out="no"
    )
    assert lacks(users.coordinator, ended) == set()


def test_what_stands_in_a_merged_file_is_the_persons(users):
    person = PersonFactory(responsible=users.worker, information_given_on=SINCE)
    other = PersonFactory(responsible=users.worker, information_given_on=None)
    paper(established(other, on=SINCE), issued_on=SINCE)
    question(other, asked_on=SINCE)
    admitted = stay(person, SINCE)
    assert lacks(users.coordinator, admitted) == {"category", "evidence", "entitlements"}

    Person.objects.filter(pk=other.pk).update(merged_into=person)

    assert lacks(users.coordinator, admitted) == set()


def test_a_voided_stay_and_one_of_another_year_are_no_rows(users):
    admitted = whole_file(users)
    assert not completeness(users.coordinator, D(2025, 1, 1), D(2025, 12, 31), ON)
    assert not completeness(users.coordinator, *YEAR, SINCE - DAY)

    admitted.void(by=users.coordinator, reason="x")

    assert not completeness(users.coordinator, *YEAR, ON)


def test_the_figures_are_the_rows_behind_them(users):
    whole_file(users, ends_on=D(2026, 4, 30))
    whole_file(users)
    twice = whole_file(users, ends_on=D(2026, 4, 30))
    stay(twice.person, D(2026, 5, 4))
    led_by_colleague = PersonFactory(responsible=users.colleague, information_given_on=None)
    stay(led_by_colleague, SINCE)

    rows = completeness(users.coordinator, *YEAR, ON)
    of_workers, total = counts(rows)

    assert (total.stays, total.people) == (5, 4)
    assert {one.worker: one.stays for one in of_workers} == {
        users.worker.pk: 4,
        users.colleague.pk: 1,
    }
    for key in (ANYTHING, *KEYS):
        assert total.gaps[key] == sum(row.is_behind(key) for row in rows)
        assert total.gaps[key] == sum(one.gaps[key] for one in of_workers)
    assert total.gaps["certificate"] == 2
    assert total.gaps[ANYTHING] == 3


@pytest.mark.parametrize("many", [2, 7])
def test_the_page_asks_as_much_of_seven_as_of_two(
    users, client_of, django_assert_max_num_queries, many
):
    for _ in range(many):
        whole_file(users, ends_on=D(2026, 4, 30))
    client = client_of(users.coordinator)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("inspection:completeness"), {"rok": "2026"})
    assert response.status_code == 200


def test_a_figure_opens_its_rows_each_with_the_act_for_who_may(users, client_of):
    ended = whole_file(users, ends_on=D(2026, 4, 30))
    other = whole_file(users, ends_on=D(2026, 5, 31), last_name="Zielińska")
    asked = {"rok": "2026", "brak": "certificate"}
    act = reverse("contracts:certificate_new", args=[ended.person_id, ended.pk])

    for user, is_offered in ((users.coordinator, True), (users.head, False)):
        page = client_of(user).get(reverse("inspection:completeness"), asked)
        assert (act in page.content.decode()) is is_offered
        assert str(other.person) in page.content.decode()
    nothing = client_of(users.head).get(
        reverse("inspection:completeness"), asked | {"brak": "evidence"}
    )
    assert str(other.person) not in nothing.content.decode()


def test_whoever_is_shown_or_taken_out_stands_in_the_access_log(users, client_of):
    admitted = whole_file(users, ends_on=D(2026, 4, 30))
    client = client_of(users.coordinator)

    client.get(reverse("inspection:completeness"), {"rok": "2026"})
    head, row = csv_rows(client, "inspection:completeness", rok="2026")

    assert AccessEntry.objects.filter(
        act="view", kind="completeness", person_number=admitted.person_id
    ).exists()
    assert given_out("completeness") == {admitted.person_id}
    told = dict(zip(head, row, strict=True))
    assert told["Zaświadczenie"] == "brak"
    assert {told[item.heading] for item in ITEMS if item.key != "certificate"} == {"jest"}


def test_an_inspector_sees_nobody_and_the_page_stands(users, client_of):
    whole_file(users, last_name="Zielińska")
    page = client_of(users.inspector).get(reverse("inspection:completeness"), {"rok": "2026"})

    assert page.status_code == 200
    assert "Zielińska" not in page.content.decode()


def test_an_address_that_asks_for_nothing_known_is_none(users, client_of):
    client = client_of(users.coordinator)
    for asked in ({"rok": "x"}, {"brak": "x"}, {"pracownik": "0"}):
        assert client.get(reverse("inspection:completeness"), asked).status_code == 404


def test_where_nobody_has_two_files_the_shorter_question_finds_the_same(users):
    whole_file(users, ends_on=D(2026, 4, 30))
    stay(PersonFactory(responsible=users.worker, information_given_on=None), SINCE)
    roles = users.coordinator.roles

    short, long = (_asked_in(roles, merged).answered(0, *YEAR, ON) for merged in (False, True))

    assert short == long
    assert len(short) == 2
