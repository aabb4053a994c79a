"""The two papers of art. 100 ust. 6 of the act on social assistance, and the register, on paper."""

import datetime

from kis.accounts.letterhead import lacking
from kis.accounts.models import Authorisation, Centre
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from kis.lib.table_files import Table, in_words

BASIS = (
    "art. 100 ust. 6 ustawy z dnia 12 marca 2004 r. o pomocy społecznej oraz art. 29 i art. 32 ust. 4 "
    "rozporządzenia (UE) 2016/679 (RODO)"
)


def authorisation_paper(row: Authorisation, *, at: datetime.datetime) -> bytes:
    """Raises Refused."""
    centre = _centre()
    head = f"{centre.head_name}, {centre.head_title.lower()}" if centre.head_name else ""
    signer = row.granted_by or head
    context = {
        **_facts(row, centre),
        "until": f"do {polish(row.ends_on)} włącznie" if row.ends_on else "do odwołania",
        "signatures": [
            {"label": "za administratora danych: data i podpis", "name": signer},
            {"label": "otrzymałam / otrzymałem: data i podpis", "name": str(row.user)},
        ],
    }
    name = f"Upoważnienie nr {row.number}"
    return render_paper("authorisations/authorisation_print.html", context, name=name, made_at=at)


def pledge_paper(row: Authorisation, *, at: datetime.datetime) -> bytes:
    """Raises Refused."""
    centre = _centre()
    context = {
        **_facts(row, centre),
        "signatures": [{"label": "data i podpis", "name": str(row.user)}],
    }
    name = "Zobowiązanie do zachowania tajemnicy"
    return render_paper("authorisations/pledge_print.html", context, name=name, made_at=at)


def register_paper(table: Table, subtitle: str, *, at: datetime.datetime) -> bytes:
    context = {
        "centre": Centre.objects.current(),
        "subtitle": subtitle,
        "headings": table.headings,
        "lines": [(in_words(who), list(map(in_words, cells))) for who, *cells in table.cells()],
    }
    name = "Rejestr osób upoważnionych do przetwarzania danych osobowych"
    return render_paper("authorisations/register_print.html", context, name=name, made_at=at)


def _centre() -> Centre:
    centre = Centre.objects.current()
    if found := lacking(centre):
        raise Refused(
            f"Tego pisma nie można wydrukować: brakuje {', '.join(found)}. Uzupełnia je administrator "
            "merytoryczny."
        )
    return centre


def _facts(row: Authorisation, centre: Centre) -> dict:
    return {
        "centre": centre,
        "row": row,
        "basis": BASIS,
        "dated": f"{centre.town}, {polish(row.granted_on)}"
        if row.granted_on
        else f"{centre.town},",
        "facts": [("Imię i nazwisko", str(row.user)), ("Stanowisko", row.position)],
    }
