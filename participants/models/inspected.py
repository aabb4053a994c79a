"""Whose files an inspection reads, where it does not read everybody's."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from kis.accounts.models import Inspection, Today
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.models.access import CLUB_AND_WORKS, Area


@tracked()
class InspectedPerson(Record):
    inspection = models.ForeignKey(
        Inspection, verbose_name="kontrola", on_delete=models.PROTECT, related_name="people"
    )
    person = models.ForeignKey(
        "participants.Person",
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="inspections",
    )

    class Meta(Record.Meta):
        verbose_name = "osoba objęta kontrolą"
        verbose_name_plural = "osoby objęte kontrolą"
        triggers = [*Record.Meta.triggers, kept("inspection_id", "person_id")]
        constraints = [
            models.UniqueConstraint(
                name="inspected_once",
                fields=["inspection", "person"],
                violation_error_message="Ta osoba już jest objęta tą kontrolą.",
            )
        ]

    def __str__(self):
        return f"osoba nr {self.person_id} w kontroli nr {self.inspection_id}"


def inspected_by(user) -> Q:
    """The condition under which the user's running inspection covers a person.

    With a chosen file come those that were merged into it.
    """
    running = Inspection.objects.running(Today()).filter(inspector=user.pk).order_by()
    of_the_club = Area.objects.filter(person=OuterRef("pk"), kind__in=CLUB_AND_WORKS)
    everybody = Q(Exists(running.filter(covers_everybody=True)))
    chosen = InspectedPerson.objects.filter(inspection__in=running.values("pk")).values("person")
    return everybody & Q(Exists(of_the_club)) | Q(pk__in=chosen) | Q(merged_into__in=chosen)
