from django.conf import settings
from django.db import models

from kis.lib.guards import immutable


class AccessEntry(models.Model):
    """Who looked at or took out what, and whose it was. Numbers only: no name, no PESEL, no category."""

    at = models.DateTimeField("kiedy", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto",
        on_delete=models.PROTECT,
        related_name="+",
        # journal_by_user begins with it.
        db_index=False,
    )
    act = models.CharField("czynność", max_length=40)
    kind = models.CharField("rodzaj rzeczy", max_length=40)
    number = models.PositiveBigIntegerField("numer rzeczy", null=True)
    person_number = models.PositiveBigIntegerField("numer osoby", null=True)

    class Meta:
        verbose_name = "wpis dziennika dostępu"
        verbose_name_plural = "dziennik dostępu"
        indexes = [
            models.Index(fields=["person_number", "at"], name="journal_by_person"),
            models.Index(fields=["user", "at"], name="journal_by_user"),
        ]
        triggers = [
            immutable(
                "journal_is_append_only", "Wpisu dziennika dostępu nie można zmienić ani usunąć."
            )
        ]

    def __str__(self):
        return f"{self.act} {self.kind} {self.number}"
