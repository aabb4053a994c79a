"""The head of the centre's papers as plain values: a paper that froze them is made again as it was."""

from kis.accounts.models import Centre
from kis.documents.models import Document

# What includes/paper_letterhead.html and base_print.html read of the centre, beside its logo.
SHOWN = (
    *("name", "club_name", "street", "postal_code", "town"),
    *("phone", "email", "nip", "regon"),
)


def letterhead(centre: Centre) -> dict:
    """As JSON has it. The logo by its number: a kept document never changes."""
    return {name: getattr(centre, name) for name in SHOWN} | {"logo": centre.logo_id}


def lacking(centre: Centre) -> list[str]:
    """What a paper that is signed needs in its head and has not yet; each follows *brakuje*."""
    found = [] if centre.name else ["nazwy ośrodka"]
    if not (centre.street and centre.postal_code and centre.town):
        found.append("adresu ośrodka")
    return found


def on_paper(facts: dict) -> dict:
    """What a paper's template takes as `centre`. One query where there is a logo."""
    logo = Document.objects.filter(pk=facts["logo"]).first() if facts.get("logo") else None
    return {**facts, "logo": logo}
