"""The pay list and its corrections on paper, made of what was frozen and of nothing else."""

import datetime

from django.utils import timezone

from kis.accounts.letterhead import on_paper
from kis.lib.money import in_words
from kis.lib.pdf import render_paper
from psu.models import PayLine, PayList, PaymentCorrection, PayTax
from psu.pay_lists import ways


def pay_list_paper(pay_list: PayList, lines: list[PayLine], sums: dict) -> bytes:
    """To be signed by four people. `sums` are those of the lines.

    Raises Refused where the paper takes too long.
    """
    for line in lines:
        line.payment = ways.way_of_payment(line)
    return render_paper(
        "psu/pay_lists/print.html",
        {
            "centre": on_paper(pay_list.letterhead),
            "pay_list": pay_list,
            "lines": lines,
            "sums": sums,
            "own_share": sums["amount"] - sums["refund"],
            "tax": tax_of(lines),
            "is_return": sums["net"] < 0,
            "net": abs(sums["net"]),
            "in_words": in_words(abs(sums["net"])),
            "signatures": [
                {"label": "Sporządzenie: data i podpis", "name": pay_list.prepared_name},
                {"label": "Sprawdzenie pod względem merytorycznym: data i podpis"},
                {"label": "Sprawdzenie pod względem formalno-rachunkowym: data i podpis"},
                {"label": "Zatwierdzenie: data i podpis"},
            ],
        },
        name=f"Lista wypłat nr {pay_list}",
        made_at=_beginning(pay_list.prepared_on),
    )


def tax_of(lines: list[PayLine]) -> PayTax | None:
    """What all lines of a list were closed with: they have one day. One query where there is any."""
    return lines[0].pay_tax if lines else None


def correction_paper(correction: PaymentCorrection, amount) -> bytes:
    """To be signed by whoever prepared it and whoever approves; `amount`: what the person is paid.

    Raises Refused where the paper takes too long.
    """
    pay_list = correction.pay_list
    return render_paper(
        "psu/pay_lists/correction_print.html",
        {
            "centre": on_paper(pay_list.letterhead),
            "pay_list": pay_list,
            "facts": [
                ("Nazwisko i imię", correction.person_name),
                ("Kwota do wypłaty", amount),
                (
                    "Sposób wypłaty dotychczas",
                    ways.in_words(correction.former_number, correction.former_owner),
                ),
                (
                    "Sposób wypłaty po sprostowaniu",
                    ways.in_words(correction.number, correction.owner),
                ),
                ("Powód", correction.reason),
            ],
            "signatures": [
                {"label": "Sporządzenie: data i podpis", "name": str(correction.proposed_by)},
                {"label": "Zatwierdzenie: data i podpis"},
            ],
        },
        name=f"Sprostowanie do listy wypłat nr {pay_list}",
        made_at=_beginning(correction.proposed_on),
    )


def _beginning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())
