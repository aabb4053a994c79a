"""Papers of the work with a family: made from what is known today, kept as they were given out."""

import datetime
import hashlib
from collections.abc import Callable

from kis.accounts.letterhead import lacking
from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.documents.models import Document
from kis.families.locking import lock_work
from kis.families.models import Assignment, Assistant, Cooperation, FamilyMember, WorkPaper
from kis.families.models.family import parents_first
from kis.families.paper_facts import family_named, grown_ups
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused, refused_by_database

ACT = "ustawy z dnia 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy zastępczej"
Kind = WorkPaper.Kind
FILES = {
    Kind.APPLICATION: "wniosek-o-asystenta",
    Kind.CONSENT: "zgoda-na-asystenta",
    Kind.ASSIGNMENT: "przydzielenie-asystenta",
    Kind.CLOSING: "zakonczenie-pracy",
}
TEMPLATES = {
    Kind.APPLICATION: "families/papers/application_print.html",
    Kind.CONSENT: "families/papers/consent_print.html",
    Kind.ASSIGNMENT: "families/papers/assignment_print.html",
    Kind.CLOSING: "families/papers/closing_print.html",
}


def issue(
    work: Cooperation, kind: str, *, by, on: datetime.date, assignment: Assignment | None = None
) -> WorkPaper:
    """The paper as it was given out last where nothing changed since, else a new one, kept from now on.

    Raises Refused where there is nothing to print yet and where the paper takes too long.
    """
    if why := why_not(work, kind):
        raise Refused(why)
    last = WorkPaper.objects.filter(cooperation=work, kind=kind, assignment=assignment).last()
    # Made before the row is locked: a slow paper keeps nobody waiting.
    if last and _is(last.document, _rendered(work, kind, assignment, last.issued_on)):
        return last
    pdf = _rendered(work, kind, assignment, on)
    with refused_by_database():
        if lock_work(work.pk).version != work.version:
            raise Refused(
                "W czasie drukowania ktoś zmienił ten wniosek. Niczego nie wydrukowano: sprawdź treść i "
                "wydrukuj jeszcze raz."
            )
        document = Document.objects.keep(
            kind=f"family_{kind}",
            name=f"{FILES[kind]}-{work.pk}.pdf",
            content=pdf,
            content_type="application/pdf",
            by=by,
        )
        return WorkPaper.objects.create(
            cooperation=work,
            assignment=assignment,
            kind=kind,
            number=number_of(work, kind, assignment),
            issued_on=on,
            issued_by=by,
            document=document,
        )


def _is(document: Document, pdf: bytes) -> bool:
    return document.sha256 == hashlib.sha256(pdf).hexdigest()


def why_not(work: Cooperation, kind: str) -> str:
    """Why there is no such paper of this work; empty where there is."""
    if missing := lacking(Centre.objects.current()):
        return f"Na piśmie brakuje: {', '.join(missing)}. Uzupełnia to administrator merytoryczny."
    if kind == Kind.APPLICATION and not work.needs_consent:
        return "Na tej podstawie nie ma wniosku do podpisania."
    if kind == Kind.CONSENT and not work.needs_consent:
        return "Na tej podstawie zgody rodziny się nie podpisuje."
    if kind == Kind.CLOSING and not work.ended_on:
        return "Praca z rodziną jeszcze trwa."
    return ""


def offered(work: Cooperation) -> list[tuple[str, str]]:
    """Kinds that there are of this work, with their words; of an assignment each has its own."""
    kinds = [Kind.APPLICATION, Kind.CONSENT] if work.needs_consent else []
    if work.ended_on:
        kinds.append(Kind.CLOSING)
    return [(kind.value, kind.label) for kind in kinds]


def number_of(work: Cooperation, kind: str, assignment: Assignment | None) -> str:
    numbers = {Kind.APPLICATION: work.application_number, Kind.CLOSING: work.closing_number}
    return assignment.number if assignment else numbers.get(kind, "")


def _rendered(work, kind, assignment, on) -> bytes:
    """`on`: the day that the paper is of."""
    facts = _FACTS[kind](work, assignment)
    number = number_of(work, kind, assignment)
    centre = Centre.objects.current()
    words = str(Kind(kind).label)
    return render_paper(
        TEMPLATES[kind],
        {
            "centre": centre,
            "number": number,
            "dated": f"{centre.town}, {polish(facts.pop('day', on))}",
            "family": work.family,
            "work": work,
            "act": ACT,
            **facts,
        },
        name=f"{words[0].upper()}{words[1:]}{f' nr {number}' if number else ''}",
        made_at=beginning(on),
    )


