"""The copy of a person's data as an order: a PDF to read and a JSON to take elsewhere, made by workers."""

import json

from kis.documents import progress
from kis.documents.exports import ExportKind, Made, Wanted
from kis.documents.models import ExportItem
from kis.privacy.copy.gathering import COMPLAINT, DECISIONS, RIGHTS, Copy, copy_of
from kis.privacy.copy.paper import copy_paper
from participants.file import PersonFile
from participants.models import Person

MAKE = "privacy.make_copy"
FORMAT = "kis-kopia-danych/1"


class PersonCopy(ExportKind):
    """Only who writes in the case makes it: the copy holds what other readers of the file are not told."""

    name, act, thing = "person-copy", "download", "person_copy"

    def wanted(self, person: Person) -> list[Wanted]:
        facts = {"number": person.pk, "person": person.pk}
        return [
            Wanted("Kopia danych do czytania (PDF)", f"kopia-danych-{person.pk}.pdf", **facts),
            Wanted(
                "Kopia danych do przeniesienia (JSON)", f"kopia-danych-{person.pk}.json", **facts
            ),
        ]

    def readable(self, people, user, on):
        if not user.has_perm(MAKE):
            return set()
        found = Person.objects.rows_writable_by(user, on).filter(pk__in=people)
        return set(found.values_list("pk", flat=True))

    def make(self, item: ExportItem, user, on) -> Made:
        person = Person.objects.select_related("responsible").get(pk=item.person_number)
        progress.tell(item, 0, 2)
        try:
            copy = copy_of(PersonFile(person, user, on), at=item.export.created_at)
            progress.tell(item, 1, 2)
            content = copy_paper(copy) if item.name.endswith(".pdf") else copy_json(copy)
        finally:
            progress.told_all()
        return Made(content, {"people": [person.pk]})


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
