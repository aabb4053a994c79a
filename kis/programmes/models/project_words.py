"""The words of the EU system and the columns of its file, as dated data of the office.

Answers are kept as codes; a file is written with the words that are in force on its day.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import immutable, kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record
from participants.models.dated_limit import ENDS_TOO_EARLY, one_a_day


class Words(models.TextChoices):
    """What a word answers."""

    KIND = "kind", "rodzaj uczestnika"
    SEX = "sex", "płeć"
    EDUCATION = "education", "wykształcenie"
    CITIZENSHIP = "citizenship", "obywatelstwo"
    VOIVODESHIP = "voivodeship", "województwo"
    DEGURBA = "degurba", "obszar (DEGURBA)"
    STATUS = "status", "status na rynku pracy"
    STATUS_DETAIL = "status_detail", "status na rynku pracy, w tym"
    ANSWER = "answer", "tak, nie, odmowa"
    SITUATION = "situation", "sytuacja po zakończeniu udziału"
    SCOPE = "scope", "zakres wsparcia"
    SUPPORT = "support", "rodzaj wsparcia"
    SUPPORT_DETAIL = "support_detail", "rodzaj wsparcia, w tym"


class ProjectWordQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))

    def last_by(self, day):
        """Of each code the word of the day, or the last one before it."""
        rows = self.filter(valid_from__lte=day)
        return rows.order_by("field", "code", "-valid_from").distinct("field", "code")

    def in_order(self):
        return self.order_by("field", "order", "wording", "pk")


@tracked()
class ProjectWord(Record):
    field = models.CharField("słownik", max_length=14, choices=Words)
    code = models.SlugField(
        "kod",
        max_length=30,
        db_index=False,
        help_text="Krótkie słowo bez polskich liter, np. unemployed; takie samo w następnych wersjach wpisu.",
    )
    wording = LineColumn(
        "brzmienie w systemie",
        max_length=200,
        help_text="Znak po znaku jak w systemie: w ISCED stoi długa kreska „–”, nie łącznik.",
    )
    belongs_to = models.SlugField(
        "należy do kodu",
        max_length=30,
        blank=True,
        db_index=False,
        help_text="Przy „w tym”: kod statusu albo wsparcia. Przy rodzaju wsparcia: kod zakresu.",
    )
    order = models.PositiveSmallIntegerField("kolejność", default=10)
    source = LineColumn("źródło", max_length=300)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = ProjectWordQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "słowo słownika projektu UE"
        verbose_name_plural = "słowniki projektu UE"
        ordering = ["field", "order", "code", "-valid_from"]
        triggers = [*Record.Meta.triggers, kept("field", "code")]
        constraints = [
            models.CheckConstraint(
                name="project_word_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_TOO_EARLY,
            ),
            models.CheckConstraint(
                name="project_word_is_said",
                condition=~Q(wording="") & ~Q(code="") & ~Q(source=""),
                violation_error_message="Wpisz kod, brzmienie i źródło.",
            ),
            ExclusionConstraint(
                name="project_word_once_a_day",
                expressions=[
                    ("field", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inny wpis z tym kodem. Najpierw podaj "
                "jego ostatni dzień.",
            ),
        ]

    def __str__(self):
        return self.wording

    def clean(self):
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_TOO_EARLY})


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


@tracked()
class ExportTemplate(Record):
    """Which columns the file has from a day on; another arrangement is a new row."""

    class Rows(models.TextChoices):
        PERSON = "person", "jeden wiersz na osobę, formy wsparcia oddzielone znakiem |"
        SUPPORT = "support", "osobny wiersz na każdą formę wsparcia"

    rows = models.CharField("wiersze", max_length=7, choices=Rows, default=Rows.PERSON)
    source = LineColumn(
        "źródło",
        max_length=300,
        help_text="Skąd jest układ: wzór pobrany z systemu i dzień pobrania.",
    )
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)
    entered_by = models.ForeignKey(
        User,
        verbose_name="ułożył(a)",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "układ pliku uczestników"
        verbose_name_plural = "układy pliku uczestników"
        ordering = ["-valid_from"]
        triggers = [*Record.Meta.triggers, kept("rows", "source", "valid_from", "entered_by_id")]
        constraints = one_a_day("project_template")

    def __str__(self):
        return f"układ pliku od {self.valid_from:%-d.%m.%Y}"


@tracked()
class ExportColumn(models.Model):
    """By its place: two columns may have the same heading."""

    template = models.ForeignKey(
        ExportTemplate, verbose_name="układ", on_delete=models.PROTECT, related_name="columns"
    )
    place = models.PositiveSmallIntegerField("miejsce")
    heading = LineColumn("nagłówek", max_length=200)
    # A key of kis.programmes.project.columns.CONTENTS.
    content = models.SlugField("co w niej stoi", max_length=30, db_index=False)

    class Meta:
        verbose_name = "kolumna pliku uczestników"
        verbose_name_plural = "kolumny pliku uczestników"
        ordering = ["template", "place"]
        triggers = [
            immutable(
                "export_column_stays",
                "Kolumn układu się nie zmienia. Ułóż nowy układ, od innego dnia.",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "place"],
                name="export_column_one_a_place",
                violation_error_message="Na tym miejscu stoi już inna kolumna.",
            )
        ]

    def __str__(self):
        return self.heading
