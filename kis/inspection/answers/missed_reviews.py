"""Contracts whose planned review passed without one, and contracts that plan none and had none."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from contracts.models import PlannedReview, Review, SocialContract
from kis.inspection.answers.answer import Answer
from kis.lib.table_files import Column
from participants.models import Person


@dataclass(frozen=True)
class Missed:
    """`on` is the planned day, None of a contract that plans none."""

    contract: SocialContract
    on: datetime.date | None
    days: int | None

    @property
    def person_id(self) -> int:
        return self.contract.person_id


class MissedReviews(Answer):
    slug = "kontrakty-bez-oceny"
    title = "Kontrakty bez oceny"
    short = "Kontrakty bez oceny"
    about = (
        "Oceny zaplanowane na ten rok, których dzień minął, a oceny nie ma, oraz kontrakty obowiązujące "
        "w tym roku, w których żadnej nie zaplanowano ani nie przeprowadzono."
    )
    empty = "Każda ocena zaplanowana na ten rok jest przeprowadzona."
    columns = [
        Column("person", "Osoba", lambda row: str(row.contract.person)),
        Column("contract", "Kontrakt", attrgetter("contract.title")),
        Column("signed_on", "Zawarty", attrgetter("contract.signed_on")),
        Column("last_day", "Do", attrgetter("contract.last_day")),
        Column("planned", "Ocena na dzień", lambda row: row.on or "nie zaplanowano"),
        Column("days", "Dni po terminie", attrgetter("days")),
        Column("worker", "Pracownik", attrgetter("contract.worker.short_name")),
    ]

    def rows(self, asked):
        return sorted(
            [*_passed(asked), *_unplanned(asked)],
            key=lambda row: (
                str(row.contract.person),
                row.contract.pk,
                row.on or row.contract.signed_on,
            ),
        )

    def address(self, row):
        return reverse("contracts:contract", args=[row.person_id, row.contract.pk])


def _passed(asked) -> Iterator[Missed]:
    rows = (
        PlannedReview.objects.unsettled()
        .in_force(asked.on)
        .filter(
            contract__in=_binding(asked),
            on__range=(asked.first, asked.last),
            on__lt=asked.on,
            on__lte=F("contract__last_day"),
        )
    )
    for row in rows.select_related("contract__person", "contract__worker"):
        yield Missed(row.contract, row.on, (asked.on - row.on).days)


def _unplanned(asked) -> Iterator[Missed]:
    of_it = {"contract": OuterRef("pk")}
    planned = PlannedReview.objects.standing().in_force(asked.on).filter(**of_it)
    bare = _binding(asked).filter(~Exists(planned), ~Exists(Review.objects.filter(**of_it)))
    for contract in bare.select_related("person", "worker"):
        yield Missed(contract, None, None)


def _binding(asked):
    """Contracts that bound on some day of the year so far."""
    return SocialContract.objects.binding().filter(
        person__in=Person.objects.visible_to(asked.user),
        signed_on__lte=asked.last_so_far,
        last_day__gte=asked.first,
    )
