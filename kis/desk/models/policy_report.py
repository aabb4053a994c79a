"""What browsers stopped on our pages by the content policy: a sign of markup that somebody put in."""

import datetime

from django.db import models
from django.db.models import F, Sum

MOST_A_DAY = 100  # different ones
MOST_TIMES = 9_999


class PolicyReportManager(models.Manager):
    def note(self, *, day: datetime.date, page: str, directive: str, blocked: str) -> None:
        """Counted. However many are sent, a day keeps no more than it may."""
        known = self.filter(day=day, page=page, directive=directive, blocked=blocked)
        if known.filter(count__lt=MOST_TIMES).update(count=F("count") + 1) or known.exists():
            return
        if self.filter(day=day).count() < MOST_A_DAY:
            self.get_or_create(day=day, page=page, directive=directive, blocked=blocked)

    def since(self, day: datetime.date):
        """Of all days together, the most frequent first."""
        told = self.filter(day__gte=day).values("page", "directive", "blocked")
        return told.annotate(times=Sum("count"), last=models.Max("day")).order_by("-times", "page")


class PolicyReport(models.Model):
    """Of a day and a kind of page. Neither who reported it, nor the address, nor what was stopped."""

    class Blocked(models.TextChoices):
        INLINE = "inline", "skrypt albo styl wpisany w stronę"
        EVAL = "eval", "tekst uruchamiany jako program"
        DATA = "data", "dane w adresie"
        OWN = "own", "adres programu"
        OTHER = "other", "obcy adres albo dodatek przeglądarki"

    day = models.DateField("dzień")
    page = models.CharField("strona", max_length=80, blank=True)
    directive = models.CharField("zasada", max_length=30)
    blocked = models.CharField("co zatrzymano", max_length=6, choices=Blocked)
    count = models.PositiveIntegerField("ile razy", default=1)

    objects = PolicyReportManager()

    class Meta:
        verbose_name = "zgłoszenie przeglądarki"
        verbose_name_plural = "zgłoszenia przeglądarek"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "page", "directive", "blocked"],
                name="policy_report_once_a_day",
                violation_error_message="To zgłoszenie jest już policzone.",
            )
        ]

    def __str__(self):
        return f"{self.directive} {self.day:%Y-%m-%d}"
