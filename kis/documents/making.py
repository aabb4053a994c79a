"""What a worker does with an order: one paper after another, each kept as soon as it is made."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from kis.documents.exports import Made, kinds
from kis.documents.models import Document, Export, ExportItem
from kis.lib.refusals import Refused

# A paper on which a worker died so many times is left out, so that the others are made.
MOST_ATTEMPTS = 3
DIED = (
    "Program kilka razy przerwał pracę przy tym piśmie. Otwórz je pojedynczo, a jeśli i to się nie uda, "
    "zawiadom administratora systemu."
)
FAULT = "Pismo nie powstało przez błąd programu. Zawiadom administratora systemu."
NOT_READABLE = "Treści tej osoby nie możesz już czytać, więc pisma nie ma w wyniku."

logger = logging.getLogger(__name__)


def make_papers(export: Export, *, goes_on: Callable[[], bool]) -> bool:
    """Make what waits while `goes_on()`; gives whether something may be left.

    Several workers may do so at once. Each paper is committed by itself, and the row's lock is its worker's
    for as long as that lives: whoever is killed leaves the paper to the next one.
    """
    while goes_on() and not export.is_expired(timezone.now()):
        pk = _taken(export)
        if pk is None:
            return False
        _settle(export, pk)
    return not export.is_expired(timezone.now())


@transaction.atomic
def _taken(export: Export) -> int | None:
    """The paper to make, its attempt counted before anything can go wrong; tried ones come last."""
    waiting = export.items.waiting()
    if waiting.filter(comes_last=False).exists():
        # Also while another worker has it in hand: that one, or whoever takes it over, comes to the last.
        waiting = waiting.filter(comes_last=False)
    free = waiting.select_for_update(skip_locked=True, no_key=True)
    item = free.order_by("attempts", "pk").first()
    if item is None:
        return None
    if item.attempts >= MOST_ATTEMPTS:
        item.fail(DIED)
    else:
        item.attempts += 1
        item.save(update_fields=["attempts"])
    return item.pk


@transaction.atomic
def _settle(export: Export, pk: int) -> None:
    free = export.items.waiting().select_for_update(skip_locked=True, no_key=True)
    item = free.filter(pk=pk).first()
    if item is None:  # given up, or another worker was quicker
        return
    try:
        with transaction.atomic():
            made = _made(export, item)
    except Refused as refusal:
        item.fail(str(refusal))
    except (OperationalError, InterfaceError):  # the database's trouble, not the paper's
        raise
    except Exception:
        logger.exception("paper %s of export %s", item.pk, export.pk)
        item.fail(FAULT)
    else:
        if isinstance(made, Made):
            item.finish(made.content, made.outcome)
        else:
            item.finish(made)


def _made(export: Export, item: ExportItem) -> bytes | Document | Made:
    kind, user, on = kinds()[export.kind], export.created_by, timezone.localdate()
    person = item.person_number
    if not user.is_active or (person and person not in kind.readable([person], user, on)):
        raise Refused(NOT_READABLE)
    return kind.make(item, user, on)
