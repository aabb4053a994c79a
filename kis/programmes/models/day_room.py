"""Day rooms (art. 28): which editions each serves, when it is open, how many children it takes."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.programmes.guards.child import ROOM_OF_A_DAY_ROOM
from kis.programmes.guards.presence import CARER_LIMIT_HOLDS, ROOM_NUMBER_HOLDS
from kis.programmes.models.edition import ENDS_BEFORE_START, Edition
from participants.models.dated_limit import DatedLimit, one_a_day


@tracked()
class CarerLimit(DatedLimit):
    """How many children one carer has at most at the same time (art. 28 ust. 2)."""

    children = models.PositiveSmallIntegerField("dzieci na jednego wychowawcę najwyżej")

    class Meta(DatedLimit.Meta):
        verbose_name = "limit dzieci na wychowawcę świetlicy"
        verbose_name_plural = "limity dzieci na wychowawcę świetlicy"
        triggers = [*DatedLimit.Meta.triggers, CARER_LIMIT_HOLDS]
        constraints = [
            *one_a_day("carer_limit"),
            models.CheckConstraint(
                name="carer_limit_positive",
                condition=Q(children__gte=1),
                violation_error_message="Wpisz liczbę większą od zera.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.children}"


@tracked()
class DayRoom(Record):
    """A place; its row is the lock that arrivals, duties and numbers stand behind."""

    name = LineColumn("nazwa świetlicy", max_length=120)
    address = LineColumn("adres", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "świetlica"
        verbose_name_plural = "świetlice"
        ordering = ["name", "pk"]
        triggers = [*Record.Meta.triggers, kept("entered_by_id")]
        constraints = [
            models.CheckConstraint(
                name="day_room_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Wpisz nazwę świetlicy.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                name="day_room_name_once",
                violation_error_message="Świetlica o tej nazwie już jest.",
            ),
        ]

    def __str__(self):
        return self.name

    def hours_on(self, day: datetime.date) -> "OpeningHours | None":
        return self.opening_hours.on(day).filter(weekday=day.weekday()).first()

    def own_number_on(self, day: datetime.date) -> int | None:
        """The most children that the room takes by its own rules; None where it set nothing."""
        row = self.numbers.filter(valid_from__lte=day).order_by("-valid_from").first()
        return row.children if row else None


@tracked()
class RoomEdition(Record):
    """Where an edition of a day room is held."""

    edition = models.OneToOneField(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="in_room"
    )
    room = models.ForeignKey(
        DayRoom, verbose_name="świetlica", on_delete=models.PROTECT, related_name="editions"
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "świetlica edycji"
        verbose_name_plural = "świetlice edycji"
        triggers = [
            *Record.Meta.triggers,
            kept("edition_id", "room_id", "entered_by_id"),
            ROOM_OF_A_DAY_ROOM,
        ]

    def __str__(self):
        return f"{self.edition}: {self.room}"


@tracked()
class RoomNumber(Record):
    """How many children the room takes by its own rules, from a day on: the latest such row holds."""

    room = models.ForeignKey(
        DayRoom, verbose_name="świetlica", on_delete=models.PROTECT, related_name="numbers"
    )
    valid_from = models.DateField("od dnia")
    children = models.PositiveSmallIntegerField(
        "dzieci najwyżej", null=True, blank=True, help_text="Puste: bez własnej liczby."
    )
    source = models.CharField("skąd ta liczba", max_length=300)
    set_by = models.ForeignKey(
        User, verbose_name="ustalił(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "liczba miejsc świetlicy"
        verbose_name_plural = "liczby miejsc świetlicy"
        ordering = ["room", "-valid_from"]
        triggers = [
            *Record.Meta.triggers,
            kept("room_id", "valid_from", "set_by_id"),
            ROOM_NUMBER_HOLDS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "valid_from"],
                name="room_number_once_a_day",
                violation_error_message="Od tego dnia liczba jest już ustalona. Wybierz inny dzień.",
            ),
            models.CheckConstraint(
                name="room_number_whole",
                condition=(Q(children=None) | Q(children__gte=1)) & ~Q(source=""),
                violation_error_message="Liczba jest większa od zera albo pusta; podaj, skąd jest.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.children}" if self.children else "bez własnej liczby"


@tracked()
class OpeningHours(Record):
    """Of one day of the week, from a day to a day."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "poniedziałek"
        TUESDAY = 1, "wtorek"
        WEDNESDAY = 2, "środa"
        THURSDAY = 3, "czwartek"
        FRIDAY = 4, "piątek"
        SATURDAY = 5, "sobota"
        SUNDAY = 6, "niedziela"

    room = models.ForeignKey(
        DayRoom, verbose_name="świetlica", on_delete=models.PROTECT, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField("dzień tygodnia", choices=Weekday)
    opens = models.TimeField("od godziny")
    closes = models.TimeField("do godziny")
    starts_on = models.DateField("obowiązują od")
    ends_on = models.DateField("obowiązują do", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "godziny otwarcia"
        verbose_name_plural = "godziny otwarcia"
        ordering = ["room", "-starts_on", "weekday", "pk"]
        triggers = [*Record.Meta.triggers, kept("room_id", "weekday", "entered_by_id")]
        constraints = [
            models.CheckConstraint(
                name="opening_hours_in_order",
                condition=Q(closes__gt=F("opens"), weekday__lte=6),
                violation_error_message="Świetlica zamyka się po otwarciu. Popraw godziny.",
            ),
            models.CheckConstraint(
                name="opening_hours_end_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="opening_hours_once",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Na ten dzień tygodnia obowiązują w tym czasie inne godziny.",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.in_words}"

    @property
    def in_words(self) -> str:
        return f"{self.opens:%-H.%M}–{self.closes:%-H.%M}"
