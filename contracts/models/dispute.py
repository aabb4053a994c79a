"""A dispute about a contract, passed to the head of the centre, and the ruling on it."""

from django.db import models
from django.db.models import F, Q

from contracts.guards.dispute import DISPUTE_LIFE
from contracts.guards.parts import RESTRICTED
from contracts.models.contract import SocialContract
from contracts.models.paper import Refusal
from kis.accounts.models import User
from kis.lib.history import tracked


class DisputeQuerySet(models.QuerySet):
    def open(self):
        """Those that the head has to rule on: a contract signed meanwhile has settled its own."""
        return self.filter(
            ruled_at=None, contract__state__in=SocialContract.OPEN, contract__voided_at=None
        )

    def to_be_read(self):
        """Ruled on, and nobody of the case has opened the contract since."""
        return self.filter(ruled_at__isnull=False, seen_at=None)


@tracked()
class Dispute(models.Model):
    """What the two sides could not agree about: box IV of the form gives both the right to the head's ruling.

    One row from the passing on to the ruling; what is written stays.
    """

    class Outcome(models.TextChoices):
        EDIT = "edit", "treść wraca do edycji"
        STAYS = "stays", "treść zostaje bez zmian"
        NOT_MADE = "not_made", "kontraktu nie zawarto"

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="disputes"
    )
    refusal = models.OneToOneField(
        Refusal,
        verbose_name="odmowa podpisania",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dispute",
    )
    passed_on = models.DateField("przekazano dnia")
    matter = models.TextField("czego dotyczy spór")
    passed_by = models.ForeignKey(
        User, verbose_name="przekazał(a)", on_delete=models.PROTECT, related_name="+"
    )
    passed_at = models.DateTimeField("odnotowano", auto_now_add=True)
    ruled_on = models.DateField("rozstrzygnięto dnia", null=True, blank=True)
    ruling = models.TextField("rozstrzygnięcie", blank=True)
    outcome = models.CharField("co dalej", max_length=8, choices=Outcome, blank=True)
    ruled_by = models.ForeignKey(
        User,
        verbose_name="rozstrzygnął(-ęła)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ruled_at = models.DateTimeField("odnotowano rozstrzygnięcie", null=True, blank=True)
    seen_at = models.DateTimeField("odczytano rozstrzygnięcie", null=True, blank=True)
    seen_by = models.ForeignKey(
        User,
        verbose_name="odczytał(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "spór o kontrakt"
        verbose_name_plural = "spory o kontrakty"
        ordering = ["-passed_at", "-pk"]
        triggers = [DISPUTE_LIFE, RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                name="dispute_one_at_a_time",
                condition=Q(ruled_at=None),
                violation_error_message="Spór o ten kontrakt już czeka na rozstrzygnięcie.",
            ),
            models.CheckConstraint(
                name="dispute_ruled_whole",
                condition=Q(ruled_on=None, ruling="", outcome="", ruled_by=None, ruled_at=None)
                | Q(ruled_on__isnull=False, ruled_by__isnull=False, ruled_at__isnull=False)
                & ~Q(ruling="")
                & ~Q(outcome=""),
                violation_error_message="Rozstrzygnięcie ma dzień, słowa, skutek i osobę.",
            ),
            models.CheckConstraint(
                name="dispute_ruled_after_passing",
                condition=Q(ruled_on__gte=F("passed_on")),
                violation_error_message="Rozstrzygnięcie nie może być wcześniejsze niż przekazanie sporu.",
            ),
            models.CheckConstraint(
                name="dispute_read_after_ruling",
                condition=Q(seen_at=None, seen_by=None)
                | Q(seen_at__gte=F("ruled_at"), seen_by__isnull=False),
                violation_error_message="Odczytać można wydane rozstrzygnięcie.",
            ),
        ]

    def __str__(self):
        return f"spór z {self.passed_on}"

    @property
    def is_open(self) -> bool:
        return self.ruled_at is None
