"""Lost factors that two people reset, and invitations that open an account once."""

import datetime
import hashlib
import secrets
from typing import ClassVar

import pgtrigger
from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kis.accounts.models import User
from kis.entry.sessions import end_all
from kis.lib.guards import Guard, refuse
from kis.lib.history import tracked
from kis.lib.refusals import Refused, refused_by_database

SETTLED_STAYS = Guard(
    name="reset_is_kept",
    sentences={"reset_is_kept": "Rozstrzygniętego zgłoszenia nie można zmienić ani usunąć."},
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("may_change", "text[]")],
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.answer <> '' THEN {refuse("reset_is_kept", row="NEW.id")} END IF;
            RETURN NEW;
        END IF;
        may_change := '{{answer,settled_by_id,settled_at}}'::text[];
        IF TG_OP = 'DELETE' OR OLD.answer <> ''
           OR to_jsonb(OLD) - may_change IS DISTINCT FROM to_jsonb(NEW) - may_change THEN
            {refuse("reset_is_kept", row="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)


class FactorResetQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answer="")

    def ask(self, user, *, by, reason: str) -> "FactorReset":
        """Raises Refused for one's own account, for one without a factor, and while another waits."""
        if user == by:
            raise Refused("Utratę własnego składnika zgłasza inny administrator systemu.")
        if not Authenticator.objects.filter(user_id=user.pk).exists():
            raise Refused("To konto nie ma składnika logowania: nie ma czego kasować.")
        with refused_by_database():
            return self.create(user=user, asked_by=by, reason=reason)


@tracked()
class FactorReset(models.Model):
    """Somebody lost the phone or the key: one person asks, another confirms, and the factors are gone."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", "skasowano"
        REFUSED = "refused", "odmówiono"

    user = models.ForeignKey(
        User, verbose_name="czyj składnik", on_delete=models.PROTECT, related_name="factor_resets"
    )
    reason = models.TextField("co się stało")
    asked_by = models.ForeignKey(
        User, verbose_name="zgłosił(a)", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("zgłoszono", default=timezone.now)
    answer = models.CharField("odpowiedź", max_length=9, choices=Answer, blank=True)
    settled_by = models.ForeignKey(
        User,
        verbose_name="rozstrzygnął/rozstrzygnęła",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settled_at = models.DateTimeField("rozstrzygnięto", null=True, blank=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = "utracony składnik logowania"
        verbose_name_plural = "utracone składniki logowania"
        ordering = ["-pk"]
        triggers = [SETTLED_STAYS]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(answer=""),
                name="reset_waits_once",
                violation_error_message="Utratę składnika tego konta już zgłoszono. Czeka na drugą osobę.",
            ),
            models.CheckConstraint(
                name="reset_of_another",
                condition=~Q(asked_by=F("user")),
                violation_error_message="Utratę własnego składnika zgłasza inny administrator systemu.",
            ),
            models.CheckConstraint(
                name="reset_by_two",
                condition=Q(answer="", settled_by=None, settled_at=None)
                | ~Q(answer="")
                & Q(settled_by__isnull=False, settled_at__isnull=False)
                & ~Q(settled_by=F("asked_by"))
                & ~Q(settled_by=F("user")),
                violation_error_message="Zgłoszenie rozstrzyga druga osoba: nie ta, która zgłosiła, "
                "i nie ta, której dotyczy.",
            ),
        ]

    def __str__(self):
        return f"utracony składnik z {self.asked_at:%Y-%m-%d}"

    def settle(self, answer: Answer, *, by) -> None:
        """Confirmed: the factors of the account are gone and every login of it ends."""
        if by in (self.asked_by, self.user):
            raise Refused(
                "Zgłoszenie rozstrzyga druga osoba: nie ta, która zgłosiła, i nie ta, której dotyczy."
            )
        if self.answer:
            raise Refused("To zgłoszenie jest już rozstrzygnięte.")
        self.answer, self.settled_by, self.settled_at = answer, by, timezone.now()
        with refused_by_database():
            self.save(update_fields=["answer", "settled_by", "settled_at"])
        if answer == self.Answer.CONFIRMED:
            Authenticator.objects.filter(user_id=self.user_id).delete()
            end_all(self.user)


def mark_of(token: str) -> str:
    """What the database keeps of it; nobody finds the token of 256 random bits by its digest."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def invite(self, user, *, by, to: str) -> str:
        """The token, which is shown once; an earlier one of the same person opens nothing any more.

        Raises Refused.
        """
        token = secrets.token_urlsafe(32)
        self._instead(user, by=by, to=to, mark=mark_of(token))
        return token

    def post(self, user, *, by) -> "Invitation":
        """One to set a password, which a worker sends to the account's address. Raises Refused."""
        if not user.email:
            raise Refused("To konto nie ma adresu e-mail: pokaż zaproszenie na ekranie.")
        return self._instead(user, by=by, to=Invitation.To.PASSWORD, mark=None)

    def _instead(self, user, *, by, to: str, mark: str | None) -> "Invitation":
        if not user.is_active:
            raise Refused("To konto jest wyłączone: nie można nim wejść.")
        if to == Invitation.To.PASSWORD and user == by:
            raise Refused("Własne hasło zmienia się na stronie „Zmień hasło”.")
        self.filter(user=user, used_at=None).delete()
        ends_at = timezone.now() + Invitation.LIFE[to]
        return self.create(user=user, mark=mark, made_by=by, to=to, ends_at=ends_at)

    def open(self, now: datetime.datetime):
        """Unused, not over, and of an account that is on; for a telephone of one without a key."""
        has_key = models.Exists(Authenticator.objects.filter(user=models.OuterRef("user")))
        return self.filter(
            ~has_key | Q(to=Invitation.To.PASSWORD),
            used_at=None,
            ends_at__gt=now,
            user__is_active=True,
        )

    def by_token(self, token: str) -> "Invitation | None":
        return self.open(timezone.now()).filter(mark=mark_of(token)).select_related("user").first()

    def to_send(self, now: datetime.datetime):
        """Those whose e-mail no worker has taken in hand yet."""
        return self.open(now).filter(mark=None).select_related("user")


class Invitation(models.Model):
    """Opens an account once, to whoever has its code: for the first key of a telephone, or for a password."""

    class To(models.TextChoices):
        PHONE = "phone", "podłączenie telefonu"
        PASSWORD = "password", "ustawienie hasła"

    # A telephone stands there; an e-mail is read behind a weekend.
    LIFE: ClassVar = {
        To.PHONE: datetime.timedelta(hours=24),
        To.PASSWORD: datetime.timedelta(hours=72),
    }

    user = models.ForeignKey(
        User, verbose_name="kogo", on_delete=models.PROTECT, related_name="invitations"
    )
    to = models.CharField("do czego", max_length=8, choices=To, default=To.PHONE)
    # None while the e-mail waits: its code is made when it is sent, and is kept nowhere.
    mark = models.CharField("skrót kodu", max_length=64, unique=True, null=True)  # noqa: DJ001 - unique
    made_by = models.ForeignKey(
        User, verbose_name="zaprosił(a)", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("zaproszono", default=timezone.now)
    ends_at = models.DateTimeField("ważne do")
    used_at = models.DateTimeField("użyto", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "zaproszenie"
        verbose_name_plural = "zaproszenia"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None),
                name="invitation_open_once",
                violation_error_message="Ta osoba ma już zaproszenie.",
            ),
            models.CheckConstraint(
                name="invitation_has_code",
                condition=Q(mark__isnull=False) | Q(to="password", used_at=None),
                violation_error_message="Bez kodu jest tylko zaproszenie, które czeka na wysłanie.",
            ),
        ]

    def __str__(self):
        return f"zaproszenie z {self.made_at:%Y-%m-%d}"

    def take_in_hand(self) -> str | None:
        """The token, to whoever sends it; None where another worker did."""
        token = secrets.token_urlsafe(32)
        waiting = Invitation.objects.filter(pk=self.pk, mark=None, used_at=None)
        return token if waiting.update(mark=mark_of(token)) else None

    def use(self) -> None:
        self.used_at = timezone.now()
        self.save(update_fields=["used_at"])
