"""Attendance lists that were given out with their entries, to be signed at the place."""

from django.db import models

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.guards import immutable
from kis.lib.history import tracked
from psu.models.place import WorkPlace


@tracked()
class AttendancePaper(models.Model):
    """The very bytes of one print. `referrals` are the numbers of its rows: not every reader sees all."""

    place = models.ForeignKey(
        WorkPlace, verbose_name="miejsce PSU", on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    referrals = models.JSONField("skierowania")
    # Number of the last event of the entries that stand on it: see psu.proofs.list_changes.
    entries_seen = models.BigIntegerField("ostatnia znana zmiana wpisów", default=0)
    document = models.OneToOneField(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("wydrukowano")
    made_by = models.ForeignKey(
        User, verbose_name="wydrukował(a)", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "wydruk listy obecności"
        verbose_name_plural = "wydruki list obecności"
        ordering = ["-made_at", "-pk"]
        triggers = [
            immutable(
                "attendance_paper_is_kept",
                "Zachowanego wydruku listy obecności nie zmienia się ani nie usuwa.",
            )
        ]

    def __str__(self):
        return f"wydruk listy obecności {self.pk}"
