"""What a person is paid for a month, frozen at the close."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Abs, Least, Round, Sign
from django.db.models.lookups import Exact

from kis.lib.dates import month_name
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Voidable
from participants.models import Person
from psu.guards import pay as guards
from psu.models.agreement import AgreedRate
from psu.models.law import Rate
from psu.models.month import PersonMonth
from psu.models.pay_list import PayList
from psu.models.pay_tax import PayTax
from psu.models.place import WorkKind


class PayLineQuerySet(models.QuerySet):
    def sums(self) -> dict[str, Decimal]:
        """`hours`, `amount`, `tax`, `net`, `refund`: sums of the lines, already rounded one by one.

        One query.
        """
        return self.aggregate(
            # First: behind them the names below would be those of the sums.
            net=Sum(NET, default=Decimal(0)),
            hours=Sum("hours", default=Decimal(0)),
            amount=Sum("amount", default=Decimal(0)),
            tax=Sum("tax", default=Decimal(0)),
            refund=Sum("refund", default=Decimal(0)),
        )

    def in_order(self):
        """As they stand on the paper: by the names of that day, whatever people are called now."""
        return self.order_by("pay_list", "position")


# What is paid of the amount: it has no column of its own, so that it is the difference and nothing else.
NET = F("amount") - F("tax")


def _rounded(expression, places=2):
    return Round(expression, places)


def _tax(places: int):
    """As psu.rules.pay.Tax has it."""
    amount = Abs("amount")
    share = amount * F("tax_percent") / Value(Decimal(100))
    return Exact(F("tax"), Sign("amount") * Least(_rounded(share, places), amount))


@tracked(level=pgtrigger.Statement)
class PayLine(Voidable):
    """Frozen at the close: person × agreed rate × minimum × kind of work.

    Reopening voids it. Of an approved list it stays: what the month is worth otherwise, once it is closed
    again, comes as a correction of more hours or of fewer than none.
    """

    pay_list = models.ForeignKey(
        PayList, verbose_name="lista wypłat", on_delete=models.PROTECT, related_name="lines"
    )
    person_month = models.ForeignKey(
        PersonMonth, verbose_name="miesiąc osoby", on_delete=models.PROTECT, related_name="lines"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="pay_lines"
    )
    kind = models.ForeignKey(
        WorkKind, verbose_name="rodzaj pracy", on_delete=models.PROTECT, related_name="+"
    )
    # The database refuses by the rate's guard, which names the closed day; Django could not.
    agreed_rate = models.ForeignKey(
        AgreedRate, verbose_name="stawka", on_delete=models.DO_NOTHING, related_name="lines"
    )
    minimum_rate = models.ForeignKey(
        Rate, verbose_name="stawka minimalna", on_delete=models.PROTECT, related_name="lines"
    )
    hours = models.DecimalField("godziny", max_digits=6, decimal_places=2)
    per_hour = models.DecimalField("stawka, zł", max_digits=6, decimal_places=2)
    minimum_per_hour = models.DecimalField("stawka minimalna, zł", max_digits=6, decimal_places=2)
    refund_percent = models.DecimalField("refundacja, %", max_digits=5, decimal_places=2)
    is_paid = models.BooleanField("do wypłaty", default=True)
    amount = models.DecimalField("kwota, zł", max_digits=9, decimal_places=2)
    refund = models.DecimalField("refundacja, zł", max_digits=9, decimal_places=2)
    # Of the day the list was prepared; all of it empty where the accountant had set none.
    pay_tax = models.ForeignKey(
        PayTax,
        verbose_name="podatek od świadczeń",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    tax_percent = models.DecimalField(
        "zaliczka, %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    tax_to_zloty = models.BooleanField("zaliczka w pełnych złotych", default=False)
    tax = models.DecimalField("zaliczka na podatek, zł", max_digits=9, decimal_places=2, default=0)
    corrects = models.DateField(
        "korekta za miesiąc", null=True, blank=True, help_text="Puste: zwykła pozycja."
    )
    correction_reason = models.CharField("powód korekty", max_length=300, blank=True)
    # The facts of the paper, as they stood that day.
    position = models.PositiveSmallIntegerField("miejsce na liście")
    kind_name = models.CharField("rodzaj pracy na liście", max_length=150)
    person_name = models.CharField("nazwisko i imię", max_length=230)
    person_identity = models.CharField("PESEL lub dokument", max_length=100, blank=True)
    account_number = models.CharField("rachunek (puste: kasa)", max_length=26, blank=True)
    account_owner = models.CharField("właściciel rachunku", max_length=150, blank=True)

    objects = NotVoided.from_queryset(PayLineQuerySet)()
    with_voided = PayLineQuerySet.as_manager()

    class Meta:
        verbose_name = "pozycja listy wypłat"
        indexes = [
            models.Index(
                fields=["person_month"],
                name="pay_line_behind_lost_status",
                condition=Q(refund_percent=0) | Q(is_paid=False),
            ),
        ]
        verbose_name_plural = "pozycje listy wypłat"
        ordering = ["pk"]
        base_manager_name = "with_voided"
        triggers = guards.PAY_LINE
        constraints = [
            # One rounding for all hours of a rate: halves of a grosz would add up over split lines.
            models.UniqueConstraint(
                fields=[
                    *("pay_list", "person_month", "kind", "agreed_rate", "minimum_rate"),
                    *("refund_percent", "is_paid"),
                ],
                condition=Q(voided_at=None),
                name="pay_line_once",
                violation_error_message="Godziny tej stawki stoją już w innej pozycji.",
            ),
            models.UniqueConstraint(
                fields=["pay_list", "position"],
                name="pay_line_place_once",
                violation_error_message="To miejsce na liście jest już zajęte.",
            ),
            models.CheckConstraint(
                name="pay_line_voided_whole",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                violation_error_message="Unieważnienie pozycji ma chwilę, osobę i powód.",
            ),
            models.CheckConstraint(
                name="pay_line_amount_to_the_grosz",
                # PostgreSQL rounds halves away from zero, as kis.lib.money.to_grosz does.
                condition=Q(is_paid=False, amount=0)
                | Q(is_paid=True) & Exact(F("amount"), _rounded(F("hours") * F("per_hour"))),
                violation_error_message="Kwota nie zgadza się z godzinami i stawką.",
            ),
            models.CheckConstraint(
                name="pay_line_refund_to_the_grosz",
                condition=Exact(
                    F("refund"),
                    _rounded(
                        F("hours")
                        * F("minimum_per_hour")
                        * F("refund_percent")
                        / Value(Decimal(100))
                    ),
                ),
                violation_error_message="Refundacja nie zgadza się z godzinami i stawką minimalną.",
            ),
            models.CheckConstraint(
                name="pay_line_tax_rounded",
                condition=Q(pay_tax=None, tax_percent=None, tax_to_zloty=False, tax=0)
                | Q(pay_tax__isnull=False, tax_percent__isnull=False)
                & (Q(_tax(2), tax_to_zloty=False) | Q(_tax(0), tax_to_zloty=True)),
                violation_error_message="Zaliczka na podatek nie zgadza się z kwotą i procentem.",
            ),
            models.CheckConstraint(
                # Art. 142 ust. 12 of the act of 20 March 2025 (Dz.U. 2025 poz. 620); art. 73a ust. 3 of the
                # act of 20 April 2004.
                name="pay_line_not_below_the_minimum",
                condition=Q(per_hour__gte=F("minimum_per_hour")),
                violation_error_message="Stawka nie może być niższa od minimalnej.",
            ),
            models.CheckConstraint(
                name="pay_line_of_hours",
                condition=Q(corrects=None, correction_reason="", hours__gt=0)
                | Q(corrects__isnull=False) & ~Q(correction_reason="") & ~Q(hours=0),
                violation_error_message="Pozycja ma godziny, a odjęte godziny ma tylko korekta z powodem.",
            ),
        ]

    def __str__(self):
        return f"pozycja {self.pk}"

    @property
    def net(self) -> Decimal:
        """What is paid of it."""
        return self.amount - self.tax

    @property
    def is_carried_out(self) -> bool:
        """Whether money moves by it."""
        return self.is_paid and self.net > 0

    @property
    def work(self) -> str:
        """sprzątanie terenu (korekta za październik 2026: przeliczono godziny)"""
        if self.corrects is None:
            return self.kind_name
        return (
            f"{self.kind_name} (korekta za {month_name(self.corrects)}: {self.correction_reason})"
        )
