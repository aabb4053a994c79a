from django.db import models

from kis.imports.models.staged import ImportRow


class ImportMark(models.Model):
    """A record that a row of a list made, in the version in which it was made."""

    row = models.ForeignKey(
        ImportRow, verbose_name="wiersz", on_delete=models.CASCADE, related_name="marks"
    )
    model = models.CharField("rodzaj wpisu", max_length=60)
    number = models.PositiveBigIntegerField("numer wpisu")
    version = models.PositiveIntegerField("wersja")

    class Meta:
        verbose_name = "wpis z listy"
        verbose_name_plural = "wpisy z list"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "number"],
                name="import_mark_once",
                violation_error_message="Ten wpis powstał już z innego wiersza.",
            )
        ]

    def __str__(self):
        return f"{self.model} {self.number}"
