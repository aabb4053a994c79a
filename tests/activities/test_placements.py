"""Public works, internships and jobs: from a day of the stay, with an outcome, voided by a second person."""

import csv
import datetime
import io

import pytest
import time_machine
from django.urls import reverse

from kis.activities.models import ActivityKind, Placement
from kis.desk.gathering import shelves
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from participants.merging import merge, unmerge
from participants.models import Participation
from tests.activities.factories import KindFactory, participant
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
D = datetime.date
SINCE, DAY = D(2026, 1, 5), datetime.timedelta(days=1)
ON = D(2026, 9, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


@pytest.fixture
def internship():
    return KindFactory(name="Staż", recorded_as="placement", reintegration="vocational")


@pytest.fixture
def person(users):
    return participant(users, since=SINCE, last_name="Lis", first_name="Ewa")


@pytest.fixture
def placed(internship, person, users):
    def make(**facts):
        facts = {
            "kind": internship,
            "person": person,
            "employer": "Zakład Zieleni",
            "work": "ogrodniczka",
            "starts_on": D(2026, 3, 2),
            "planned_end_on": D(2026, 8, 31),
            "entered_by": users.worker,
        } | facts
        return Placement.objects.create(**facts)

    return make


# rules


@pytest.mark.parametrize(("day", "passes"), [(SINCE - DAY, False), (SINCE, True)])
def test_work_begins_on_a_day_of_the_stay_and_not_on_its_eve(placed, day, passes):
    if passes:
        placed(starts_on=day)
    else:
        assert name_of_refusal(placed, starts_on=day) == "placement_outside_stay"


def test_a_kind_that_is_recorded_by_meetings_is_no_work(placed):
    refused = name_of_refusal(placed, kind=KindFactory())
    assert refused == "placement_kind"


@pytest.mark.parametrize(("last", "passes"), [(D(2026, 3, 1), False), (D(2026, 3, 2), True)])
def test_the_kind_holds_on_the_first_day(placed, last, passes):
    kind = KindFactory(recorded_as="placement", valid_to=last)
    if passes:
        placed(kind=kind)
    else:
        assert name_of_refusal(placed, kind=kind) == "placement_kind_of_day"


def test_a_stay_is_not_taken_from_under_work_that_began_in_it(placed, person):
    placed()
    rows = Participation.objects.filter(person=person)
    for last, name in ((D(2026, 3, 1), "stay_holds_placement"), (D(2026, 3, 2), None)):
        facts = {"ends_on": last, "outcome": "finished", "contract_carried_out": "yes"}
        change = {**facts, "what_next": "nothing", "ended_by": person.responsible}
        if name:
            assert name_of_refusal(rows.update, **change) == name
        else:
            rows.update(**change)


def test_a_kind_that_work_stands_on_keeps_its_wording(placed, internship):
    placed()
    kinds = ActivityKind.objects.filter(pk=internship.pk)
    assert name_of_refusal(kinds.update, name="Inaczej") == "activity_kind_in_use"
    assert name_of_refusal(kinds.update, valid_to=D(2026, 3, 1)) == "activity_kind_end_under_groups"
    kinds.update(valid_to=D(2026, 3, 2))


def test_files_are_not_parted_while_the_work_stands_on_the_other_files_stay(placed, person, users):
    other = PersonFactory(responsible=users.worker)
    stay(other, D(2025, 1, 1), D(2025, 6, 30))
    merge(other, into=person, reason="ta sama osoba", by=users.coordinator)
    other.refresh_from_db()
    placed(starts_on=D(2025, 2, 3), planned_end_on=None)
    with pytest.raises(Refused, match="stoi na udziale z drugiej karty"):
        unmerge(other, reason="pomyłka", by=users.coordinator)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"ends_on": D(2026, 4, 1)}, "placement_ended_whole"),
        ({"outcome": "hired"}, "placement_ended_whole"),
        ({"planned_end_on": D(2026, 3, 1)}, "placement_plan_after_start"),
    ],
)
def test_days_and_outcome_agree(placed, facts, name):
    assert name_of_refusal(placed, **facts) == name


# the file and the list


def address(name, *numbers):
    return reverse(f"activities:{name}", args=numbers)


FIELDS = {"employer": "Zakład Zieleni", "work": "ogrodniczka", "starts_on": "2.03.2026"}


