"""The pay list of a closed month, and its steps from the accountant's check to the settled refund."""

import datetime
from decimal import Decimal
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q, Sum

from kis.accounts.models import User
from kis.lib.dates import month_name
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused
from psu.guards import pay as guards
from psu.models.agreement import Agreement
from psu.rules import pay_steps

APPROVE_OWN = "psu.approve_own_pay_list"
NO_LINES = "Na tej liście nie ma żadnej pozycji: wszystkie unieważniono."


def _step_day(words: str):
    return models.DateField(words, null=True, blank=True, editable=False)


def _step_user(words: str):
    return models.ForeignKey(
        User,
        verbose_name=words,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _after(step: str):
    """A step has its day and its person, and only behind the earlier one."""
    earlier = pay_steps.before(step).name
    return Q(**{f"{step}_on": None, f"{step}_by": None}) | Q(
        **{
            f"{step}_on__isnull": False,
            f"{step}_by__isnull": False,
            f"{earlier}_on__isnull": False,
            f"{step}_on__gte": F(f"{earlier}_on"),
        }
    )


class PayListQuerySet(models.QuerySet):
    def in_month(self, day: datetime.date):
        return self.filter(month=day.replace(day=1))

    def with_sums(self):
        """`people`, `hours`, `amount`, `tax`, `net`, `refund` of the lines that count, `taxed` of them."""
        # The join reads all lines: no manager leaves the voided ones out of it.
        live = Q(lines__voided_at=None)
        return self.annotate(
            people=models.Count("lines__person", filter=live, distinct=True),
            hours=Sum("lines__hours", filter=live, default=Decimal(0)),
            amount=Sum("lines__amount", filter=live, default=Decimal(0)),
            tax=Sum("lines__tax", filter=live, default=Decimal(0)),
            net=F("amount") - F("tax"),
            taxed=models.Count("lines__pay_tax", filter=live),
            refund=Sum("lines__refund", filter=live, default=Decimal(0)),
        )


@tracked()
class PayList(Record):
    """Everybody whom one closing closed. Ordinal 0 is the regular list, 1… the supplementary ones.

    No line is ever added to a list that stands: who is late, or was reopened, comes on the next one.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="pay_lists"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    ordinal = models.PositiveSmallIntegerField("lista uzupełniająca nr", default=0)
    year = models.PositiveSmallIntegerField("rok numeru")
    number = models.PositiveIntegerField("numer w roku")
    prepared_on = models.DateField("sporządzono dnia")
    prepared_by = models.ForeignKey(
        User, verbose_name="sporządził(a)", on_delete=models.PROTECT, related_name="+"
    )
    # The facts of the paper beside its lines, as they stood that day.
    agreement_number = models.CharField("numer porozumienia na liście", max_length=60)
    prepared_name = models.CharField("imię i nazwisko na liście", max_length=301)
    letterhead = models.JSONField("nagłówek pisma", default=dict)
    # Made before the program froze them: they come from the history of changes.
    is_rebuilt = models.BooleanField("odtworzono z historii", default=False, editable=False)
    checked_on = _step_day("sprawdzono dnia")
    checked_by = _step_user("sprawdził(a)")
    approved_on = _step_day("zatwierdzono dnia")
    approved_by = _step_user("zatwierdził(a)")
    approved_own = models.BooleanField("zatwierdzono własną listę", default=False, editable=False)
    paid_on = _step_day("wypłacono dnia")
    paid_by = _step_user("odnotował(a) wypłatę")
    paid_despite = models.TextField(
        "różnice znane przy wypłacie", blank=True, default="", editable=False
    )
    refund_sent_on = _step_day("wniosek o refundację wysłano dnia")
    refund_sent_by = _step_user("odnotował(a) wysłanie")
    refund_settled_on = _step_day("refundacja wpłynęła dnia")
    refund_settled_by = _step_user("odnotował(a) wpływ")
    returned_on = _step_day("zwrócono do poprawy dnia")
    returned_by = _step_user("zwrócił(a)")
    return_reason = models.CharField("powód zwrotu", max_length=300, blank=True, editable=False)

    objects = PayListQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "lista wypłat"
        verbose_name_plural = "listy wypłat"
        ordering = ["-month", "agreement", "ordinal"]
        triggers = [*Record.Meta.triggers, *guards.PAY_LIST]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month", "ordinal"],
                name="pay_list_once",
                violation_error_message="Ta lista wypłat już jest.",
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                name="pay_list_number_once",
                violation_error_message="Ten numer listy jest już użyty.",
            ),
            models.CheckConstraint(
                name="pay_list_steps_in_order",
                condition=reduce(and_, map(_after, pay_steps.ORDER[1:])),
                violation_error_message="Kroki listy idą po kolei, a ich dni nie cofają się.",
            ),
            models.CheckConstraint(
                name="pay_list_four_eyes",
                condition=Q(approved_by=None)
                | Q(approved_own=True)
                | ~Q(approved_by=F("prepared_by")),
                violation_error_message="Listę zatwierdza inna osoba niż ta, która ją sporządziła.",
            ),
        ]

    def __str__(self):
        return f"{self.number}/{self.year}"

    @property
    def title(self) -> str:
        """lista wypłat 7/2026 za listopad 2026, uzupełniająca nr 1"""
        suffix = f", uzupełniająca nr {self.ordinal}" if self.ordinal else ""
        return f"lista wypłat {self} za {month_name(self.month)}{suffix}"

    @property
    def step(self) -> str:
        """The last step made, by its name in psu.rules.pay_steps."""
        return [name for name in pay_steps.ORDER if getattr(self, f"{name}_on")][-1]

    @property
    def status_word(self) -> str:
        return pay_steps.STEPS[self.step].status

    @property
    def waits_since(self) -> datetime.date:
        """The day of the last step, or of the return behind it."""
        made = getattr(self, f"{self.step}_on")
        return max(made, self.returned_on) if self.returned_on else made

    def mark_checked(self, *, by, on: datetime.date) -> None:
        """The accountant's check. Raises Refused out of order and for a list without a line."""
        if not self.lines.exists():
            raise Refused(NO_LINES)
        self._go("checked", by, on)

    def approve(self, *, by, on: datetime.date) -> None:
        """Four eyes: whoever prepared the list approves it only with a right of their own.

        Raises Refused without it, and out of order.
        """
        # Said before the constraint of four eyes would, in words for the person at the screen.
        if by.pk == self.prepared_by_id:
            if not by.has_perm(APPROVE_OWN):
                raise Refused("Listę zatwierdza inna osoba niż ta, która ją sporządziła.")
            self.approved_own = True
        self._go("approved", by, on)

    def mark_paid(self, *, by, on: datetime.date, despite: str = "") -> None:
        """`despite`: words of what differed from the list that day, known to whoever paid by it.

        Raises Refused out of order and while a correction of the way of payment waits; who asks for the
        differences is psu.pay_lists.paying.
        """
        self.paid_despite = despite
        self._go("paid", by, on)

    def mark_refund_sent(self, *, by, on: datetime.date) -> None:
        """Raises Refused out of order."""
        self._go("refund_sent", by, on)

    def mark_refund_settled(self, *, by, on: datetime.date) -> None:
        """Raises Refused out of order."""
        self._go("refund_settled", by, on)

    def send_back(self, *, by, on: datetime.date, reason: str) -> None:
        """The check is taken back. Raises Refused without a reason, and once the list is approved."""
        if self.step not in ("prepared", "checked"):
            raise Refused("Zatwierdzonej listy nie można zwrócić do poprawy.")
        if not reason.strip():
            raise Refused("Podaj powód zwrotu.")
        self.checked_on = self.checked_by = None
        self.returned_on, self.returned_by, self.return_reason = on, by, reason.strip()
        self.save(
            update_fields=[
                "checked_on",
                "checked_by",
                "returned_on",
                "returned_by",
                "return_reason",
            ]
        )

    def _go(self, step: str, by, on: datetime.date) -> None:
        earlier = pay_steps.before(step)
        if self.step != earlier.name:
            raise Refused(
                f"Lista jest w stanie „{self.status_word}”, a ten krok następuje po stanie "
                f"„{earlier.status}”."
            )
        if on < getattr(self, f"{earlier.name}_on"):
            raise Refused("Ten dzień jest wcześniejszy niż poprzedni krok listy.")
        setattr(self, f"{step}_on", on)
        setattr(self, f"{step}_by", by)
        fields = [f"{step}_on", f"{step}_by", "approved_own", "paid_despite"]
        self.save(update_fields=fields)
