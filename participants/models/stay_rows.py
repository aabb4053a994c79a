"""What belongs to a stay in the club: breaks, later planned ends, ratings, what became of the person."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, immutable, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import STAY_NOT_WHILE_RESTRICTED
from participants.models.participation import Participation
from participants.stay_guards import BREAK_WITHIN_STAY, OF_STAY_THAT_COUNTS


def _of_stay(related_name: str):
    return models.ForeignKey(
        Participation, verbose_name="udział", on_delete=models.PROTECT, related_name=related_name
    )


def _by(words: str, **options):
    return models.ForeignKey(
        User, verbose_name=words, on_delete=models.PROTECT, related_name="+", **options
    )


@tracked()
class Break(Record, Voidable):
    """Days of a stay on which the person does not come; the stay goes on and the days count."""

    class Reason(models.TextChoices):
        ILLNESS = "illness", "choroba lub leczenie"
        CARE = "care", "opieka nad bliską osobą"
        WORK = "work", "praca dorywcza lub sezonowa"
        AWAY = "away", "wyjazd"
        FAMILY = "family", "sprawy rodzinne"
        OTHER = "other", "inny powód"

    participation = _of_stay("breaks")
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    reason = models.CharField("powód", max_length=10, choices=Reason)
    note = models.TextField("uwagi", blank=True, max_length=500)
    made_by = _by("wpisał(a)")

    objects = NotVoided.from_queryset(PeriodQuerySet)()
    with_voided = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "przerwa w udziale"
        verbose_name_plural = "przerwy w udziale"
        ordering = ["starts_on", "pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            kept("participation_id", "made_by_id"),
            VOIDED_STAYS,
            STAY_NOT_WHILE_RESTRICTED,
            OF_STAY_THAT_COUNTS,
            BREAK_WITHIN_STAY,
        ]
        constraints = [
            models.CheckConstraint(
                name="break_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Przerwa nie może się skończyć, zanim się zaczęła.",
            ),
            models.CheckConstraint(
                name="break_other_reason_is_told",
                condition=~Q(reason="other") | ~Q(note=""),
                violation_error_message="Przy innym powodzie napisz w uwagach, jaki to powód.",
            ),
            ExclusionConstraint(
                name="break_one_at_a_time",
                expressions=[
                    ("participation", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="W tym czasie jest już przerwa. Zmień dni albo zakończ tamtą.",
            ),
            voided_whole("break_voided_whole", "made_by"),
        ]

    def __str__(self):
        return f"przerwa od {polish(self.starts_on)}"

    @property
    def author(self):
        return self.made_by


@tracked()
class Prolongation(models.Model):
    """The planned end was put off: from which day to which, and why."""

    participation = _of_stay("prolongations")
    planned_before = models.DateField("dotychczasowy planowany koniec")
    planned_end_on = models.DateField("nowy planowany koniec")
    reason = models.TextField("powód", max_length=500)
    made_on = models.DateField("przedłużono dnia")
    made_by = _by("przedłużył(a)")

    class Meta:
        verbose_name = "przedłużenie udziału"
        verbose_name_plural = "przedłużenia udziału"
        ordering = ["pk"]
        triggers = [
            immutable(
                "prolongation_is_kept", "Zapisanego przedłużenia nie można zmienić ani usunąć."
            ),
            STAY_NOT_WHILE_RESTRICTED,
            OF_STAY_THAT_COUNTS,
        ]
        constraints = [
            models.CheckConstraint(
                name="prolongation_is_later",
                condition=Q(planned_end_on__gt=F("planned_before")),
                violation_error_message="Nowy planowany koniec musi być później niż dotychczasowy.",
            ),
            models.CheckConstraint(
                name="prolongation_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Podaj powód przedłużenia.",
            ),
        ]

    def __str__(self):
        return f"przedłużenie do {polish(self.planned_end_on)}"


class Level(models.IntegerChoices):
    VERY_LOW = 1, "1 – bardzo słabo"
    LOW = 2, "2 – słabo"
    MIDDLE = 3, "3 – średnio"
    GOOD = 4, "4 – dobrze"
    VERY_GOOD = 5, "5 – bardzo dobrze"


def _level(words: str):
    return models.PositiveSmallIntegerField(words, null=True, blank=True, choices=Level)


# Health is none of them: whoever compares two ratings needs none, and it would be sensitive.
RATED = ["independence", "relations", "formalities", "community", "work"]


@tracked()
class Rating(Record):
    """How the person manages, at the start of a stay and at its end, to be compared."""

    class Moment(models.TextChoices):
        START = "start", "na początku"
        END = "end", "na końcu"

    participation = _of_stay("ratings")
    moment = models.CharField("kiedy", max_length=5, choices=Moment)
    independence = _level("samodzielność w codziennych sprawach")
    relations = _level("relacje z ludźmi")
    formalities = _level("załatwianie spraw urzędowych")
    community = _level("udział w życiu społeczności")
    work = _level("aktywność zawodowa")
    rated_by = _by("ocenił(a)")

    class Meta(Record.Meta):
        verbose_name = "ocena funkcjonowania"
        verbose_name_plural = "oceny funkcjonowania"
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("participation_id", "moment"),
            STAY_NOT_WHILE_RESTRICTED,
            OF_STAY_THAT_COUNTS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "moment"],
                name="rating_once_a_moment",
                violation_error_message="Tę ocenę już zapisano. Otwórz ją i popraw.",
            ),
            models.CheckConstraint(
                name="rating_from_one_to_five",
                condition=Q(
                    *(Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}) for name in RATED)
                ),
                violation_error_message="Ocena to liczba od 1 do 5.",
            ),
            models.CheckConstraint(
                name="rating_of_something",
                condition=~Q(**dict.fromkeys(RATED)),
                violation_error_message="Oceń choć jedną dziedzinę.",
            ),
        ]

    def __str__(self):
        return f"ocena {self.get_moment_display()} udziału"


@tracked()
class FollowUp(Record):
    """What became of the person so many months after a stay: asked for, then answered."""

    class Way(models.TextChoices):
        CALL = "call", "telefon"
        MEETING = "meeting", "spotkanie"
        INSTITUTION = "institution", "od instytucji"
        FAILED = "failed", "nie udało się"

    participation = _of_stay("follow_ups")
    months = models.PositiveSmallIntegerField("po ilu miesiącach")
    due_on = models.DateField("zapytać dnia")
    settled_on = models.DateField("dzień", null=True, blank=True)
    way = models.CharField("jak", max_length=12, blank=True, choices=Way)
    what_next = models.CharField(
        "co robi osoba", max_length=20, blank=True, choices=Participation.Next
    )
    note = models.TextField("uwagi", blank=True, max_length=1000)
    settled_by = _by("zapytał(a)", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "pytanie o losy po udziale"
        verbose_name_plural = "pytania o losy po udziale"
        ordering = ["due_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("participation_id", "months", "due_on"),
            STAY_NOT_WHILE_RESTRICTED,
            OF_STAY_THAT_COUNTS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "months"],
                name="follow_up_once_a_term",
                violation_error_message="To pytanie już zaplanowano.",
            ),
            models.CheckConstraint(
                name="follow_up_settled_whole",
                condition=Q(settled_on=None, way="", what_next="", settled_by=None, note="")
                | Q(settled_on__isnull=False, settled_by__isnull=False)
                & ~Q(way="")
                & ~Q(what_next=""),
                violation_error_message="Podaj dzień, jak zapytano i co robi osoba.",
            ),
            models.CheckConstraint(
                name="follow_up_failed_knows_nothing",
                condition=~Q(way="failed") | Q(what_next="unknown"),
                violation_error_message="Gdy nie udało się zapytać, dalszy los jest nieznany.",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="follow_up_by_day", condition=Q(settled_on=None)),
        ]

    def __str__(self):
        return f"losy po {self.months} miesiącach"

    def clean(self):
        ended = self.participation.ends_on
        if self.settled_on and ended and self.settled_on <= ended:
            raise ValidationError(
                {"settled_on": f"Udział skończył się {polish(ended)}. O losy pyta się później."}
            )
