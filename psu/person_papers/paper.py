"""The papers made of what was frozen in them and of nothing else."""

from kis.accounts.letterhead import on_paper
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from psu.models import PersonPaper

Kind = PersonPaper.Kind
TEMPLATES = {
    Kind.SLIP: "psu/person_papers/slip_print.html",
    Kind.CERTIFICATE: "psu/person_papers/certificate_print.html",
    Kind.STATEMENT: "psu/person_papers/statement_print.html",
}
HEAD = {"label": "data, pieczęć i podpis kierownika jednostki albo osoby upoważnionej"}
SIGNED_BY = {Kind.SLIP: [], Kind.CERTIFICATE: [HEAD]}


def paper_of(paper: PersonPaper) -> bytes:
    """Raises Refused where the paper takes too long."""
    centre = on_paper(paper.facts["centre"])
    author = {"label": "sporządzenie: data i podpis", "name": str(paper.made_by)}
    return render_paper(
        TEMPLATES[paper.kind],
        {
            **paper.facts,
            "centre": centre,
            "number": paper.number and str(paper),
            "dated": f"{centre['town']}, {polish(paper.made_on)}",
            "period": paper.period,
            "signatures": SIGNED_BY.get(paper.kind, [author]),
        },
        name=paper.title[0].upper() + paper.title[1:],
        made_at=beginning(paper.made_on),
    )
