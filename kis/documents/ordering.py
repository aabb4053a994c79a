"""Ordering many papers at once, and what becomes of an order."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from kis.documents.exports import ExportKind, Wanted
from kis.documents.models import Export, ExportItem
from kis.documents.models.export import KEPT_FOR
from kis.documents.tasks import defer_papers
from kis.lib.refusals import Refused

# Somebody who looks an order up later reads that it expired.
REMEMBERED_FOR = datetime.timedelta(days=30)


@transaction.atomic
def order_papers(
    kind: ExportKind, title: str, wanted: Iterable[Wanted], *, by, at: datetime.datetime
) -> Export:
    """Write down what is wanted and tell the workers. Raises Refused where it is nothing."""
    wanted = list(wanted)
    if not wanted:
        raise Refused("Nie ma żadnego pisma do przygotowania.")
    export = Export.objects.create(
        kind=kind.name, title=title, created_by=by, created_at=at, expires_at=at + KEPT_FOR
    )
    ExportItem.objects.bulk_create(
        ExportItem(
            export=export,
            title=one.title,
            name=name,
            number=one.number,
            person_number=one.person,
            facts=one.facts,
            comes_last=one.comes_last,
        )
        for one, name in _named_apart(wanted)
    )
    defer_papers(export, len(wanted))
    return export


def _named_apart(wanted: list[Wanted]):
    """Numbers may differ in signs that file names do not take."""
    seen = set()
    for one in wanted:
        stem, dot, ending = one.name.rpartition(".")
        name, count = one.name, 1
        while name in seen:
            count += 1
            name = f"{stem}-{count}{dot}{ending}"
        seen.add(name)
        yield one, name


@transaction.atomic
def sweep(at: datetime.datetime) -> int:
    """Delete the papers of expired orders, and orders that nobody looks up any more; how many papers."""
    expired = Export.objects.expired(at)
    papers, _ = ExportItem.objects.filter(export__in=expired).delete()
    Export.objects.expired(at - REMEMBERED_FOR).delete()
    return papers