def test_it_is_entered_ended_and_stands_in_the_file(client_of, users, person, internship):
    client = client_of(users.worker)
    sent = {**FIELDS, "kind": internship.pk, "planned_end_on": "31.08.2026"}
    client.post(address("placement_new", person.pk), sent)
    row = Placement.objects.get()
    assert (row.person, row.entered_by, row.starts_on) == (person, users.worker, D(2026, 3, 2))

    page = client.get(address("person", person.pk)).content.decode()
    assert "Zakład Zieleni" in page
    assert "minęło, brak wyniku" in page

    outcome = {"ends_on": "31.08.2026", "outcome": "hired", "row_version": row.version}
    client.post(address("placement_end", person.pk, row.pk), outcome)
    row.refresh_from_db()
    assert (row.ends_on, row.outcome, row.ended_by) == (D(2026, 8, 31), "hired", users.worker)
    assert (
        "zatrudnienie u tego pracodawcy"
        in client.get(address("person", person.pk)).content.decode()
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"starts_on": "1.01.2026"}, "osoba nie uczestniczy w KIS"),
        ({"planned_end_on": "1.03.2026"}, "Planowany koniec nie może być przed pierwszym dniem"),
        ({"employer": ""}, "Wpisz: pracodawca."),
        ({"starts_on": "31.02.2026"}, "Nie ma takiej daty"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client_of, users, person, internship, facts, words
):
    sent = {**FIELDS, "kind": internship.pk, "note": "Umowa w teczce."} | facts
    response = client_of(users.worker).post(address("placement_new", person.pk), sent)
    page = response.content.decode()
    assert words in page
    assert "Umowa w teczce." in page
    assert not Placement.objects.exists()


def test_a_stale_outcome_is_refused_with_both_values(client_of, users, person, placed):
    row = placed()
    sent = {"ends_on": "31.08.2026", "outcome": "hired", "row_version": row.version}
    client_of(users.coordinator).post(address("placement_end", person.pk, row.pk), sent)
    page = client_of(users.worker).post(
        address("placement_end", person.pk, row.pk), {**sent, "outcome": "left"}
    )
    assert "zatrudnienie u tego pracodawcy" in page.content.decode()
    row.refresh_from_db()
    assert row.outcome == "hired"


def test_only_a_second_person_voids_it_and_it_no_longer_counts(client_of, users, person, placed):
    row = placed()
    sent = {"reason": "Wpis przez pomyłkę."}
    client_of(users.worker).post(address("placement_void", person.pk, row.pk), sent)
    assert Placement.objects.filter(pk=row.pk).exists()
    client_of(users.coordinator).post(address("placement_void", person.pk, row.pk), sent)
    assert not Placement.objects.filter(pk=row.pk).exists()
    assert (
        "Wpis przez pomyłkę."
        in client_of(users.worker).get(address("person", person.pk)).content.decode()
    )


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", ["trwa", "po planie"]),
        ("bez-wyniku", ["po planie"]),
        ("wszystkie", ["trwa", "po planie", "koniec"]),
    ],
)
def test_the_list_and_its_table_show_the_same_rows(client_of, users, placed, state, names):
    placed(employer="trwa", planned_end_on=ON)
    placed(employer="po planie", planned_end_on=ON - DAY)
    placed(employer="koniec", ends_on=ON, outcome="left", ended_by=users.worker)
    client = client_of(users.coordinator)
    page = client.get(address("placements"), {"stan": state}).content.decode()
    assert [name for name in ("trwa", "po planie", "koniec") if f">{name}<br>" in page] == names
    answer = client.get(address("placements"), {"stan": state, "plik": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert sorted(row["Pracodawca"] for row in rows) == sorted(names)
    assert AccessEntry.objects.filter(kind="placement_list").exists()


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_asks_no_more_for_more_rows(
    client_of, users, placed, count, django_assert_max_num_queries
):
    for number in range(count):
        placed(employer=f"Zakład {number}")
    client = client_of(users.coordinator)
    with django_assert_max_num_queries(12):
        client.get(address("placements"))


# the desk


def told(user, on=ON):
    (shelf,) = shelves(user, on, everybody=True, groups=[DeskGroup.ENDING])
    return [(task.what, task.url) for task in shelf.tasks if "Zakład" in task.detail]


@pytest.mark.parametrize(
    ("days", "what"),
    [(14, None), (13, "staż: kończy się"), (0, "staż: kończy się"), (-1, "staż: brak wyniku")],
)
def test_the_desk_leads_to_the_outcome_from_two_weeks_before_the_end(users, placed, days, what):
    row = placed(planned_end_on=ON + days * DAY)
    url = address("placement_end", row.person_id, row.pk)
    assert told(users.worker) == ([(what, url)] if what else [])


def test_work_without_an_end_and_work_with_an_outcome_wait_for_nobody(users, placed):
    placed(planned_end_on=None)
    placed(planned_end_on=ON, ends_on=ON, outcome="left", ended_by=users.worker)
    assert told(users.worker) == []
