"""Data taken away for good: nothing of the person is left, figures stay, and a restore brings nobody back."""

import datetime
import io
import json

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.urls import reverse

from contracts.models import Party, SocialContract
from kis.accounts.models import Draft
from kis.documents.models import Document
from kis.journal.models import AccessEntry
from kis.journal.verifying import Light, verify
from kis.lib.refusals import Refused
from kis.privacy.erasing import outside
from kis.privacy.erasing.acts import carry_out, replay, waiting
from kis.privacy.erasing.erase import Why, erase
from kis.privacy.held import HELD
from kis.privacy.models import Destruction, Erasure, RetentionClass
from kis.privacy.proposing import propose
from kis.privacy.starting import why_not_yet
from kis.reports.frozen import plain
from kis.reports.kinds import KINDS
from participants.models import Evidence, Note, Person
from tests.contracts.made import draft, lock, sign
from tests.factories import PersonFactory, make_pesel
from tests.participants.made import established, paper, scan, stay
from tests.privacy.left import everywhere
from tests.psu.factories import ReferralFactory, work
from tests.refused import refused

D = datetime.date
TODAY = D(2026, 11, 30)
WHY = Why(1, "OP.421.7.2026")
MARK = "Xqzw"


@pytest.fixture
def outside_list(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "usuniete.jsonl")
    return tmp_path / "usuniete.jsonl"


@pytest.fixture
def classes(db):
    for code in ("club", "psu", "application"):
        RetentionClass.objects.create(
            code=code, symbol="B10", source="wykaz akt", valid_from=D(2011, 1, 1)
        )


@pytest.fixture
def ended(users, centre, classes):
    found = PersonFactory(responsible=users.worker, last_name="Żmudzka", first_name="Genowefa")
    stay(found, D(2014, 1, 7), D(2015, 6, 30))
    return found


@pytest.fixture
def approved(ended, users) -> Destruction:
    made = propose([ended.pk], remarks="", on=TODAY, by=users.coordinator)
    made.approve(number="OP.421.7.2026", consent_on=TODAY, assessment="", on=TODAY, by=users.head)
    return made


