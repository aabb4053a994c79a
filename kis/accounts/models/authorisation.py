"""The written authorisation of art. 100 ust. 6 of the act on social assistance, with the pledge."""

import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kis.accounts.guards import SIGNED_AUTHORISATION
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."
USUAL_SCOPE = (
    "Przetwarzanie danych osobowych osób objętych pomocą i ich rodzin w Klubie Integracji Społecznej, na "
    "papierze i w programie KIS, w zakresie wynikającym z obowiązków na stanowisku."
)


class AuthorisationQuerySet(PeriodQuerySet):
    def standing(self):
        """Those that nobody took back."""
        return self.filter(revoked_at=None)

    def valid(self, on):
        """With which one may work that day: both papers are signed by then, and nothing was taken back."""
        return self.standing().on(on).filter(granted_on__lte=on, pledge_signed_on__lte=on)

    def ending(self, on, until):
        """Valid ones that end by then, with nothing behind them."""
        next_one = self.model.objects.standing().filter(
            user=OuterRef("user"), starts_on__gt=OuterRef("starts_on")
        )
        return self.valid(on).filter(Q(ends_on__lte=until), ~Exists(next_one))

    def unsigned(self, on):
        """Those that wait for a signature and have not run out."""
        missing = Q(granted_on=None) | Q(pledge_signed_on=None)
        return self.standing().filter(missing).exclude(ends_on__lt=on)


@tracked()
class Authorisation(Record, Voidable):
    """Who may process data of people, in what scope, from a day to a day. Without a valid one no access."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kogo dotyczy",
        on_delete=models.PROTECT,
        related_name="authorisations",
    )
    number = LineColumn("numer", max_length=40, db_collation=POLISH_WITH_NUMBERS)
    position = LineColumn("stanowisko", max_length=150, blank=True)
    scope = models.TextField("zakres", max_length=2000, default=USUAL_SCOPE)
    starts_on = models.DateField("od")
    ends_on = models.DateField(
        "do", null=True, blank=True, help_text="Włącznie. Puste: bezterminowo, do odwołania."
    )
    granted_on = models.DateField(
        "upoważnienie podpisano dnia",
        null=True,
        blank=True,
        help_text="Puste, dopóki papier czeka na podpis. Do tego dnia nie daje dostępu.",
    )
    granted_by = LineColumn(
        "kto podpisał za administratora danych",
        max_length=150,
        blank=True,
        help_text="Imię, nazwisko i funkcja, jak na papierze.",
    )
    pledge_signed_on = models.DateField(
        "zobowiązanie do tajemnicy podpisano dnia",
        null=True,
        blank=True,
        help_text="Dzień, w którym podpisała je ta osoba. Bez niego upoważnienie nie daje dostępu.",
    )
    revoked_at = models.DateTimeField("odwołano", null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="odwołał(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoke_reason = models.TextField("powód odwołania", blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wpisał(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = NotVoided.from_queryset(AuthorisationQuerySet)()
    with_voided = AuthorisationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "upoważnienie"
        verbose_name_plural = "upoważnienia"
        base_manager_name = "with_voided"
        ordering = ["user__last_name", "user__first_name", "user_id", "-starts_on", "-pk"]
        triggers = [
            *(*Record.Meta.triggers, VOIDED_STAYS, SIGNED_AUTHORISATION),
            kept("user_id", "entered_by_id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="authorisation_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="authorisation_signed_by_somebody",
                condition=Q(granted_on=None) | ~Q(granted_by=""),
                violation_error_message="Napisz, kto podpisał upoważnienie za administratora danych.",
            ),
            models.CheckConstraint(
                name="authorisation_revoked_whole",
                condition=Q(revoked_at=None, revoked_by=None, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason=""),
                violation_error_message="Odwołanie ma dzień, osobę i powód.",
            ),
            models.UniqueConstraint(
                name="authorisation_number_once",
                fields=["number"],
                condition=Q(voided_at=None),
                violation_error_message="Upoważnienie o tym numerze już jest w rejestrze.",
            ),
            ExclusionConstraint(
                name="authorisation_one_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None, revoked_at=None),
                violation_error_message="Ta osoba ma już upoważnienie na te dni. Najpierw skróć albo "
                "odwołaj tamto.",
            ),
            voided_whole("authorisation_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"upoważnienie nr {self.number}"

    def clean(self):
        # Keyed by a field: else the exclusion constraint builds a range that ends before it starts.
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ENDS_BEFORE_START})

    @property
    def author(self):
        return self.entered_by

    @property
    def is_signed(self) -> bool:
        return bool(self.granted_on and self.pledge_signed_on)

    @property
    def is_standing(self) -> bool:
        return self.voided_at is None and self.revoked_at is None

    def why_invalid(self, on: datetime.date) -> str:
        """In words behind the number, empty while it is good."""
        if self.voided_at:
            return "unieważniono jako wpis omyłkowy"
        if self.revoked_at:
            return f"odwołano {polish(timezone.localdate(self.revoked_at))}"
        if self.ends_on and self.ends_on < on:
            return f"skończyło się {polish(self.ends_on)}"
        if not _is_by(self.granted_on, on):
            return "czeka na podpis"
        if not _is_by(self.pledge_signed_on, on):
            return "czeka na podpisane zobowiązanie do zachowania tajemnicy"
        return "" if self.starts_on <= on else f"zacznie się {polish(self.starts_on)}"

    def revoke(self, *, by, reason: str) -> None:
        """From this moment on it gives no access. Raises Refused."""
        if not reason.strip():
            raise Refused("Podaj powód odwołania.")
        if self.voided_at:
            raise Refused(self.void_in_words)
        if self.revoked_at:
            raise Refused("To upoważnienie jest już odwołane.")
        self.revoked_at, self.revoked_by, self.revoke_reason = timezone.now(), by, reason.strip()
        self.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])


def _is_by(day: datetime.date | None, on: datetime.date) -> bool:
    return day is not None and day <= on
