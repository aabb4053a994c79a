"""The application for the refund of a month's paid lists, and which lists it is for."""

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import month_name
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from psu.guards import pay_refund as guards
from psu.models.agreement import Agreement
from psu.models.pay_list import PayList
from psu.rules.refunds import difference

SENT_STAYS = "Wysłanego wniosku nie unieważnia się: o zmianie pisze się do urzędu pracy."


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


def _kept(words: str):
    return models.OneToOneField(
        Document,
        verbose_name=words,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


@tracked()
class RefundApplication(Record, Voidable):
    """A numbered paper of one agreement and month: all its paid lists that none asked a refund for before.

    Its sums are those of the lists' frozen lines. What it says is frozen when it is made; its paper is kept
    from the first printing on, at the latest when it is sent. Below zero (`is_return`), where corrections
    take more back than the lists ask for, the same paper says what is given back.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="refunds"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    year = models.PositiveSmallIntegerField("rok numeru")
    number = models.PositiveIntegerField("numer w roku")
    made_on = models.DateField("sporządzono dnia")
    made_by = models.ForeignKey(
        User, verbose_name="sporządził(a)", on_delete=models.PROTECT, related_name="+"
    )
    hours = models.DecimalField("godziny", max_digits=9, decimal_places=2)
    amount = models.DecimalField("wypłacono, zł", max_digits=11, decimal_places=2)
    refund = models.DecimalField("refundacja, zł", max_digits=11, decimal_places=2)
    # The facts of the paper beside its lines, as they stood that day.
    made_name = models.CharField("imię i nazwisko na wniosku", max_length=301)
    agreement_number = models.CharField("numer porozumienia na wniosku", max_length=60)
    signed_on = models.DateField("porozumienie podpisano dnia")
    addressee = models.TextField("adresat")
    legal_basis = models.TextField("podstawa prawna")
    attachments = models.JSONField("załączniki", default=list)
    account_number = models.CharField("rachunek do refundacji", max_length=34, blank=True)
    letterhead = models.JSONField("nagłówek pisma", default=dict)
    document = _kept("pismo")
    workbook = _kept("arkusz")
    sent_on = models.DateField("wysłano dnia", null=True, blank=True, editable=False)
    sent_by = _step_user("odnotował(a) wysłanie")
    settled_on = models.DateField("wpłynęło dnia", null=True, blank=True, editable=False)
    settled_by = _step_user("odnotował(a) wpływ")
    settled_amount = models.DecimalField(
        "wpłynęło, zł", max_digits=11, decimal_places=2, null=True, blank=True, editable=False
    )
    difference_reason = models.CharField(
        "wyjaśnienie różnicy", max_length=300, blank=True, editable=False
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "wniosek o refundację"
        verbose_name_plural = "wnioski o refundację"
        ordering = ["-year", "-number"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, *guards.REFUND_APPLICATION]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="refund_number_once",
                violation_error_message="Ten numer wniosku jest już użyty.",
            ),
            models.CheckConstraint(
                name="refund_sent_whole",
                condition=Q(sent_on=None, sent_by=None)
                | Q(sent_on__gte=F("made_on"), sent_by__isnull=False, document__isnull=False),
                violation_error_message="Wysłanie ma dzień i osobę, nie wcześniejszy niż wniosek.",
            ),
            models.CheckConstraint(
                name="refund_settled_whole",
                condition=Q(settled_on=None, settled_by=None, settled_amount=None)
                & Q(difference_reason="")
                | Q(
                    settled_on__gte=F("sent_on"),
                    settled_by__isnull=False,
                    sent_on__isnull=False,
                )
                & (
                    Q(refund__gte=0, settled_amount__gte=0) | Q(refund__lt=0, settled_amount__lte=0)
                ),
                violation_error_message="Wpływ ma dzień, kwotę i osobę, nie wcześniejszy niż wysłanie.",
            ),
            models.CheckConstraint(
                name="refund_difference_explained",
                condition=Q(settled_amount=None)
                | Q(settled_amount=F("refund"), difference_reason="")
                | ~Q(settled_amount=F("refund")) & ~Q(difference_reason=""),
                violation_error_message="Gdy wpłynęła inna kwota niż we wniosku, podaj wyjaśnienie.",
            ),
            models.CheckConstraint(
                name="refund_voided_before_sent",
                condition=Q(voided_at=None) | Q(sent_on=None),
                violation_error_message=SENT_STAYS,
            ),
            voided_whole("refund_voided_whole", "made_by"),
        ]

    def __str__(self):
        return f"{self.number}/{self.year}"

    @property
    def author(self):
        return self.made_by

    @property
    def title(self) -> str:
        """wniosek o refundację 2/2026 za listopad 2026"""
        return f"wniosek o refundację {self} za {month_name(self.month)}"

    @property
    def is_return(self) -> bool:
        return self.refund < 0

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.settled_on:
            return "Refundacja rozliczona"
        return "Refundacja wysłana" if self.sent_on else "Do wysłania"

    @property
    def difference(self) -> str:
        """What came otherwise, in words; empty where nothing did or came yet."""
        return "" if self.settled_amount is None else difference(self.refund, self.settled_amount)

    def mark_sent(self, *, by, on: datetime.date) -> None:
        """Of this row alone, see psu.pay_lists.refunds.applying. Raises Refused out of order."""
        if self.voided_at or self.sent_on:
            raise Refused(
                f"Wniosek jest w stanie „{self.status_word}”: wysłania już się nie odnotowuje."
            )
        if on < self.made_on:
            raise Refused("Ten dzień jest wcześniejszy niż dzień sporządzenia wniosku.")
        self.sent_on, self.sent_by = on, by
        self.save(update_fields=["sent_on", "sent_by"])

    def mark_settled(self, *, by, on: datetime.date, amount: Decimal, reason: str) -> None:
        """Of this row alone. Raises Refused out of order, and for a difference that nobody explains."""
        if not self.sent_on or self.settled_on:
            raise Refused(
                f"Wniosek jest w stanie „{self.status_word}”: wpływu teraz się nie odnotowuje."
            )
        if on < self.sent_on:
            raise Refused("Ten dzień jest wcześniejszy niż dzień wysłania wniosku.")
        told = difference(self.refund, amount)
        if told and not reason.strip():
            raise Refused(f"{told} Podaj wyjaśnienie różnicy.")
        self.settled_on, self.settled_by, self.settled_amount = on, by, amount
        self.difference_reason = reason.strip() if told else ""
        self.save(update_fields=["settled_on", "settled_by", "settled_amount", "difference_reason"])


@tracked()
class AppliedList(models.Model):
    """A list in an application: in one alone that counts. Void once the application is."""

    application = models.ForeignKey(
        RefundApplication,
        verbose_name="wniosek",
        on_delete=models.PROTECT,
        related_name="applied_lists",
    )
    pay_list = models.ForeignKey(
        PayList, verbose_name="lista wypłat", on_delete=models.PROTECT, related_name="applied"
    )
    voided_at = models.DateTimeField("unieważniono", null=True, blank=True)

    class Meta:
        verbose_name = "lista we wniosku o refundację"
        verbose_name_plural = "listy we wnioskach o refundację"
        ordering = ["application", "pay_list"]
        triggers = guards.APPLIED_LIST
        constraints = [
            models.UniqueConstraint(
                fields=["pay_list"],
                condition=Q(voided_at=None),
                name="applied_list_once",
                violation_error_message="O refundację tej listy już złożono albo przygotowano wniosek.",
            )
        ]

    def __str__(self):
        return f"lista {self.pay_list_id} we wniosku {self.application_id}"
