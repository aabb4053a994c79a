"""Papers of a list that were given out are kept: whoever prints again gets the same bytes."""

import datetime

from django.db import transaction

from kis.documents.models import Document
from kis.lib.money import zlotys
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.workbooks import CONTENT_TYPE
from psu.models import PayLine, PayList, PayListPaper, PaymentCorrection
from psu.models.pay_list import NO_LINES
from psu.pay_lists.paper import correction_paper, pay_list_paper
from psu.pay_lists.workbook import pay_list_workbook

PDF = "application/pdf"


def kept_paper(pay_list: PayList, *, by, at: datetime.datetime) -> PayListPaper:
    """The paper of the list as it stands: as it was printed first, else made now and kept from now on.

    Raises Refused for a list without lines, where it takes too long, and where lines were voided meanwhile.
    """
    if paper := _valid(pay_list):
        return paper
    # Made before the list is locked: a slow paper keeps nobody waiting.
    lines = list(pay_list.lines.in_order())
    if not lines:
        raise Refused(NO_LINES)
    sums = pay_list.lines.all().sums()
    pdf, xlsx = pay_list_paper(pay_list, lines, sums), pay_list_workbook(pay_list, lines, sums)
    with refused_by_database():
        PayList.objects.select_for_update(no_key=True).get(pk=pay_list.pk)
        if paper := _valid(pay_list):
            return paper
        if list(pay_list.lines.in_order().values_list("pk", flat=True)) != [x.pk for x in lines]:
            raise Refused(
                "W czasie drukowania ktoś otworzył ponownie miesiąc osoby z tej listy. Niczego nie "
                "wydrukowano: sprawdź pozycje i wydrukuj jeszcze raz."
            )
        return PayListPaper.objects.create(
            pay_list=pay_list,
            document=_keep("pay_list", f"lista-wyplat-{_name(pay_list)}.pdf", pdf, PDF, by),
            workbook=_keep(
                "pay_list", f"lista-wyplat-{_name(pay_list)}.xlsx", xlsx, CONTENT_TYPE, by
            ),
            made_at=at,
            made_by=by,
        )


def kept_correction(correction: PaymentCorrection, *, by) -> Document:
    """The paper of a correction, made once. Raises Refused where it takes too long."""
    if correction.document:
        return correction.document
    lines = PayLine.objects.filter(pay_list=correction.pay_list_id, person=correction.person_id)
    pdf = correction_paper(correction, zlotys(lines.sums()["net"]))
    with refused_by_database():
        locked = PaymentCorrection.with_voided.select_for_update(no_key=True, of=("self",))
        correction = locked.get(pk=correction.pk)
        if correction.document is None:
            name = f"sprostowanie-{correction.pk}-do-listy-{_name(correction.pay_list)}.pdf"
            correction.document = _keep("payment_correction", name, pdf, PDF, by)
            correction.save(update_fields=["document"])
    return correction.document


@transaction.atomic
def approve(pay_list: PayList, *, by, on: datetime.date, at: datetime.datetime) -> None:
    """What is approved is a paper: it is kept by then. Raises Refused as the paper and PayList.approve do."""
    kept_paper(pay_list, by=by, at=at)
    pay_list.approve(by=by, on=on)


def _valid(pay_list: PayList) -> PayListPaper | None:
    papers = pay_list.papers.filter(voided_at=None)
    return papers.select_related("document__stored", "workbook__stored", "made_by").first()


def _name(pay_list: PayList) -> str:
    return f"{pay_list.number}-{pay_list.year}"


def _keep(kind: str, name: str, content: bytes, content_type: str, by) -> Document:
    return Document.objects.keep(
        kind=kind, name=name, content=content, content_type=content_type, by=by
    )
