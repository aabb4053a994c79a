"""Pages of the permission table as their readers see them: the words of a page, a paper or a table."""

import html
import io
import re
import zipfile

from django.urls import reverse
from django.utils import timezone

from contracts import register_columns
from participants import people_columns
from tests import papers
from tests.access import GET
from tests.scene import PAGES, address

PDF, ZIPPED = "application/pdf", "application/vnd.openxmlformats"
# Anew at each request: the token of a form and of one save.
OF_THIS_ANSWER = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_key|once|[a-z_-]*token)" value="[^"]*"|X-CSRFToken[^}]*}'
)


def words_of(response) -> str:
    kind = response.headers["Content-Type"]
    if response.streaming:
        return ""
    if kind.startswith(PDF):
        return papers.text(response.content) if len(response.content) > 1000 else ""
    if kind.startswith(ZIPPED):
        with zipfile.ZipFile(io.BytesIO(response.content)) as book:
            sheets = (name for name in book.namelist() if name.startswith("xl/"))
            return html.unescape(" ".join(book.read(name).decode() for name in sheets))
    return html.unescape(OF_THIS_ANSWER.sub("", response.content.decode(errors="replace")))


def show_all_columns(client, user, on):
    """In the lists whose columns the reader chooses, and so in their tables."""
    lists = (
        ("participants", people_columns.offered_to(user)),
        ("contracts", register_columns.offered(on)),
    )
    for app, columns in lists:
        client.post(reverse(f"{app}:columns"), {"columns": [column.key for column in columns]})


def pages_to_read(roles):
    return [page for page in PAGES if GET in page.methods and page.roles & roles]


def walk(client_of, user, records, *, more=()):
    """Each page that this reader opens, and the further addresses: (address, words)."""
    client = client_of(user)
    show_all_columns(client, user, timezone.localdate())
    urls = [address(page, records) for page in pages_to_read(user.roles)]
    for url in (*urls, *more):
        response = client.get(url)
        if response.status_code == 200:
            yield url, words_of(response)
