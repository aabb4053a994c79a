from django.db import models

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.guards import VOIDED_STAYS
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import STAY_NOT_WHILE_RESTRICTED
from participants.models.participation import Participation
from participants.stay_guards import (
    CERTIFICATE_IS_KEPT,
    CERTIFICATE_OF_ENDED_STAY,
    OF_STAY_THAT_COUNTS,
)


@tracked(exclude=["facts"])
class Certificate(Record, Voidable):
    """Of art. 18 ust. 5a of the act on social employment: one that counts for each stay.

    What it says is frozen in `facts`; its bytes are kept from the first print on.
    """

    participation = models.ForeignKey(
        Participation, verbose_name="udział", on_delete=models.PROTECT, related_name="certificates"
    )
    year = models.PositiveSmallIntegerField("rok numeru")
    number = models.PositiveIntegerField("numer w roku")
    facts = models.JSONField("treść")
    issued_on = models.DateField("wystawiono dnia")
    issued_by = models.ForeignKey(
        User, verbose_name="wystawił(a)", on_delete=models.PROTECT, related_name="+"
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

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "zaświadczenie KIS"
        verbose_name_plural = "zaświadczenia KIS"
        ordering = ["-issued_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            STAY_NOT_WHILE_RESTRICTED,
            OF_STAY_THAT_COUNTS,
            CERTIFICATE_OF_ENDED_STAY,
            CERTIFICATE_IS_KEPT,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="certificate_number_once",
                violation_error_message="Ten numer zaświadczenia jest już użyty.",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                name="certificate_one_counts",
                condition=models.Q(voided_at=None),
                violation_error_message="Ten udział ma już ważne zaświadczenie.",
            ),
            voided_whole("certificate_voided_whole", "issued_by"),
        ]

    def __str__(self):
        return f"{self.number}/{self.year}"

    @property
    def author(self):
        return self.issued_by
