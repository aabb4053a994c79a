"""Who is in a day room: children from their arrival to their leaving, carers on duty, what is planned."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from kis.accounts.models import User
from kis.lib.clock import WARSAW
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.programmes.guards import presence as guards
from kis.programmes.models.child import ChildContact
from kis.programmes.models.day_room import DayRoom
from kis.programmes.models.enrolment import Enrolment
from kis.programmes.models.provider import Provider
from participants.models import Person


def _stay(start: str) -> Func:
    return Func(
        F(start), F("counts_until"), function="tstzrange", output_field=DateTimeRangeField()
    )


def clock(moment) -> str:
    return f"{moment.astimezone(WARSAW):%-H.%M}"


class InRoomQuerySet(models.QuerySet):
    def between(self, first, last):
        return self.filter(day__range=(first, last))


class DutyQuerySet(InRoomQuerySet):
    def at(self, moment):
        return self.filter(starts_at__lte=moment, counts_until__gt=moment)


@tracked()
class Duty(Record, Voidable):
    """A carer who is there and counts; without an end until the midnight of that day at most."""

    room = models.ForeignKey(
        DayRoom, verbose_name="świetlica", on_delete=models.PROTECT, related_name="duties"
    )
    provider = models.ForeignKey(
        Provider, verbose_name="wychowawca", on_delete=models.PROTECT, related_name="duties"
    )
    starts_at = models.DateTimeField("od")
    ends_at = models.DateTimeField("do", null=True, blank=True)
    # The database writes these two.
    day = models.DateField("dzień", editable=False)
    counts_until = models.DateTimeField("liczy się do", editable=False)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(DutyQuerySet)()
    with_voided = DutyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "dyżur wychowawcy"
        verbose_name_plural = "dyżury wychowawców"
        base_manager_name = "with_voided"
        ordering = ["starts_at", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("room_id", "provider_id", "entered_by_id"),
            guards.DUTY_FITS,
            guards.DUTY_COVERS_CHILDREN,
        ]
        constraints = [
            models.CheckConstraint(
                name="duty_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="Dyżur kończy się po początku. Sprawdź godziny.",
            ),
            ExclusionConstraint(
                name="duty_carer_once",
                expressions=[
                    ("provider", RangeOperators.EQUAL),
                    (_stay("starts_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Ta osoba ma w tych godzinach inny dyżur, tu albo w innej świetlicy.",
            ),
            voided_whole("duty_voided_whole", "entered_by"),
        ]
        indexes = [models.Index(fields=["room", "day"], name="duty_by_room")]

    def __str__(self):
        return f"dyżur {self.hours}"

    def save(self, *args, **kwargs):
        # Else the row says what it said before: the database writes these.
        self.day = self.starts_at.astimezone(WARSAW).date()
        self.counts_until = self.ends_at or self.starts_at
        super().save(*args, **kwargs)

    @property
    def author(self):
        return self.entered_by

    @property
    def hours(self) -> str:
        return f"{clock(self.starts_at)}–{clock(self.ends_at) if self.ends_at else ''}"


class PresenceQuerySet(InRoomQuerySet):
    def at(self, moment):
        """Those who are inside then, as the rule counts them."""
        return self.filter(arrived_at__lte=moment, counts_until__gt=moment)

    def open(self):
        return self.filter(left_at=None)

    def told(self):
        return self.select_related("person", "enrolment", "collected_by")

    def in_polish_order(self):
        return self.order_by("person__last_name", "person__first_name", "arrived_at", "pk")


@tracked()
class Presence(Record, Voidable):
    """A child from its arrival until it left: with whom, alone, or that nobody came for it."""

    class Leaving(models.TextChoices):
        CONTACT = "contact", "odebrane przez upoważnioną osobę"
        ALONE = "alone", "samo, za zgodą opiekuna"
        OTHER = "other", "inaczej"
        NOBODY = "nobody", "nikt nie przyszedł po dziecko"

    class Meal(models.TextChoices):
        BREAKFAST = "breakfast", "śniadanie"
        LUNCH = "lunch", "obiad"
        SNACK = "snack", "podwieczorek"
        SUPPER = "supper", "kolacja"

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="presences"
    )
    # The database writes these four from the participation and the hours.
    room = models.ForeignKey(
        DayRoom,
        verbose_name="świetlica",
        on_delete=models.PROTECT,
        related_name="presences",
        editable=False,
    )
    person = models.ForeignKey(
        Person,
        verbose_name="dziecko",
        on_delete=models.PROTECT,
        related_name="day_room_presences",
        editable=False,
    )
    day = models.DateField("dzień", editable=False)
    counts_until = models.DateTimeField("liczy się do", editable=False)
    arrived_at = models.DateTimeField("przyszło")
    left_at = models.DateTimeField("wyszło", null=True, blank=True)
    leaving = models.CharField("jak wyszło", max_length=7, choices=Leaving, blank=True)
    collected_by = models.ForeignKey(
        ChildContact,
        verbose_name="kto odebrał",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="collected",
    )
    leaving_note = models.TextField(
        "o wyjściu",
        max_length=500,
        blank=True,
        help_text="Kto zabrał dziecko i na czyje polecenie, albo co zrobiono, gdy nikt nie przyszedł.",
    )
    meals = ArrayField(
        models.CharField(max_length=9, choices=Meal),
        verbose_name="posiłki",
        default=list,
        blank=True,
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    left_entered_by = models.ForeignKey(
        User,
        verbose_name="wyjście wpisał(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = NotVoided.from_queryset(PresenceQuerySet)()
    with_voided = PresenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "obecność w świetlicy"
        verbose_name_plural = "obecności w świetlicy"
        base_manager_name = "with_voided"
        ordering = ["arrived_at", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("enrolment_id", "entered_by_id"),
            guards.PRESENCE_FITS,
            guards.PRESENCE_IS_NOT_TOO_MUCH,
        ]
        constraints = [
            models.CheckConstraint(
                name="presence_ends_after_start",
                condition=Q(left_at=None) | Q(left_at__gt=F("arrived_at")),
                violation_error_message="Dziecko wychodzi po tym, jak przyszło. Sprawdź godziny.",
            ),
            models.CheckConstraint(
                name="presence_left_whole",
                condition=Q(
                    left_at=None,
                    leaving="",
                    collected_by=None,
                    leaving_note="",
                    left_entered_by=None,
                )
                | Q(left_at__isnull=False, left_entered_by__isnull=False)
                & (
                    Q(leaving="contact", collected_by__isnull=False)
                    | Q(leaving="alone", collected_by=None)
                    | Q(leaving__in=["other", "nobody"], collected_by=None) & ~Q(leaving_note="")
                ),
                violation_error_message="Wyjście ma godzinę i to, kto odebrał dziecko. Gdy wyszło inaczej "
                "albo nikt po nie nie przyszedł, napisz, co się stało.",
            ),
            ExclusionConstraint(
                name="presence_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_stay("arrived_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="W tych godzinach to dziecko jest już wpisane jako obecne.",
            ),
            voided_whole("presence_voided_whole", "entered_by"),
        ]
        indexes = [
            models.Index(fields=["room", "day"], name="presence_by_room"),
            models.Index(fields=["room", "arrived_at"], name="presence_by_arrival"),
            models.Index(fields=["enrolment", "day"], name="presence_by_enrolment"),
            models.Index(
                fields=["room", "day"],
                name="presence_open",
                condition=Q(left_at=None, voided_at=None),
            ),
        ]

    def __str__(self):
        return f"obecność {polish(self.day)}"

    def save(self, *args, **kwargs):
        # Else the row says what it said before: the database writes these.
        self.room_id = self.enrolment.edition.in_room.room_id
        self.person_id = self.enrolment.person_id
        self.day = self.arrived_at.astimezone(WARSAW).date()
        self.counts_until = self.left_at or self.arrived_at
        super().save(*args, **kwargs)

    @property
    def author(self):
        return self.entered_by

    @property
    def hours(self) -> str:
        return f"{clock(self.arrived_at)}–{clock(self.left_at) if self.left_at else ''}"

    @property
    def how_left(self) -> str:
        """As a register says it."""
        if not self.leaving:
            return ""
        if self.leaving == self.Leaving.CONTACT:
            return str(self.collected_by)
        if self.leaving == self.Leaving.ALONE:
            return self.get_leaving_display()
        return f"{self.get_leaving_display()}: {self.leaving_note}"

    @property
    def meals_in_words(self) -> str:
        names = dict(self.Meal.choices)
        return ", ".join(names[meal] for meal in self.meals)


@tracked()
class RoomActivity(Record):
    """What is planned for the children of a day."""

    room = models.ForeignKey(
        DayRoom, verbose_name="świetlica", on_delete=models.PROTECT, related_name="activities"
    )
    day = models.DateField("dzień")
    starts = models.TimeField("od godziny")
    ends = models.TimeField("do godziny")
    name = LineColumn("zajęcia", max_length=200)
    leader = LineColumn("kto prowadzi", max_length=120, blank=True)
    is_cancelled = models.BooleanField("odwołane", default=False)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = InRoomQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zajęcia w świetlicy"
        verbose_name_plural = "zajęcia w świetlicy"
        ordering = ["day", "starts", "pk"]
        triggers = [*Record.Meta.triggers, kept("room_id", "entered_by_id")]
        constraints = [
            models.CheckConstraint(
                name="room_activity_in_order",
                condition=Q(ends__gt=F("starts")) & ~Q(name=""),
                violation_error_message="Zajęcia mają nazwę i kończą się po początku. Popraw godziny.",
            ),
        ]
        indexes = [models.Index(fields=["room", "day"], name="room_activity_by_day")]

    def __str__(self):
        return f"{self.name}, {polish(self.day)}"

    @property
    def in_words(self) -> str:
        return f"{self.starts:%-H.%M}–{self.ends:%-H.%M}"
