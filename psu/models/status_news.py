"""News of a lost status or a gained benefit, on a day that may lie far back."""

import datetime

from django.db import models
from django.db.models import F, Q, Value

from kis.accounts.models import User
from kis.lib.dates import DAY, polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import covering
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from participants.models import Person
from psu.rules.regimes import NEW_ACT
from psu.rules.status_loss import DAYS, last_day_lost


class StatusNewsQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """News that reaches the day."""
        return self.filter(covering(day))


@tracked()
class StatusNews(Record, Voidable):
    """News that the person lost the status or gained a benefit, on a day that may lie far back.

    No new hours from that day on: art. 142 ust. 2 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) lets only
    the unemployed without a right to benefit work. Hours that were already worked stay: their refund is 0,
    and whether they are paid the coordinator decides, with a reason. Nothing is recomputed unseen.
    """

    class What(models.TextChoices):
        STATUS_LOST = "status_lost", "nie ma statusu bezrobotnego"
        BENEFIT_GAINED = "benefit_gained", "ma prawo do zasiłku"

    class Cause(models.TextChoices):
        """Each of the three takes the status for 90 days, see psu.rules.status_loss."""

        OTHER = "", "inna albo nie podano"
        REFUSED = "refused", "odmowa przyjęcia propozycji (90 dni)"
        BROKEN_OFF = "broken_off", "niepodjęcie albo przerwanie z własnej winy (90 dni)"
        CONTRACT = "contract", "kontrakt socjalny na skierowanie PUP (90 dni)"

    class Pay(models.TextChoices):
        UNDECIDED = "", "do decyzji"
        PAY = "pay", "wypłacić"
        DO_NOT_PAY = "do_not_pay", "nie wypłacać"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="status_news"
    )
    what = models.CharField("co się zmieniło", max_length=15, choices=What)
    cause = models.CharField(
        "przyczyna utraty statusu", max_length=10, choices=Cause, default=Cause.OTHER, blank=True
    )
    starts_on = models.DateField("od dnia")
    ends_on = models.DateField(
        "do dnia", null=True, blank=True, help_text="Puste, dopóki status nie wrócił."
    )
    letter = models.CharField(
        "skąd wiadomo", max_length=150, help_text="Np. PUP, pismo z 20.11.2026."
    )
    received_on = models.DateField("otrzymano dnia")
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    pay = models.CharField(
        "godziny po tym dniu", max_length=10, choices=Pay, default=Pay.UNDECIDED, blank=True
    )
    pay_reason = models.CharField("powód decyzji", max_length=300, blank=True)
    pay_decided_by = models.ForeignKey(
        User,
        verbose_name="zdecydował(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotVoided.from_queryset(StatusNewsQuerySet)()
    with_voided = StatusNewsQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wiadomość o statusie"
        verbose_name_plural = "wiadomości o statusie"
        ordering = ["starts_on", "pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("person_id")]
        constraints = [
            models.CheckConstraint(
                name="status_news_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            models.CheckConstraint(
                name="status_news_cause_of_a_lost_status",
                condition=Q(cause="") | Q(what="status_lost"),
                violation_error_message="Przyczynę podaje się tylko przy utracie statusu.",
            ),
            models.CheckConstraint(
                name="status_news_lost_for_90_days",
                condition=Q(cause="")
                | Q(ends_on=None)
                | Q(starts_on__lt=NEW_ACT)
                | Q(ends_on__gte=F("starts_on") + Value((DAYS - 1) * DAY)),
                violation_error_message="Z tej przyczyny status traci się na 90 dni: wcześniej nie wraca.",
            ),
            models.CheckConstraint(
                name="status_news_decided_for_a_reason",
                condition=Q(pay="", pay_reason="", pay_decided_by=None)
                | ~Q(pay="") & ~Q(pay_reason="") & Q(pay_decided_by__isnull=False),
                violation_error_message="Decyzja o wypłacie ma powód i osobę, która zdecydowała.",
            ),
            voided_whole("status_news_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"{self.get_what_display()} od {polish(self.starts_on)}"

    @property
    def author(self):
        return self.entered_by

    @property
    def lost_until(self) -> datetime.date | None:
        """The last of the 90 days, where the cause takes the status for so long."""
        return last_day_lost(self.starts_on) if self.cause else None

    def reaches(self, day: datetime.date) -> bool:
        # Without an end any day behind the first one is reached.
        return self.starts_on <= day <= (self.ends_on or day)

    def decide(self, pay: str, *, by, reason: str) -> None:
        """The coordinator's decision on hours behind the day. Raises Refused without a reason."""
        if pay not in (self.Pay.PAY, self.Pay.DO_NOT_PAY):
            raise Refused("Wybierz: wypłacić albo nie wypłacać.")
        if not reason.strip():
            raise Refused("Podaj powód decyzji.")
        self.pay, self.pay_reason, self.pay_decided_by = pay, reason.strip(), by
        self.save(update_fields=["pay", "pay_reason", "pay_decided_by"])
