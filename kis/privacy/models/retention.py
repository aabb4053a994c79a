"""How long files are kept, by the office's own list of files; what was agreed to be destroyed, and was."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import immutable, kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record
from kis.lib.refusals import Refused
from kis.privacy.guards import ITEMS_AS_APPROVED
from kis.privacy.models.processing import ENDS_BEFORE_START
from participants.models import Person


class FileKind(models.TextChoices):
    """What a person's file is of; one may be of several kinds and is kept as long as the longest asks."""

    CLUB = "club", "udział w KIS i kontrakt socjalny"
    PSU = "psu", "prace społecznie użyteczne"
    APPLICATION = "application", "zgłoszenie bez udziału"


class RetentionClassQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class RetentionClass(Record):
    """The archive class of a kind of files; a change of the office's list is a next row of its kind."""

    code = models.CharField("akta", max_length=11, choices=FileKind)
    symbol = LineColumn(
        "kategoria archiwalna", max_length=5, help_text="A, B10, BE10: jak w wykazie akt ośrodka."
    )
    jrwa = LineColumn("klasa w wykazie akt (JRWA)", max_length=20, blank=True)
    source = LineColumn("podstawa", max_length=200)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = RetentionClassQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kategoria archiwalna"
        verbose_name_plural = "kategorie archiwalne"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="retention_symbol",
                condition=Q(symbol__regex=r"^(A|BE?[1-9][0-9]?)$"),
                violation_error_message="Wpisz kategorię jak w wykazie akt: A, B10 albo BE10.",
            ),
            models.CheckConstraint(
                name="retention_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="retention_once_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie te akta mają już kategorię. Najpierw podaj jej "
                "ostatni dzień.",
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()}: {self.symbol}"

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_BEFORE_START})


def _user(words: str, **more):
    return models.ForeignKey(
        User, verbose_name=words, on_delete=models.PROTECT, related_name="+", **more
    )


