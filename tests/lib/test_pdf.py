import datetime
import io
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from kis.lib.pdf import render_paper
from tests.papers import pages, tags

MADE_AT = datetime.datetime(2026, 12, 3, 10, 30, tzinfo=datetime.UTC)

CENTRE = SimpleNamespace(
    name="Miejski Ośrodek Pomocy Społecznej w Puławach",
    club_name="Klub Integracji Społecznej",
    street="ul. Lubelska 2a",
    postal_code="24-100",
    town="Puławy",
    phone="81 458 00 00",
    email="",
    nip="7162345678",
    regon="",
    logo=None,
)
FACTS = [
    ("Osoba", "Łukasz Kowalczyk, PESEL 81050412355"),
    ("Obowiązuje", "od dnia zawarcia do 31 maja 2027 r."),
]
SIGNATURES = [
    {"label": "osoba zawierająca kontrakt", "name": "Łukasz Kowalczyk"},
    {"label": "pracownik socjalny", "name": "Anna Wrona"},
]


@pytest.fixture(autouse=True)
def demonstration_template(settings):
    templates = settings.TEMPLATES[0] | {
        "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
    }
    settings.TEMPLATES = [templates]


def context(**facts):
    return {
        "centre": CENTRE,
        "number": "27/2026",
        "facts": FACTS,
        "signatures": SIGNATURES,
    } | facts


def paper(copies=1, **facts) -> bytes:
    return render_paper(
        "demonstration.html",
        context(**facts),
        name="Kontrakt socjalny B 27/2026",
        made_at=MADE_AT,
        code="A7F2",
        copies=copies,
    )


def test_every_copy_has_its_number_and_pages_of_its_own():
    first, second = pages(paper(copies=2))

    assert "Kontrakt socjalny B 27/2026 · egzemplarz 1/2 · kod wydruku A7F2" in first
    assert "egzemplarz 2/2" in second
    assert first.endswith("strona 1 z 1")
    assert second.endswith("strona 1 z 1")


def test_the_paper_claims_to_be_archival_and_accessible():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        metadata = pdf.open_metadata()

        assert metadata.pdfa_status == "2A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert pdf.Root.Lang == "pl"
        assert tags(pdf).count("H1") == 1


def test_the_same_facts_give_the_same_bytes():
    assert paper(copies=2) == paper(copies=2)
