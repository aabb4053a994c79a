"""Who is asked about as probably the same person."""

from datetime import date

import pytest
from django.db import connection

from kis.lib.dates import DAY
from participants.duplicates import probable_duplicates
from participants.models import Person
from tests.factories import PersonFactory

BORN = date(1981, 5, 4)


@pytest.fixture
def known(users):
    """Make people known; gives the person."""

    def make(last_name="Kowalska", first_name="Anna", **facts):
        facts = {"born_on": BORN, "pesel": "", "responsible": users.worker} | facts
        return PersonFactory(last_name=last_name, first_name=first_name, **facts)

    return make


def asked(last_name="Kowalska", first_name="Anna", **facts) -> bool:
    facts = {"born_on": BORN} | facts
    return probable_duplicates(last_name=last_name, first_name=first_name, **facts).exists()


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        *[({}, {}), ({}, {"last_name": "KOWALSKA", "first_name": "anna"})],
        # exchanged
        *[({}, {"last_name": "Anna", "first_name": "Kowalska"})],
        *[({"last_name": "Anna", "first_name": "Kowalska"}, {})],
        *[({"last_name": "Kowalska-Nowak"}, {"last_name": "Anna", "first_name": "Kowalska-Nowak"})],
        # a second given name
        *[({}, {"first_name": "Anna Maria"}), ({"first_name": "Anna Maria"}, {})],
        *[({"second_name": "Maria"}, {"first_name": "Maria"}), ({}, {"second_name": "Maria"})],
        *[({"second_name": "Maria"}, {"first_name": "Maria", "second_name": "Anna"})],
        *[({"first_name": "Anna Maria"}, {"first_name": "Anna-Maria"})],
        *[({"first_name": "Anna-Maria"}, {}), ({"first_name": "Maria-Anna"}, {})],
        *[
            ({"first_name": "Anna-Maria"}, {"first_name": "Anna Maria"}),
            ({}, {"first_name": "Anna-Ewa"}),
        ],
        *[({"first_name": "Anna-Maria"}, {"first_name": "Anna - Maria"})],
        # a doubled surname
        *[({}, {"last_name": "Kowalska-Nowak"}), ({}, {"last_name": "Nowak - Kowalska"})],
        *[({"last_name": "Kowalska-Nowak"}, {}), ({"last_name": "Nowak-Kowalska"}, {})],
        *[({"last_name": "Kowalska-Nowak"}, {"last_name": "Nowak-Kowalska"})],
        *[({"last_name": "Kowalska-Nowak"}, {"last_name": "Kowalska Nowak"})],
        *[({"last_name": "Kowalska Nowak"}, {"last_name": "Kowalska"})],
        *[({"last_name": "Lis"}, {"last_name": "Lis-Nowak"})],
        *[({"last_name": "O'Neil"}, {"last_name": "O\u2019Neil"})],
        # a day of birth
        *[({}, {"born_on": date(1981, 5, 3)}), ({}, {"born_on": date(1981, 5, 5)})],
        *[({}, {"born_on": date(1981, 4, 5)}), ({}, {"born_on": None}), ({"born_on": None}, {})],
        # several at once
        *[({"second_name": "Maria"}, {"last_name": "Nowak-Kowalska", "first_name": "Maria"})],
        *[({}, {"last_name": "Anna", "first_name": "Kowalska", "born_on": date(1981, 5, 5)})],
    ],
)
def test_somebody_alike_is_asked_about(there, typed, known):
    known(**there)

    assert asked(**typed)


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        *[({}, {"first_name": "Zofia"}), ({}, {"last_name": "Kowal"}), ({}, {"last_name": "Ska"})],
        *[({}, {"born_on": date(1981, 5, 6)}), ({}, {"born_on": date(1982, 5, 4)})],
        *[({"last_name": "Kowalska-Nowak"}, {"last_name": "Nowakowska"})],
        *[({"last_name": "Kowalska-Nowak"}, {"last_name": "Kowalska-Lis"})],
        *[({"first_name": "Joanna"}, {}), ({}, {"first_name": "Joanna"})],
        *[({"first_name": "Joanna-Ewa"}, {}), ({"first_name": "Ewa-Maria"}, {})],
        *[({"last_name": "Kowalska%"}, {"last_name": "Kowalska_"})],
        *[({}, {"last_name": "Anna", "first_name": "Zofia"})],
    ],
)
def test_others_are_not(there, typed, known):
    known(**there)

    assert not asked(**typed)


@pytest.mark.parametrize("typed", ["ABC 123456", "abc123456", "ABC-123 456", "ABC\xa0123456"])
def test_the_same_document_is_asked_about_whatever_the_names(typed, known):
    known(identity_kind="id_card", identity_number="ABC 123456")

    assert asked("Inna", "Osoba", born_on=None, identity_number=typed)
    assert not asked("Inna", "Osoba", identity_number="ABC 123457")


@pytest.mark.parametrize("typed", ["", "-", "brak?"])
def test_no_document_is_no_document_in_common(typed, known):
    known()

    assert not asked("Inna", "Osoba", identity_number=typed)


def test_a_merged_file_is_asked_about_by_its_pesel_alone(known):
    known(
        merged_into=known("Nowak"), pesel="81050412359", identity_kind="other", identity_number="1"
    )

    assert not asked(identity_number="1")
    assert asked(pesel="81050412359")


@pytest.fixture
def crowd(users):
    Person.objects.bulk_create(
        Person(
            last_name=f"Kowal{number}",
            first_name="Anna",
            born_on=date(1950, 1, 1) + number * DAY,
            pesel=f"{number:011}",
            identity_kind="other",
            identity_number=f"N {number}",
            responsible=users.worker,
        )
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        # The plan of a million: so few are read one after another, or by the index of merged files.
        cursor.execute("ANALYZE participants_person; SET LOCAL enable_seqscan = off")
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'participants_person_merged_into%'"
        )
        for (index,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {index}")


@pytest.mark.parametrize("last_name", ["Kowalska-Nowak", "Kowalska"])
@pytest.mark.parametrize("born_on", [BORN, None])
def test_everybody_is_never_read_for_it(last_name, born_on, crowd):
    """Each question is answered by conditions of indexes, however many people there are."""
    plans = []

    def explained(execute, sql, params, many, context):
        execute(f"EXPLAIN {sql}", params, many, context)
        plans.append("\n".join(row for (row,) in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        asked(last_name, born_on=born_on, pesel="81050412359", identity_number="ABC 123456")
    alike, with_papers = plans
    for plan in plans:
        assert "Seq Scan" not in plan
        assert plan.count("Index Scan") == plan.count("Index Cond:")
    # By the surname, or by the few days that may be meant.
    found_by = {"person_surname_start"} | ({"person_born_on"} if born_on else set())
    assert any(index in alike for index in found_by)
    assert "person_pesel_once" in with_papers
    assert "person_identity_number" in with_papers


def test_of_many_namesakes_whoever_has_the_same_papers_is_among_those_asked_about(
    known, monkeypatch
):
    monkeypatch.setattr("participants.duplicates.NAMESAKES", 2)
    for _number in range(3):
        known()
    same = known(pesel="81050412359")

    people = probable_duplicates(last_name="Kowalska", first_name="Anna", pesel="81050412359")

    assert same in people
