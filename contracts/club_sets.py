"""Acts: papers of the club are made, singly or several in one file; which one in which wording is kept."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from contracts.club_papers import KEYS, Made, coming_dates, paper_of, things_to_bring, wording
from contracts.models import ClubPaper
from kis.accounts.letterhead import lacking
from kis.accounts.models import Centre
from kis.documents.models import Document, PaperText
from kis.lib.pdf import render_set
from kis.lib.refusals import Refused, refused_by_database
from participants.file import PersonFile
from participants.file_parts import StayPart

Kind = ClubPaper.Kind
# What is signed at the beginning: *Komplet do podpisu*.
TO_SIGN = (Kind.APPLICATION, Kind.DECLARATION, Kind.RULES, Kind.CLAUSE)
SET_NAME = "Komplet do podpisu"
CHANGED = (
    "W czasie drukowania zmieniono tekst, który stoi na piśmie. Niczego nie sporządzono: "
    "sporządź jeszcze raz."
)


@dataclass(frozen=True)
class Offered:
    """A paper that may be made: what is to be known of it, and whether it belongs to what is missing."""

    kind: Kind
    note: str
    is_chosen: bool


def given(file: PersonFile, kind: Kind) -> ClubPaper | None:
    """The last one of the kind that counts."""
    papers = ClubPaper.objects.filter(person__in=file.files, kind=kind)
    return papers.select_related("text").first()


def is_missing(kind: Kind, *, last: ClubPaper | None, text: int | None, stay_ended: bool) -> bool:
    """Of what is signed at the beginning whether it was not given yet in today's wording."""
    if kind not in TO_SIGN or stay_ended:
        return False
    return last is None or (text is not None and last.text_id != text)


def offered(file: PersonFile) -> list[Offered]:
    """All of them in the order of the file. One query for the papers and one for the texts."""
    last: dict[str, ClubPaper] = {}
    for paper in ClubPaper.objects.filter(person__in=file.files).select_related("text"):
        last.setdefault(paper.kind, paper)
    texts = {text.key: text for text in PaperText.objects.on(file.on).filter(key__in=KEYS.values())}
    stay = file.part(StayPart)
    # Art. 18 ust. 3 does not apply to a stay of art. 200: nobody declares that they come of their own will.
    undeclared = set() if stay.needs_contract else {Kind.DECLARATION}
    rows = []
    for kind in Kind:
        text = texts.get(KEYS.get(kind, ""))
        chosen = kind not in undeclared and is_missing(
            kind, last=last.get(kind), text=text and text.pk, stay_ended=stay.is_over
        )
        rows.append(Offered(kind, _note(kind, file, text), chosen))
    return rows


def _note(kind: Kind, file: PersonFile, text: PaperText | None) -> str:
    if kind in KEYS:
        return f"wersja z {text.valid_from:%-d.%m.%Y}" if text else "brak treści na dziś"
    if kind == Kind.CARD:
        return "z kategorią i dokumentem: tylko do akt"
    if kind == Kind.BRING:
        return f"rzeczy: {len(things_to_bring(file))}"
    return f"terminy: {len(coming_dates(file))}" if kind == Kind.DATES else ""


def make(file: PersonFile, kinds: Collection[Kind], *, by) -> list[ClubPaper]:
    """One file of these papers, in the order of the file. Raises Refused; then nothing is kept."""
    if not kinds:
        raise Refused("Zaznacz co najmniej jedno pismo.")
    if found := lacking(Centre.objects.current()):
        raise Refused(
            f"Pism nie można sporządzić: brakuje {', '.join(found)}. Uzupełnia je administrator merytoryczny."
        )
    made = [paper_of(kind, file) for kind in Kind if kind in kinds]
    name = SET_NAME if len(made) > 1 else made[0].paper.name
    # Made before anything is locked: a slow paper keeps nobody waiting.
    pdf = render_set([one.paper for one in made], name=name, made_at=timezone.now())
    with refused_by_database():
        return _kept(file, made, pdf, by)


def _kept(file: PersonFile, made: list[Made], pdf: bytes, by) -> list[ClubPaper]:
    document = Document.objects.keep(
        kind="club_papers",
        name="komplet-kis.pdf" if len(made) > 1 else f"kis-{FILE_NAMES[made[0].kind]}.pdf",
        content=pdf,
        content_type="application/pdf",
        by=by,
    )
    worded = [one for one in made if one.text]
    PaperText.objects.stand_on(document, [KEYS[one.kind] for one in worded], file.on)
    # From now on nobody words them anew: were they worded anew since they were read?
    for one in worded:
        now = wording(one.kind, file.on)
        if (now.pk, now.version) != (one.text.pk, one.text.version):
            raise Refused(CHANGED)
    return [
        ClubPaper.objects.create(
            person=file.person,
            kind=one.kind,
            text=one.text,
            document=document,
            made_on=file.on,
            made_by=by,
        )
        for one in made
    ]


FILE_NAMES = {
    Kind.APPLICATION: "zgloszenie",
    Kind.DECLARATION: "deklaracja",
    Kind.RULES: "regulamin",
    Kind.CLAUSE: "klauzula",
    Kind.CARD: "karta",
    Kind.RESIGNATION: "rezygnacja",
    Kind.BRING: "co-przyniesc",
    Kind.DATES: "terminy",
}
