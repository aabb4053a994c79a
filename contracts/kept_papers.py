"""Papers and scans of a person's contracts, annexes, reviews and certificates, voided ones too."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from contracts.models import Annex, AnnexPrint, ClubPaper, Print, Review, SocialContract
from kis.lib.dates import polish
from participants.file import KeptPaper, PersonFile
from participants.models import Certificate

NOTHING = Value("", CharField())
NEVER = Cast(Value(None), DateTimeField())
NO_NUMBER = Cast(Value(None), BigIntegerField())


@dataclass(frozen=True)
class Source:
    """Rows of one kind of paper, which is the name of its address, too.

    `contract`: the way from a row to its contract, of a certificate to its stay; `via`: the number between
    both in the address; `words`: what the paper is named by.
    """

    name: str
    rows: QuerySet
    contract: str
    on: str
    words: str | Combinable
    place: Combinable = NOTHING
    via: Combinable = NO_NUMBER
    voided: tuple[str, ...] = ("voided_at",)  # whichever of them is voided takes the paper along

    def of(self, file: PersonFile) -> QuerySet:
        columns = (
            *(Value(self.name, CharField()), F(self.on), F(f"{self.contract}person")),
            *(F(f"{self.contract}pk"), self.via, F("pk"), Cast(self.words, CharField())),
            *(self.place, Coalesce(*self.voided, NEVER)),
        )
        rows = self.rows.filter(**{f"{self.contract}person__in": file.files})
        return rows.order_by().values_list(*columns)


def _with(model, document: str) -> QuerySet:
    return model.with_voided.filter(**{f"{document}__isnull": False})


WITH_CONTRACT = ("voided_at", "contract__voided_at")
CONTRACT, ANNEX_CONTRACT = "contract__", "annex__contract__"


def _title(contract: str = "") -> Combinable:
    """A 27/2026"""
    return Concat(f"{contract}type", Value(" "), f"{contract}number", output_field=CharField())


# Of one from paper its place is told, though nobody scanned it.
SIGNED = SocialContract.with_voided.filter(
    Q(scan__isnull=False) | Q(origin=SocialContract.Origin.PAPER), signed_on__isnull=False
)
SOURCES = [
    Source(
        *("paper", Print.objects.all(), CONTRACT, "printed_on", _title(CONTRACT)),
        voided=WITH_CONTRACT,
    ),
    Source("scan", SIGNED, "", "signed_on", _title(), F("original_place"), F("scan")),
    Source(
        *("annex_paper", AnnexPrint.objects.all(), ANNEX_CONTRACT, "printed_on"),
        *("annex__ordinal", NOTHING, F("annex")),
        voided=("voided_at", "annex__voided_at", "annex__contract__voided_at"),
    ),
    Source("club_paper", ClubPaper.with_voided.all(), "", "made_on", "kind"),
    Source(
        *("annex_scan", _with(Annex, "scan"), CONTRACT, "signed_on", "ordinal"),
        voided=WITH_CONTRACT,
    ),
    Source(*("review_sheet", _with(Review, "sheet"), CONTRACT, "on", "on"), voided=WITH_CONTRACT),
    Source(*("review_scan", _with(Review, "scan"), CONTRACT, "on", "on"), voided=WITH_CONTRACT),
    Source("certificate", Certificate.with_voided.all(), "participation__", "issued_on", "number"),
]


def papers_of(file: PersonFile) -> list[KeptPaper]:
    """One query. Who may not read the wording is told which papers there are, not where they are."""
    first, *others = (source.of(file) for source in SOURCES)
    return [_paper(file, *row) for row in first.union(*others, all=True)]


def _paper(file, name, on, person, contract, via, number, words, place, voided_at) -> KeptPaper:
    numbers = [each for each in (person, contract, via, number) if each is not None]
    if name in OF_THE_PERSON:
        numbers = [person, number]
    is_there = name != "scan" or via is not None
    return KeptPaper(
        on=on,
        what=WORDS[name](words, on),
        person=person,
        url=reverse(f"contracts:{name}", args=numbers) if is_there and file.sensitive else "",
        is_scan="scan" in name,
        place=place if file.sensitive else "",
        is_voided=voided_at is not None,
    )


# Rows of the person's own, under a contract or a stay none.
OF_THE_PERSON = {"scan", "club_paper"}
WORDS = {
    "club_paper": lambda kind, on: ClubPaper.Kind(kind).label,
    "paper": lambda title, on: f"kontrakt {title}, wydruk do podpisu",
    "scan": lambda title, on: f"kontrakt {title.strip()}, podpisany",
    "annex_paper": lambda ordinal, on: f"aneks nr {ordinal}, wydruk do podpisu",
    "annex_scan": lambda ordinal, on: f"aneks nr {ordinal}, podpisany",
    "review_sheet": lambda day, on: f"arkusz oceny z {polish(on)}",
    "review_scan": lambda day, on: f"arkusz oceny z {polish(on)}, podpisany",
    "certificate": lambda number, on: f"zaświadczenie KIS nr {number}/{on.year}",
}
