"""The kept print of a letter: made once, the same bytes for whoever prints it again."""

import datetime
from collections.abc import Callable

from django.utils import timezone

from kis.documents.models import Document
from kis.lib.refusals import Refused, refused_by_database


def beginning(day: datetime.date) -> datetime.datetime:
    """The moment that a paper of the day carries, the same at every print."""
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())


def kept_print(letter, *, render: Callable, kind: str, name: str, by) -> Document:
    """The letter's paper: as it was printed first, else made now and kept from now on.

    `name` is a file name without an ending, about nobody. Raises Refused where the paper takes too long and
    where somebody changed the letter meanwhile.
    """
    if letter.document:
        return letter.document
    # Made before the row is locked: a slow paper keeps nobody waiting.
    pdf = render(letter)
    with refused_by_database():
        rows = type(letter)._base_manager.select_for_update(no_key=True, of=("self",))
        locked = rows.get(pk=letter.pk)
        if locked.document:
            return locked.document
        if locked.version != letter.version:
            raise Refused(
                "W czasie drukowania ktoś zmienił to pismo. Niczego nie wydrukowano: sprawdź treść "
                "i wydrukuj jeszcze raz."
            )
        locked.document = Document.objects.keep(
            kind=kind, name=f"{name}.pdf", content=pdf, content_type="application/pdf", by=by
        )
        locked.save(update_fields=["document"])
        return locked.document
