"""A supervisor confirms the entries of a place and month; what pages tell of it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kis.lib.refusals import Refused, refused_by_database
from psu.models import Confirmation, WorkPlace
from psu.proofs.list_changes import changes, entries_stand, last_changes, with_changed_days


@dataclass(frozen=True)
class Told:
    """A place's month. `seen` is set for who may confirm it here: see list_changes.last_changes."""

    place: WorkPlace
    confirmation: Confirmation | None
    seen: int | None = None

    @property
    def is_behind(self) -> bool:
        """Whether an entry changed after the confirmation."""
        return self.confirmation is not None and bool(self.confirmation.changed_days)

    @property
    def can_confirm(self) -> bool:
        return self.seen is not None and (self.confirmation is None or self.is_behind)


@transaction.atomic
def confirm(
    place: WorkPlace, month: datetime.date, *, by, at: datetime.datetime, seen: int
) -> None:
    """Raises Refused for what the guards refuse, and for entries that somebody else changed since `seen`.

    One confirms what one has looked at; one's own changes one knows.
    """
    last = entries_stand(place, month)
    # Behind the lock of entries_stand: what is not in sight now can come only after this confirmation.
    later = changes([place], month).filter(pgh_id__gt=seen)
    if any(user != by.pk for user in later.values_list("pgh_context__metadata__user", flat=True)):
        raise Refused(
            "Nie potwierdzono: po otwarciu strony ktoś inny zmienił wpisy tego miesiąca. "
            "Przejrzyj je poniżej i potwierdź."
        )
    with refused_by_database():
        # Moved, not added: the history keeps the earlier confirmations.
        Confirmation.objects.update_or_create(
            place=place,
            month=month,
            defaults={"confirmed_by": by, "confirmed_at": at, "entries_seen": last},
        )


def told_of(places: Iterable[WorkPlace], month: datetime.date) -> dict[int, Told]:
    """By number of the place. One query."""
    found = with_changed_days(Confirmation.objects.filter(place__in=places, month=month))
    confirmed = {row.place_id: row for row in found.select_related("confirmed_by")}
    return {place.pk: Told(place, confirmed.get(place.pk)) for place in places}


def told_to_supervisor(
    places: Iterable[WorkPlace], month: datetime.date, worked: set[int]
) -> dict[int, Told]:
    """As told_of, with what is seen at the places that have entries: `worked` are their numbers."""
    seen = last_changes(places, month)
    return {
        number: Told(told.place, told.confirmation, seen.get(number) if number in worked else None)
        for number, told in told_of(places, month).items()
    }
