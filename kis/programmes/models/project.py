"""A participant of an EU project: the day of start, forms of support, the situation afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn, PostalCodeColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.programmes.guards import project as guards
from kis.programmes.models.edition import ENDS_BEFORE_START
from kis.programmes.models.enrolment import Enrolment

CODE = 30  # letters of a code of kis.programmes.models.project_words


def _coded(label: str, **more) -> models.CharField:
    """A code of a word of the office's dictionary."""
    return models.CharField(label, max_length=CODE, blank=True, **more)


@tracked()
class ProjectStart(Record):
    """What the project asks of a participant, as it was on the day of the first form of support.

    Frozen from that day on; what was typed wrong is corrected with a reason. Who the person is (names,
    PESEL, sex, day of birth) is not copied: that is the register's.
    """

    enrolment = models.OneToOneField(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="project_start"
    )
    kind = _coded("rodzaj uczestnika", default="individual")
    institution = LineColumn(
        "nazwa instytucji",
        max_length=200,
        blank=True,
        help_text="Tylko przy uczestniku z podmiotu.",
    )
    technical_id = LineColumn(
        "techniczny identyfikator w systemie",
        max_length=60,
        blank=True,
        help_text="Nadaje go system; przy nowej osobie pole jest puste.",
    )
    country = LineColumn("kraj", max_length=60, default="Polska")
    voivodeship = _coded("województwo")
    county = LineColumn(
        "powiat", max_length=80, blank=True, help_text="Małymi literami, np. starachowicki."
    )
    municipality = LineColumn("gmina", max_length=80, blank=True, help_text="Jak w TERYT.")
    town = LineColumn("miejscowość", max_length=80, blank=True, help_text="Jak w TERYT.")
    street = LineColumn("ulica", max_length=100, blank=True)
    house = LineColumn("numer domu", max_length=20, blank=True)
    flat = LineColumn("numer lokalu", max_length=20, blank=True)
    postal_code = PostalCodeColumn("kod pocztowy", max_length=6, blank=True)
    degurba = _coded("obszar według stopnia urbanizacji (DEGURBA)")
    phone = LineColumn("telefon kontaktowy", max_length=40, blank=True)
    email = models.EmailField("adres e-mail", blank=True)
    education = _coded("wykształcenie")
    citizenship = _coded("obywatelstwo")
    status = _coded("status na rynku pracy")
    status_detail = _coded("status na rynku pracy, w tym")
    education_ends_on = models.DateField(
        "planowana data zakończenia edukacji", null=True, blank=True
    )
    foreign_origin = _coded("osoba obcego pochodzenia")
    third_country = _coded("obywatel państwa trzeciego")
    minority = _coded("osoba należąca do mniejszości (w tym społeczności marginalizowane)")
    homeless = _coded("osoba bezdomna lub dotknięta wykluczeniem z dostępu do mieszkań")
    disability = _coded("osoba z niepełnosprawnościami")
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    corrected_at = models.DateTimeField("poprawiono", null=True, blank=True, editable=False)
    corrected_by = models.ForeignKey(
        User,
        verbose_name="poprawił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    correction_reason = models.CharField(
        "dlaczego poprawiono", max_length=300, blank=True, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "dane na dzień rozpoczęcia projektu"
        verbose_name_plural = "dane na dzień rozpoczęcia projektu"
        ordering = ["enrolment"]
        triggers = [
            *Record.Meta.triggers,
            kept("enrolment_id", "entered_by_id"),
            guards.START_NOT_WHILE_RESTRICTED,
            guards.START_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="project_start_corrected_whole",
                condition=Q(corrected_at=None, corrected_by=None, correction_reason="")
                | Q(corrected_at__isnull=False, corrected_by__isnull=False)
                & ~Q(correction_reason=""),
                violation_error_message="Poprawka ma dzień, osobę i powód.",
            )
        ]

    def __str__(self):
        return f"dane na dzień rozpoczęcia, {self.enrolment}"


@tracked()
class Support(Record, Voidable):
    """From a day to a day. The first one begins the participation: the database sets that."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="supports"
    )
    kind = models.CharField("rodzaj wsparcia", max_length=CODE)
    detail = _coded("w tym")
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    note = models.CharField("uwagi", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "forma wsparcia"
        verbose_name_plural = "formy wsparcia"
        base_manager_name = "with_voided"
        ordering = ["starts_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("enrolment_id", "entered_by_id"),
            guards.SUPPORT_NOT_WHILE_RESTRICTED,
            guards.SUPPORT_FITS,
            guards.SUPPORT_BEGINS,
        ]
        constraints = [
            models.CheckConstraint(
                name="support_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind", "starts_on"],
                name="support_once",
                condition=Q(voided_at=None),
                violation_error_message="Ta forma wsparcia jest już wpisana od tego dnia.",
            ),
            voided_whole("support_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return "forma wsparcia"

    @property
    def author(self):
        return self.entered_by


@tracked()
class Situation(Record):
    """How a participant stood after leaving, as told and signed."""

    enrolment = models.OneToOneField(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="situation"
    )
    told_on = models.DateField("oświadczenie z dnia")
    situations = ArrayField(
        models.CharField(max_length=CODE), verbose_name="sytuacja po zakończeniu udziału"
    )
    by_path = models.BooleanField("zakończenie zgodnie z zaplanowaną ścieżką")
    evidence = models.CharField(
        "dokumenty",
        max_length=300,
        blank=True,
        help_text="Np. umowa o pracę z 5.03.2026, certyfikat nr 12/2026.",
    )
    business_on = models.DateField("data założenia działalności", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "sytuacja po projekcie"
        verbose_name_plural = "sytuacje po projekcie"
        ordering = ["enrolment"]
        triggers = [
            *Record.Meta.triggers,
            kept("enrolment_id", "entered_by_id"),
            guards.SITUATION_NOT_WHILE_RESTRICTED,
            guards.SITUATION_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="situation_is_told",
                condition=Q(situations__len__gt=0),
                violation_error_message="Zaznacz, co osoba oświadczyła.",
            )
        ]

    def __str__(self):
        return "sytuacja po zakończeniu udziału"
