"""What is withheld of a benefit as an advance on income tax: the accountant's setting, dated."""

import datetime

from django.db import models
from django.db.models import Q

from kis.lib.dates import polish
from kis.lib.history import tracked
from kis.lib.money import hours as shown
from kis.lib.records import Record
from psu.guards import pay_tax as guards
from psu.rules.pay import Tax


class PayTaxQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> "PayTax | None":
        """The row that a list prepared that day is closed with; None before the first one."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


@tracked()
class PayTax(Record):
    """From a day on, until the next row; 0 % where the benefit is free of tax.

    No act names the tax of this benefit: whether any is taken the chief accountant decides and says on what
    ground. Without a row the lists have no tax at all.
    """

    valid_from = models.DateField(
        "obowiązuje od", help_text="Listy wypłat sporządzone od tego dnia."
    )
    percent = models.DecimalField(
        "zaliczka na podatek, % świadczenia",
        max_digits=5,
        decimal_places=2,
        help_text="0, gdy świadczenie jest wolne od podatku.",
    )
    # Art. 63 § 1 of the act of 29 August 1997 (Ordynacja podatkowa) rounds taxes to whole zlotys.
    to_zloty = models.BooleanField(
        "zaokrąglenie do pełnych złotych",
        default=False,
        help_text="W każdej pozycji listy. Bez zaznaczenia: do grosza.",
    )
    source = models.CharField(
        "źródło",
        max_length=300,
        help_text="Na jakiej podstawie i kto rozstrzygnął, np. pismo głównego księgowego.",
    )

    objects = PayTaxQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "podatek od świadczeń"
        verbose_name_plural = "podatek od świadczeń"
        ordering = ["-valid_from"]
        triggers = [*Record.Meta.triggers, *guards.PAY_TAX]
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"],
                name="pay_tax_once_a_day",
                violation_error_message="Od tego dnia jest już wpisany podatek.",
            ),
            models.CheckConstraint(
                name="pay_tax_is_a_share",
                condition=Q(percent__gte=0, percent__lt=100),
                violation_error_message="Zaliczka to od 0 do 99,99 procent świadczenia.",
            ),
        ]

    def __str__(self):
        return f"{shown(self.percent)} % od {polish(self.valid_from)}"

    @property
    def rule(self) -> Tax:
        return Tax(self.percent, to_zloty=self.to_zloty)
