"""A user's calendar for a telephone: an address without a login, guarded by the secret in it alone."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.history import tracked
from kis.lib.records import Record

TOKEN_BYTES = 32


def digest(token: str) -> str:
    """No salt: the secret is random and long enough to be nobody's guess."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedManager(models.Manager):
    def renew(self, user: User) -> str:
        """A new secret, told this once; the former one opens nothing from now on."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        facts = {"token_hash": digest(token), "made_at": timezone.now()}
        self.update_or_create(user=user, defaults=facts)
        return token

    def opened_by(self, token: str) -> "CalendarFeed | None":
        """None also where the account is closed."""
        rows = self.select_related("user").filter(user__is_active=True)
        return rows.filter(token_hash=digest(token)).first()


@tracked(exclude=["token_hash"])
class CalendarFeed(Record):
    """One a user. The secret itself is nowhere kept; switched off, the row is gone."""

    user = models.OneToOneField(
        User, verbose_name="użytkownik", on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField("skrót sekretu", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("adres z dnia", editable=False)

    objects = CalendarFeedManager()

    class Meta(Record.Meta):
        verbose_name = "kalendarz w telefonie"
        verbose_name_plural = "kalendarze w telefonie"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="calendar_feed_keeps_a_digest",
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - a digest
                violation_error_message="Zapisuje się tylko skrót sekretu.",
            ),
        ]

    def __str__(self):
        return f"kalendarz: {self.user}"
