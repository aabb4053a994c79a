"""The file of a long list: the rows that the list itself gives, made by a worker, noted when fetched."""

import csv
import datetime
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.urls import resolve, reverse
from django.utils import timezone

from kis.accounts.models import User
from kis.documents import progress
from kis.documents.making import make_papers
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.inspection.long_lists import LongList
from kis.lib import long_tables, table_files
from tests.activities.factories import participant
from tests.factories import PersonFactory
from tests.taken import csv_rows, given_out, said

pytestmark = pytest.mark.django_db
PEOPLE = ("participants:table", {"grupa": "wszyscy"})


@pytest.fixture
def nothing_fits(monkeypatch):
    monkeypatch.setattr(table_files, "MOST_ROWS", 1)


@pytest.fixture
def people(users):
    return [
        PersonFactory(responsible=users.worker, last_name=name)
        for name in ("Adamska", "=CMD()", "Zięba", "Żak")
    ]


def led_to(client, name, asked, ending="csv"):
    """The page where the file is ordered, as the list leads there."""
    response = client.get(reverse(name), {**asked, "plik": ending})
    assert response.status_code == 302, response
    assert resolve(response.url).view_name == "inspection:file_new"
    return response.url


def ordered(client, page) -> Export:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(page).text)[1]
    response = client.post(page, {"form_key": key})
    assert response.status_code == 302, response.content.decode()
    return Export.objects.get(pk=response.url.split("/")[-2])


def made(client, name=PEOPLE[0], asked=PEOPLE[1], ending="csv") -> Export:
    export = ordered(client, led_to(client, name, asked, ending))
    make_papers(export, goes_on=lambda: True)
    return export


def fetched(client, export):
    return client.get(reverse("inspection:order_download", args=[export.pk]))


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_the_file_has_the_rows_of_the_list_itself(client_of, users, people, monkeypatch):
    client = client_of(users.coordinator)
    direct = csv_rows(client, PEOPLE[0], **PEOPLE[1])
    monkeypatch.setattr(table_files, "MOST_ROWS", 1)
    monkeypatch.setattr(long_tables, "AT_ONCE", 2)

    response = fetched(client, made(client))

    assert rows_of(response) == direct
    assert re.search(r"osoby-\d{4}-\d\d-\d\d\.csv", response.headers["Content-Disposition"])


def test_a_workbook_has_them_too_and_no_formula(client_of, users, people, nothing_fits):
    client = client_of(users.coordinator)

    response = fetched(client, made(client, ending="xlsx"))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    names = [cell.value for cell in sheet["A"][1:]]
    assert len(names) == len(people)
    formula = next(cell for cell in sheet["A"] if "CMD" in str(cell.value))
    assert formula.data_type == "s"
    of_csv = rows_of(fetched(client, made(client)))
    assert any(row[0].startswith("'=CMD()") for row in of_csv)


def test_a_list_of_a_queryset_is_read_by_a_cursor(client_of, users, monkeypatch):
    for _ in range(3):
        participant(users)
    client, asked = client_of(users.coordinator), ("contracts:table", {})
    direct = csv_rows(client, asked[0])
    monkeypatch.setattr(table_files, "MOST_ROWS", 1)
    monkeypatch.setattr(long_tables, "AT_ONCE", 2)

    assert rows_of(fetched(client, made(client, *asked))) == direct
    assert connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]


def test_words_that_were_looked_for_outlive_the_login(client_of, users, people, nothing_fits):
    client = client_of(users.coordinator)
    PersonFactory(responsible=users.worker, last_name="Adamski")
    listed = client.post(
        reverse("participants:list"), {"words": "adam", "group": "wszyscy"}, follow=True
    )
    token = re.search(r"s=([\w-]+)", listed.request["QUERY_STRING"])[1]
    export = ordered(client, led_to(client, "participants:table", {"s": token}))
    client.logout()

    make_papers(export, goes_on=lambda: True)

    again = client_of(users.coordinator)
    assert len(rows_of(fetched(again, export))) == 3
    assert "adam" not in export.title.lower()


