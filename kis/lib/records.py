"""What people's records share: a version that a stale save is refused by, and voiding instead of deleting."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils import timezone

from kis.lib.dates import polish
from kis.lib.guards import BUMP_VERSION
from kis.lib.refusals import Refused


class Record(models.Model):
    """A row with a version; the database adds one at every change, whoever makes it."""

    version = models.PositiveIntegerField("wersja", default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [BUMP_VERSION]


class NotVoided(models.Manager):
    """Gives no voided row out, so that no query counts one by forgetting to leave it out."""

    def get_queryset(self):
        return super().get_queryset().filter(voided_at=None)


class Voidable(models.Model):
    """A mistake is voided: with a reason, by a second person, still to be seen, no longer counted."""

    voided_at = models.DateTimeField("unieważniono", null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="unieważnił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    void_reason = models.TextField("powód unieważnienia", blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def author(self):
        """Who made the entry; that person may not void it alone. None where nobody is known."""
        raise NotImplementedError

    @property
    def void_in_words(self) -> str:
        """Of a voided row, for whoever comes to change it."""
        day = polish(timezone.localdate(self.voided_at))
        return (
            f"Ten wpis unieważniono {day} ({self.voided_by.short_name}). Zostaje widoczny, ale już się nie "
            "liczy i nie można go zmienić."
        )

    def void(self, *, by, reason: str) -> None:
        """Raises Refused without a reason, for the entry's own author and for a voided entry."""
        if not reason.strip():
            raise Refused("Podaj powód unieważnienia.")
        if self.voided_at:
            raise Refused("Ten wpis jest już unieważniony.")
        if by == self.author:
            raise Refused("Wpis unieważnia druga osoba, nie ta, która go zrobiła.")
        self.voided_at, self.voided_by, self.void_reason = timezone.now(), by, reason.strip()
        self.save(update_fields=["voided_at", "voided_by", "void_reason"])


def voided_whole(name: str, author: str | Combinable) -> models.CheckConstraint:
    """Voiding has its moment, its reason and a person other than `author`, a column or an expression."""
    return models.CheckConstraint(
        name=name,
        condition=Q(voided_at=None, voided_by=None, void_reason="")
        | Q(voided_at__isnull=False, voided_by__isnull=False)
        & ~Q(void_reason="")
        & ~Q(voided_by=F(author) if isinstance(author, str) else author),
        violation_error_message="Wpis unieważnia druga osoba i podaje powód.",
    )
