"""Tables that a list gives to take away, as tests read them."""

import csv
import html
import io

from django.core import signing
from django.urls import resolve, reverse

from kis.journal.models import AccessEntry
from kis.lib.table_files import SIGNED_AS


def csv_rows(client, name, *arguments, **chosen) -> list[list[str]]:
    """From the address of the list itself, or of its table."""
    response = client.get(reverse(name, args=arguments), {**chosen, "plik": "csv"})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/csv"), said(response)
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def said(response) -> str:
    return html.unescape(response.content.decode())


def given_out(kind: str) -> set[int]:
    """Numbers of the people whom the access log names for tables of this kind."""
    noted = AccessEntry.objects.filter(act="download", kind=kind)
    return set(noted.values_list("person_number", flat=True))


def prepares(response) -> str:
    """Of a list that was too long: the address, with its filter, whose file the page led to would prepare."""
    page = resolve(response.redirect_chain[0][0])
    assert page.view_name == "inspection:file_new"
    return signing.loads(page.kwargs["told"], salt=SIGNED_AS)["address"]