def test_whoever_is_in_it_is_noted_when_it_is_fetched(client_of, users, people, nothing_fits):
    client = client_of(users.coordinator)
    export = made(client)
    assert given_out("people_list") == set()

    fetched(client, export)

    assert given_out("people_list") == {person.pk for person in people}


def test_who_may_not_read_the_list_any_more_gets_none(client_of, users, people, nothing_fits):
    client = client_of(users.coordinator)
    export = ordered(client, led_to(client, *PEOPLE))
    User.objects.get(pk=users.coordinator.pk).groups.clear()

    make_papers(export, goes_on=lambda: True)

    assert not export.items.done().exists()
    assert "nie możesz jej już czytać" in export.items.get().why


def test_an_order_is_its_authors_alone_and_dead_after_48_hours(
    client_of, users, people, nothing_fits
):
    client = client_of(users.coordinator)
    export = made(client)
    for name in ("order", "order_download"):
        address = reverse(f"inspection:{name}", args=[export.pk])
        assert client_of(users.head).get(address).status_code == 404

    long_ago = timezone.now() - datetime.timedelta(hours=48)
    wanted = LongList().wanted("/osoby/tabela/?plik=csv", "Osoby", {})
    old = order_papers(LongList(), "Osoby", [wanted], by=users.coordinator, at=long_ago)
    old.items.get().finish(b"x")

    assert fetched(client, export).status_code == 200
    assert fetched(client, old).status_code == 302
    assert "Plik wygasł" in said(client.get(reverse("inspection:order", args=[old.pk])))


def test_a_list_longer_than_any_file_says_so(client_of, users, people, nothing_fits, monkeypatch):
    participant(users)
    participant(users)
    monkeypatch.setattr(long_tables, "MOST_PREPARED", 1)
    client = client_of(users.coordinator)

    export = made(client, "contracts:table", {})

    assert "najwyżej 1 wierszy" in export.items.get().why
    assert "najwyżej 1 wierszy" in said(client.get(reverse("inspection:order", args=[export.pk])))


def test_an_address_that_no_list_signed_orders_nothing(client_of, users):
    client = client_of(users.coordinator)
    for forged in ("x", "eyJhZGRyZXNzIjoiLyJ9:1:x"):
        address = reverse("inspection:file_new", args=[forged])
        assert client.get(address).status_code == 404
        assert client.post(address, {"form_key": "x"}).status_code == 404
    assert not Export.objects.exists()


def test_how_far_it_is_is_seen_before_the_end(client_of, users, people, nothing_fits):
    client = client_of(users.coordinator)
    export = ordered(client, led_to(client, *PEOPLE))
    address = reverse("inspection:order", args=[export.pk])
    assert "czeka w kolejce" in said(client.get(address))

    progress.tell(export.items.get(), 500, 20_000)
    with connection.cursor() as cursor:  # what was seen once is seen so to the transaction's end
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    try:
        assert "500 z 20000" in said(client.get(address))
    finally:
        progress.told_all()


def test_a_list_on_the_screen_offers_to_prepare_what_is_too_long(
    client_of, users, people, nothing_fits
):
    participant(users)
    participant(users)
    page = said(client_of(users.coordinator).get(reverse("contracts:register")))
    assert "Przygotuj plik" in page
    assert "Pobierz tabelę" not in page


def test_who_lost_the_right_since_it_was_made_does_not_get_it(
    client_of, users, people, nothing_fits
):
    client = client_of(users.coordinator)
    export = made(client)
    assert fetched(client, export).status_code == 200
    users.coordinator.groups.clear()
    response = fetched(client, export)
    assert response.url == reverse("inspection:order", args=[export.pk])
    assert "nie możesz już czytać" in said(client.get(response.url))
