"""The list of eligible persons on paper: what art. 142 ust. 8 asks for and nothing else."""

from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.pdf import render_paper
from psu import letters
from psu.models import EligibleList


def list_paper(made: EligibleList) -> bytes:
    """Raises Refused where the paper takes too long."""
    centre, agreement = Centre.objects.current(), made.agreement
    rows = made.candidates.select_related("person").order_by(
        "person__last_name", "person__first_name", "person_id"
    )
    where = "§ 3 ust. 3 i 4" if agreement.regime.is_old else "ust. 8 i 9"
    basis = letters.OLD_BASIS if agreement.regime.is_old else letters.NEW_BASIS
    return render_paper(
        "psu/candidates/print.html",
        {
            "centre": centre,
            "number": made.number_word,
            "dated": letters.dated(centre, made.written_on),
            "addressees": [letters.labour_office(agreement, centre)],
            "agreement": agreement.named,
            "people": [
                (
                    row.person.all_names,
                    row.person.address,
                    letters.identity_number(row.person)[1],
                )
                for row in rows
            ],
            "basis": basis.format(where=where),
            "signatures": [{"label": "data i podpis kierownika ośrodka", "name": centre.head_name}],
        },
        name=f"Lista osób uprawnionych nr {made.number_word}",
        made_at=beginning(made.written_on),
    )
