"""The referral that came from the county labour office (PUP): who may work where, from when to when."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.money import hours
from kis.lib.periods import covering
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_WHILE_RESTRICTED
from participants.models import Person
from psu.guards import referral as guards, year
from psu.models.agreement import Agreement
from psu.models.place import WorkKind, WorkPlace
from psu.rules import may_work, regimes


class ReferralQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(covering(day, "starts_on", "last_day"))

    def within(self, first: datetime.date, last: datetime.date):
        """In force on some day of the period."""
        return self.filter(starts_on__lte=last, last_day__gte=first)

    def not_over(self, day: datetime.date):
        """In force on the day, or to come."""
        return self.filter(last_day__gte=day)

    def outliving_agreement(self):
        """Nothing can be entered of their days behind the agreement's end, nor is anything missing then."""
        return self.filter(last_day__gt=F("agreement__ends_on"))

    def at(self, place: WorkPlace):
        return self.filter(place=place)

    def in_polish_order(self):
        return self.order_by("person__last_name", "person__first_name", "person_id", "starts_on")


@tracked(exclude=["last_day"])
class Referral(Record, Voidable):
    """The starosta's act, entered as it came. No participation in the club is required.

    Person and agreement never change: a mistake in them is voided and entered anew.
    """

    class Basis(models.TextChoices):
        """Art. 142 ust. 2 of the act of 20 March 2025 (Dz.U. 2025 poz. 620).

        The second group is of the old act alone (art. 73a ust. 1a of the act of 20 April 2004).
        """

        UNEMPLOYED = "unemployed", "bezrobotny bez prawa do zasiłku, korzysta ze świadczeń"
        PROGRAMME = "programme", "uczestnik kontraktu lub programu ze skierowania PUP"

    class Medical(models.TextChoices):
        NOT_NEEDED = "not_needed", "niewymagane"
        NEEDED = "needed", "wymagane"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="referrals"
    )
    basis = models.CharField("podstawa", max_length=12, choices=Basis)
    number = LineColumn("numer skierowania", max_length=60)
    issued_on = models.DateField("dzień skierowania")
    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="referrals"
    )
    place = models.ForeignKey(
        WorkPlace, verbose_name="miejsce PSU", on_delete=models.PROTECT, related_name="referrals"
    )
    kind = models.ForeignKey(
        WorkKind, verbose_name="rodzaj pracy", on_delete=models.PROTECT, related_name="referrals"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do")
    ended_on = models.DateField("przerwano, ostatni dzień", null=True, blank=True, editable=False)
    end_reason = models.CharField("powód przerwania", max_length=300, blank=True, editable=False)
    # Kept in the row, for an index: nearly every question about referrals asks for their last day.
    last_day = models.GeneratedField(
        expression=Coalesce("ended_on", "ends_on"),
        output_field=models.DateField("ostatni dzień"),
        db_persist=True,
    )
    weekly_hours = models.DecimalField(
        "godziny w tygodniu",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Puste: jak w porozumieniu. Mogą być niższe.",
    )
    monthly_hours = models.DecimalField(
        "godziny w miesiącu", max_digits=5, decimal_places=2, null=True, blank=True
    )
    planned_days = models.JSONField(
        "plan dni",
        default=dict,
        blank=True,
        help_text="Dzień tygodnia (0 – poniedziałek … 6 – niedziela) → godziny.",
    )
    planned_time = models.CharField("plan: od–do", max_length=40, blank=True)

    # Art. 142 ust. 2 of the act of 20 March 2025 (Dz.U. 2025 poz. 620): unemployed, without a right to
    # benefit, using social assistance, living or staying in the municipality. Each of the four is asked for
    # by itself, since each has its own paper.
    status_checked_on = models.DateField("status w PUP sprawdzono dnia", null=True, blank=True)
    status_checked_how = models.CharField("jak sprawdzono", max_length=150, blank=True)
    no_benefit_checked_on = models.DateField(
        "bez prawa do zasiłku – sprawdzono dnia", null=True, blank=True
    )
    assistance_confirmed_on = models.DateField(
        "korzysta ze świadczeń (realizuje program) – potwierdzono dnia", null=True, blank=True
    )
    residence_checked_on = models.DateField(
        "mieszka lub przebywa w gminie – sprawdzono dnia", null=True, blank=True
    )
    # Art. 205: the labour office may send for an examination; the act itself asks for none.
    medical = models.CharField(
        "badanie lekarskie", max_length=10, choices=Medical, default=Medical.NOT_NEEDED
    )
    medical_on = models.DateField("badanie dnia", null=True, blank=True)
    medical_until = models.DateField("badanie ważne do", null=True, blank=True)
    # The act asks for safe and hygienic conditions (ust. 10 pkt 1): offices begin them with an instruction.
    ohs_on = models.DateField("szkolenie BHP dnia", null=True, blank=True)
    ohs_instructor = LineColumn("szkolenie BHP prowadził(a)", max_length=150, blank=True)
    # A duty from the agreements of the office, not from the act: noted, never asked for.
    accident_insurance = models.CharField("NNW: polisa", max_length=150, blank=True)
    work_advice = models.CharField(
        "zalecenia do pracy",
        max_length=300,
        blank=True,
        help_text="Widzi je opiekun PSU, np. „bez dźwigania”. Bez rozpoznania.",
    )
    remarks = models.TextField("uwagi", blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(ReferralQuerySet)()
    with_voided = ReferralQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "skierowanie PUP"
        verbose_name_plural = "skierowania PUP"
        ordering = ["-starts_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id"),
            *guards.REFERRAL,
            NOT_WHILE_RESTRICTED,
            *year.OF_REFERRALS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"],
                condition=Q(voided_at=None),
                name="referral_once",
                violation_error_message="To skierowanie jest już wpisane.",
            ),
            models.CheckConstraint(
                name="referral_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Skierowanie nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                name="referral_ended_for_a_reason",
                condition=Q(ended_on=None, end_reason="")
                | Q(ended_on__gte=F("starts_on"), ended_on__lte=F("ends_on")) & ~Q(end_reason=""),
                violation_error_message="Przerwane skierowanie ma ostatni dzień między „od” a „do” i powód.",
            ),
            models.CheckConstraint(
                name="referral_medical_whole",
                condition=Q(medical="not_needed", medical_on=None, medical_until=None)
                | Q(medical="needed")
                & (
                    Q(medical_on=None, medical_until=None)
                    | Q(medical_on__isnull=False, medical_until__gte=F("medical_on"))
                ),
                violation_error_message="Badanie lekarskie ma dzień i termin ważności, nie wcześniejszy.",
            ),
            models.CheckConstraint(
                name="referral_limits_positive",
                condition=(Q(weekly_hours=None) | Q(weekly_hours__gt=0, weekly_hours__lte=168))
                & (Q(monthly_hours=None) | Q(monthly_hours__gt=0, monthly_hours__lte=744)),
                violation_error_message="Limit godzin musi być większy od 0.",
            ),
            voided_whole("referral_voided_whole", "entered_by"),
        ]
        indexes = [models.Index(fields=["last_day"], name="referral_by_last_day")]

    def __str__(self):
        return self.number

    def clean(self):
        errors = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = "Skierowanie nie może się skończyć przed początkiem."
        if self.medical_on and self.medical_until and self.medical_until < self.medical_on:
            errors["medical_until"] = "Badanie nie może tracić ważności przed dniem badania."
        if self.medical == self.Medical.NEEDED and bool(self.medical_on) != bool(
            self.medical_until
        ):
            errors["medical_on"] = "Podaj dzień badania i do kiedy jest ważne."
        errors |= self._limits_above_agreement() | self._outside_agreement()
        if self.agreement_id and self._basis_is_of_the_other_act():
            errors["basis"] = guards.SENTENCES["referral_basis_of_the_old_act"]
        if errors:
            raise ValidationError(errors)

    def _basis_is_of_the_other_act(self) -> bool:
        return self.basis == self.Basis.PROGRAMME and not self.agreement.regime.is_old

    def _limits_above_agreement(self) -> dict[str, str]:
        if not self.agreement_id:
            return {}
        return {
            field: f"Porozumienie pozwala najwyżej na {hours(most)} godz."
            for field in ("weekly_hours", "monthly_hours")
            # Below the agreement the labour office may go, above it nobody.
            if (most := getattr(self._terms_at_its_beginning(), field))
            and (getattr(self, field) or 0) > most
        }

    def _terms_at_its_beginning(self):
        return self.agreement.terms_on(self.starts_on or self.agreement.starts_on)

    def _outside_agreement(self) -> dict[str, str]:
        if not self.agreement_id:
            return {}
        errors = {}
        day = self.starts_on or self.agreement.starts_on
        if self.place_id and not self.agreement.places_on(day).filter(pk=self.place_id).exists():
            errors["place"] = (
                f"Porozumienie {self.agreement} nie obejmuje {polish(day)} tego miejsca."
            )
        if self.kind_id and not self.agreement.kinds_on(day).filter(pk=self.kind_id).exists():
            errors["kind"] = f"Porozumienie {self.agreement} nie obejmuje {polish(day)} tej pracy."
        return errors

    @property
    def author(self):
        return self.entered_by

    @property
    def plan(self) -> dict[int, Decimal]:
        """Weekday (0 is Monday) → planned hours."""
        return {int(weekday): Decimal(hours) for weekday, hours in self.planned_days.items()}

    def covers(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= (self.ended_on or self.ends_on)

    @property
    def ordered_medical(self) -> may_work.Medical | None:
        if self.medical == self.Medical.NOT_NEEDED:
            return None
        return may_work.Medical(self.medical_on, self.medical_until)

    def missing_to_work(self, on: datetime.date) -> list[str]:
        """What must still be entered here before hours of that day, in words."""
        return may_work.lacking(self.ohs_on, self.ordered_medical, on)

    def missing_to_close(self) -> list[str]:
        """Checks that are still without a day, in words: compulsory before a month is closed.

        Where the person lives the old act did not ask.
        """
        is_unemployed = self.basis == self.Basis.UNEMPLOYED
        checks = [
            (self.no_benefit_checked_on, "sprawdzenia, że nie ma prawa do zasiłku"),
            (
                self.assistance_confirmed_on,
                f"potwierdzenia {'świadczeń' if is_unemployed else 'programu'}",
            ),
        ]
        if is_unemployed:
            checks.insert(0, (self.status_checked_on, "sprawdzenia statusu w PUP"))
        if regimes.act_of(self.agreement.signed_on) == regimes.NEW:
            where = "sprawdzenia, że mieszka lub przebywa w gminie"
            checks.append((self.residence_checked_on, where))
        return [words for day, words in checks if day is None]


WITHHELD = "powód zastrzeżony"


@dataclass(frozen=True)
class Standing:
    """The status word of a referral on a day (a mark for lists)."""

    word: str
    reason: str = ""

    def told(self, *, sensitive: bool) -> "Standing":
        """For a reader who may, or may not, know status, benefit and health of the person."""
        return replace(self, reason=WITHHELD) if self.reason and not sensitive else self


def standing(
    referral: Referral, on: datetime.date, obstacles: Iterable[may_work.Obstacle]
) -> Standing:
    """`obstacles` of the day, or of the first one of a referral to come, see psu.may_work."""
    if referral.voided_at:
        return Standing("Wpis unieważniony", referral.void_reason)
    if referral.ended_on and referral.ended_on < on:
        return Standing("Przerwane", referral.end_reason)
    if referral.ends_on < on:
        return Standing("Zakończone")
    found = list(obstacles)
    if found:
        waits = may_work.is_for_papers(found)
        words = ", ".join(obstacle.words for obstacle in found)
        return Standing("Czeka na BHP / badanie" if waits else "Wstrzymane", words)
    return Standing("Może pracować" if referral.starts_on <= on else "Skierowanie wpisane")
