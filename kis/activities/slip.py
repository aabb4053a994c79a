"""A slip to carry along: where to go, when, with what. It names no person: a lost one tells nothing."""

import datetime

from kis.accounts.models import Centre
from kis.activities.models import Institution
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper


def slip(institution: Institution, on: datetime.date, *, is_of_club: bool = True) -> bytes:
    """In large print, of the club or of the whole centre. Raises Refused where the paper takes too long."""
    centre = Centre.objects.current()
    whom, phone = (
        ("Klub Integracji Społecznej", centre.club_phone)
        if is_of_club
        else (centre.name, centre.phone)
    )
    facts = [
        ("W czym pomaga", institution.offer),
        ("Adres", institution.address),
        ("Godziny", institution.opening_hours),
        ("Telefon", institution.phone),
        ("E-mail", institution.email),
        ("Strona internetowa", institution.website),
        ("Do kogo się zwrócić", institution.contact),
        ("Co wziąć ze sobą", institution.bring),
    ]
    return render_paper(
        "activities/slip_print.html",
        {
            "centre": centre,
            "institution": institution,
            "facts": [(label, words) for label, words in facts if words],
            "checked": polish(institution.checked_on) if institution.checked_on else "",
            "dated": polish(on),
            "in_trouble": f"{whom}, tel. {phone}" if phone else "",
            "without_club": not is_of_club,
        },
        name="Dokąd się zgłosić",
        made_at=beginning(on),
    )
