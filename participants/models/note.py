from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models.other_files import of_other_file
from participants.models.person import Person


class NoteQuerySet(models.QuerySet):
    def readable(self, *, sensitive: bool):
        """Restricted notes only for a reader who may see the person's sensitive facts."""
        return self if sensitive else self.filter(is_restricted=False)

    def unanswered(self):
        """Reminders since whose day nobody wrote another note of the person."""
        answers = self.model.objects.filter(
            at__gt=OuterRef("at"),
            at__date__gte=OuterRef("remind_on"),
        )
        return self.filter(
            ~Exists(answers.filter(person=OuterRef("person"))),
            ~Exists(answers.filter(of_other_file("person"))),
            remind_on__isnull=False,
        )


@tracked()
class Note(Record, Voidable):
    """A talk, a call, a visit, an attempt: what was said and agreed."""

    class Kind(models.TextChoices):
        TALK = "talk", "rozmowa"
        CALL = "call", "telefon"
        VISIT = "visit", "wizyta"
        ATTEMPT = "attempt", "próba kontaktu"
        LETTER = "letter", "pismo"
        INSTITUTION = "institution", "ustalenia z instytucją"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="notes"
    )
    at = models.DateTimeField("dzień i godzina", default=timezone.now)
    kind = models.CharField("rodzaj", max_length=12, choices=Kind)
    with_whom = models.CharField("z kim", max_length=150, blank=True)
    text = models.TextField("treść")
    is_restricted = models.BooleanField("zastrzeżona", default=False)
    remind_on = models.DateField("przypomnij dnia", null=True, blank=True)
    author = models.ForeignKey(
        User, verbose_name="autor", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided.from_queryset(NoteQuerySet)()
    with_voided = NoteQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "notatka"
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "author_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [voided_whole("note_voided_whole", "author")]
        verbose_name_plural = "notatki"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-at"], name="note_by_person"),
            models.Index(
                fields=["remind_on"],
                name="note_to_remind",
                condition=models.Q(remind_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
