"""The plan of needs on paper."""

from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.pdf import render_paper
from psu import letters
from psu.models import NeedsPlan


def plan_paper(plan: NeedsPlan) -> bytes:
    """Raises Refused where the paper takes too long."""
    centre = Centre.objects.current()
    return render_paper(
        "psu/needs/print.html",
        {
            "centre": centre,
            "plan": plan,
            "number": plan.number_word,
            "dated": letters.dated(centre, plan.written_on),
            "addressees": [letters.labour_office(None, centre), letters.head_of(centre)],
            "lines": plan.lines.select_related("place", "kind"),
            "sums": plan.sums(),
            "basis": letters.NEW_BASIS.format(where="ust. 4"),
            "signatures": [{"label": "data i podpis osoby upoważnionej"}],
        },
        name=f"Plan potrzeb na {plan.plan_year} r. nr {plan.number_word}",
        made_at=beginning(plan.written_on),
    )
