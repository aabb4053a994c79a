"""The screens of a list, from the file to its acceptance, as a coordinator goes through them."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kis.imports import tasks
from kis.imports.models import ImportFile
from kis.imports.reading.xlsx import read_xlsx
from kis.imports.registry import KINDS
from kis.journal.models import AccessEntry
from participants.models import Person
from tests.factories import PersonFactory, make_pesel
from tests.imports.made import accept, accepted, checked, people, received

pytestmark = pytest.mark.django_db
LIS, KOS = ("Lis", "Ewa", make_pesel(1000)), ("Kos", "Adam", "123")


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def address(name, *args):
    return reverse(f"imports:{name}", args=args)


def send(client, content, *, expected=5, name="lista.xlsx"):
    key = re.search(r'form_key" value="([^"]+)"', client.get(address("start")).content.decode())[1]
    sent = {"kind": "people", "expected": expected, "form_key": key}
    file = SimpleUploadedFile(name, content)
    return client.post(address("start"), sent | {"file": file}, follow=True)


def the_list() -> ImportFile:
    return ImportFile.objects.get()


def test_from_the_file_to_the_register(client, users):
    page = text_of(send(client, people(LIS, KOS)))
    assert "A: Nazwisko" in page
    places = dict(the_list().columns)

    client.post(address("columns", the_list().pk), {"headings": 1, **places})
    assert the_list().state == "checking"
    tasks.check_import(the_list().pk)

    page = text_of(client.get(address("file", the_list().pk)))
    assert "Do dodania: <strong>1</strong>, z błędem: <strong>1</strong>" in page
    assert "Numer PESEL ma 11 cyfr" in page
    assert "Przyjmij" not in page

    row = address("row", the_list().pk, 3)
    assert "Numer PESEL ma 11 cyfr" in text_of(client.get(row))
    client.post(row, sent_row(client, row) | {"pesel": make_pesel(1001)})
    page = text_of(client.get(address("file", the_list().pk)))
    assert "Przyjmij: dodaj 2" in page

    client.post(address("accept", the_list().pk))
    tasks.accept_import(the_list().pk)

    page = text_of(client.get(address("file", the_list().pk)))
    lis = Person.objects.get(last_name="Lis")
    assert f'<a href="{reverse("participants:details", args=[lis.pk])}">Lis Ewa</a>' in page
    assert AccessEntry.objects.filter(person_number=lis.pk, kind="import").exists()


def sent_row(client, address) -> dict:
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_refused_correction_stays_on_the_page_with_what_was_typed(client, users):
    file = checked(people(KOS), users)
    row = address("row", file.pk, 2)

    page = text_of(client.post(row, sent_row(client, row) | {"pesel": "77"}))

    assert 'value="77"' in page
    assert "Numer PESEL ma 11 cyfr" in page
    assert file.rows.get().cells["pesel"] == "77"


def test_a_row_that_somebody_changed_meanwhile_is_not_overwritten(client, users):
    file = checked(people(KOS), users)
    row = address("row", file.pk, 2)
    opened = sent_row(client, row)
    file.rows.update(cells={"last_name": "Sowa", "first_name": "Jan"})

    page = text_of(client.post(row, opened | {"pesel": ""}))

    assert "Ktoś inny zmienił w tym czasie ten wiersz" in page
    assert file.rows.get().cells["last_name"] == "Sowa"


def test_a_row_is_left_out_and_comes_back_when_it_is_saved(client, users):
    file = checked(people(LIS, KOS), users)
    row = address("row", file.pk, 2)

    client.post(row, sent_row(client, row) | {"skip": "1"})
    assert file.rows.get(number=2).state == "skipped"
    client.post(row, sent_row(client, row))
    assert file.rows.get(number=2).state == "ready"


def test_a_pesel_is_masked_in_the_list(client, users):
    file = checked(people(LIS), users)

    page = text_of(client.get(address("file", file.pk)))

    assert LIS[2] not in page
    assert f"•••••••{LIS[2][-4:]}" in page


def test_a_fault_leads_to_the_person_that_it_names(client, users):
    known = PersonFactory(responsible=users.worker)
    file = checked(people(("Kos", "Adam", known.pesel)), users)

    page = text_of(client.get(address("file", file.pk)))

    assert reverse("participants:details", args=[known.pk]) in page


def test_more_than_was_said_pauses_until_the_number_is_put_right(client, users):
    file = checked(people(LIS, ("Kos", "Adam")), users, expected=1)
    page = text_of(client.get(address("file", file.pk)))
    assert "Wstrzymano ją" in page
    assert "Przyjmij" not in page
    client.post(address("accept", file.pk))
    file.refresh_from_db()
    assert file.state == "checked"

    client.post(address("expect", file.pk), {"expected": "2"})

    assert "Przyjmij: dodaj 2" in text_of(client.get(address("file", file.pk)))


def test_the_same_file_leads_to_its_list(client, users):
    content = people(LIS)
    file = checked(content, users)

    response = send(client, content)

    assert response.redirect_chain[0][0] == address("file", file.pk)
    assert "Ten sam plik jest już wczytany" in text_of(response)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7", "nie jest lista"),
        (b"\xd0\xcf\x11\xe0", "hasłem"),
        (b"PK\x03\x04", "uszkodzony"),
    ],
)
def test_what_is_no_list_is_refused_beside_the_field(client, content, why):
    assert why in text_of(send(client, content))
    assert not ImportFile.objects.exists()


def test_the_letters_of_a_list_are_said_and_shown(client, users):
    send(client, "Nazwisko;Imię\nŻółw;Łucja\n".encode("cp1250"), name="lista.csv")
    file = the_list()
    assert (file.encoding, file.delimiter) == ("cp1250", ";")
    assert "Żółw" in text_of(client.get(address("columns", file.pk)))

    said = {"encoding": "utf-8", "delimiter": ";"}
    page = text_of(client.post(address("read_again", file.pk), said, follow=True))

    assert "Wybierz kodowanie Windows-1250" in page
    file.refresh_from_db()
    assert file.encoding == "cp1250"


def test_one_column_of_the_file_holds_one_thing(client, users):
    file = received(people(LIS), users)
    sent = {"headings": 1, "last_name": 0, "first_name": 0}

    page = text_of(client.post(address("columns", file.pk), sent))

    assert "jest już wybrana: Nazwisko" in page
    file.refresh_from_db()
    assert file.state == "new"


def test_a_list_that_is_dropped_leaves_nothing(client, users):
    file = checked(people(LIS), users)

    client.post(address("drop", file.pk))

    file.refresh_from_db()
    assert (file.state, file.content, file.rows.count()) == ("dropped", None, 0)


def test_the_three_heaps_are_told_apart(client, users):
    file = accepted(people(LIS, ("Kos", "Adam")), users)
    changed = Person.objects.get(last_name="Lis")
    changed.phone = "600 100 200"
    changed.save()
    client.post(address("take_back", file.pk))
    tasks.take_back_import(file.pk)

    page = text_of(client.get(address("file", file.pk)))

    assert "Zostały, bo ktoś je już zmienił: 1" in page
    assert "Nie da się cofnąć: 0" in page
    assert "Cofnięte: 1" in page
    assert "Lis Ewa" in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_read_back_with_every_column(client, kind):
    content = client.get(address("template", kind)).content
    columns = KINDS[kind].columns()

    assert read_xlsx(content).lines[0].cells == [column.heading for column in columns]
    told = read_xlsx(content, 1).lines[1:]
    assert [line.cells[0] for line in told] == [column.heading for column in columns]


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_template_can_be_read(kind, users):
    for column in KINDS[kind].columns():
        if column.example:
            try:
                column.field.clean(column.example)
            except ValidationError as error:
                pytest.fail(f"{column.heading}: {error}")


def test_a_list_of_fifty_rows_asks_no_more_than_a_list_of_two(
    client, users, django_assert_max_num_queries
):
    file = checked(people(*((f"Lis{n}", "Ewa", make_pesel(n)) for n in range(1000, 1050))), users)

    with django_assert_max_num_queries(15):
        client.get(address("file", file.pk))


def test_rows_left_out_are_taken_away_with_their_faults_and_read_again(client, users):
    file = checked(people(LIS, KOS, ("Sowa", "Jan", "=1+1", "31.02.1980")), users)
    client.post(address("skip", file.pk))
    assert "Treść pominiętych wierszy zniknie" in text_of(client.get(address("file", file.pk)))

    content = client.get(address("left_out", file.pk)).content

    head, kos, sowa = (line.cells for line in read_xlsx(content).lines)
    assert head[-2:] == ["Wiersz w pliku", "Co poprawić"]
    assert (kos[head.index("PESEL")], kos[-2]) == ("123", "3")
    assert kos[-1].startswith("PESEL: Numer PESEL ma 11 cyfr")
    assert len(sowa[-1].splitlines()) >= 2
    assert AccessEntry.objects.filter(act="download", kind="import", number=file.pk).exists()
    again = checked(content, users)
    assert "told" not in again.columns
    assert [row.faults for row in again.rows.all()] == [
        row.faults for row in file.rows.filter(state="skipped")
    ]


def test_a_list_that_was_accepted_gives_nothing_left_out(client, users):
    file = checked(people(LIS, KOS), users)
    client.post(address("skip", file.pk))
    accept(file, users)

    assert client.get(address("left_out", file.pk)).status_code == 302


def test_many_lists_are_paged(client, users):
    file = received(people(LIS), users)
    for number in range(50):
        file.pk, file.sha256 = None, f"{number:064}"
        file.save()

    page = text_of(client.get(address("start")))

    assert "strona 1 z 2" in page
    assert page.count("lista.xlsx") == 50
