"""Tables that a list gives to take away, as tests read them."""

import csv
import html
import io

from django.urls import reverse

from kis.journal.models import AccessEntry


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
