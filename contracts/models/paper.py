"""What stays of a contract besides its wording: prints given out, refusals to sign."""

from django.db import models
from django.db.models import Q

from contracts.guards.paper import PRINT_LIFE
from contracts.guards.parts import RESTRICTED
from contracts.models.contract import SocialContract
from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.guards import immutable
from kis.lib.history import tracked


class GivenOut(models.Model):
    """A paper given out for signature: its bytes, its code and the facts that it was made of."""

    code = models.CharField("kod wydruku", max_length=4, unique=True)
    document = models.OneToOneField(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )
    facts = models.JSONField("treść wydruku")
    printed_at = models.DateTimeField("wydrukowano")
    printed_on = models.DateField("dzień wydruku")
    printed_by = models.ForeignKey(
        User, verbose_name="wydrukował(a)", on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField("unieważniono", null=True, blank=True)
    voided_by = models.ForeignKey(
        User,
        verbose_name="unieważnił(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True


def voiding_has_its_person(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(voided_at=None, voided_by=None)
        | Q(voided_at__isnull=False, voided_by__isnull=False),
        violation_error_message="Unieważnienie ma chwilę i osobę.",
    )


@tracked(exclude=["facts"])
class Print(GivenOut):
    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="prints"
    )

    class Meta:
        verbose_name = "wydruk do podpisu"
        verbose_name_plural = "wydruki do podpisu"
        ordering = ["-printed_at", "-pk"]
        triggers = [PRINT_LIFE, RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                name="print_one_is_valid",
                condition=Q(voided_at=None),
                violation_error_message="Ten kontrakt ma już ważny wydruk do podpisu.",
            ),
            voiding_has_its_person("print_voided_whole"),
        ]

    def __str__(self):
        return f"wydruk {self.code}"


@tracked()
class Refusal(models.Model):
    """The person would not sign: what was said, so that nobody has to guess later (art. 11 ust. 2)."""

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="refusals"
    )
    on = models.DateField("dzień")
    who = models.CharField("kto odmówił", max_length=200)
    reason = models.TextField("powód własnymi słowami osoby")
    witness = models.CharField("świadek rozmowy", max_length=200, blank=True)
    dispute_passed = models.BooleanField("spór przekazano kierownikowi", default=False)
    noted_by = models.ForeignKey(
        User, verbose_name="odnotował(a)", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField("odnotowano", auto_now_add=True)

    class Meta:
        verbose_name = "odmowa podpisania"
        verbose_name_plural = "odmowy podpisania"
        ordering = ["-on", "-pk"]
        triggers = [
            immutable(
                "refusal_is_kept",
                "Odnotowanej odmowy podpisania nie można zmienić ani usunąć.",
            ),
            RESTRICTED,
        ]

    def __str__(self):
        return f"odmowa podpisania {self.on}"
