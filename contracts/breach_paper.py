"""The note of a breach on paper: what the end of the contract stands on, for both sides to sign."""

import datetime

from django.utils import timezone

from contracts.in_force import changed_by
from contracts.models import SocialContract
from kis.accounts.models import Centre
from kis.lib.dates import polish
from kis.lib.pdf import render_paper


def breach_paper(contract: SocialContract, *, at: datetime.datetime) -> bytes:
    """Of a contract that ended with a `breach_note`. Raises Refused where the paper takes too long."""
    note, centre = contract.breach_note, Centre.objects.current()
    name = f"Notatka o niedotrzymaniu kontraktu socjalnego {contract.type} {contract.number}"
    return render_paper(
        "contracts/breach_print.html",
        {
            "centre": centre,
            "contract": contract,
            "facts": _facts(contract),
            "text": note.text,
            "dated": f"{centre.town}, {polish(timezone.localdate(at))}",
            "is_large": contract.person.reads_with_difficulty,
            "signatures": [
                {"label": "data i podpis osoby", "name": contract.person.full_name},
                {"label": "data i podpis pracownika socjalnego", "name": str(contract.worker)},
            ],
        },
        name=name,
        made_at=at,
    )


def _facts(contract) -> list[tuple[str, str]]:
    note = contract.breach_note
    at = timezone.localtime(note.at)
    return [
        ("Osoba", contract.person.full_name),
        ("Kontrakt", _which(contract)),
        ("Ostatni dzień kontraktu", polish(contract.ended_on)),
        ("Rozmowa", f"{polish(at.date())} o {at:%-H.%M}, {note.get_kind_display()}"),
        ("Z kim", note.with_whom or contract.person.full_name),
        ("Notatkę sporządzono w imieniu ośrodka", str(note.author)),
    ]


def _which(contract) -> str:
    told = f"{contract.type} nr {contract.number} z {polish(contract.signed_on)}"
    return ", ".join(filter(None, [told, changed_by(contract, contract.ended_on)]))
