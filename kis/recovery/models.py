from django.db import models


class BackupNote(models.Model):
    """That a backup was written and when it was proven.

    In the database, for the folder of backups may lie where no web machine sees it.
    """

    name = models.CharField("nazwa", max_length=60, unique=True)
    made_at = models.DateTimeField("kiedy")
    size = models.PositiveBigIntegerField("bajty")
    proven_at = models.DateTimeField("potwierdzona", null=True)

    class Meta:
        verbose_name = "kopia zapasowa"
        verbose_name_plural = "kopie zapasowe"
        ordering = ["-made_at"]

    def __str__(self):
        return self.name
