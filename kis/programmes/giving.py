"""Services are written: a whole card or none of it, each refusal beside its row."""

from collections.abc import Sequence

from django.db import transaction

from kis.lib.refusals import Refused, refused_by_database
from kis.programmes.models import Edition, Service
from kis.programmes.refusing import Sees, told_refusal


def give(rows: Sequence[Service], sees: Sees) -> dict[int, str]:
    """Saves all of them or none; gives by its place why a row is refused.

    A row that is refused stops none behind it from being looked at, so that all of them are mended at once.
    """
    refused = {}
    with transaction.atomic():
        for place, row in enumerate(rows):
            try:
                with refused_by_database():
                    row.save()
            except Refused as refusal:
                row.pk = None
                refused[place] = told_refusal(row, str(refusal), sees)
        if refused:
            transaction.set_rollback(True)
    return refused


def seen_by(user, on) -> Sees:
    """Names are told of editions that the user sees, and of what the user gave."""
    editions = set(Edition.objects.visible_to(user, on).values_list("pk", flat=True))
    return lambda row: row.edition_id in editions or row.provider.user_id == user.pk
