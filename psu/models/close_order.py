"""The close of a month that is too large for a request: who ordered it, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.dates import month_name
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from psu.guards.month import CLOSE_ORDER_SETTLED_ONCE
from psu.models.agreement import Agreement
from psu.models.month import is_first_of_month
from psu.models.pay_list import PayList


class CloseOrderQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(finished_at=None)


@tracked()
class CloseOrder(Record):
    """A worker closes the month and settles this order in one transaction: both are there, or neither.

    Settled with `why` nothing was closed. Without a pay list nobody who was closed had worked.
    """

    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.PROTECT,
        related_name="close_orders",
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    with_earlier = models.BooleanField("z korektami wcześniejszych miesięcy", default=False)
    people = models.PositiveIntegerField("niezamknięte osoby")
    ordered_by = models.ForeignKey(
        User, verbose_name="zlecił(a)", on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField("zlecono")
    started_at = models.DateTimeField("zaczęto", null=True, blank=True)
    finished_at = models.DateTimeField("skończono", null=True, blank=True)
    closed = models.PositiveIntegerField("zamknięte osoby", null=True, blank=True)
    pay_list = models.ForeignKey(
        PayList,
        verbose_name="lista wypłat",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why = models.TextField("dlaczego nie zamknięto", blank=True)

    objects = CloseOrderQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zlecenie zamknięcia miesiąca"
        verbose_name_plural = "zlecenia zamknięcia miesiąca"
        ordering = ["-ordered_at"]
        triggers = [
            *Record.Meta.triggers,
            kept("agreement_id", "month", "with_earlier", "people", "ordered_by_id", "ordered_at"),
            CLOSE_ORDER_SETTLED_ONCE,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month"],
                condition=Q(finished_at=None),
                name="close_order_waits_alone",
                violation_error_message="Zamykanie tego miesiąca jest już zlecone.",
            ),
            models.CheckConstraint(
                name="close_order_is_a_first_day",
                condition=is_first_of_month("month"),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
            models.CheckConstraint(
                name="close_order_settled_whole",
                condition=Q(finished_at=None, closed=None, pay_list=None, why="")
                | Q(finished_at__isnull=False, closed__isnull=False, why="")
                | Q(finished_at__isnull=False, closed=None, pay_list=None) & ~Q(why=""),
                violation_error_message="Zlecenie zostało wykonane albo wiadomo, dlaczego nie.",
            ),
        ]

    def __str__(self):
        return f"{month_name(self.month)}, porozumienie {self.agreement}"

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None

    def refuse(self, why: str) -> None:
        self.why, self.finished_at = why, timezone.now()
        self.save()
