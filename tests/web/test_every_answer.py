"""Each page, paper and file of the permission table once, with markup and a formula in every free text.

What people type stays text: on screen, on paper, in a workbook and in a CSV. On the way it is looked at which
headers the answer has and whether it shows a whole PESEL.
"""

import csv
import io
import itertools
import re
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from kis.accounts.rights import Role
from kis.desk.tracked import SOURCES
from kis.journal.models import AccessEntry
from tests import papers
from tests.access import GET
from tests.scene import PAGES, address, user_of
from tests.walked import show_all_columns

APPS = [
    *("participants", "contracts", "psu", "activities", "reports"),
    *("imports", "accounts", "documents", "privacy"),
]
MARK = re.compile(r"=Z(\d{3,})<i>")
ESCAPED = re.compile(r"=Z(\d{3,})&lt;i&gt;")
# Not typed as free text: codes, keys and digests that the program reads itself.
CODES = {
    "pesel", "username", "password", "key", "content_type", "sha256", "code", "slug", "address",
    "window", "content_mark", "leads_to", "form_key", "list_name", "kind", "nip", "regon",
    "postal_code", "bank_account", "contract_number_pattern", "email", "data_officer_email",
    "token", "print_code", "digest", "encoding", "separator",
}  # fmt: skip
# Of files that the program names itself, with the ending by which their kind is known.
NAMED_BY_THE_PROGRAM = {"ExportItem.name"}
MIN_LENGTH = 12


