"""A list of people: what is read of each row, what keeps a row out, what is only told."""

import datetime

import pytest

from participants.models import Person
from tests.factories import PersonFactory, make_pesel
from tests.imports.made import judged, said

pytestmark = pytest.mark.django_db
EWA = {"last_name": "Lis", "first_name": "Ewa"}
BORN = datetime.date(2002, 3, 5)


def row_of(users, **cells):
    return judged([EWA | cells], users)[0]


def test_a_name_is_enough_and_the_missing_number_is_told(users):
    row = row_of(users)

    assert row.faults == []
    assert [column for column, _ in said(row, "remarks")] == ["pesel"]
    assert row.facts["responsible"] == users.coordinator
    assert row.facts["citizenship"] == "polskie"


def test_the_number_tells_birth_and_sex(users):
    row = row_of(users, pesel=make_pesel(1000, BORN))

    assert (row.facts["born_on"], row.facts["sex"], row.faults) == (BORN, "K", [])


def test_zeros_that_a_spreadsheet_lost_are_put_back_and_told_masked(users):
    whole = make_pesel(1002, BORN)
    assert whole.startswith("0")

    row = row_of(users, pesel=whole.lstrip("0"))

    assert (row.facts["pesel"], row.faults) == (whole, [])
    assert said(row, "remarks") == [
        ("pesel", f"Dopisano zera, które zgubił arkusz: •••••••{whole[-4:]}.")
    ]


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({"last_name": ""}, "last_name", "wymagan"),
        ({"pesel": "123"}, "pesel", "11 cyfr"),
        ({"pesel": "81050412340"}, "pesel", "błędną cyfrę kontrolną"),
        ({"born_on": "31.02.1981"}, "born_on", "Nie ma takiej daty"),
        ({"born_on": "5 maja 1981"}, "born_on", "nie jest data urodzenia"),
        ({"sex": "kob"}, "sex", "Dozwolone: kobieta, mężczyzna"),
        ({"is_homeless": "czasem"}, "is_homeless", "„tak” albo „nie”"),
        ({"phone": "12 34"}, "phone", "co najmniej 9 cyfr"),
        ({"postal_code": "2410"}, "postal_code", "24-100"),
        ({"responsible": "Nikt Taki"}, "responsible", "nie ma „Nikt Taki”"),
        ({"identity_number": "ABC 1"}, "", "i rodzaj, i numer"),
        ({"town": "#N/A"}, "town", "stoi tu błąd (#N/A)"),
        ({"town": "=A1&B1"}, "town", "formuła bez wyniku"),
        ({"town": "x" * 61}, "town", "60"),
        ({"last_name": "Lis i Sowa"}, "last_name", "dwie osoby"),
        ({"first_name": "Ewa, Jan"}, "first_name", "dwie osoby"),
        ({"pesel": "81050412355 02230510026"}, "pesel", "dwie osoby"),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_column(cells, column, part, users):
    found = [text for name, text in said(row_of(users, **cells)) if name == column]

    assert any(part in text for text in found), found


def test_all_faults_of_a_row_are_told_in_one_reading(users):
    row = row_of(users, pesel="123", born_on="x", phone="1", sex="y")

    assert {column for column, _ in said(row)} == {"pesel", "born_on", "phone", "sex"}


def test_words_are_read_however_their_letters_are_written(users):
    row = row_of(
        users,
        sex="KOBIETA",
        is_homeless="X",
        education="srednie",
        responsible="wrona anna",
        born_on="5.3.1981",
    )

    assert row.faults == []
    assert (row.facts["sex"], row.facts["education"]) == ("K", "secondary")
    assert (row.facts["is_homeless"], row.facts["responsible"]) == (True, users.worker)


def test_a_day_that_lost_its_format_is_read_and_told(users):
    row = row_of(users, born_on="29710")

    assert (row.facts["born_on"], row.faults) == (datetime.date(1981, 5, 4), [])
    assert (
        "born_on",
        "W arkuszu stoi tu liczba 29710, czyli dzień 4.05.1981. Sprawdź go.",
    ) in said(row, "remarks")


def test_a_number_with_a_wrong_digit_stays_for_a_reason(users):
    row = row_of(users, pesel="81050412340", pesel_kept_reason="tak w dowodzie")

    assert row.faults == []


def test_somebody_in_the_register_with_the_same_number_is_named(users):
    known = PersonFactory(responsible=users.worker)

    row = row_of(users, pesel=known.pesel)

    assert row.faults[0]["person"] == known.pk
    assert known.last_name in row.faults[0]["text"]


def test_somebody_alike_is_a_question_that_a_word_answers(users):
    known = PersonFactory(
        responsible=users.worker, last_name="Lis", first_name="Ewa", pesel="", born_on=None
    )

    asked = row_of(users)
    told_apart = row_of(users, distinguished_by="inna matka")

    assert [(fault["column"], fault["person"]) for fault in asked.faults] == [
        ("distinguished_by", known.pk)
    ]
    assert told_apart.faults == []
    assert told_apart.remarks[-1]["person"] == known.pk


def test_who_is_in_another_part_of_the_office_is_not_named(users):
    PersonFactory(
        responsible=users.worker, area="families", last_name="Lis", first_name="Ewa", born_on=None
    )

    fault = row_of(users).faults[0]

    assert "której nie widzisz" in fault["text"]
    assert "person" not in fault


def test_two_rows_of_one_list_name_each_other(users):
    pesel = make_pesel(1000, BORN)

    first, second, other = judged(
        [EWA | {"pesel": pesel}, EWA | {"last_name": "Sowa", "pesel": pesel}, EWA], users
    )

    assert {fault["row"] for fault in first.faults} <= {3, 4}
    assert [(fault["column"], fault["row"]) for fault in second.faults] == [("pesel", 2)]
    assert [(fault["column"], fault["row"]) for fault in other.faults] == [("distinguished_by", 2)]


def test_what_a_constraint_alone_refuses_is_a_fault_of_its_row_and_nothing_stays(users):
    rows = judged(
        [
            EWA,
            {"last_name": "Sowa", "first_name": "Jan", "identity_number": "X1"},
            {"last_name": "Kos", "first_name": "Adam"},
        ],
        users,
    )

    assert [len(row.faults) for row in rows] == [0, 1, 0]
    assert not Person.objects.exists()