def planted(person) -> None:
    """A mark in every text of every row that is the person's, past the triggers; of the history as well."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for held in HELD:
            for model, rows in ((held.model, held.rows_of([person])), (held.events, None)):
                if model is not None and held.is_of_erasure:
                    plant(cursor, held, model, rows, person)


def plant(cursor, held, model, rows, person) -> None:
    if rows is None:
        rows = model.objects.filter(**{held.to_person or "pgh_obj": person})
    numbers = list(rows.values_list("pk", flat=True))
    table, key = model._meta.db_table, model._meta.pk.column
    names = {field.name for field in held.model._meta.concrete_fields} - set(held.kept)
    texts = [
        field
        for field in model._meta.concrete_fields
        if field.name in names
        and not getattr(field, "generated", False)
        and field.get_internal_type() in ("CharField", "TextField")
        and not field.choices
        and not field.is_relation
        and (field.max_length is None or field.max_length > 26)
        and field.name not in ("number", "account_number", "former_number")
    ]
    cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for field in texts:
        cursor.execute(
            f"""UPDATE "{table}" SET "{field.column}" = '{MARK}' || {key}
            WHERE {key} = ANY(%s) AND "{field.column}" <> ''""",
            [numbers],
        )
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


# everything of one person


def test_nothing_of_the_person_is_left_in_any_table(scene, users):
    person = scene.inside.person
    planted(person.pk)
    assert len(everywhere(MARK)) > 40
    known = [person.pesel, f"{person.last_name} ", MARK]
    erase([person.pk], WHY, on=TODAY)
    shared = {
        # Lists of many people, kept and destroyed as the accounts of the office.
        "psu_attendancepaper",
        "reports_reportcopy",
    }
    for words in known:
        assert set(everywhere(words)) <= shared, words


def test_the_papers_say_where_their_contents_went(ended, users):
    evidence = paper(established(ended, on=D(2014, 1, 7)), scan=scan(users.worker))
    before = evidence.scan_id
    Evidence.objects.filter(pk=evidence.pk).update(scan=scan(users.worker))
    erase([ended.pk], WHY, on=TODAY)
    for document in (Document.objects.get(pk=before), Evidence.objects.get().scan):
        assert document.size == len(document.content)
        text = pypdf.PdfReader(io.BytesIO(document.content)).pages[0].extract_text()
        assert "OP.421.7.2026" in text
        assert "30.11.2026" in text


def test_unsaved_texts_go_and_those_about_others_stay(ended, users):
    for number in (ended.pk, f"{ended.pk}0"):
        Draft.objects.create(
            user=users.worker,
            address=f"/osoby/{number}/notatka/",
            window="a",
            content={"text": "x"},
            saved_at=datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC),
        )
    erase([ended.pk], WHY, on=TODAY)
    assert [draft.address for draft in Draft.objects.all()] == [f"/osoby/{ended.pk}0/notatka/"]


def test_nobody_sees_the_file_any_more_and_nothing_is_entered(ended, users, client_of):
    erase([ended.pk], WHY, on=TODAY)
    client = client_of(users.coordinator)
    assert client.get(reverse("desk:overview", args=[ended.pk])).status_code == 404
    assert "Żmudzka" not in client.get(reverse("participants:list"), {"grupa": "wszyscy"}).text
    at = datetime.datetime(2026, 11, 30, 10, tzinfo=datetime.UTC)
    with refused("data_erased"):
        Note.objects.create(person_id=ended.pk, at=at, kind="talk", text="x", author=users.worker)


def test_another_person_is_as_before(scene):
    other = scene.outside.person
    state = json.dumps(list(Person.objects.filter(pk=other.pk).values()), default=str)
    erase([scene.inside.person.pk], WHY, on=TODAY)
    assert json.dumps(list(Person.objects.filter(pk=other.pk).values()), default=str) == state


def test_the_triggers_work_again_behind_it(ended, users):
    other = PersonFactory(responsible=users.worker)
    note = Note.objects.create(
        person=other,
        at=datetime.datetime(2026, 11, 30, 10, tzinfo=datetime.UTC),
        kind="talk",
        text="x",
        author=users.worker,
    )
    erase([ended.pk], WHY, on=TODAY)
    with refused("row_is_kept"):
        Note.objects.filter(pk=note.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


# figures


def figures(year):
    return {key: plain(kind.build(year)) for key, kind in KINDS.items()}


@pytest.fixture
def counted(users, centre, classes):
    """Two people with contracts that name the same child, each other and the same stranger."""
    first, second = (PersonFactory(responsible=users.worker, sex="K") for _ in "ab")
    child, stranger = make_pesel(7777, D(2010, 5, 4)), {"last_name": "Obcy", "first_name": "Jan"}
    for person, other in ((first, second), (second, first)):
        made = draft(person, type="A", ends_on=D(2025, 8, 29))
        for facts in (
            {"pesel": child, "last_name": "Dziecko", "first_name": "Ala"},
            {"pesel": other.pesel, "last_name": other.last_name, "first_name": other.first_name},
            {**stranger, "born_on": D(1990, 1, 1)},
        ):
            Party.objects.create(contract=made, **facts)
        sign(lock(made, printed_on=D(2025, 2, 2)), on=D(2025, 2, 3))
        stay(person, D(2025, 9, 1), D(2025, 12, 30))
    worked = ReferralFactory(person=first)
    work(worked, D(2025, 5, 5), hours="4")
    return first, second


@pytest.mark.parametrize("both", [False, True])
def test_reports_count_as_before(counted, both):
    before = figures(2025)
    assert "Ala" not in str(before)
    first, second = counted
    erase([first.pk], WHY, on=TODAY)
    if both:
        erase([second.pk], WHY, on=TODAY)
    assert figures(2025) == before


# who and how


def test_only_an_approved_list_is_carried_out_and_once(approved, ended, outside_list):
    done, kept = carry_out(approved.pk, on=TODAY)
    assert [one.person_id for one in done] == [ended.pk]
    assert kept == []
    (line,) = outside.lines()
    assert (line.person, line.consent, line.erased) == (ended.pk, "OP.421.7.2026", "2026-11-30")
    with pytest.raises(Refused, match="już usunięto"):
        carry_out(approved.pk, on=TODAY)
    with pytest.raises(Refused, match="nie jest zatwierdzony"):
        carry_out(approved.pk + 1, on=TODAY)


def test_whose_case_was_opened_again_stays(approved, ended, users, outside_list):
    stay(ended, D(2026, 10, 1))
    done, kept = carry_out(approved.pk, on=TODAY)
    assert (done, kept) == ([], [ended.pk])
    assert Person.objects.get(pk=ended.pk).last_name == "Żmudzka"


def test_without_a_list_outside_nothing_is_erased(approved, ended, settings):
    settings.ERASURES_FILE = ""
    with pytest.raises(CommandError, match="ERASURES_FILE"):
        call_command("erase", destruction=approved.pk)
    assert Person.objects.get(pk=ended.pk).last_name == "Żmudzka"


def test_the_role_of_the_program_cannot_erase(approved, ended, outside_list, as_program):
    with pytest.raises(ProgrammingError):
        carry_out(approved.pk, on=TODAY)


def test_the_role_of_the_program_cannot_call_anybody_erased(ended, as_program):
    with refused("erased_by_command"):
        Person.objects.filter(pk=ended.pk).update(erased_on=TODAY)


def test_both_files_of_a_merged_person_go(approved, ended, users, outside_list):
    other = PersonFactory(responsible=users.worker, last_name="Żmudzka-Nowa")
    other.merged_into = ended
    other.save()
    carry_out(approved.pk, on=TODAY)
    assert set(Erasure.objects.values_list("person", flat=True)) == {ended.pk, other.pk}
    assert everywhere("Żmudzka") == []


def test_the_sealed_access_log_stays_whole(approved, ended, users, outside_list):
    AccessEntry.objects.create(user=users.worker, act="view", kind="person", person_number=ended.pk)
    carry_out(approved.pk, on=TODAY)
    assert AccessEntry.objects.filter(act="erase", person_number=ended.pk).exists()
    assert verify().light is not Light.RED


# the list outside


def test_another_person_under_the_number_is_left_alone(ended, outside_list):
    outside.append([outside.Line(ended.pk, "2001-01-01T00:00:00+00:00", 1, "OP.1", "2020-01-01")])
    assert waiting() == []


def test_a_list_that_was_lost_is_written_anew(approved, ended, outside_list):
    carry_out(approved.pk, on=TODAY)
    before = outside.lines()
    outside_list.unlink()
    replay()
    assert outside.lines() == before


def test_a_list_that_cannot_be_read_stops_the_start(outside_list, ended):
    outside_list.write_text('{"person": 1', encoding="utf-8")
    assert "Nie można przeczytać" in why_not_yet()


def test_contracts_are_kept_countable(ended):
    number = SocialContract.objects.get().number
    erase([ended.pk], WHY, on=TODAY)
    assert SocialContract.objects.get().number == number
