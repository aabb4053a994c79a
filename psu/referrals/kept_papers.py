"""Papers of psu about one person: of each kind for who may open it, voided ones too."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from participants.file import KeptPaper, PersonFile
from psu.models import Accident, Notice, PersonPaper


def papers_of(file: PersonFile) -> list[KeptPaper]:
    """One query; none for who may open no paper of psu."""
    may = file.user.has_perm
    sources = [
        *([_own(file)] if may("psu.view_person_paper") else []),
        *(_accidents() if may("psu.view_accident") else []),
        *([_notices()] if may("psu.read_notice") else []),
    ]
    if not sources:
        return []
    first, *others = (_rows(file, *source) for source in sources)
    return [_paper(*row) for row in first.union(*others, all=True)]


def _own(file):
    rows = PersonPaper.with_voided.open_to(file.user)
    number = Coalesce("number", "pay_list__number"), Coalesce("year", "pay_list__year")
    return "person_paper_pdf", rows, "person", "made_on", F("kind"), *number


def _accidents():
    rows, by = Accident.with_voided, ("referral__person", "written_on")
    yield "accident_pdf", rows.filter(document__isnull=False), *by
    yield "accident_scan", rows.filter(scan__isnull=False), *by


def _notices():
    rows = Notice.with_voided.filter(document__isnull=False)
    return "notice_pdf", rows, "event__referral__person", "written_on"


def _rows(file, name, rows, person, on, kind=None, number=None, year=None):
    """Without `kind`, `number` or `year` none, and the row's own."""
    columns = (
        *(Value(name, CharField()), F(on), F(person), F("pk"), kind or Value("", CharField())),
        *(number or F("number"), year or F("year"), F("voided_at")),
    )
    return rows.filter(**{f"{person}__in": file.files}).order_by().values_list(*columns)


def _paper(name, on, person, pk, kind, number, year, voided_at) -> KeptPaper:
    return KeptPaper(
        on=on,
        what=f"{_words(name, kind)} nr {number}/{year}{SIGNED.get(name, '')}",
        person=person,
        url=reverse(f"psu:{name}", args=[pk]),
        is_scan=name in SIGNED,
        is_voided=voided_at is not None,
    )


SIGNED = {"accident_scan": ", podpisany"}


def _words(name: str, kind: str) -> str:
    if kind == PersonPaper.Kind.SLIP:
        return "godziny i świadczenie, lista wypłat"
    if kind:
        return PersonPaper.Kind(kind).label
    return "zawiadomienie o zdarzeniu" if name == "notice_pdf" else "protokół wypadku"
