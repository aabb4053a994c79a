"""Papers carry the digest of their bytes; a number once given stays used."""

import hashlib
from datetime import date

import pytest
from django.db import connection

from kis.documents.models import Document, NumberSeries, PaperText
from tests.refused import refused

CONTENT = b"%PDF-1.7 paper"


@pytest.fixture
def document(users):
    return Document.objects.keep(
        kind="scan",
        name="skan.pdf",
        content=CONTENT,
        content_type="application/pdf",
        by=users.worker,
    )


def test_a_document_carries_the_size_and_the_digest_of_its_bytes(document):
    document = Document.objects.get()
    assert document.content == CONTENT
    assert (document.size, document.sha256) == (14, hashlib.sha256(CONTENT).hexdigest())


def test_numbers_follow_one_another_in_each_kind_and_year(db):
    taken = [
        NumberSeries.objects.take(kind, year)
        for kind, year in [
            *[("contract", 2026), ("contract", 2026), ("pay_list", 2026)],
            *[("contract", 2027), ("contract", 2026)],
        ]
    ]
    assert taken == [1, 2, 1, 1, 3]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents_numberseries SET last = 1",
        "UPDATE documents_numberseries SET year = 2025",
        "UPDATE documents_numberseries SET kind = 'pay_list'",
        "DELETE FROM documents_numberseries",
    ],
)
def test_a_series_of_numbers_does_not_go_back(db, sql):
    for _ in range(2):
        NumberSeries.objects.take("contract", 2026)
    with refused("numbers_stay_used"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_paper_has_one_wording_a_day(db):
    facts = {"key": "pouczenie", "title": "Pouczenie", "text": "a"}
    PaperText.objects.create(**facts, valid_from="2026-01-01", valid_to="2026-05-31")
    PaperText.objects.create(**facts, valid_from="2026-06-01")
    with refused("paper_text_one_a_day"):
        PaperText.objects.create(**facts, valid_from="2026-05-31", valid_to="2026-05-31")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2019, 12, 31), ""),
        (date(2020, 1, 1), "dawna"),
        (date(2026, 11, 22), "dawna"),
        (date(2026, 11, 23), "nowa"),
    ],
)
def test_a_text_is_the_one_in_force_that_day(db, day, text):
    for wording, since, until in (
        ("dawna", date(2020, 1, 1), date(2026, 11, 22)),
        ("nowa", date(2026, 11, 23), None),
    ):
        PaperText.objects.create(
            key="klucz", title="t", text=wording, valid_from=since, valid_to=until
        )
    assert PaperText.objects.text("klucz", day) == text
    assert PaperText.objects.text("inny", day) == ""
