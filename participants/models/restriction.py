"""Processing of a person's data restricted (art. 18 RODO): from when, why, until when."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.guards import NOT_TO_A_MERGED


class RestrictionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_on=None)

    def of_files(self, files):
        """In force in one of them."""
        return self.in_force().filter(person__in=files)


@tracked()
class Restriction(Record):
    """From its entry until it is lifted nothing new is entered of the person and nothing is changed.

    What art. 18 ust. 2 leaves allowed: everything is kept and may be read (storage; the person's own case
    goes on being answered for). Hours, attendance, events, accidents, news of a status, the account for
    payments and the payments themselves go on being entered: they are the person's claims for work that is
    done, and public money is accounted for. A consent to letters may always be withdrawn. Who leads the case
    may change, and what the person asks for by law is noted. Reports that the law orders count the person as
    before. All else waits: what must be put right is put right after lifting.
    """

    class Ground(models.TextChoices):
        ACCURACY = "accuracy", "osoba kwestionuje prawidłowość danych (lit. a)"
        UNLAWFUL = "unlawful", "przetwarzanie niezgodne z prawem, osoba nie chce usunięcia (lit. b)"
        CLAIMS = "claims", "dane potrzebne osobie do roszczeń (lit. c)"
        OBJECTION = "objection", "osoba wniosła sprzeciw (lit. d)"

    person = models.ForeignKey(
        "participants.Person",
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="restrictions",
    )
    ground = models.CharField("podstawa", max_length=9, choices=Ground)
    reason = models.TextField("o co chodzi")
    starts_on = models.DateField("ograniczono dnia")
    look_again_on = models.DateField("sprawdzić dnia", null=True, blank=True)
    imposed_by = models.ForeignKey(
        User, verbose_name="ograniczył(a)", on_delete=models.PROTECT, related_name="+"
    )
    informed_on = models.DateField("osobę uprzedzono o zniesieniu dnia", null=True, blank=True)
    lifted_on = models.DateField("zniesiono dnia", null=True, blank=True)
    lifted_by = models.ForeignKey(
        User,
        verbose_name="zniósł(-osła)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.TextField("co ustalono", blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "ograniczenie przetwarzania"
        verbose_name_plural = "ograniczenia przetwarzania"
        ordering = ["-starts_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "ground", "starts_on", "imposed_by_id"),
            NOT_TO_A_MERGED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_on=None),
                name="restriction_one_at_a_time",
                violation_error_message="Przetwarzanie danych tej osoby jest już ograniczone.",
            ),
            # art. 18 ust. 3: the person is told before the restriction is lifted.
            models.CheckConstraint(
                name="restriction_lifted_whole",
                condition=Q(lifted_on=None, lifted_by=None, informed_on=None, outcome="")
                | Q(
                    lifted_on__gte=F("informed_on"),
                    informed_on__gte=F("starts_on"),
                    lifted_by__isnull=False,
                )
                & ~Q(outcome=""),
                violation_error_message="Zniesienie ma dzień, osobę, która znosi, ustalenia i wcześniejszy "
                "dzień uprzedzenia osoby.",
            ),
        ]

    def __str__(self):
        return f"ograniczenie od {polish(self.starts_on)}"

    def lift(self, *, on, informed_on, outcome: str, by) -> None:
        """Raises Refused where the person was not told before, and for one that is lifted already."""
        if self.lifted_on:
            raise Refused("To ograniczenie już zniesiono.")
        if not self.starts_on <= informed_on <= on:
            raise Refused(
                "Osobę uprzedza się przed zniesieniem ograniczenia (art. 18 ust. 3 RODO). Sprawdź dni."
            )
        self.lifted_on, self.informed_on, self.lifted_by = on, informed_on, by
        self.outcome = outcome.strip()
        self.save(update_fields=["lifted_on", "informed_on", "lifted_by", "outcome"])
