"""The application on paper, made of what was frozen and of nothing else."""

import datetime

from django.utils import timezone

from kis.accounts.letterhead import on_paper
from kis.lib.dates import polish
from kis.lib.money import in_words
from kis.lib.pdf import render_paper
from psu.models import PayLine, RefundApplication
from psu.pay_lists.ways import in_words as account_in_words


def amount_head(lines: list[PayLine]) -> str:
    """The refund is of the whole benefit: what was withheld of it was paid out, too, to the tax office."""
    return "Świadczenie brutto, zł" if any(line.pay_tax_id for line in lines) else "Wypłacono, zł"


def refund_paper(application: RefundApplication, lines: list[PayLine]) -> bytes:
    """`lines` with their lists. Raises Refused where the paper takes too long."""
    centre = on_paper(application.letterhead)
    account = application.account_number
    return render_paper(
        "psu/pay_lists/refund_print.html",
        {
            "centre": centre,
            "application": application,
            "dated": f"{centre['town']}, {polish(application.made_on)}",
            "lines": lines,
            "amount_head": amount_head(lines),
            "in_words": in_words(abs(application.refund)),
            "given_back": abs(application.refund),
            "account": account_in_words(account, "") if account else "",
            "signatures": [
                {"label": "Sporządzenie: data i podpis", "name": application.made_name},
                {"label": "Główny księgowy: data i podpis"},
                {"label": "Kierownik jednostki: data, pieczęć i podpis"},
            ],
        },
        name=f"Wniosek o refundację nr {application}",
        made_at=datetime.datetime.combine(
            application.made_on, datetime.time(), timezone.get_current_timezone()
        ),
    )
