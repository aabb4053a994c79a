"""Papers of the club given to a person: which one, in which wording, on what day."""

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.documents.models import Document, PaperText
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person


class ClubPaperQuerySet(models.QuerySet):
    def with_names(self):
        return self.select_related("made_by", "voided_by", "text")


@tracked()
class ClubPaper(Record, Voidable):
    """Papers that were made at once stand in one document: its bytes are what was given."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "zgłoszenie do KIS"
        DECLARATION = "declaration", "deklaracja uczestnictwa"
        RULES = "rules", "regulamin KIS"
        CLAUSE = "clause", "klauzula informacyjna RODO"
        CARD = "card", "karta uczestnika"
        RESIGNATION = "resignation", "rezygnacja z udziału"
        BRING = "bring", "co proszę przynieść"
        DATES = "dates", "moje terminy"

    # In the centre's own words, which change from a day on.
    WORDED = (Kind.DECLARATION, Kind.RULES, Kind.CLAUSE)

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="club_papers"
    )
    kind = models.CharField("rodzaj", max_length=11, choices=Kind)
    text = models.ForeignKey(
        PaperText,
        verbose_name="brzmienie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    document = models.ForeignKey(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField("sporządzono dnia")
    made_by = models.ForeignKey(
        User, verbose_name="sporządził(a)", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided.from_queryset(ClubPaperQuerySet)()
    with_voided = ClubPaperQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "pismo klubu"
        verbose_name_plural = "pisma klubu"
        ordering = ["-made_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "kind", "text_id", "document_id", "made_on", "made_by_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind"],
                name="club_paper_once_a_document",
                violation_error_message="To pismo jest już w tym pliku.",
            ),
            models.CheckConstraint(
                name="club_paper_in_its_wording",
                condition=Q(kind__in=["declaration", "rules", "clause"], text__isnull=False)
                | ~Q(kind__in=["declaration", "rules", "clause"]) & Q(text=None),
                violation_error_message="Deklaracja, regulamin i klauzula mają brzmienie z dnia, a inne "
                "pisma nie.",
            ),
            voided_whole("club_paper_voided_whole", "made_by"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.version_name}".strip()

    @property
    def author(self):
        return self.made_by

    @property
    def version_name(self) -> str:
        """z 5.12.2025: the first day of the wording; empty for a paper without one."""
        return f"z {polish(self.text.valid_from)}" if self.text_id else ""
