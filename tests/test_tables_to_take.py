"""Every page that offers its table gives it to whoever reads the page, and the log names who is in it."""

import csv
import html
import io
import re

import openpyxl
import pytest

from kis.journal.models import AccessEntry
from kis.lib import table_files
from tests.scene import PAGES, address, user_of

READ = [page for page in PAGES if "get" in page.methods]


def offered(client, page, records):
    """Where the page's buttons lead, without the ending of the file."""
    response = client.get(address(page, records), follow=True)
    if not response.headers["Content-Type"].startswith("text/html"):
        return []
    path = response.request["PATH_INFO"]
    links = re.findall(r'href="([^"]*\bplik=)csv"', response.content.decode())
    found = [html.unescape(link) for link in links]
    return [f"{path}{link}" if link.startswith("?") else link for link in found]


def tables(world, client_of):
    """Of each page that offers any: the page, a client of its first role, and the addresses."""
    for page in READ:
        client = client_of(user_of(world.users, min(page.roles)))
        if links := offered(client, page, world.inside):
            yield page, client, links


def people_in(response, world) -> bool:
    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
    return any(str(world.inside.person) in cell for row in rows for cell in row)


def heads_of(response, kind):
    if kind == "csv":
        return next(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    return [cell.value for cell in openpyxl.load_workbook(io.BytesIO(response.content)).active[1]]


@pytest.mark.django_db
def test_it_comes_as_both_files_and_whoever_is_named_in_it_is_noted(world, client_of):
    taken = {}
    for page, _, links in tables(world, client_of):
        for role in sorted(page.roles):
            user = user_of(world.users, role)
            for link in links:
                answer = client_of(user).get(f"{link}csv")
                taken[link] = user, answer
                noted = AccessEntry.objects.filter(user=user, act="download")
                if people_in(answer, world):
                    noted = noted.filter(person_number=world.inside.person.pk)
                    assert noted.exists(), (link, role)
    assert len(taken) > 15
    for link, (user, response) in taken.items():
        book = client_of(user).get(f"{link}xlsx")
        assert heads_of(book, "xlsx") == heads_of(response, "csv"), link


@pytest.mark.django_db
def test_one_that_is_too_long_is_refused_with_what_to_do_and_nobody_is_noted(
    world, client_of, monkeypatch
):
    monkeypatch.setattr(table_files, "MOST_ROWS", 0)
    for _, client, links in tables(world, client_of):
        before = AccessEntry.objects.filter(act="download").count()
        for link in links:
            page = html.unescape(client.get(f"{link}csv", follow=True).text)
            assert "Naraz można pobrać najwyżej 0 wierszy" in page, link
        assert AccessEntry.objects.filter(act="download").count() == before, links
