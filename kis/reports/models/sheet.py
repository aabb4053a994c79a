"""Rows of sheets that offices ask for in their own order, and what the program cannot know, typed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record
from kis.reports.models.copy import ReportCopy

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class Sheet(models.TextChoices):
    """Those of the reports whose rows are the centre's to arrange."""

    CENTRAL = ReportCopy.Report.CENTRAL.value, ReportCopy.Report.CENTRAL.label
    RESOURCES = ReportCopy.Report.RESOURCES.value, ReportCopy.Report.RESOURCES.label


class SheetLineQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class SheetLine(Record):
    """A row of a sheet: a figure that the program counts, or one that the office types.

    Forms change from year to year: a change is a next row of the same code.
    """

    sheet = models.CharField("zestawienie", max_length=16, choices=Sheet)
    code = models.SlugField("kod", max_length=80, db_index=False)
    place = models.PositiveSmallIntegerField("kolejność")
    section = LineColumn("część zestawienia", max_length=150)
    heading = LineColumn("co podaje wiersz", max_length=300)
    figure = models.CharField(
        "liczba programu",
        max_length=250,
        blank=True,
        help_text="Puste: liczbę wpisuje ośrodek, bo program jej nie zna.",
    )
    source = models.CharField("podstawa", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = SheetLineQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wiersz zestawienia"
        verbose_name_plural = "wiersze zestawień (OZPS, MRiPS CAS 01)"
        ordering = ["sheet", "place", "code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="sheet_line_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="sheet_line_once_a_day",
                expressions=[
                    ("sheet", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inny wiersz z tym kodem. Najpierw podaj "
                "jego ostatni dzień.",
            ),
        ]

    def __str__(self):
        return f"{self.get_sheet_display()}: {self.heading}"

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_BEFORE_START})


@tracked()
class TypedFigure(Record):
    """What the office typed into a cell of a sheet of the year; empty where it was taken away again."""

    sheet = models.CharField("zestawienie", max_length=16, choices=Sheet)
    year = models.PositiveSmallIntegerField("rok zestawienia")
    code = models.SlugField("kod wiersza", max_length=80, db_index=False)
    column = models.SlugField("kolumna", max_length=20, db_index=False)
    text = models.CharField("wpisana liczba", max_length=20, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        verbose_name = "liczba wpisana do zestawienia"
        verbose_name_plural = "liczby wpisane do zestawień"
        ordering = ["sheet", "year", "code", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "year", "code", "column"],
                name="typed_figure_once",
                violation_error_message="Ktoś inny wpisał w tym czasie tę liczbę. Otwórz stronę jeszcze raz.",
            ),
            # GUS: "." is not known, "x" cannot be.
            models.CheckConstraint(
                name="typed_figure_is_a_number_or_a_sign",
                condition=Q(text__regex=r"^([0-9]{1,13}(,[0-9]{1,2})?|\.|x)?$"),
                violation_error_message="Wpisz liczbę, kropkę (brak danych) albo x (nie dotyczy).",
            ),
        ]

    def __str__(self):
        return f"{self.get_sheet_display()} {self.year}: {self.code}"
