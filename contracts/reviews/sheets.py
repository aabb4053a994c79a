"""Keeping the sheet of a review that was held: the very bytes that both sides sign."""

import datetime

from django.utils import timezone

from contracts.models import Review
from contracts.printing import new_code
from contracts.reviews.paper import form_key, held_facts, render
from kis.documents.models import Document, PaperText
from kis.lib.refusals import Refused, refused_by_database


def keep_sheet(review: Review, *, by, at: datetime.datetime) -> Document:
    """Made once; asked for again it is the one that was kept.

    Call it outside a transaction: the paper is made before any lock. Raises Refused of a voided review, and
    where the paper takes too long.
    """
    if review.sheet_id:
        return review.sheet
    on = timezone.localtime(at).date()
    code = new_code(lambda code: Review.with_voided.filter(sheet_code=code).exists())
    pdf = render(held_facts(review, on), at=at, code=code)
    with refused_by_database():
        review.lock()
        if review.voided_at:
            raise Refused("Ta ocena jest unieważniona, arkusza się nie drukuje.")
        if review.sheet_id is None:
            _keep(review, pdf, code=code, by=by, on=on)
    return review.sheet


def _keep(review, pdf, *, code, by, on) -> None:
    review.sheet = Document.objects.keep(
        kind="review",
        name=f"ocena-{review.pk}-{code}.pdf",
        content=pdf,
        content_type="application/pdf",
        by=by,
    )
    review.sheet_code = code
    PaperText.objects.stand_on(review.sheet, [form_key(review.contract)], on)
    review.save(update_fields=["sheet", "sheet_code"])
