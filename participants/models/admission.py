"""What was decided about an application to the club."""

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models.access import Area
from participants.models.person import Person


class AdmissionQuerySet(models.QuerySet):
    def last_first(self):
        return self.order_by("-decided_on", "-pk")


@tracked()
class Admission(Record, Voidable):
    """A decision on one application; who was admitted may still resign or be heard of no more.

    All but *admitted* close the application: the person's area of the club ends with that day.
    """

    class What(models.TextChoices):
        ADMITTED = "admitted", "przyjęto"
        REFUSED = "refused", "odmówiono"
        RESIGNED = "resigned", "osoba zrezygnowała"
        NO_CONTACT = "no_contact", "brak kontaktu"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="admissions"
    )
    area = models.ForeignKey(
        Area, verbose_name="zgłoszenie", on_delete=models.PROTECT, related_name="admissions"
    )
    what = models.CharField("decyzja", max_length=10, choices=What)
    decided_on = models.DateField("dzień decyzji")
    decided_by = models.ForeignKey(
        User, verbose_name="zdecydował(a)", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("powód", blank=True)

    objects = NotVoided.from_queryset(AdmissionQuerySet)()
    with_voided = AdmissionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "decyzja o zgłoszeniu"
        verbose_name_plural = "decyzje o zgłoszeniach"
        ordering = ["-decided_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "area_id", "what", "decided_on", "decided_by_id", "reason"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(what="admitted", voided_at=None),
                name="admission_once",
                violation_error_message="Osobę już przyjęto.",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=~Q(what="admitted") & Q(voided_at=None),
                name="admission_closed_once",
                violation_error_message="To zgłoszenie jest już zamknięte.",
            ),
            models.CheckConstraint(
                name="admission_refused_for_a_reason",
                condition=Q(what="admitted") | ~Q(reason=""),
                violation_error_message="Napisz, dlaczego.",
            ),
            voided_whole("admission_voided_whole", "decided_by"),
        ]

    def __str__(self):
        return f"{self.get_what_display()} {polish(self.decided_on)}"

    @property
    def author(self):
        return self.decided_by

    @property
    def closes(self) -> bool:
        return self.what != self.What.ADMITTED
