"""Files that are one person's, and files that only look so: who decided, when and why."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.guards import NOT_WHILE_RESTRICTED
from participants.models.person import Person


def _undone_whole(name: str, sentence: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(undone_at=None, undone_by=None, undone_reason="")
        | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
        violation_error_message=sentence,
    )


@tracked()
class Merge(Record):
    """Why a file points to another (`Person.merged_into` says that it does), and why it does no more."""

    person = models.ForeignKey(
        Person, verbose_name="karta dołączona", on_delete=models.PROTECT, related_name="merges"
    )
    into = models.ForeignKey(
        Person, verbose_name="karta, która zostaje", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("powód połączenia", max_length=300)
    merged_at = models.DateTimeField("połączono", auto_now_add=True)
    merged_by = models.ForeignKey(
        User, verbose_name="połączył(a)", on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("rozłączono", null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        verbose_name="rozłączył(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_reason = models.CharField("powód rozłączenia", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "połączenie kart"
        verbose_name_plural = "połączenia kart"
        ordering = ["-merged_at", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "into_id", "merged_by_id"),
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(undone_at=None),
                name="merge_once",
                violation_error_message="Ta karta jest już połączona z inną.",
            ),
            _undone_whole(
                "merge_undone_whole", "Rozłączenie ma dzień, osobę, która rozłącza, i powód."
            ),
        ]

    def __str__(self):
        return f"karta {self.person_id} dołączona do karty {self.into_id}"


@tracked()
class ToldApart(Record):
    """Two files that look like one person's and are not. `first` has the lower number."""

    first = models.ForeignKey(
        Person, verbose_name="jedna karta", on_delete=models.PROTECT, related_name="+"
    )
    second = models.ForeignKey(
        Person, verbose_name="druga karta", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("po czym poznać, że to różne osoby", max_length=300)
    told_at = models.DateTimeField("zapisano", auto_now_add=True)
    told_by = models.ForeignKey(
        User, verbose_name="zapisał(a)", on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("cofnięto", null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        verbose_name="cofnął(-ęła)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_reason = models.CharField("powód cofnięcia", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "różne osoby"
        verbose_name_plural = "różne osoby"
        ordering = ["-told_at", "-pk"]
        triggers = [*Record.Meta.triggers, kept("first_id", "second_id", "told_by_id")]
        constraints = [
            models.CheckConstraint(
                name="told_apart_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="To jest jedna i ta sama karta.",
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(undone_at=None),
                name="told_apart_once",
                violation_error_message="Te karty oznaczono już jako różne osoby.",
            ),
            _undone_whole("told_apart_undone_whole", "Cofnięcie ma dzień, osobę i powód."),
        ]

    def __str__(self):
        return f"karty {self.first_id} i {self.second_id}"
