"""The paper and the workbook of an application: made once, the same bytes for whoever asks later."""

from kis.documents.models import Document
from kis.lib.refusals import refused_by_database
from kis.lib.workbooks import CONTENT_TYPE
from psu.models import PayLine, RefundApplication
from psu.pay_lists.keeping import PDF
from psu.pay_lists.refunds.paper import refund_paper
from psu.pay_lists.refunds.workbook import refund_workbook

KIND = "refund_application"


def lines_of(application: RefundApplication) -> list[PayLine]:
    """In the order of the lists, each with its list. One query."""
    lists = application.applied_lists.values("pay_list")
    lines = PayLine.objects.filter(pay_list__in=lists).select_related("pay_list")
    return list(lines.order_by("pay_list__ordinal", "position"))


def keep_paper(application: RefundApplication, *, by) -> RefundApplication:
    """Made of what was frozen. Raises Refused where it takes too long."""
    if application.document_id and application.workbook_id:
        return application
    # Made before the row is locked: a slow paper keeps nobody waiting.
    lines = lines_of(application)
    pdf, xlsx = refund_paper(application, lines), refund_workbook(application, lines)
    with refused_by_database():
        rows = RefundApplication.with_voided.select_for_update(no_key=True, of=("self",))
        application = rows.get(pk=application.pk)
        if not application.document_id:
            application.document = _keep(application, "pdf", pdf, PDF, by)
            application.workbook = _keep(application, "xlsx", xlsx, CONTENT_TYPE, by)
            application.save(update_fields=["document", "workbook"])
    return application


def _keep(application, extension: str, content: bytes, content_type: str, by) -> Document:
    name = f"wniosek-o-refundacje-{application.number}-{application.year}.{extension}"
    return Document.objects.keep(
        kind=KIND, name=name, content=content, content_type=content_type, by=by
    )
