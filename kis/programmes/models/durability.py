"""What the office owes after a project: its figures of each year, counted or typed with their source."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.programmes.guards import project as guards
from kis.programmes.models.edition import Edition


@tracked()
class DurabilitySource(Record):
    """Among whose people and hours a durability edition counts its figures."""

    edition = models.ForeignKey(
        Edition, verbose_name="trwałość", on_delete=models.PROTECT, related_name="counted_from"
    )
    counted = models.ForeignKey(
        Edition, verbose_name="liczy się z", on_delete=models.PROTECT, related_name="counted_for"
    )

    class Meta(Record.Meta):
        verbose_name = "edycja liczona do trwałości"
        verbose_name_plural = "edycje liczone do trwałości"
        ordering = ["edition", "counted"]
        triggers = [*Record.Meta.triggers, guards.SOURCE_FITS]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "counted"],
                name="durability_source_once",
                violation_error_message="Ta edycja już się liczy.",
            ),
            models.CheckConstraint(
                name="durability_source_is_another",
                condition=~Q(edition=F("counted")),
                violation_error_message="Trwałość liczy się z innej edycji.",
            ),
        ]

    def __str__(self):
        return str(self.counted)


@tracked()
class DurabilityFigure(Record):
    """A figure of a year that was typed: the program does not know it, or the papers say otherwise."""

    class What(models.TextChoices):
        CHILDREN = "children", "dzieci"
        HOURS = "hours", "godziny zajęć"
        DAYS = "days", "dni, w których miejsce było czynne"
        STAFF = "staff", "osoby prowadzące"

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="durability_figures"
    )
    year = models.PositiveSmallIntegerField("rok")
    what = models.CharField("co to za liczba", max_length=8, choices=What)
    value = models.DecimalField("wartość", max_digits=9, decimal_places=2)
    source = LineColumn(
        "źródło", max_length=300, help_text="Np. dziennik zajęć świetlicy za 2024 rok."
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "liczba trwałości"
        verbose_name_plural = "liczby trwałości"
        ordering = ["edition", "year", "what"]
        triggers = [
            *Record.Meta.triggers,
            kept("edition_id", "year", "what", "entered_by_id"),
            guards.FIGURE_FITS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "year", "what"],
                name="durability_figure_once",
                violation_error_message="Ta liczba jest już wpisana w tym roku.",
            ),
            models.CheckConstraint(
                name="durability_figure_has_a_source",
                condition=Q(value__gte=0) & ~Q(source=""),
                violation_error_message="Wpisz liczbę nie mniejszą od zera i jej źródło.",
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}, {self.year}"
