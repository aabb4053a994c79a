"""One order of locks, the same as in the guards: assistants, then families, then the work with them."""

from collections.abc import Iterable

from kis.families.models import Assistant, Cooperation, Family


def lock_assistants(numbers: Iterable[int]) -> dict[int, Assistant]:
    rows = Assistant.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return {row.pk: row for row in rows.filter(pk__in=set(numbers)).order_by("pk")}


def lock_works(numbers: Iterable[int]) -> dict[int, Cooperation]:
    """Their families first; each with its family."""
    numbers = set(numbers)
    families = Family.objects.select_for_update(no_key=True).order_by("pk")
    known = {row.pk: row for row in families.filter(cooperations__in=numbers)}
    rows = Cooperation.with_voided.select_for_update(no_key=True).filter(pk__in=numbers)
    works = {row.pk: row for row in rows.order_by("pk")}
    for work in works.values():
        work.family = known[work.family_id]
    return works


def lock_work(number: int) -> Cooperation:
    return lock_works([number])[number]
