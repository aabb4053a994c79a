"""A numbered letter of the office: written, printed once and kept, sent on a day or not at all."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish


class SentHow(models.TextChoices):
    E_DELIVERY = "e_delivery", "e-Doręczenia"
    POST = "post", "list polecony"
    BY_HAND = "by_hand", "złożono za potwierdzeniem"
    OTHER = "other", "w inny uzgodniony sposób"


class Letter(models.Model):
    """The bytes are kept from the first print on. What is printed no longer changes; a guard holds it."""

    year = models.PositiveSmallIntegerField("rok numeru", null=True, blank=True, editable=False)
    number = models.PositiveIntegerField("numer w roku", null=True, blank=True, editable=False)
    written_on = models.DateField("sporządzono dnia", editable=False)
    written_by = models.ForeignKey(
        User,
        verbose_name="sporządził(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    document = models.OneToOneField(
        Document,
        verbose_name="pismo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_on = models.DateField("wysłano dnia", null=True, blank=True, editable=False)
    sent_how = models.CharField(
        "jak wysłano", max_length=12, choices=SentHow, blank=True, editable=False
    )
    sent_by = models.ForeignKey(
        User,
        verbose_name="odnotował(a) wysłanie",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def author(self):
        return self.written_by

    @property
    def number_word(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def sent_word(self) -> str:
        """29.11.2026 (e-Doręczenia)"""
        return f"{polish(self.sent_on)} ({self.get_sent_how_display()})"


def letter_constraints(prefix: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["year", "number"],
            name=f"{prefix}_number_once",
            violation_error_message="Ten numer pisma jest już użyty.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_sent_whole",
            condition=Q(sent_on=None, sent_how="", sent_by=None)
            | Q(sent_by__isnull=False, document__isnull=False, sent_on__gte=F("written_on"))
            & ~Q(sent_how=""),
            violation_error_message="Wysyła się wydrukowane pismo, najwcześniej w dniu sporządzenia.",
        ),
    ]
