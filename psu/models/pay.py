"""The pay list of a closed month: frozen lines, and the steps of the whole list to the settled refund."""

import datetime
from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Round
from django.db.models.lookups import Exact

from kis.accounts.models import User
from kis.lib.dates import month_name
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable
from kis.lib.refusals import Refused
from participants.models import Person
from psu.guards import pay as guards
from psu.models.agreement import AgreedRate, Agreement
from psu.models.law import Rate
from psu.models.month import PersonMonth
from psu.models.place import WorkKind

APPROVE_OWN = "psu.approve_own_pay_list"


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


def _after(step: str, earlier: str):
    """A step has its day and its person, and only behind the earlier one."""
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
        """`people`, `hours`, `amount`, `refund` of the lines that count."""
        live = Q(lines__voided_at=None)
        return self.annotate(
            people=models.Count("lines__person", filter=live, distinct=True),
            hours=Sum("lines__hours", filter=live, default=Decimal(0)),
            amount=Sum("lines__amount", filter=live, default=Decimal(0)),
            refund=Sum("lines__refund", filter=live, default=Decimal(0)),
        )


@tracked()
class PayList(Record):
    """Everybody whom one closing closed. Ordinal 0 is the regular list, 1… the supplementary ones.

    No line is ever added to a list that stands: who is late, or was reopened, comes on the next one.
    """

    STEPS = {
        "prepared": "Zamknięty",
        "checked": "Sprawdzony pod względem rachunkowym",
        "approved": "Zatwierdzony",
        "paid": "Wypłacony",
        "refund_sent": "Refundacja wysłana",
        "refund_settled": "Refundacja rozliczona",
    }

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
    checked_on = _step_day("sprawdzono dnia")
    checked_by = _step_user("sprawdził(a)")
    approved_on = _step_day("zatwierdzono dnia")
    approved_by = _step_user("zatwierdził(a)")
    approved_own = models.BooleanField("zatwierdzono własną listę", default=False, editable=False)
    paid_on = _step_day("wypłacono dnia")
    paid_by = _step_user("odnotował(a) wypłatę")
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
                condition=_after("checked", "prepared")
                & _after("approved", "checked")
                & _after("paid", "approved")
                & _after("refund_sent", "paid")
                & _after("refund_settled", "refund_sent"),
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
        """The last step made: a key of STEPS."""
        return [name for name in self.STEPS if getattr(self, f"{name}_on")][-1]

    @property
    def status_word(self) -> str:
        return self.STEPS[self.step]

    def mark_checked(self, *, by, on: datetime.date) -> None:
        """The accountant's check. Raises Refused out of order and for a list without a line."""
        if not self.lines.exists():
            raise Refused("Na tej liście nie ma żadnej pozycji: wszystkie unieważniono.")
        self._go("checked", by, on, after="prepared")

    def approve(self, *, by, on: datetime.date) -> None:
        """Four eyes: whoever prepared the list approves it only with a right of their own."""
        if by.pk == self.prepared_by_id:
            if not by.has_perm(APPROVE_OWN):
                raise Refused("Listę zatwierdza inna osoba niż ta, która ją sporządziła.")
            self.approved_own = True
        self._go("approved", by, on, after="checked")

    def mark_paid(self, *, by, on: datetime.date) -> None:
        self._go("paid", by, on, after="approved")

    def mark_refund_sent(self, *, by, on: datetime.date) -> None:
        self._go("refund_sent", by, on, after="paid")

    def mark_refund_settled(self, *, by, on: datetime.date) -> None:
        self._go("refund_settled", by, on, after="refund_sent")

    def send_back(self, *, by, on: datetime.date, reason: str) -> None:
        """The check is taken back, with a reason. Raises Refused once the list is approved."""
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

    def _go(self, step: str, by, on: datetime.date, *, after: str) -> None:
        if self.step != after:
            raise Refused(
                f"Lista jest w stanie „{self.status_word}”, a ten krok następuje po stanie "
                f"„{self.STEPS[after]}”."
            )
        if on < getattr(self, f"{after}_on"):
            raise Refused("Ten dzień jest wcześniejszy niż poprzedni krok listy.")
        setattr(self, f"{step}_on", on)
        setattr(self, f"{step}_by", by)
        self.save(update_fields=[f"{step}_on", f"{step}_by", "approved_own"])


class PayLineQuerySet(models.QuerySet):
    def sums(self) -> dict[str, Decimal]:
        """`hours`, `amount`, `refund`: sums of the lines, already rounded one by one. One query."""
        return self.aggregate(
            hours=Sum("hours", default=Decimal(0)),
            amount=Sum("amount", default=Decimal(0)),
            refund=Sum("refund", default=Decimal(0)),
        )

    def in_polish_order(self):
        return self.order_by("person__last_name", "person__first_name", "person_id", "kind", "pk")


def _rounded(expression):
    return Round(expression, 2)


@tracked(level=pgtrigger.Statement)
class PayLine(Voidable):
    """Frozen at the close: person × agreed rate × minimum × kind of work. Reopening voids it."""

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
    agreed_rate = models.ForeignKey(
        AgreedRate, verbose_name="stawka", on_delete=models.PROTECT, related_name="lines"
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
    # The facts of the paper, as they stood that day.
    person_name = models.CharField("nazwisko i imię", max_length=230)
    person_identity = models.CharField("PESEL lub dokument", max_length=100, blank=True)
    account_number = models.CharField("rachunek (puste: kasa)", max_length=26, blank=True)
    account_owner = models.CharField("właściciel rachunku", max_length=150, blank=True)

    objects = NotVoided.from_queryset(PayLineQuerySet)()
    with_voided = PayLineQuerySet.as_manager()

    class Meta:
        verbose_name = "pozycja listy wypłat"
        verbose_name_plural = "pozycje listy wypłat"
        ordering = ["pk"]
        base_manager_name = "with_voided"
        triggers = guards.PAY_LINE
        constraints = [
            # One rounding for all hours of a rate: halves of a grosz would add up over split lines.
            models.UniqueConstraint(
                fields=[
                    *("person_month", "kind", "agreed_rate", "minimum_rate"),
                    *("refund_percent", "is_paid"),
                ],
                condition=Q(voided_at=None),
                name="pay_line_once",
                violation_error_message="Godziny tej stawki stoją już w innej pozycji.",
            ),
            models.CheckConstraint(
                name="pay_line_voided_whole",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                violation_error_message="Unieważnienie pozycji ma chwilę, osobę i powód.",
            ),
            models.CheckConstraint(
                name="pay_line_amount_to_the_grosz",
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
                name="pay_line_not_below_the_minimum",
                condition=Q(hours__gt=0, per_hour__gte=F("minimum_per_hour")),
                violation_error_message="Stawka nie może być niższa od minimalnej.",
            ),
        ]

    def __str__(self):
        return f"pozycja {self.pk}"
