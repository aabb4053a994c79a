"""Who works in the club and on what basis: entered for the yearly report alone, nobody's account."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.models import Person

MOST_HOURS = 320  # a month
ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


@tracked()
class Staff(Record, Voidable):
    """Somebody on the same terms from a day to a day. Other terms are a next row under the same name.

    Art. 18a ust. 6 of the act on social employment asks for their number, working time and legal basis.
    """

    class Basis(models.TextChoices):
        EMPLOYMENT = "employment", "umowa o pracę"
        MANDATE = "mandate", "umowa zlecenia"
        WORK = "work", "umowa o dzieło"
        SERVICES = "services", "umowa o świadczenie usług (działalność)"
        VOLUNTEER = "volunteer", "porozumienie z wolontariuszem"
        OTHER = "other", "inna podstawa"

    name = LineColumn(
        "imię i nazwisko",
        max_length=150,
        db_collation="pl-PL-x-icu",
        help_text="Po nim liczą się osoby: kto ma dwa wpisy pod tym samym nazwiskiem, jest jedną osobą.",
    )
    sex = models.CharField("płeć", max_length=1, choices=Person.Sex)
    position = LineColumn("stanowisko lub funkcja", max_length=150)
    basis = models.CharField("podstawa zatrudnienia", max_length=10, choices=Basis)
    basis_note = LineColumn(
        "jaka inna podstawa", max_length=150, blank=True, help_text="Tylko przy innej podstawie."
    )
    full_time = models.DecimalField(
        "część etatu",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Przy umowie o pracę: cały etat to 1, pół etatu 0,5.",
    )
    monthly_hours = models.DecimalField(
        "godziny w miesiącu",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Przy innych umowach i u wolontariuszy, zwykle w miesiącu.",
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField(
        "do",
        null=True,
        blank=True,
        help_text="Puste: nadal. Zmianę etatu wpisz jako nowy wpis od dnia zmiany.",
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(PeriodQuerySet)()
    with_voided = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wpis o kadrze"
        verbose_name_plural = "kadra klubu"
        base_manager_name = "with_voided"
        ordering = ["name", "-starts_on", "pk"]
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("entered_by_id")]
        constraints = [
            models.CheckConstraint(
                name="staff_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="staff_working_time",
                condition=Q(
                    basis="employment",
                    full_time__isnull=False,
                    full_time__gt=0,
                    full_time__lte=1,
                    monthly_hours=None,
                )
                | ~Q(basis="employment") & Q(full_time=None),
                violation_error_message="Umowa o pracę ma część etatu od 0,01 do 1, a nie godziny; inne "
                "podstawy mają godziny, a nie część etatu.",
            ),
            models.CheckConstraint(
                name="staff_hours_in_month",
                condition=Q(monthly_hours=None)
                | Q(monthly_hours__gt=0, monthly_hours__lte=MOST_HOURS),
                violation_error_message=f"Godzin w miesiącu jest więcej niż 0, najwyżej {MOST_HOURS}.",
            ),
            models.CheckConstraint(
                name="staff_other_basis_told",
                condition=Q(basis="other") & ~Q(basis_note="")
                | ~Q(basis="other") & Q(basis_note=""),
                violation_error_message="Przy innej podstawie napisz, jaka to podstawa (tylko przy niej).",
            ),
            ExclusionConstraint(
                name="staff_once_a_day",
                expressions=[
                    ("name", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Ta osoba ma już w tym czasie wpis na to stanowisko i na tej "
                "podstawie. Najpierw zakończ tamten.",
            ),
            voided_whole("staff_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"{self.name}, {self.position}, od {polish(self.starts_on)}"

    def clean(self):
        # Keyed by a field: else the exclusion constraint builds a range that ends before it starts.
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ENDS_BEFORE_START})

    @property
    def author(self):
        return self.entered_by

    @property
    def working_time(self) -> str:
        """0,5 etatu · 20 godz. w miesiącu"""
        if self.full_time is not None:
            return "pełny etat" if self.full_time == 1 else f"{_plain(self.full_time)} etatu"
        return f"{_plain(self.monthly_hours)} godz. w miesiącu" if self.monthly_hours else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
