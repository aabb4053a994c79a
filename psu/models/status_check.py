"""What the coordinator found out after a contract took the unemployed status away."""

from django.db import models

from contracts.models import SocialContract
from kis.accounts.models import User
from kis.lib.guards import immutable
from kis.lib.history import tracked


@tracked()
class StatusCheck(models.Model):
    """The news of a contract on a referral of the labour office is settled: somebody looked and said what.

    It stops nothing by itself; a status that is lost is entered as StatusNews.
    """

    contract = models.OneToOneField(
        SocialContract,
        verbose_name="kontrakt",
        on_delete=models.PROTECT,
        related_name="status_check",
    )
    words = models.CharField("co ustalono", max_length=300)
    checked_on = models.DateField("sprawdzono dnia")
    checked_by = models.ForeignKey(
        User, verbose_name="sprawdził(a)", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "sprawdzenie statusu po kontrakcie"
        verbose_name_plural = "sprawdzenia statusu po kontraktach"
        triggers = [
            immutable(
                "status_check_is_kept",
                "Sprawdzenia statusu po kontrakcie nie można zmienić ani usunąć.",
            )
        ]

    def __str__(self):
        return self.words
