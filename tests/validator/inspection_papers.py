"""Papers of an inspection, filled short and long; the package itself is joined of them and claims nothing."""

import datetime
import io
from operator import itemgetter

from PIL import Image

from kis.documents.models import ExportItem
from kis.inspection.package.index import _index
from kis.inspection.package.pages import page_that_says, picture_page
from kis.inspection.package.section import Enclosed, _first_pages
from kis.inspection.paper import table_paper
from kis.journal.models import AccessEntry
from kis.lib.table_files import Column, Table
from participants.file import KeptPaper, PersonFile
from tests.activities.factories import D
from tests.validator.class_papers import Classes

AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
PERIOD = (D(2026, 1, 1), D(2026, 12, 31))
LONG = "Kontrakt obowiązywał od dnia przyjęcia, ocena po terminie, brak zaświadczenia. "


def of_table(rows: int):
    columns = [
        Column("who", "Osoba", itemgetter(0)),
        Column("what", "Czego brakuje", itemgetter(1)),
    ]

    def make(users) -> bytes:
        told = [(f"Nowak Ewa {number}", LONG * 2) for number in range(rows)]
        return table_paper(Table("Braki", "braki", columns, told), "Braki", "Rok 2026.", at=AT)

    return make


def of_index(sections: int):
    def make(users) -> bytes:
        outcome = {"name": "Nowak Ewa", "pages": 3, "papers": 2, "sha256": "ab" * 32}
        made = [
            ExportItem(pk=number, person_number=number, state="done", outcome=outcome)
            for number in range(1, sections)
        ]
        failed = ExportItem(pk=sections, title="Karta nr 7", why="za długo", state="failed")
        return _index([*made, failed], PERIOD, AT, pages_of_index=1)

    return make


def of_section(days: int):
    def make(users) -> bytes:
        classes = Classes(users, people=1, days=days)
        classes.marked()
        (person,) = classes.people
        AccessEntry.objects.create(
            user=users.worker, act="view", kind="person", person_number=person.pk
        )
        papers = [KeptPaper(D(2026, 3, day + 1), LONG, person.pk) for day in range(days)]
        enclosed = [Enclosed(paper, why="w programie nie ma pliku") for paper in papers]
        file = PersonFile(person, users.coordinator, AT.date())
        return _first_pages(file, enclosed, PERIOD, AT)

    return make


def of_nobody(users) -> bytes:
    """Of whoever has done nothing in the period."""
    (person,) = Classes(users, people=1, days=0).people
    return _first_pages(PersonFile(person, users.coordinator, AT.date()), [], PERIOD, AT)


def of_note(users) -> bytes:
    return page_that_says("Skan: zaświadczenie PUP", "pliku nie można odczytać", at=AT)


def of_picture(users) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(output, "PNG")
    return picture_page(output.getvalue(), "image/png", "zaświadczenie PUP", at=AT)
