"""Annexes in every state, made quickly: the paper is a few bytes, its real making has tests of its own."""

import datetime
import itertools

from contracts.annexes import as_it_stands, begin_annex, write
from contracts.in_force import Wordings
from contracts.models import Annex, AnnexPrint
from kis.documents.models import Document

DAY = datetime.timedelta(days=1)
numbers = itertools.count(1)


def draft(contract, *, change=None, reason="Zmiana godzin pracy", ends_on=None, holds_from=None):
    """`change` takes the new wording as it would be sent back and changes it."""
    annex = begin_annex(contract, by=contract.worker, reason=reason, ends_on=ends_on)
    if holds_from:
        annex.holds_from = holds_from
        annex.save(update_fields=["holds_from"])
    rewrite(annex, change or (lambda new: None))
    return annex


def rewrite(annex, change):
    new = as_it_stands(after(annex))
    change(new)
    write(annex, new)


def after(annex):
    wordings = Wordings(annex.contract)
    return wordings.after(next(known for known in wordings.annexes if known.pk == annex.pk))


def lock(annex, *, printed_on):
    annex.refresh_from_db()
    annex.step(Annex.State.PRINTED)
    paper = Document.objects.keep(
        kind="contract",
        name="aneks.pdf",
        content=b"%PDF-",
        content_type="application/pdf",
        by=annex.created_by,
    )
    count = next(numbers)
    AnnexPrint.objects.create(
        annex=annex,
        code="".join("MNPRTUWXY3"[int(digit)] for digit in f"{count:04}"),
        document=paper,
        facts={},
        printed_at=datetime.datetime.combine(printed_on, datetime.time(10), tzinfo=datetime.UTC),
        printed_on=printed_on,
        printed_by=annex.created_by,
    )
    return annex


def printed(contract, *, on, **facts):
    return lock(draft(contract, **facts), printed_on=on)


def sign(annex, *, on, today=None):
    annex.sign(on=on, by=annex.created_by, code=annex.live_print.code, today=today or on)
    return annex


def signed(contract, *, on, **facts):
    return sign(printed(contract, on=on, **facts), on=on)
