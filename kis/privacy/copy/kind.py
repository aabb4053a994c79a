"""The copy of a person's data as an order: a PDF to read, a JSON to take elsewhere, papers beside."""

import json
from collections.abc import Sequence

from kis.documents import progress
from kis.documents.exports import ExportKind, Made, Wanted
from kis.documents.models import Document, Export, ExportItem
from kis.lib.refusals import Refused
from kis.privacy.copy.gathering import COMPLAINT, DECISIONS, RIGHTS, Copy, copy_of
from kis.privacy.copy.paper import copy_paper
from kis.privacy.copy.papers import OwnPaper, papers_of
from participants.file import PersonFile
from participants.models import Person

MAKE = "privacy.make_copy"
ENCLOSED = "document"
FORMAT = "kis-kopia-danych/1"


class PersonCopy(ExportKind):
    """Only who writes in the case makes it: the copy holds what other readers of the file are not told."""

    name, act, thing = "person-copy", "download", "person_copy"

    def wanted(self, person: Person, papers: Sequence[OwnPaper] = ()) -> list[Wanted]:
        """`papers`: those of the person's own that whoever gives the copy chose."""
        facts = {"number": person.pk, "person": person.pk}
        enclosed = [
            Wanted(
                str(paper),
                f"pismo-{place:03}.{paper.suffix}",
                facts={ENCLOSED: paper.document.pk},
                **facts,
            )
            for place, paper in enumerate(papers, start=1)
        ]
        return [
            Wanted("Kopia danych do czytania (PDF)", f"kopia-danych-{person.pk}.pdf", **facts),
            Wanted(
                "Kopia danych do przeniesienia (JSON)", f"kopia-danych-{person.pk}.json", **facts
            ),
            *enclosed,
        ]

    def readable(self, people, user, on):
        if not user.has_perm(MAKE):
            return set()
        found = Person.objects.rows_writable_by(user, on).filter(pk__in=people)
        return set(found.values_list("pk", flat=True))

    def make(self, item: ExportItem, user, on) -> Document | Made:
        """Raises Refused for a paper that is the person's no more."""
        person = Person.objects.select_related("responsible").get(pk=item.person_number)
        file = PersonFile(person, user, on)
        if ENCLOSED in item.facts:
            return _enclosed(file, item.facts[ENCLOSED])
        progress.tell(item, 0, 2)
        try:
            copy = copy_of(file, at=item.export.created_at, enclosed=_names(item.export))
            progress.tell(item, 1, 2)
            content = copy_paper(copy) if item.name.endswith(".pdf") else copy_json(copy)
        finally:
            progress.told_all()
        return Made(content, {"people": [person.pk]})


def _enclosed(file: PersonFile, number: int) -> Document:
    for paper in papers_of(list(file.files.values_list("pk", flat=True))):
        if paper.document.pk == number:
            return paper.document
    raise Refused("Tego pisma nie ma już w karcie osoby.")


def _names(export: Export) -> list[tuple[str, str]]:
    return list(export.items.filter(facts__has_key=ENCLOSED).values_list("name", "title"))


def copy_json(copy: Copy) -> bytes:
    told = {
        "format": FORMAT,
        "sporządzono": copy.at.isoformat(timespec="seconds"),
        "osoba": copy.person.full_name,
        "karta": copy.person.pk,
        "informacje (art. 15 ust. 1 RODO)": {
            "czynności przetwarzania": [
                {
                    "nazwa": one.name,
                    "cele": one.purposes,
                    "podstawa": one.legal_basis,
                    "kategorie danych": one.data,
                    "skąd są dane": one.sources,
                    "odbiorcy": one.recipients,
                    "poza EOG": one.transfers,
                    "jak długo": one.retention,
                }
                for one in copy.activities
            ],
            "prawa": RIGHTS,
            "skarga": COMPLAINT,
            "decyzje automatyczne": DECISIONS,
            "komu przekazano": [
                dict(zip(("dnia", "komu", "co"), one, strict=True)) for one in copy.given_to
            ],
        },
        "dane": [
            {
                "co": part.title,
                "wpisy": [_row(row) for row in part.rows],
                "poprzednie wartości": [_row(row) for row in part.earlier],
                "nie podano": [{"co": what, "dlaczego": why} for what, why in part.withheld],
            }
            for part in copy.parts
        ],
        "pisma i skany": [
            dict(zip(("dnia", "co", "gdzie jest oryginał"), one, strict=True))
            for one in copy.papers
        ],
        "załączone pliki": [{"plik": name, "co": what} for name, what in copy.enclosed],
        "odczyty danych": [
            dict(zip(("miesiąc", "czynność", "rzecz", "ile razy"), one, strict=True))
            for one in copy.looks
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _row(told: list[tuple[str, str]]) -> dict[str, str]:
    """Two fields of a model may be called alike: the second keeps its own name."""
    row = {}
    for what, value in told:
        name, count = what, 1
        while name in row:
            count += 1
            name = f"{what} ({count})"
        row[name] = value
    return row
