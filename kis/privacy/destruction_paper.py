"""The list that the State Archive is asked about, on paper: of each file its number, nobody's name.

Columns as archives have them; what stands in the archive of the office and not here is filled in by hand.
"""

import datetime
from dataclasses import dataclass

from kis.accounts.models import Centre
from kis.lib.pdf import render_paper
from kis.privacy.cases import Case, cases
from kis.privacy.models import Destruction, DestructionItem, FileKind, RetentionClass


@dataclass(frozen=True)
class Row:
    jrwa: str
    symbol: str
    title: str
    number: int
    folder: str
    years: str


def rows(found: Destruction) -> list[Row]:
    """Of whoever was not left out, also after their data were erased. Four queries."""
    standing = found.items.filter(left_out="").select_related("person")
    items = {item.person_id: item for item in standing}
    classes = RetentionClass.objects.on(found.proposed_on)
    jrwa = dict(classes.exclude(jrwa="").values_list("code", "jrwa"))
    told = {case.person: case for case in cases(found.proposed_on, items, erased=True)}
    return [_row(item, told.get(person), jrwa) for person, item in items.items()]


def _row(item: DestructionItem, case: Case | None, jrwa: dict[str, str]) -> Row:
    """Without a case where the file was merged into another one since: the day that was proposed is left."""
    kinds = case.kinds if case else ()
    first, last = (case.began_on if case else item.ended_on).year, item.ended_on.year
    return Row(
        jrwa=", ".join(jrwa[kind] for kind in kinds if kind in jrwa),
        symbol=item.symbol,
        title="; ".join(FileKind(kind).label for kind in kinds),
        number=item.person_id,
        # Of one whose data went the word that stands instead would be told.
        folder="" if item.person.erased_on else item.person.file_number,
        years=f"{first}–{last}" if first < last else str(last),
    )


def destruction_paper(found: Destruction, *, at: datetime.datetime) -> bytes:
    """Raises Refused as every paper does."""
    centre = Centre.objects.current()
    return render_paper(
        "privacy/destruction_print.html",
        {
            "centre": centre,
            "list": found,
            "rows": rows(found),
            "signatures": [
                {"label": "data i podpis sporządzającego spis", "name": str(found.proposed_by)},
                {"label": "data i podpis prowadzącego archiwum zakładowe", "name": ""},
                {"label": "data i podpis kierownika", "name": centre.head_name},
            ],
        },
        name=f"Spis dokumentacji do brakowania nr {found.pk}",
        made_at=at,
    )
