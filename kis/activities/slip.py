"""A slip to carry along: where to go, when, with what. It names no person: a lost one tells nothing."""

import datetime

from kis.accounts.models import Centre
from kis.activities.models import Institution
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper


def slip(institution: Institution, on: datetime.date) -> bytes:
    """In large print. Raises Refused where the paper takes too long."""
    centre = Centre.objects.current()
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
        },
        name="Dokąd się zgłosić",
        made_at=beginning(on),
    )
