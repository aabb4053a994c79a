"""The yearly plan of needs: where, what, how many posts and hours."""

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum

from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from psu.guards import needs as guards
from psu.models.letter import Letter, letter_constraints
from psu.models.place import WorkKind, WorkPlace


@tracked()
class NeedsPlan(Letter, Record, Voidable):
    """Art. 142 ust. 4 of the act of 20 March 2025: by 31 January, to the labour office and the head."""

    plan_year = models.PositiveSmallIntegerField("plan na rok")

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "plan potrzeb"
        verbose_name_plural = "plany potrzeb"
        ordering = ["-plan_year", "-pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, *guards.NEEDS_PLAN]
        constraints = [
            *letter_constraints("needs_plan"),
            models.UniqueConstraint(
                fields=["plan_year"],
                condition=Q(voided_at=None),
                name="needs_plan_once_a_year",
                violation_error_message="Plan potrzeb na ten rok już jest.",
            ),
            models.CheckConstraint(
                name="needs_plan_numbered",
                condition=Q(number__isnull=False, year__isnull=False)
                & Q(plan_year__range=(2025, 2199)),
                violation_error_message="Plan ma numer i rok, najwcześniej 2025.",
            ),
            voided_whole("needs_plan_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"plan potrzeb na {self.plan_year}"

    @property
    def due_on(self) -> datetime.date:
        return datetime.date(self.plan_year, 1, 31)

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.sent_on:
            return f"Wysłany {polish(self.sent_on)}"
        return "Wydrukowany" if self.document_id else "Szkic"

    def sums(self) -> dict:
        """`posts` and `hours` of all lines. One query."""
        return self.lines.aggregate(
            posts=Sum("posts", default=0), hours=Sum("hours", default=Decimal(0))
        )


@tracked()
class NeedsLine(Record):
    """A kind of work at a place."""

    plan = models.ForeignKey(
        NeedsPlan, verbose_name="plan potrzeb", on_delete=models.CASCADE, related_name="lines"
    )
    place = models.ForeignKey(
        WorkPlace, verbose_name="miejsce PSU", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        WorkKind, verbose_name="rodzaj pracy", on_delete=models.PROTECT, related_name="+"
    )
    posts = models.PositiveSmallIntegerField("stanowiska")
    hours = models.DecimalField("godziny w roku", max_digits=9, decimal_places=2)

    class Meta(Record.Meta):
        verbose_name = "pozycja planu potrzeb"
        verbose_name_plural = "pozycje planu potrzeb"
        ordering = ["place__name", "kind__name", "pk"]
        triggers = [*Record.Meta.triggers, *guards.NEEDS_LINE]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "place", "kind"],
                name="needs_line_once",
                violation_error_message="Ta praca w tym miejscu jest już w planie.",
            ),
            models.CheckConstraint(
                name="needs_line_positive",
                condition=Q(posts__gt=0, posts__lte=999, hours__gt=0, hours__lt=10_000_000),
                violation_error_message="Wpisz od 1 do 999 stanowisk i więcej niż 0 godzin.",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {self.kind}"
