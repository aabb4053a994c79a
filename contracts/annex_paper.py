"""The paper of an annex: from what to what it changes the contract, as plain values, and the PDF of them."""

import datetime
from typing import Any

from contracts.changes import changes, in_words
from contracts.in_force import Wordings, amended
from contracts.models import Annex, Party
from contracts.official_form import form_words
from contracts.paper import COPIES, signatures_beside
from contracts.texts import FORM_1A, FORM_1B
from kis.accounts.models import Centre
from kis.lib.dates import polish
from kis.lib.pdf import render_paper


def annex_content(annex: Annex, on: datetime.date) -> dict[str, Any]:
    """What stands on the paper printed that day, as JSON has it."""
    contract, wordings = annex.contract, Wordings(annex.contract)
    # With its texts as they are read now.
    annex = next(known for known in wordings.annexes if known.pk == annex.pk)
    after = wordings.after(annex)
    person = contract.person
    signing = contract.parties.filter(role=Party.Role.SIGNS)
    former = [known for known in wordings.annexes if known.is_signed and known != annex]
    return {
        "name": f"Aneks nr {annex.ordinal} do kontraktu socjalnego {contract.type} {contract.number}",
        "number": annex.number,
        "is_large": person.reads_with_difficulty,
        "words": form_words(FORM_1A if contract.type == contract.Type.A else FORM_1B, on),
        "signed_on": polish(contract.signed_on),
        "amended": amended(former),
        "people": [person.full_name, *(party.full_name for party in signing)],
        "worker": str(contract.worker),
        "beside": signatures_beside(contract),
        "reason": annex.reason,
        "changes": in_words(changes(wordings.before(annex), after)),
        "holds_from": polish(annex.holds_from),
        "until": polish(after.term.ends_on),
        "is_new_term": bool(annex.ends_on),
        "reviews": [
            f"{polish(review.on)} (końcowa)" if review.is_final else polish(review.on)
            for review in after.reviews
            if review.on >= on
        ],
    }


def render_annex(
    facts: dict[str, Any], *, at: datetime.datetime, code: str = "", is_draft: bool = False
) -> bytes:
    """Both copies in one file; a draft is one copy. Raises Refused where the paper takes too long."""
    return render_paper(
        "contracts/annex_print.html",
        {**facts, "centre": Centre.objects.current(), "is_draft": is_draft},
        name=facts["name"],
        made_at=at,
        code=code,
        copies=1 if is_draft else COPIES,
    )
