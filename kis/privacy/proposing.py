"""A list of people whose data may be destroyed, put together for the archive's consent."""

import datetime
from collections.abc import Collection

from django.db import transaction

from kis.lib.refusals import Refused
from kis.privacy.cases import may_go
from kis.privacy.models import Destruction, DestructionItem

MOST_PEOPLE = 500


def proposed_elsewhere() -> set[int]:
    """People in a list that waits or was approved: nobody stands in two."""
    return set(DestructionItem.objects.standing().values_list("person", flat=True))


def left_out_before(people: Collection[int]) -> dict[int, str]:
    """By person why the last list left them out."""
    items = DestructionItem.objects.filter(person__in=people).exclude(left_out="").order_by("pk")
    return dict(items.values_list("person", "left_out"))


@transaction.atomic
def propose(people: Collection[int], *, remarks: str, on: datetime.date, by) -> Destruction:
    """Raises Refused for nobody, for too many, and where somebody's data must be kept."""
    wanted = set(people) - proposed_elsewhere()
    if not wanted:
        raise Refused("Zaznacz osoby, które mają być w spisie.")
    if len(wanted) > MOST_PEOPLE:
        raise Refused(f"W jednym spisie jest najwyżej {MOST_PEOPLE} osób.")
    due = may_go(on, wanted)
    if {case.person for case in due} != wanted:
        raise Refused("Ktoś z zaznaczonych osób nie może być w spisie. Otwórz stronę jeszcze raz.")
    made = Destruction.objects.create(proposed_on=on, proposed_by=by, remarks=remarks.strip())
    DestructionItem.objects.bulk_create(
        DestructionItem(
            destruction=made,
            person_id=case.person,
            symbol=case.term.symbol,
            ended_on=case.ended_on,
            due_from=case.term.due_from,
        )
        for case in due
    )
    return made
