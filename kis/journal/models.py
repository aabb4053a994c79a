from django.conf import settings
from django.db import models
from pgtrigger import Before, Insert, Statement

from kis.journal.words import SECURITY
from kis.lib.guards import ISOLATION, Guard, immutable

# Whoever writes entries holds it with others until the end of the transaction; the one who seals asks for it
# alone, and then knows that every entry up to the last number is there.
WRITERS_LOCK = 7_310_265
# Before the statement and not before its rows: those have their numbers already.
COUNTED_IN = Guard(
    name="journal_counted_in",
    sentences=ISOLATION,
    level=Statement,
    when=Before,
    operation=Insert,
    func=f"PERFORM pg_advisory_xact_lock_shared({WRITERS_LOCK}); RETURN NULL;",
)


ACCOUNT = "account"
OF_ACCOUNTS = models.Q(kind=ACCOUNT, act__in=SECURITY)


class AccessEntryQuerySet(models.QuerySet):
    def of_account(self, number: int):
        """What changed how one gets into this account, the newest first."""
        return self.filter(OF_ACCOUNTS, number=number).order_by("-at", "-pk")


class AccessEntry(models.Model):
    """Who looked at or took out what, and whose it was; who came in, and who was refused.

    Numbers only: no name, no PESEL, no category. `user` is None where nobody is known, as in a failed login.
    """

    at = models.DateTimeField("kiedy", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        # journal_by_user begins with it.
        db_index=False,
    )
    act = models.CharField("czynność", max_length=40)
    kind = models.CharField("rodzaj rzeczy", max_length=40)
    number = models.PositiveBigIntegerField("numer rzeczy", null=True)
    person_number = models.PositiveBigIntegerField("numer osoby", null=True)
    address = models.GenericIPAddressField("skąd", null=True)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "wpis dziennika dostępu"
        verbose_name_plural = "dziennik dostępu"
        indexes = [
            models.Index(fields=["person_number", "at"], name="journal_by_person"),
            models.Index(fields=["user", "at"], name="journal_by_user"),
            models.Index(fields=["number", "at"], name="journal_of_account", condition=OF_ACCOUNTS),
        ]
        triggers = [
            immutable(
                "journal_is_append_only", "Wpisu dziennika dostępu nie można zmienić ani usunąć."
            ),
            COUNTED_IN,
        ]

    def __str__(self):
        return f"{self.act} {self.kind} {self.number}"


def _digest(words: str):
    return models.CharField(words, max_length=64)


class Seal(models.Model):
    """Entries from `first` to `last` as they were when they were sealed; chained to the seal before it.

    The ranges follow each other without a gap, so that nothing can be put in between or before. `chain` is
    the digest of the chain before, the range, the count and the digest of the entries.
    """

    first = models.PositiveBigIntegerField("od numeru", unique=True)
    last = models.PositiveBigIntegerField("do numeru", unique=True)
    count = models.PositiveIntegerField("wpisy")
    digest = _digest("skrót wpisów")
    chain = _digest("skrót łańcucha")
    made_at = models.DateTimeField("kiedy", auto_now_add=True)

    class Meta:
        verbose_name = "pieczęć dziennika dostępu"
        verbose_name_plural = "pieczęcie dziennika dostępu"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="seal_range",
                condition=models.Q(last__gte=models.F("first")),
                violation_error_message="Zakres pieczęci kończy się przed początkiem.",
            )
        ]
        triggers = [
            immutable("seal_is_append_only", "Pieczęci dziennika nie można zmienić ani usunąć.")
        ]

    def __str__(self):
        return f"{self.first}–{self.last}"


class Pruning(models.Model):
    """Entries that were taken away by law: all of the seals up to `seal`. The seals themselves stay."""

    seal = models.OneToOneField(
        Seal, verbose_name="ostatnia pieczęć", on_delete=models.PROTECT, related_name="pruning"
    )
    count = models.PositiveBigIntegerField("usunięte wpisy")
    reason = models.CharField("podstawa", max_length=300)
    by = models.CharField("rola w bazie", max_length=63)
    made_at = models.DateTimeField("kiedy", auto_now_add=True)

    class Meta:
        verbose_name = "usunięcie wpisów dziennika dostępu"
        verbose_name_plural = "usunięcia wpisów dziennika dostępu"
        ordering = ["pk"]
        triggers = [
            immutable("pruning_is_append_only", "Zapisu o usunięciu nie można zmienić ani usunąć.")
        ]

    def __str__(self):
        return f"do {self.seal_id}"


class HeadSent(models.Model):
    """That the head of the seals left the house: which one, how and when. Where to stands in the settings."""

    class Way(models.TextChoices):
        EMAIL = "email", "pocztą"
        FILE = "file", "do pliku"

    seal = models.ForeignKey(
        Seal, verbose_name="pieczęć", on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField("jak", max_length=5, choices=Way)
    at = models.DateTimeField("kiedy", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "skrót dziennika wysłany poza program"
        verbose_name_plural = "skróty dziennika wysłane poza program"
        ordering = ["-at", "-pk"]
        triggers = [
            immutable("head_sent_is_append_only", "Zapisu o wysłaniu nie można zmienić ani usunąć.")
        ]

    def __str__(self):
        return f"pieczęć {self.seal_id}, {self.get_way_display()}"
