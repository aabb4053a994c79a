"""A list from the file to the records and back: dry run, acceptance in one transaction, three heaps."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from kis.imports import accepting, staging, tasks
from kis.imports.kinds.people import People
from kis.imports.models import ImportFile, ImportMark, ImportRow
from kis.lib.refusals import Refused
from participants.models import Area, Note, Person
from tests.factories import make_pesel
from tests.imports.files import xlsx
from tests.imports.made import accept, accepted, checked, people, received, said, taken_back
from tests.refused import refused

pytestmark = pytest.mark.django_db
State, RowState = ImportFile.State, ImportRow.State
LIS = ("Lis", "Ewa", None, datetime.date(1981, 5, 4), "600 100 200")
SOWA = ("Sowa", "Jan", make_pesel(1001), None, None)
BROKEN = ("Kos", "Adam", "123", "kiedyś", None)


def states(file):
    return dict(file.rows.values_list("number", "state"))


def test_columns_are_found_by_their_headings_below_a_title(users):
    content = xlsx(("Lista osób 2026",), (), ("nr  pesel", "NAZWISKO", "Imiona", "uwagi"), SOWA)
    file = received(content, users)

    assert (file.headings, file.columns) == (3, {"pesel": 0, "last_name": 1, "first_name": 2})


def test_a_dry_run_saves_nothing_and_tells_each_fault_by_row_and_column(users):
    file = checked(people(LIS, BROKEN, SOWA), users)

    assert file.state == State.CHECKED
    assert states(file) == {2: "ready", 3: "faulty", 4: "ready"}
    assert [column for column, _ in said(file.rows.get(number=3))] == ["pesel", "born_on"]
    assert not Person.objects.exists()
    assert not Area.objects.exists()


def test_a_list_with_a_fault_is_not_accepted_until_the_row_is_corrected_or_left_out(users):
    file = checked(people(LIS, BROKEN), users)
    with pytest.raises(Refused, match="Wierszy z błędem: 1"):
        accepting.ask_for(file, by=users.coordinator)

    staging.skip_faulty(file)
    accept(file, users)

    assert states(file) == {2: "added", 3: "skipped"}
    assert list(Person.objects.values_list("last_name", flat=True)) == ["Lis"]


def test_a_row_is_corrected_on_the_screen(users):
    file = checked(people(LIS, BROKEN), users)
    row = file.rows.get(number=3)

    staging.correct(
        row,
        row.cells | {"pesel": "", "born_on": "4.05.1971"},
        by=users.coordinator,
        on=datetime.date(2026, 3, 1),
    )

    row.refresh_from_db()
    assert (row.state, row.faults) == (RowState.READY, [])


def test_a_corrected_row_is_compared_with_the_others_of_the_list(users):
    file = checked(people(LIS, SOWA), users)
    row = file.rows.get(number=2)

    staging.correct(
        row, row.cells | {"pesel": SOWA[2], "born_on": ""}, by=users.coordinator, on=LIS[3]
    )

    assert [fault["row"] for fault in row.faults if fault["column"] == "pesel"] == [3]


def test_what_was_accepted_stands_in_the_register_with_a_mark_and_no_longer_in_the_list(users):
    file = accepted(people(LIS, SOWA), users)

    lis = Person.objects.get(last_name="Lis")
    assert (file.state, file.content, file.settled_by) == (State.ACCEPTED, None, users.coordinator)
    assert (lis.phone, lis.born_on, lis.from_list) == ("600 100 200", LIS[3], True)
    assert lis.areas.get().kind == Area.Kind.KIS
    assert lis in Person.objects.visible_to(users.worker)
    mark = ImportMark.objects.get(number=lis.pk, model="participants.Person")
    assert (mark.row.number, mark.row.cells) == (2, {})


def test_all_of_a_list_is_added_or_nothing(users, monkeypatch):
    file = checked(people(LIS, SOWA), users)
    # Somebody enters one of them while the list waits.
    Person.objects.create(
        last_name="Sowa", first_name="Jan", pesel=SOWA[2], responsible=users.worker
    )

    accept(file, users)

    assert (file.state, Person.objects.count()) == (State.CHECKED, 1)
    assert "Niczego nie dodano" in file.why
    assert states(file) == {2: "ready", 3: "faulty"}


def test_a_worker_that_dies_half_way_leaves_nothing_and_the_next_one_begins_anew(
    users, monkeypatch
):
    file = checked(people(LIS, SOWA), users)
    accepting.ask_for(file, by=users.coordinator)

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(accepting, "_settle", die)
        with pytest.raises(Killed):
            tasks.accept_import(file.pk)
    assert (Person.objects.count(), ImportMark.objects.count()) == (0, 0)

    tasks.accept_import(file.pk)
    tasks.accept_import(file.pk)
    assert Person.objects.count() == 2


def test_a_fault_of_the_program_gives_the_list_back_and_says_so(users, monkeypatch, caplog):
    file = checked(people(LIS), users)
    monkeypatch.setattr(People, "make", lambda *args: 1 / 0)

    accept(file, users)

    assert (file.state, file.why) == (State.CHECKED, tasks.FAULT)
    assert "Lis" not in caplog.text


def test_who_lost_the_right_meanwhile_adds_nothing(users):
    file = checked(people(LIS), users)
    accepting.ask_for(file, by=users.coordinator)
    users.coordinator.groups.clear()

    tasks.accept_import(file.pk)

    file.refresh_from_db()
    assert (file.state, file.why) == (State.CHECKED, tasks.NOT_ANY_MORE)
    assert not Person.objects.exists()


def test_a_list_pauses_when_more_would_come_than_was_said(users):
    file = checked(people(LIS, SOWA), users, expected=1)

    with pytest.raises(Refused, match="Zapowiedziano wpisów: 1, a lista dodałaby 2"):
        accepting.ask_for(file, by=users.coordinator)

    file.expected = 2
    file.save()
    accept(file, users)
    assert file.state == State.ACCEPTED


def test_the_same_file_is_known_by_its_content_until_it_is_given_up(users):
    content = people(LIS)
    file = received(content, users)
    assert file.sha256 == hashlib.sha256(content).hexdigest()

    with pytest.raises(staging.SameFile) as known:
        received(content, users)
    assert known.value.known == file

    accepting.drop(file)
    file.refresh_from_db()
    assert (file.state, file.content) == (State.DROPPED, None)
    assert received(content, users).state == State.NEW


def test_an_accepted_list_cannot_be_dropped(users):
    file = accepted(people(LIS), users)

    with pytest.raises(Refused):
        accepting.drop(file)
    assert file.rows.exists()


@pytest.mark.parametrize(("content", "why"), [(b"", "pusty"), (xlsx(), "żadnego wiersza")])
def test_what_is_no_list_is_refused_before_it_is_kept(content, why, users):
    with pytest.raises(Refused, match=why):
        received(content, users)
    assert not ImportFile.objects.exists()


def test_a_list_with_headings_alone_comes_back_with_the_reason(users):
    file = checked(people(), users)

    assert (file.state, file.why) == (State.NEW, staging.NO_ROWS)


def test_merged_cells_are_a_fault_until_somebody_has_looked(users):
    content = xlsx(
        ("Nazwisko", "Imię"),
        ("Lis", "Ewa"),
        ("Sowa", "Jan"),
        change=lambda sheet: sheet.merge_cells("A3:A4"),
    )
    file = checked(content, users)
    row = file.rows.get(number=3)
    assert row.state == RowState.FAULTY

    staging.correct(row, row.cells, by=users.coordinator, on=LIS[3])

    assert (row.state, row.is_merged) == (RowState.READY, False)


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
def test_what_nobody_accepted_goes_after_thirty_days(days, kept, users):
    waiting = checked(people(LIS), users)
    done = accepted(people(SOWA), users)
    ImportFile.objects.update(created_at=timezone.now() - datetime.timedelta(days=days))

    tasks.drop_old_imports(0)

    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.content is not None, waiting.rows.exists()) == (kept, kept)
    assert (done.state, done.rows.count()) == (State.ACCEPTED, 1)


# Taken back


def test_what_nobody_touched_is_taken_back(users):
    file = accepted(people(LIS, SOWA), users)

    taken_back(file, users.coordinator)

    assert file.state == State.TAKEN_BACK
    assert set(states(file).values()) == {RowState.TAKEN_BACK}
    assert (Person.objects.count(), Area.objects.count()) == (0, 0)


def test_what_somebody_worked_on_stays_and_is_named(users):
    file = accepted(people(LIS, SOWA, ("Kos", "Adam")), users)
    changed = Person.objects.get(last_name="Lis")
    changed.phone = "600 100 201"
    changed.save()
    noted = Person.objects.get(last_name="Sowa")
    Note.objects.create(person=noted, kind=Note.Kind.TALK, text="była", author=users.worker)

    taken_back(file, users.coordinator)

    assert states(file) == {2: "kept", 3: "kept", 4: "taken_back"}
    assert "notatki" in file.rows.get(number=3).why
    assert set(Person.objects.values_list("last_name", flat=True)) == {"Lis", "Sowa"}
    assert noted.areas.count() == 1


def test_the_file_of_a_list_that_was_taken_back_may_be_sent_again(users):
    content = people(LIS)
    taken_back(accepted(content, users), users.coordinator)

    assert accepted(content, users).state == State.ACCEPTED
    assert Person.objects.count() == 1


def test_people_who_came_by_no_list_are_never_deleted(users):
    person = Person.objects.create(last_name="Lis", first_name="Ewa", responsible=users.worker)
    with refused("row_is_kept"):
        person.delete()


def test_rows_of_an_accepted_list_hold_no_content(users):
    file = accepted(people(LIS), users)
    with refused("import_row_emptied"):
        file.rows.update(cells={"last_name": "Lis"})


# Speed


def test_a_hundred_rows_take_three_queries(users, django_assert_max_num_queries):
    count = 1000
    rows = [
        (f"Lis{number}", "Ewa", make_pesel(number), None, None)
        for number in range(1000, 1000 + count)
    ]
    file = received(people(*rows), users)
    staging.name_columns(file, file.columns, headings=file.headings, by=users.coordinator)
    with django_assert_max_num_queries(3 * count // 100):
        tasks.check_import(file.pk)
    file.refresh_from_db()
    assert set(states(file).values()) == {RowState.READY}
    accepting.ask_for(file, by=users.coordinator)
    with django_assert_max_num_queries(3 * count // 100):
        tasks.accept_import(file.pk)
    assert Person.objects.count() == count
    file.refresh_from_db()
    with django_assert_max_num_queries(count):
        taken_back(file, users.coordinator)
    assert not Person.objects.exists()
