"""The person's own papers and scans, which a copy may enclose: of every row that keeps one."""

from dataclasses import dataclass

from kis.documents.models import Document
from kis.documents.scans import SUFFIXES
from kis.lib.dates import polish
from kis.privacy.held import HELD


@dataclass(frozen=True)
class OwnPaper:
    """`what` is for the page and for the list in the copy; the file's name tells nothing."""

    document: Document
    what: str

    @property
    def suffix(self) -> str:
        return SUFFIXES.get(self.document.content_type, "bin")

    def __str__(self):
        return f"{self.what}, {polish(self.document.created_at.date())}"


def papers_of(files: list[int]) -> list[OwnPaper]:
    """Each once, the oldest first; voided ones too. Signed lists are of many people and not among them."""
    found = {}
    for held in HELD:
        for field in held.model._meta.concrete_fields:
            if field.is_relation and field.related_model is Document:
                what = f"{held.model._meta.verbose_name}: {field.verbose_name}"
                kept = held.rows_of(files).exclude(**{field.attname: None})
                for number in kept.order_by("pk").values_list(field.attname, flat=True):
                    found.setdefault(number, what)
    documents = Document.objects.in_bulk(found)
    told = [OwnPaper(document, found[number]) for number, document in documents.items()]
    return sorted(told, key=lambda one: (one.document.created_at, one.document.pk))
