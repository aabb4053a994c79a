"""Dates by which an office must have done something each year, and what was done outside of the program."""

import datetime

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
from kis.lib.periods import covering, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.reports.models.copy import ReportCopy

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."
LONG_MONTHS, SHORT_MONTHS = [1, 3, 5, 7, 8, 10, 12], [4, 6, 9, 11]


class OfficialDateQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class OfficialDate(Record):
    """A day of each year. When law or the ministry change it, the change is a next row of the same code."""

    class OfYear(models.IntegerChoices):
        LAST = -1, "za rok poprzedni"
        THIS = 0, "za ten sam rok"

    code = models.SlugField("kod", max_length=40, db_index=False)
    name = LineColumn("co trzeba zrobić", max_length=150)
    month = models.PositiveSmallIntegerField("miesiąc")
    day = models.PositiveSmallIntegerField("dzień")
    told_ahead = models.PositiveSmallIntegerField("ile dni wcześniej na pulpicie", default=45)
    report = models.CharField(
        "sprawozdanie programu",
        max_length=16,
        blank=True,
        choices=ReportCopy.Report,
        help_text="Wysłana kopia tego sprawozdania zamyka termin.",
    )
    of_year = models.SmallIntegerField("za który rok", choices=OfYear, default=OfYear.LAST)
    source = models.CharField("podstawa", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = OfficialDateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "termin urzędowy"
        verbose_name_plural = "terminy urzędowe"
        ordering = ["month", "day", "code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="official_date_is_a_day",
                condition=Q(month__in=LONG_MONTHS, day__range=(1, 31))
                | Q(month__in=SHORT_MONTHS, day__range=(1, 30))
                | Q(month=2, day__range=(1, 28)),
                violation_error_message="Takiego dnia nie ma w każdym roku. Sprawdź miesiąc i dzień.",
            ),
            models.CheckConstraint(
                name="official_date_told_within_half_a_year",
                condition=Q(told_ahead__lte=180),
                violation_error_message="Termin pokazuje się na pulpicie najwyżej 180 dni wcześniej.",
            ),
            models.CheckConstraint(
                name="official_date_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="official_date_once_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inny wpis z tym kodem. Najpierw podaj "
                "jego ostatni dzień.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_BEFORE_START})

    def due_in(self, year: int) -> datetime.date:
        return datetime.date(year, self.month, self.day)

    def holds_on(self, due: datetime.date) -> bool:
        return self.valid_from <= due and (self.valid_to is None or due <= self.valid_to)


@tracked()
class DutyDone(Record, Voidable):
    """Done outside of the program: who says so, since when, and where its paper is."""

    date = models.ForeignKey(
        OfficialDate, verbose_name="termin", on_delete=models.PROTECT, related_name="done"
    )
    due_on = models.DateField("termin przypadał")
    done_on = models.DateField("wykonano dnia")
    note = models.TextField(
        "co zrobiono i gdzie jest pismo", max_length=500, help_text="np. numer pisma, teczka"
    )
    entered_by = models.ForeignKey(
        User, verbose_name="odnotował(a)", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "termin wykonany poza programem"
        verbose_name_plural = "terminy wykonane poza programem"
        base_manager_name = "with_voided"
        ordering = ["-due_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("date_id", "due_on", "entered_by_id"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "due_on"],
                name="duty_done_once",
                condition=Q(voided_at=None),
                violation_error_message="Wykonanie tego terminu już odnotowano.",
            ),
            models.CheckConstraint(
                name="duty_done_told",
                condition=~Q(note=""),
                violation_error_message="Napisz, co zrobiono i gdzie jest pismo.",
            ),
            voided_whole("duty_done_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"{self.date}, termin {polish(self.due_on)}"

    @property
    def author(self):
        return self.entered_by
