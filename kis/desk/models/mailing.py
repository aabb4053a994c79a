"""E-mails that the program sent, or may have sent: each once."""

import datetime

import pgtrigger
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.guards import Guard, refuse
from participants.models import Person

# Behind a worker that was killed; a server of mail answers or not within EMAIL_TIMEOUT.
UNKNOWN_AFTER = datetime.timedelta(minutes=10)

SETTLED_ONCE = Guard(
    name="mailing_settled_once",
    sentences={"mailing_settled_once": "Co stało się z tą wiadomością, już wiadomo."},
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' OR OLD.state <> 'sending'
        OR to_jsonb(OLD) - '{{state,settled_at}}'::text[]
            IS DISTINCT FROM to_jsonb(NEW) - '{{state,settled_at}}'::text[] THEN
        {refuse("mailing_settled_once", row="OLD.id")}
    END IF;
    RETURN NEW;
    """,
)


class MailingQuerySet(models.QuerySet):
    def take(self, *, state: str, at: datetime.datetime, **recipient) -> "Mailing | None":
        """Written down before it is sent, in a transaction of its own; None where another took it."""
        with transaction.atomic(durable=True):
            row, is_new = self.get_or_create(
                **recipient,
                defaults={
                    "state": state,
                    "taken_at": at,
                    "settled_at": None if state == Mailing.State.SENDING else at,
                },
            )
        return row if is_new else None

    def unknown(self, at: datetime.datetime):
        """Taken, and nobody knows whether they were sent: their worker was killed. Not sent again."""
        return self.filter(state=Mailing.State.SENDING, taken_at__lt=at - UNKNOWN_AFTER)

    def to_look_at(self, at: datetime.datetime, since: datetime.datetime):
        """Of the last days those that failed or of which nobody knows."""
        lately = self.filter(taken_at__gte=since)
        return lately.filter(state=Mailing.State.FAILED) | lately.unknown(at)


class Mailing(models.Model):
    """One e-mail: of what kind, to whom, of what day. Without its text and the address."""

    class Kind(models.TextChoices):
        DIGEST = "digest", "podsumowanie pulpitu"
        REMINDER = "reminder", "przypomnienie o terminie"
        ACCOUNT = "account", "zmiana w logowaniu konta"
        FORMER = "former", "zmiana w logowaniu konta, na poprzedni adres"
        INVITE = "invite", "zaproszenie do ustawienia hasła"

    class State(models.TextChoices):
        SENDING = "sending", "wysyłana"
        SENT = "sent", "wysłana"
        FAILED = "failed", "serwer poczty jej nie przyjął"
        EMPTY = "empty", "nie było o czym pisać"

    kind = models.CharField("rodzaj", max_length=8, choices=Kind)
    user = models.ForeignKey(
        User,
        verbose_name="do użytkownika",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        Person, verbose_name="do osoby", null=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(
        "dzień"
    )  # of a digest the first day it is for, of a reminder the day it names, else when it was taken
    # of what it tells: an entry of the access log, an invitation
    about = models.PositiveBigIntegerField("numer rzeczy", null=True)
    state = models.CharField("stan", max_length=7, choices=State, default=State.SENDING)
    taken_at = models.DateTimeField("rozpoczęto")
    settled_at = models.DateTimeField("zakończono", null=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = "wiadomość e-mail"
        verbose_name_plural = "wiadomości e-mail"
        ordering = ["-taken_at", "-pk"]
        triggers = [SETTLED_ONCE]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "person", "day", "about"],
                name="mailing_once",
                nulls_distinct=False,
                violation_error_message="Tę wiadomość już wysłano.",
            ),
            models.CheckConstraint(
                name="mailing_to_one",
                condition=Q(kind="digest", user__isnull=False, person=None, about=None)
                | Q(kind="reminder", user=None, person__isnull=False, about=None)
                | Q(
                    kind__in=["account", "former", "invite"],
                    user__isnull=False,
                    person=None,
                    about__isnull=False,
                ),
                violation_error_message="Wiadomość ma jednego adresata.",
            ),
            models.CheckConstraint(
                name="mailing_settled_whole",
                condition=Q(state="sending", settled_at=None)
                | ~Q(state="sending") & Q(settled_at__isnull=False),
                violation_error_message="Wysłana wiadomość ma chwilę wysłania.",
            ),
        ]
        indexes = [models.Index(fields=["taken_at"], name="mailing_by_moment")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day:%Y-%m-%d}"

    def settle(self, state: str) -> None:
        self.state, self.settled_at = state, timezone.now()
        self.save(update_fields=["state", "settled_at"])
