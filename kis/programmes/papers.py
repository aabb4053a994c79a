"""The application's card (karta zgłoszenia): printed to be signed, its scan is kept with the application."""

import datetime

from kis.accounts.letterhead import lacking
from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from kis.programmes.models import Enrolment, Kind
from kis.programmes.scope import EditionFile

CARD = "Karta zgłoszenia do programu"


def why_not(centre: Centre) -> str:
    """Why the centre can print nothing yet; empty where it can."""
    if missing := lacking(centre):
        return f"Na piśmie brakuje: {', '.join(missing)}. Uzupełnia to administrator merytoryczny."
    return ""


def application_card(file: EditionFile, row: Enrolment, on: datetime.date) -> bytes:
    """With the warning where it shows a limit that nobody compared with its source. Raises Refused."""
    if row.voided_at:
        raise Refused(row.void_in_words)
    centre = Centre.objects.current()
    if why := why_not(centre):
        raise Refused(why)
    return render_paper(
        "programmes/papers/application_print.html",
        {
            "centre": centre,
            "edition": file.edition,
            "number": row.number,
            "dated": f"{centre.town}, {polish(on)}",
            "facts": facts_of(row),
            "support": _support(row),
            "choices": _choices(row),
            "is_assistance": file.edition.kind == Kind.ASSISTANCE,
            "unconfirmed": _unconfirmed(row),
            "signatures": [
                {"label": "uczestnik albo opiekun prawny", "name": ""},
                {"label": "przyjmujący zgłoszenie, data wpływu", "name": ""},
            ],
        },
        name=f"{CARD}{f' nr {row.number}' if row.number else ''}",
        made_at=beginning(on),
    )


def _unconfirmed(row: Enrolment) -> list[str]:
    """Which numbers on the card nobody confirmed: it shows the limit of the group alone."""
    group = row.group
    return [f"limit grupy „{group}”"] if group and not group.is_confirmed else []


def _choices(row: Enrolment) -> list[str]:
    return [
        f"{choice.provider}, oświadczenie z {polish(choice.declared_not_family_on)}"
        if choice.declared_not_family_on
        else str(choice.provider)
        for choice in row.choices.select_related("provider")
    ]


def facts_of(row: Enrolment) -> list[tuple[str, str]]:
    """Of the participant, and in respite care of the one cared for."""
    facts = _person("Uczestnik", row.person)
    if row.beneficiary_id != row.person_id:
        facts += [
            *_person("Osoba, którą się opiekuje", row.beneficiary),
            ("Kim uczestnik dla niej jest", row.relation),
            ("Mieszkają razem", "tak" if row.shares_household else "nie"),
        ]
    if row.edition.has_services:
        facts += [
            ("Grupa", row.group.name if row.group else ""),
            ("Limit", _limit(row)),
            (
                "Orzeczenie ważne do",
                polish(row.degree_until) if row.degree_until else "bezterminowe",
            ),
        ]
    return [*facts, ("Data zgłoszenia", polish(row.applied_on))]


def _person(title: str, person) -> list[tuple[str, str]]:
    born = f"ur. {polish(person.born_on)}" if person.born_on else ""
    who = "\n".join(filter(None, [person.full_name, born, person.identification]))
    return [
        (title, who),
        ("Adres i telefon", "\n".join(filter(None, [person.address, person.phone]))),
    ]


def _limit(row: Enrolment) -> str:
    group = row.group
    if group is None:
        return ""
    words = []
    if group.hours_limit is not None:
        monthly = " w miesiącu" if row.edition.limit_unit == "month" else ""
        words.append(f"{group.hours_limit:.2f} godz.{monthly}".replace(".", ",", 1))
    if group.days_limit is not None:
        words.append(f"dób: {group.days_limit}")
    return ", ".join(words)


def _support(row: Enrolment) -> list[tuple[str, str]]:
    scopes = ", ".join(str(Enrolment.Scope(scope).label) for scope in row.scopes)
    return [
        ("Zakres wsparcia", scopes),
        ("Potrzeby", row.needs),
        ("Dni i godziny", row.wishes),
    ]
