"""The acts of papers for a court, and the paper itself."""

import datetime
from typing import Any

from django.utils import timezone

from contracts.printing import new_code
from kis.accounts.models import Centre
from kis.documents.models import Document
from kis.families.models import Cooperation, CourtPaper
from kis.families.paper_facts import family_facts
from kis.lib.dates import DAY, polish
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused, refused_by_database


def next_period_from(cooperation: Cooperation) -> datetime.date:
    """Where the next report to the court begins: behind the last one, else with the work."""
    last = cooperation.court_papers.filter(kind=CourtPaper.Kind.REPORT).order_by("period_to").last()
    return last.period_to + DAY if last else cooperation.starts_on


def court_content(paper: CourtPaper) -> dict[str, Any]:
    centre = Centre.objects.current()
    is_opinion = paper.kind == CourtPaper.Kind.OPINION
    asked = f"w odpowiedzi na wezwanie, które wpłynęło {polish(paper.requested_on)}"
    told = f"za czas od {polish(paper.period_from)} do {polish(paper.period_to)}"
    return {
        "name": "Opinia o rodzinie" if is_opinion else "Sprawozdanie z pracy z rodziną",
        "court": paper.court_name,
        "mark": paper.court_number,
        "about": asked if is_opinion else told,
        "basis": "art. 15 ust. 1 pkt 17 ustawy z 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy "
        "zastępczej"
        if is_opinion
        else "",
        "facts": family_facts(paper.cooperation, paper.dated),
        "text_heading": "Treść opinii" if is_opinion else "Przebieg pracy z rodziną",
        "text": paper.text,
        "number": paper.number,
        "dated": f"{centre.town}, {polish(paper.dated)}",
        "centre": centre,
        "signatures": [
            {"label": "podpis asystenta rodziny", "name": str(paper.written_by)},
            {"label": "podpis kierownika", "name": centre.head_name},
        ],
    }


def lacks(paper: CourtPaper) -> list[str]:
    """What follows *brakuje* (genitive); empty when it may be printed."""
    found = {"treści": not paper.text.strip(), "daty pisma": not paper.dated}
    return [words for words, is_lacking in found.items() if is_lacking]


def close(paper: CourtPaper, *, by, at: datetime.datetime, version: int) -> None:
    """Keep the paper that goes to the court; from then on its words are closed.

    Raises Refused without a text or a day, for a day to come, and where somebody changed it meanwhile.
    """
    if found := lacks(paper):
        raise Refused(f"Pisma nie można jeszcze wydrukować. Brakuje: {', '.join(found)}.")
    if paper.dated > timezone.localtime(at).date():
        raise Refused("Data pisma nie może być późniejsza niż dzisiaj.")
    code = new_code(lambda code: CourtPaper.with_voided.filter(code=code).exists())
    facts = court_content(paper)
    # The paper is made before the row is locked: a slow one keeps nobody waiting.
    pdf = render_paper(
        "families/court_print.html", facts, name=facts["name"], made_at=at, code=code
    )
    with refused_by_database():
        paper.lock()
        if not paper.is_open:
            raise Refused("To pismo już wydrukowano.")
        if paper.version != version:
            raise Refused(
                "W tym czasie ktoś zmienił to pismo. Niczego nie wydrukowano: sprawdź treść i wydrukuj "
                "jeszcze raz."
            )
        paper.document = Document.objects.keep(
            kind="family_court",
            name=f"pismo-do-sadu-{paper.pk}-{code}.pdf",
            content=pdf,
            content_type="application/pdf",
            by=by,
        )
        paper.code = code
        paper.save(update_fields=["document", "code"])


def note_sent(paper: CourtPaper, *, on: datetime.date, today: datetime.date) -> None:
    with refused_by_database():
        paper.lock()
        if paper.is_open:
            raise Refused("Najpierw wydrukuj pismo, potem zapisz, kiedy je wysłano.")
        if paper.sent_on:
            raise Refused(f"To pismo wysłano już {polish(paper.sent_on)}.")
        if on > today:
            raise Refused("Dzień wysłania nie może być późniejszy niż dzisiaj.")
        paper.sent_on = on
        paper.save(update_fields=["sent_on"])


def discard(paper: CourtPaper) -> None:
    """Delete a draft; what was asked for by the court is forgotten with it."""
    with refused_by_database():
        paper.lock()
        if not paper.is_open:
            raise Refused("Wydrukowanego pisma nie usuwa się. Można je unieważnić.")
        paper.delete()