def _members(work: Cooperation, on: datetime.date) -> list[FamilyMember]:
    return parents_first(work.family.members.on(on).select_related("person"))


def _grown_ups(members: list[FamilyMember]) -> list[dict]:
    who = grown_ups(members)
    signatures = [{"label": "data i podpis", "name": row.person.full_name} for row in who]
    return signatures or [{"label": "data i podpis członka rodziny"}]


def _of_whom(work: Cooperation, members: list[FamilyMember]) -> list[tuple[str, str]]:
    return [("Rodzina", family_named(work.family, members)), ("Adres", work.family.address)]


def _application(work: Cooperation, assignment) -> dict:
    """By the social worker, or the family's own under the act Za życiem."""
    members = _members(work, work.applied_on)
    worker = work.applied_by
    centre = Centre.objects.current()
    facts = [
        *_of_whom(work, members),
        ("Telefon", work.family.phone),
        ("Pracownik socjalny", work.family.social_worker.get_full_name()),
    ]
    if work.interview_on:
        by = f", przeprowadził(a): {work.interview_by}" if work.interview_by else ""
        facts.append(("Rodzinny wywiad środowiskowy", f"{polish(work.interview_on)}{by}"))
    if work.assign_by:
        facts.append(("Asystenta przydziela się do dnia", polish(work.assign_by)))
    return {
        "day": work.applied_on,
        "addressee": f"{centre.head_title or 'Kierownik'}\n{centre.name}",
        "facts": facts,
        "members": members,
        "is_own": worker is None,
        "signatures": _grown_ups(members) if worker is None else [_signed_by(worker)],
    }


def _signed_by(worker) -> dict:
    return {"label": "data i podpis pracownika socjalnego", "name": worker.get_full_name()}


def _consent(work: Cooperation, assignment) -> dict:
    members = _members(work, work.applied_on)
    return {"facts": _of_whom(work, members), "signatures": _grown_ups(members)}


def _assignment(work: Cooperation, assignment: Assignment) -> dict:
    user = assignment.assistant.user
    contact = ", ".join(filter(None, [user.phone and f"tel. {user.phone}", user.email]))
    facts = [
        *_of_whom(work, _members(work, assignment.starts_on)),
        ("Asystent rodziny", user.get_full_name()),
        ("Kontakt z asystentem", contact),
        ("Od dnia", polish(assignment.starts_on)),
        ("Podstawa", _basis(work)),
    ]
    if assignment.change_reason:
        facts.append(("Powód zmiany asystenta", assignment.change_reason))
    return {
        "day": assignment.assigned_on,
        "facts": facts,
        "assistant": user,
        "is_change": bool(assignment.change_reason),
        "signatures": [{"label": "podpis i pieczęć kierownika", "name": ""}],
    }


def _basis(work: Cooperation) -> str:
    if work.basis == Cooperation.Basis.COURT:
        return f"postanowienie z {polish(work.court_on)}, {work.court_name}, {work.court_number}"
    number = f" nr {work.application_number}" if work.application_number else ""
    return f"{work.get_basis_display()}, wniosek{number} z {polish(work.applied_on)}"


def _closing(work: Cooperation, assignment) -> dict:
    facts = [
        *_of_whom(work, _members(work, work.ended_on)),
        ("Praca z asystentem", f"{polish(work.starts_on)} – {polish(work.ended_on)}"),
        ("Powód zakończenia", work.get_end_reason_display()),
    ]
    if work.monitored_by:
        facts.append(("Monitoruje rodzinę", work.monitored_by.get_full_name()))
    return {
        "facts": facts,
        "signatures": [{"label": "podpis i pieczęć kierownika", "name": ""}],
    }


_FACTS: dict[str, Callable[[Cooperation, Assignment | None], dict]] = {
    Kind.APPLICATION: _application,
    Kind.CONSENT: _consent,
    Kind.ASSIGNMENT: _assignment,
    Kind.CLOSING: _closing,
}


def court_list(on: datetime.date) -> bytes:
    """The assistants in service with what a court needs to reach them (art. 17 ust. 5), and nothing else."""
    centre = Centre.objects.current()
    if missing := lacking(centre):
        raise Refused(f"Na piśmie brakuje: {', '.join(missing)}.")
    rows = Assistant.objects.on(on).select_related("user").order_by(*Assistant._meta.ordering)
    return render_paper(
        "families/papers/court_list_print.html",
        {
            "centre": centre,
            "dated": f"{centre.town}, {polish(on)}",
            "users": [row.user for row in rows],
            "act": ACT,
            "signatures": [{"label": "podpis i pieczęć kierownika", "name": ""}],
        },
        name="Lista asystentów rodziny",
        made_at=beginning(on),
    )