@tracked()
class Destruction(Record):
    """A list of people whose data may go: proposed by one, approved by another with the archive's consent."""

    proposed_on = models.DateField("zaproponowano dnia")
    proposed_by = _user("zaproponował(a)")
    remarks = models.TextField("uwagi", blank=True)
    consent_number = LineColumn("numer zgody archiwum państwowego", max_length=60, blank=True)
    consent_on = models.DateField("zgoda z dnia", null=True, blank=True)
    assessment_number = LineColumn("numer ekspertyzy archiwum (BE)", max_length=60, blank=True)
    approved_on = models.DateField("zatwierdzono dnia", null=True, blank=True)
    approved_by = _user("zatwierdził(a)", null=True, blank=True)
    withdrawn_on = models.DateField("wycofano dnia", null=True, blank=True)
    withdrawn_by = _user("wycofał(a)", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "spis do brakowania"
        verbose_name_plural = "spisy do brakowania"
        ordering = ["-pk"]
        triggers = [*Record.Meta.triggers, kept("proposed_on", "proposed_by_id")]
        constraints = [
            models.CheckConstraint(
                name="destruction_approved_whole",
                condition=Q(approved_on=None, approved_by=None, consent_number="", consent_on=None)
                | Q(
                    approved_on__gte=F("proposed_on"),
                    approved_by__isnull=False,
                    consent_on__lte=F("approved_on"),
                )
                & ~Q(consent_number="")
                & ~Q(approved_by=F("proposed_by")),
                violation_error_message="Spis zatwierdza druga osoba, podając numer i dzień zgody archiwum "
                "państwowego.",
            ),
            models.CheckConstraint(
                name="destruction_withdrawn_whole",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="Wycofanie ma dzień i osobę.",
            ),
        ]

    def __str__(self):
        return f"spis nr {self.pk} z {polish(self.proposed_on)}"

    @property
    def is_open(self) -> bool:
        return not (self.approved_on or self.withdrawn_on)

    def approve(self, *, number: str, consent_on, assessment: str, on, by) -> None:
        """Raises Refused for who proposed it, and without the archive's consent (of BE its assessment)."""
        if not self.is_open:
            raise Refused("Ten spis już zatwierdzono albo wycofano.")
        if by == self.proposed_by:
            raise Refused("Spis zatwierdza druga osoba, nie ta, która go zaproponowała.")
        if not number.strip() or consent_on is None or consent_on > on:
            raise Refused(
                "Podaj numer i dzień zgody archiwum państwowego: bez niej niczego się nie niszczy."
            )
        if (
            self.items.filter(left_out="", symbol__startswith="BE").exists()
            and not assessment.strip()
        ):
            raise Refused(
                "W spisie są akta kategorii BE: podaj numer ekspertyzy archiwum państwowego."
            )
        if not self.items.filter(left_out="").exists():
            raise Refused("W spisie nie ma nikogo.")
        self.consent_number, self.consent_on = number.strip(), consent_on
        self.assessment_number, self.approved_on, self.approved_by = assessment.strip(), on, by
        self.save()

    def withdraw(self, *, on, by) -> None:
        """Also an approved one, as long as nothing of it was carried out."""
        if self.withdrawn_on:
            raise Refused("Ten spis już wycofano.")
        if Erasure.objects.filter(destruction=self.pk).exists():
            raise Refused("Dane z tego spisu już usunięto.")
        self.withdrawn_on, self.withdrawn_by = on, by
        self.save(update_fields=["withdrawn_on", "withdrawn_by"])


class DestructionItemQuerySet(models.QuerySet):
    def standing(self):
        """In a list that waits or was approved."""
        return self.filter(destruction__withdrawn_on=None, left_out="")


@tracked()
class DestructionItem(Record):
    destruction = models.ForeignKey(
        Destruction, verbose_name="spis", on_delete=models.PROTECT, related_name="items"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="+"
    )
    symbol = models.CharField("kategoria archiwalna", max_length=5)
    ended_on = models.DateField("sprawę zakończono")
    due_from = models.DateField("można brakować od")
    left_out = models.CharField("dlaczego pominięto", max_length=300, blank=True)

    objects = DestructionItemQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "pozycja spisu do brakowania"
        verbose_name_plural = "pozycje spisów do brakowania"
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("destruction_id", "person_id", "symbol", "ended_on", "due_from"),
            ITEMS_AS_APPROVED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction", "person"],
                name="destruction_item_once",
                violation_error_message="Ta osoba już jest w spisie.",
            )
        ]

    def __str__(self):
        return f"karta {self.person_id}"


class Erasure(models.Model):
    """That a person's data were taken away: numbers only, written once, by the command that did it.

    `destruction` is a number and no key: of an erasure carried out again after a restore the list may be
    missing. `by`: the role in the database.
    """

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="+"
    )
    destruction = models.PositiveBigIntegerField("nr spisu")
    consent = models.CharField("zgoda archiwum", max_length=60)
    rows = models.PositiveIntegerField("wiersze")
    papers = models.PositiveIntegerField("pisma i skany")
    # Of the page that stands in place of each of them; empty where there were none.
    page_sha256 = models.CharField("skrót strony w miejscu pism", max_length=64, blank=True)
    is_replayed = models.BooleanField("po odtworzeniu kopii", default=False)
    by = models.CharField("rola w bazie", max_length=63)
    made_at = models.DateTimeField("kiedy", auto_now_add=True)

    class Meta:
        verbose_name = "usunięcie danych"
        verbose_name_plural = "usunięcia danych"
        ordering = ["pk"]
        triggers = [
            immutable(
                "erasure_is_append_only",
                "Zapisu o usunięciu danych nie można zmienić ani usunąć.",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="erasure_once",
                violation_error_message="Dane tej osoby już usunięto.",
            )
        ]

    def __str__(self):
        return f"karta {self.person_id}"
