"""The pay list on paper."""

import datetime

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.pdf import render_paper
from psu.models import PayList
from psu.pay_lists.workbook import way_of_payment


def pay_list_paper(pay_list: PayList) -> bytes:
    """The list to be signed by four people; made anew from its frozen lines, the same each time.

    Raises Refused where the paper takes too long.
    """
    lines = list(pay_list.lines.select_related("kind", "person").in_polish_order())
    for line in lines:
        line.payment = way_of_payment(line)
    sums = pay_list.lines.all().sums()
    return render_paper(
        "psu/pay_lists/print.html",
        {
            "centre": Centre.objects.current(),
            "pay_list": pay_list,
            "lines": lines,
            "sums": sums,
            "own_share": sums["amount"] - sums["refund"],
            "signatures": _signatures(pay_list),
        },
        name=f"Lista wypłat nr {pay_list}",
        made_at=datetime.datetime.combine(
            pay_list.prepared_on, datetime.time(), timezone.get_current_timezone()
        ),
    )


def _signatures(pay_list: PayList) -> list[dict]:
    return [
        {"label": "Sporządzenie: data i podpis", "name": str(pay_list.prepared_by)},
        {"label": "Sprawdzenie pod względem merytorycznym: data i podpis"},
        {"label": "Sprawdzenie pod względem formalno-rachunkowym: data i podpis"},
        {"label": "Zatwierdzenie: data i podpis"},
    ]
