"""What a pay list is signed and paid by: its kept papers, and corrections of a way of payment."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from participants.models import Person
from psu.guards import pay_papers as guards
from psu.models.pay_line import PayLine
from psu.models.pay_list import PayList

SETTLED = "To sprostowanie już zatwierdzono albo odrzucono."


@tracked()
class PayListPaper(models.Model):
    """The very bytes that were given out. Void once one of its lines is: the next print is a new paper."""

    pay_list = models.ForeignKey(
        PayList, verbose_name="lista wypłat", on_delete=models.PROTECT, related_name="papers"
    )
    document = models.OneToOneField(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )
    workbook = models.OneToOneField(
        Document, verbose_name="arkusz", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("wydrukowano")
    made_by = models.ForeignKey(
        User, verbose_name="wydrukował(a)", on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField("unieważniono", null=True, blank=True)

    class Meta:
        verbose_name = "pismo listy wypłat"
        verbose_name_plural = "pisma list wypłat"
        ordering = ["-made_at", "-pk"]
        triggers = guards.PAY_LIST_PAPER
        constraints = [
            models.UniqueConstraint(
                fields=["pay_list"],
                condition=Q(voided_at=None),
                name="pay_list_paper_one_is_valid",
                violation_error_message="Ta lista ma już ważne pismo.",
            )
        ]

    def __str__(self):
        return f"pismo listy {self.pay_list_id}"


class PaymentCorrectionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_on__isnull=False)

    def waiting(self):
        """For the second person, of people who still have a line on the list."""
        lines = PayLine.objects.filter(pay_list=OuterRef("pay_list"), person=OuterRef("person"))
        return self.filter(Exists(lines), confirmed_on=None, voided_at=None)


@tracked()
class PaymentCorrection(Record, Voidable):
    """A person of a list is paid otherwise than the list says: proposed by one, confirmed by another.

    The frozen lines stay as they are; the correction is a paper of its own beside the list.
    """

    pay_list = models.ForeignKey(
        PayList, verbose_name="lista wypłat", on_delete=models.PROTECT, related_name="corrections"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField("nazwisko i imię na liście", max_length=230)
    former_number = models.CharField("rachunek dotychczas (puste: kasa)", max_length=26, blank=True)
    former_owner = models.CharField("właściciel rachunku dotychczas", max_length=150, blank=True)
    number = models.CharField("rachunek (puste: kasa)", max_length=26, blank=True)
    owner = models.CharField("właściciel rachunku", max_length=150, blank=True)
    reason = models.CharField("powód", max_length=300)
    proposed_on = models.DateField("sporządzono dnia")
    proposed_by = models.ForeignKey(
        User, verbose_name="sporządził(a)", on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField("zatwierdzono dnia", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User,
        verbose_name="zatwierdził(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    document = models.OneToOneField(
        Document,
        verbose_name="pismo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotVoided.from_queryset(PaymentCorrectionQuerySet)()
    with_voided = PaymentCorrectionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "sprostowanie sposobu wypłaty"
        verbose_name_plural = "sprostowania sposobu wypłaty"
        ordering = ["pay_list", "pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, *guards.PAYMENT_CORRECTION]
        constraints = [
            models.UniqueConstraint(
                fields=["pay_list", "person"],
                condition=Q(confirmed_on=None, voided_at=None),
                name="payment_correction_one_waits",
                violation_error_message="Sprostowanie sposobu wypłaty tej osoby już czeka na zatwierdzenie.",
            ),
            models.CheckConstraint(
                name="payment_correction_changes",
                condition=~Q(former_number=F("number")) | ~Q(former_owner=F("owner")),
                violation_error_message="Na liście jest już ten sposób wypłaty: nie ma czego prostować.",
            ),
            models.CheckConstraint(
                name="payment_correction_confirmed_whole",
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__gte=F("proposed_on"), confirmed_by__isnull=False),
                violation_error_message="Zatwierdzenie ma dzień i osobę, nie wcześniejszy niż sprostowanie.",
            ),
            models.CheckConstraint(
                name="payment_correction_four_eyes",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message="Sprostowanie zatwierdza inna osoba niż ta, która je sporządziła.",
            ),
            voided_whole("payment_correction_voided_whole", "proposed_by"),
        ]

    def __str__(self):
        return f"sprostowanie {self.pk}"

    @property
    def author(self):
        return self.proposed_by

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_on is None and self.voided_at is None

    def confirm(self, *, by, on: datetime.date) -> None:
        """By a second person. Raises Refused for the first one and for what waits no more."""
        if not self.is_waiting:
            raise Refused(SETTLED)
        if by == self.author:
            raise Refused("Sprostowanie zatwierdza inna osoba niż ta, która je sporządziła.")
        self.confirmed_by, self.confirmed_on = by, on
        self.save(update_fields=["confirmed_by", "confirmed_on"])