def texts_of(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        is_long = field.max_length is None or field.max_length >= MIN_LENGTH
        is_ours = not field.generated and not field.name.startswith("pgh_")
        is_code = field.name in CODES or f"{model.__name__}.{field.name}" in NAMED_BY_THE_PROGRAM
        if is_text and is_long and is_ours and not is_code:
            yield field.name


def kept_out_of_the_way(cursor, tables):
    """Neither a trigger nor a check keeps the words out. Gone with the transaction."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


@pytest.fixture(scope="module")
def marked(world, django_db_blocker):
    """The number in the mark → the column that it stands in."""
    numbers, told = itertools.count(100), {}
    every = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        kept_out_of_the_way(cursor, {model._meta.db_table for model in every})
        for model in every:
            for name in texts_of(model):
                number = next(numbers)
                try:
                    with transaction.atomic():
                        model._base_manager.update(**{name: f"=Z{number}<i>"})
                except IntegrityError:  # one of a kind: a number or a name
                    continue
                told[number] = f"{model.__name__}.{name}"
        cursor.execute("SET LOCAL session_replication_role = origin")
    return told


@pytest.fixture(scope="module")
def answers(world, marked, django_db_blocker):
    """Of each page to the first of its roles who sees people, with its table as both files."""
    found = []
    with django_db_blocker.unblock():
        for page in PAGES:
            if GET not in page.methods:
                continue
            role = next(
                (role for role in (Role.COORDINATOR, Role.SOCIAL_WORKER) if role in page.roles),
                min(page.roles),
            )
            user = user_of(world.users, role)
            client = world.client_of(user)
            client.raise_request_exception = False
            show_all_columns(client, user, timezone.localdate())
            url = address(page, world.inside)
            for more in (f"?{LEADING}", "?plik=xlsx", "?plik=csv"):
                with transaction.atomic():
                    response = client.get(url + more)
                    body = b"".join(response) if response.streaming else response.content
                kind = response.headers.get("Content-Type", "").split(";")[0]
                is_table = kind in (CSV, XLSX)
                if "plik" not in more or is_table:
                    told = SimpleNamespace(page=page.name, url=url + more, kind=kind, body=body)
                    told.status, told.headers = response.status_code, response.headers
                    found.append(told)
                if "plik" in more and not is_table:
                    break
    return found


# No page leads to an address that its own address names.
ELSEWHERE = "https://zle.example/"
LEADING = "&".join(
    f"{name}={ELSEWHERE}" for name in ("next", "wroc", "back", "url", "return", "redirect", "cel")
)
HTML, PDF, CSV, ZIP = "text/html", "application/pdf", "text/csv", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SERVED = {HTML, PDF, CSV, XLSX, ZIP, "image/png", "image/jpeg", "text/calendar", "text/plain"}

pytestmark = pytest.mark.django_db


def of_kind(answers, kind):
    return [answer for answer in answers if answer.kind == kind and answer.status == 200]


def whatever_stands_in_a_text_no_page_fails(answers):
    # What is asked by a monitor says by 503 that no worker lives.
    failed = {answer.url for answer in answers if answer.status >= 500 and answer.status != 503}
    assert failed == set()
    assert len([answer for answer in answers if answer.status == 200]) > 200


def on_screen_no_text_becomes_markup(answers, marked):
    raw, seen = {}, set()
    for answer in of_kind(answers, HTML):
        page = answer.body.decode()
        if found := {marked[int(number)] for number in MARK.findall(page)}:
            raw[answer.page] = found
        seen |= {marked[int(number)] for number in ESCAPED.findall(page)}
    assert raw == {}
    assert len(seen) > 150, "few of the texts stand on any page"


def on_paper_no_text_becomes_markup(answers, marked):
    seen = set()
    for answer in of_kind(answers, PDF):
        if len(answer.body) > 1000:
            words = "".join(papers.text(answer.body).split())
            for number in re.findall(r"=Z(\d{3,})(?!\d)", words):
                assert f"=Z{number}<i>" in words, (answer.page, marked[int(number)])
                seen.add(int(number))
    assert len(seen) > 20


def books(answers):
    for answer in answers:
        if answer.kind == XLSX and answer.status == 200:
            yield answer.page, openpyxl.load_workbook(io.BytesIO(answer.body))


def in_a_workbook_no_text_becomes_a_formula(answers):
    texts = 0
    for page, book in books(answers):
        for cell in itertools.chain.from_iterable(
            row for sheet in book.worksheets for row in sheet.iter_rows()
        ):
            if isinstance(cell.value, str) and "=Z" in cell.value:
                assert cell.data_type == "s", (page, cell.coordinate)
                texts += 1
            # Sums are the program's own: they name cells and no text of anybody.
            assert cell.data_type != "f" or "Z" not in cell.value, (page, cell.coordinate)
    assert texts > 20


def in_a_csv_no_text_becomes_a_formula(answers):
    texts = 0
    for answer in of_kind(answers, CSV):
        for row in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "-Z", "@")), (answer.page, cell)
                texts += cell.startswith("'=Z")
    assert texts > 20


# A name in quotes that ends where it says, or in the letters of RFC 5987.
DISPOSITION = re.compile(r"(inline|attachment); filename(=\"[^\"\\\\\r\n]*\"|\*=utf-8''[\w.%~-]+)")


def every_file_name_ends_where_it_says(answers):
    for answer in answers:
        if disposition := answer.headers.get("Content-Disposition"):
            assert DISPOSITION.fullmatch(disposition), (answer.page, disposition)
    for answer in of_kind(answers, ZIP):
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            assert not [name for name in packed.namelist() if ".." in name or "/" in name]


def no_answer_leads_to_an_address_that_was_sent_along(answers):
    leading = re.compile(f'(?:href|action|formaction|src)="{ELSEWHERE}')
    for answer in answers:
        assert not answer.headers.get("Location", "").startswith((ELSEWHERE, "//")), answer.page
        if answer.kind == HTML:
            assert not leading.search(answer.body.decode()), answer.page


# Headers


def every_answer_is_closed_to_other_pages_and_kept_by_no_browser(answers):
    for answer in answers:
        headers = answer.headers
        assert "no-store" in headers["Cache-Control"], answer.page
        assert headers["X-Content-Type-Options"] == "nosniff", answer.page
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert "camera=()" in headers["Permissions-Policy"]
        policy = headers["Content-Security-Policy"]
        assert {"default-src 'none'", "object-src 'none'", "base-uri 'none'"} <= set(
            policy.split("; ")
        )
        assert not re.search(r"unsafe|https?:|\*", policy)


def whatever_is_served_is_of_a_known_kind_and_files_are_no_pages(answers):
    assert {answer.kind for answer in answers if answer.status == 200} <= SERVED
    unnamed = {
        answer.page
        for answer in answers
        if answer.status == 200
        and answer.kind != HTML
        and "filename" not in answer.headers.get("Content-Disposition", "")
    }
    assert unnamed == WITHOUT_A_NAME


# A calendar that a telephone fetches by itself.
WITHOUT_A_NAME = {"activities:feed"}


# PESEL

# Its reader chose the column *PESEL w całości*; each number is noted.
WHOLE_PESEL = {"participants:list"}


def no_page_shows_a_whole_pesel_that_nobody_asked_for(answers, world):
    pesel = world.inside.person.pesel
    assert pesel
    shown = {answer.page for answer in of_kind(answers, HTML) if pesel in answer.body.decode()}
    assert shown == WHOLE_PESEL
    noted = AccessEntry.objects.filter(act="reveal_pesel", person_number=world.inside.person.pk)
    assert noted.exists()


def test_no_text_of_history_is_left_out_of_the_marks(marked):
    """Else a new model would be looked at by nobody."""
    models_marked = {name.split(".")[0] for name in marked.values()}
    assert {source.model.__name__ for source in SOURCES if list(texts_of(source.model))} <= (
        models_marked
    )


def test_what_is_typed_stays_text_and_every_answer_is_closed(answers, marked, world):
    """One walk: each check of this module is made on it."""
    whatever_stands_in_a_text_no_page_fails(answers)
    on_screen_no_text_becomes_markup(answers, marked)
    on_paper_no_text_becomes_markup(answers, marked)
    in_a_workbook_no_text_becomes_a_formula(answers)
    in_a_csv_no_text_becomes_a_formula(answers)
    every_file_name_ends_where_it_says(answers)
    no_answer_leads_to_an_address_that_was_sent_along(answers)
    every_answer_is_closed_to_other_pages_and_kept_by_no_browser(answers)
    whatever_is_served_is_of_a_known_kind_and_files_are_no_pages(answers)
    no_page_shows_a_whole_pesel_that_nobody_asked_for(answers, world)
