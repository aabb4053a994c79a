"""The file of participants, read back by a reader that knows nothing of the program: by position."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from kis.documents.making import make_papers
from kis.documents.models import Export
from kis.journal.models import AccessEntry
from kis.programmes.models import ExportColumn, ExportTemplate, ProjectWord
from kis.programmes.project.file import participants_csv, template_of
from kis.programmes.project.lacks import lacks
from kis.programmes.project.participants import participants_of
from kis.programmes.project.words import Dictionaries
from tests.factories import PersonFactory
from tests.privacy.test_restriction import restrict
from tests.programmes.factories import D
from tests.programmes.project_rows import applies, leaves, project_of, starts, supports, tells

pytestmark = pytest.mark.django_db
ON = D(2026, 11, 25)


@pytest.fixture
def project(users):
    return project_of(users)


@pytest.fixture
def enrolment(project, users):
    """Łukasz Kowalczyk, born on 4 May 1981, in two forms of support, left and told."""
    row = applies(project, users, person_of(users))
    starts(row)
    supports(row, D(2026, 2, 2), kind="poradnictwo")
    supports(row, D(2026, 3, 2), kind="szkolenie")
    leaves(row, D(2026, 6, 30))
    tells(row, situations=("work", "qualified"))
    return row


def person_of(users, **facts):
    known = {
        "last_name": "Kowalczyk",
        "first_name": "Łukasz",
        "pesel": "81050412359",
        "born_on": D(1981, 5, 4),
        "sex": "M",
    }
    return PersonFactory(responsible=users.worker, area="programmes", **known | facts)


def written(project, on=ON) -> bytes:
    return participants_csv(participants_of(project), template_of(on), Dictionaries(on))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8", "strict")), delimiter=";"))


def test_each_cell_stands_in_its_place(project, enrolment):
    head, row = read(written(project))

    assert len(head) == len(row) == 40
    assert [place for place, words in enumerate(head) if words == "w tym"] == [26, 32]
    assert row[:8] == [
        *("Polska", "Indywidualny", "", "Łukasz", "Kowalczyk", "81050412359", "Nie", ""),
    ]
    assert row[8:12] == [
        "Mężczyzna",
        "44",
        "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)",
        "Obywatelstwo polskie",
    ]
    assert row[12:20] == [
        *("świętokrzyskie", "starachowicki", "Starachowice", "Starachowice"),
        *("ul. Iłżecka", "12", "4", "27-200"),
    ]
    assert row[20:25] == [
        *("DEGURBA 2", "600100200", "ktos@example.org", "2026-02-02", "2026-06-30"),
    ]
    assert row[25:28] == ["Osoba bezrobotna", "Osoba długotrwale bezrobotna", ""]
    assert row[28] == "Osoba podjęła pracę lub samozatrudnienie|Osoba uzyskała kwalifikacje"
    assert row[29] == "Tak"
    assert row[31:34] == ["Poradnictwo|Szkolenie lub kurs", "|", "2026-02-02|2026-03-02"]
    assert row[34:] == ["", "Nie", "Nie", "Odmowa podania informacji", "Nie", "Tak"]


def test_isced_has_its_long_dash(project, users):
    row = applies(project, users)
    starts(row, education="higher")
    supports(row)

    assert read(written(project))[1][10] == "Wyższe (ISCED 5\u20138)"


def test_no_mark_stands_in_front_and_lines_end_as_the_system_has_them(project, enrolment):
    content = written(project)

    assert content.startswith(b"Kraj;Rodzaj uczestnika;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2


def test_an_arrangement_of_the_office_gives_its_columns(project, enrolment, users):
    ExportTemplate.objects.update(valid_to=D(2026, 10, 31))
    template = ExportTemplate.objects.create(
        source="wzór z systemu, 2.11.2026", valid_from=D(2026, 11, 1), rows="support"
    )
    for place, (heading, content) in enumerate(
        [("w tym", "status_detail"), ("w tym", "support"), ("", "empty"), ("od", "support_from")],
        start=1,
    ):
        ExportColumn.objects.create(
            template=template, place=place, heading=heading, content=content
        )

    assert read(written(project)) == [
        ["w tym", "w tym", "", "od"],
        ["Osoba długotrwale bezrobotna", "Poradnictwo", "", "2026-02-02"],
        ["Osoba długotrwale bezrobotna", "Szkolenie lub kurs", "", "2026-03-02"],
    ]
    assert len(read(written(project, D(2026, 10, 31)))[0]) == 40


def test_a_word_is_told_as_the_system_says_it_on_the_day_of_the_file(project, enrolment):
    word = ProjectWord.objects.get(field="status", code="unemployed")
    word.valid_to = D(2026, 10, 31)
    word.save()
    ProjectWord.objects.create(
        field="status",
        code="unemployed",
        wording="Bezrobotny/a",
        source="system",
        valid_from=D(2026, 11, 1),
    )

    assert read(written(project))[1][25] == "Bezrobotny/a"
    assert read(written(project, D(2026, 10, 31)))[1][25] == "Osoba bezrobotna"


def test_a_semicolon_and_a_line_break_do_not_move_cells(project, users):
    row = applies(project, users)
    starts(row, kind="institutional", institution='Zakład "Iskra"; oddział')
    supports(row)
    cells = read(written(project))

    assert cells[1][2] == 'Zakład "Iskra"; oddział'
    assert {len(line) for line in cells} == {40}


@pytest.mark.parametrize(
    ("person", "start", "words"),
    [
        ({}, {"phone": ""}, "telefon"),
        ({}, {"email": ""}, "adres e-mail"),
        ({}, {"email": "łukasz@example.org"}, "adres e-mail bez polskich liter"),
        ({"sex": "K"}, {}, "płeć nie zgadza się z numerem PESEL"),
        ({"pesel": "81050412350"}, {}, "PESEL ma błędną cyfrę kontrolną"),
        ({"pesel": ""}, {}, "PESEL albo inny dokument w kartotece"),
        ({"born_on": None}, {}, "data urodzenia w kartotece"),
        ({}, {"disability": ""}, "odpowiedź: niepełnosprawność (może być odmowa)"),
        ({}, {"status": "", "status_detail": ""}, "status na rynku pracy"),
        ({}, {"street": "=1+1"}, "adres albo instytucja zaczyna się od znaku działania"),
    ],
)
def test_what_is_missing_is_told(project, users, person, start, words):
    row = applies(project, users, person_of(users, **person))
    starts(row, **start)
    supports(row)

    assert lacks(*participants_of(project)) == [words]


def test_restricted_data_are_given_to_nobody(project, enrolment, users):
    restrict(enrolment.person, users)

    (missing,) = lacks(*participants_of(project))
    assert missing.startswith("przetwarzanie danych jest ograniczone")


def test_a_refused_answer_is_an_answer(project, enrolment):
    assert lacks(*participants_of(project)) == []


def test_who_lacks_something_is_named_before_the_order_and_is_not_in_the_file(
    project, enrolment, users, client_of
):
    other = applies(project, users)
    starts(other, phone="")
    supports(other)
    client, url = (
        client_of(users.programmes),
        reverse("programmes:project_export", args=[project.pk]),
    )

    page = client.get(url).content.decode()
    assert "Nie wejdą do pliku: 1" in page
    assert "telefon" in page
    assert client.post(url).status_code == 302
    export = Export.objects.get(kind="project-file")
    make_papers(export, goes_on=lambda: True)
    item = export.items.get()
    assert item.outcome == {"people": [enrolment.person_id]}
    answer = client.get(reverse("inspection:order_download", args=[export.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [line[4] for line in read(answer.content)] == ["Nazwisko", "Kowalczyk"]
    noted = AccessEntry.objects.filter(act="download", kind="project_file")
    assert list(noted.values_list("person_number", flat=True)) == [enrolment.person_id]
    assert export.expires_at - export.created_at == datetime.timedelta(hours=48)


def test_nobody_else_fetches_the_file(project, enrolment, users, client_of):
    client_of(users.programmes).post(reverse("programmes:project_export", args=[project.pk]))
    export = Export.objects.get(kind="project-file")
    make_papers(export, goes_on=lambda: True)
    url = reverse("inspection:order_download", args=[export.pk])

    assert client_of(users.coordinator).get(url).status_code == 404
    project.staff.update(ends_on=D(2026, 1, 31))
    answer = client_of(users.programmes).get(url)
    assert answer.status_code == 302
    assert not AccessEntry.objects.filter(kind="project_file", act="download").exists()
