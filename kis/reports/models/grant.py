"""Money that the club got for a year, and its settlement: the last part of the yearly report."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole

MORE_THAN_RECEIVED = "Wykorzystano i zwrócono razem najwyżej tyle, ile otrzymano."
NOT_WHOLE = (
    "Rozliczona dotacja jest w całości wykorzystana albo zwrócona: te dwie kwoty dają otrzymaną."
)


@tracked()
class Grant(Record, Voidable):
    """Of one year: a project of several years is a row for each, as it is settled."""

    class Source(models.TextChoices):
        # Art. 18 ust. 6 of the act on social employment.
        EU = "eu", "środki Unii Europejskiej"
        MUNICIPALITY = "municipality", "dochody własne gminy"
        ALCOHOL = "alcohol", "gminny program profilaktyki i przeciwdziałania uzależnieniom"
        STATE = "state", "dotacja z programu resortowego (art. 18ca)"
        OTHER = "other", "inne źródło"

    year = models.PositiveSmallIntegerField(
        "rok", help_text="Projekt wieloletni wpisz osobno na każdy rok."
    )
    source = models.CharField("źródło", max_length=12, choices=Source)
    title = LineColumn("nazwa dotacji lub projektu", max_length=200)
    agreement = LineColumn("umowa lub decyzja – numer i dzień", max_length=150, blank=True)
    received_on = models.DateField("otrzymano dnia")
    received = models.DecimalField("otrzymano, zł", max_digits=12, decimal_places=2)
    spent = models.DecimalField(
        "wykorzystano, zł", max_digits=12, decimal_places=2, default=Decimal(0)
    )
    returned = models.DecimalField(
        "zwrócono, zł", max_digits=12, decimal_places=2, default=Decimal(0)
    )
    settled_on = models.DateField(
        "rozliczono dnia", null=True, blank=True, help_text="Puste: jeszcze nierozliczona."
    )
    note = models.TextField("uwagi", max_length=500, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "dotacja"
        verbose_name_plural = "dotacje"
        base_manager_name = "with_voided"
        ordering = ["-year", "received_on", "pk"]
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("entered_by_id")]
        constraints = [
            models.CheckConstraint(
                name="grant_of_a_year",
                condition=Q(year__range=(2003, 2199)),
                violation_error_message="Rok dotacji jest od 2003 do 2199.",
            ),
            models.CheckConstraint(
                name="grant_sums_not_negative",
                condition=Q(received__gt=0, spent__gte=0, returned__gte=0),
                violation_error_message="Otrzymana kwota jest większa od 0, a pozostałe nie są ujemne.",
            ),
            models.CheckConstraint(
                name="grant_spent_within_received",
                condition=Q(received__gte=F("spent") + F("returned")),
                violation_error_message=MORE_THAN_RECEIVED,
            ),
            models.CheckConstraint(
                name="grant_settled_whole",
                condition=Q(settled_on=None)
                | Q(
                    settled_on__gte=F("received_on"),
                    received=F("spent") + F("returned"),
                ),
                violation_error_message=f"{NOT_WHOLE} Rozlicza się ją po otrzymaniu.",
            ),
            voided_whole("grant_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"{self.title}, {self.year}"

    def clean(self):
        if None in (self.received, self.spent, self.returned):
            return  # each field tells its own fault
        if self.spent + self.returned > self.received:
            raise ValidationError({"spent": MORE_THAN_RECEIVED})
        if self.settled_on and self.left:
            raise ValidationError({"settled_on": NOT_WHOLE})

    @property
    def author(self):
        return self.entered_by

    @property
    def left(self) -> Decimal:
        """Neither spent nor returned yet."""
        return self.received - self.spent - self.returned
