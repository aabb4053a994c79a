"""Editions of programmes: when, for whom, with which numbers, and who of the office runs them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from kis.programmes.guards import edition as guards
from kis.programmes.guards.limits import GROUP_COVERS_USE, NUMBER_COVERS_USE
from kis.programmes.guards.presence import EDITION_COVERS_PRESENCE

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


class Kind(models.TextChoices):
    ASSISTANCE = "assistance", "asystencja osobista (AOON)"
    RESPITE = "respite", "opieka wytchnieniowa"
    DAY_ROOM = "day_room", "świetlica"
    PROJECT = "project", "projekt UE"
    DURABILITY = "durability", "trwałość projektu"


# Those whose services are counted in hours and days of one person.
WITH_SERVICES = (Kind.ASSISTANCE, Kind.RESPITE)


class EditionQuerySet(PeriodQuerySet):
    def visible_to(self, user, on):
        """All for the coordinator and the head; else those that the user helps to run that day."""
        if user.roles & {Role.COORDINATOR, Role.HEAD}:
            return self
        if Role.PROGRAMME_STAFF not in user.roles:
            return self.none()
        runs = EditionStaff.objects.on(on).filter(edition=OuterRef("pk"), user=user.pk)
        return self.filter(Exists(runs))


@tracked()
class Edition(Record):
    """One announced edition of a programme; the next one is a copy of it, each number confirmed anew."""

    class Entitlement(models.TextChoices):
        DEGREE = "degree", "orzeczenie o stopniu niepełnosprawności"
        POINTS = "points", "punkty poziomu potrzeby wsparcia"

    class LimitUnit(models.TextChoices):
        EDITION = "edition", "w całej edycji"
        MONTH = "month", "w miesiącu"

    class Cost(models.TextChoices):
        TICKETS = "tickets", "bilety komunikacji"
        OWN_CAR = "own_car", "własny samochód (kilometry)"
        TAXI = "taxi", "taksówka"
        EVENTS = "events", "bilety wstępu"
        INSURANCE = "insurance", "ubezpieczenie OC i NNW"

    kind = models.CharField("program", max_length=10, choices=Kind)
    name = LineColumn("nazwa edycji", max_length=200)
    starts_on = models.DateField("od")
    ends_on = models.DateField("do")
    funding = LineColumn("źródło finansowania", max_length=200, blank=True)
    contract_number = LineColumn("numer umowy", max_length=80, blank=True)
    source = models.TextField(
        "źródło zasad",
        max_length=500,
        help_text="Tekst programu, z którego są liczby: tytuł, data, gdzie leży.",
    )
    entitlement = models.CharField(
        "co uprawnia", max_length=8, choices=Entitlement, default=Entitlement.DEGREE
    )
    limit_unit = models.CharField(
        "limit godzin liczy się",
        max_length=8,
        choices=LimitUnit,
        default=LimitUnit.EDITION,
    )
    eligible_costs = ArrayField(
        models.CharField(max_length=10, choices=Cost),
        verbose_name="koszty kwalifikowane obok godzin",
        default=list,
        blank=True,
    )
    copied_from = models.ForeignKey(
        "self",
        verbose_name="skopiowana z",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="copies",
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = EditionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "edycja programu"
        verbose_name_plural = "edycje programów"
        ordering = ["-starts_on", "kind", "name", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("kind", "entered_by_id", "copied_from_id"),
            guards.EDITION_HOLDS_ITS_ROWS,
            EDITION_COVERS_PRESENCE,
        ]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="edition_has_a_source",
                condition=~Q(name="") & ~Q(source=""),
                violation_error_message="Wpisz nazwę edycji i źródło jej zasad.",
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="edition_name_once",
                violation_error_message="Edycja o tej nazwie już jest.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_services(self) -> bool:
        return self.kind in WITH_SERVICES


class Confirmed(models.Model):
    """A number of an edition counts as known once somebody compared it with its source."""

    source = models.CharField("źródło", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("potwierdzono", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        User,
        verbose_name="potwierdził(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


def confirmed_whole(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(confirmed_at=None, confirmed_by=None)
        | Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(source=""),
        violation_error_message="Potwierdzona liczba ma źródło, dzień i osobę, która ją sprawdziła.",
    )


class ConfirmedQuerySet(models.QuerySet):
    def unconfirmed(self):
        return self.filter(confirmed_at=None)


@tracked()
class EditionNumber(Record, Confirmed):
    """A number of the edition by its code; what each code means stands in kis.programmes.numbers."""

    class Code(models.TextChoices):
        PROVIDER_HOURS = "provider_hours", "godziny jednej osoby w 24 kolejnych godzinach"
        HOUR_RATE = "hour_rate", "stawka za godzinę"
        DAY_RATE = "day_rate", "stawka za dobę"
        KM_RATE = "km_rate", "stawka za kilometr"
        PLACES = "places", "liczba miejsc"
        BUDGET = "budget", "budżet"
        LEAVING_DAYS = "leaving_days", "dni na ustalenie sytuacji po zakończeniu udziału"

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="numbers"
    )
    code = models.CharField("co to za liczba", max_length=16, choices=Code)
    value = models.DecimalField("wartość", max_digits=12, decimal_places=2)

    objects = ConfirmedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "liczba edycji"
        verbose_name_plural = "liczby edycji"
        ordering = ["edition", "code"]
        triggers = [
            *Record.Meta.triggers,
            kept("edition_id", "code"),
            guards.NUMBER_IS_CONFIRMED_ANEW,
            NUMBER_COVERS_USE,
        ]
        constraints = [
            models.CheckConstraint(
                name="edition_number_positive",
                condition=Q(value__gt=0),
                violation_error_message="Wpisz liczbę większą od zera.",
            ),
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="edition_number_once",
                violation_error_message="Ta liczba jest już wpisana w tej edycji.",
            ),
            confirmed_whole("edition_number_confirmed_whole"),
        ]

    def __str__(self):
        return self.get_code_display()


@tracked()
class Group(Record, Confirmed):
    """Whom an edition is for, and how much one person of the group may use."""

    class Degree(models.TextChoices):
        SEVERE = "severe", "stopień znaczny"
        MODERATE = "moderate", "stopień umiarkowany"
        CHILD = "child", "orzeczenie dziecka z pkt 7 i 8"

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="groups"
    )
    name = LineColumn("nazwa grupy", max_length=150)
    degree = models.CharField(
        "orzeczenie",
        max_length=8,
        choices=Degree,
        blank=True,
        help_text="Puste, gdy o grupie decydują punkty albo tylko wiek.",
    )
    is_coupled = models.BooleanField("niepełnosprawność sprzężona", default=False)
    points_from = models.PositiveSmallIntegerField("punktów co najmniej", null=True, blank=True)
    age_from = models.PositiveSmallIntegerField(
        "ukończone lata", null=True, blank=True, help_text="Najmłodszy wiek, włącznie."
    )
    age_to = models.PositiveSmallIntegerField(
        "przed ukończeniem lat", null=True, blank=True, help_text="Od tych urodzin już nie należy."
    )
    hours_limit = models.DecimalField(
        "limit godzin na osobę", max_digits=7, decimal_places=2, null=True, blank=True
    )
    days_limit = models.PositiveSmallIntegerField(
        "limit dób na osobę",
        null=True,
        blank=True,
        help_text="Tylko w opiece wytchnieniowej całodobowej.",
    )

    objects = ConfirmedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "grupa uczestników"
        verbose_name_plural = "grupy uczestników"
        ordering = ["edition", "-hours_limit", "name", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("edition_id"),
            guards.NUMBER_IS_CONFIRMED_ANEW,
            GROUP_COVERS_USE,
        ]
        constraints = [
            models.CheckConstraint(
                name="group_limits_positive",
                condition=(Q(hours_limit=None) | Q(hours_limit__gt=0))
                & (Q(days_limit=None) | Q(days_limit__gt=0)),
                violation_error_message="Limit jest większy od zera albo pusty.",
            ),
            models.CheckConstraint(
                name="group_ages_in_order",
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gt=F("age_from")),
                violation_error_message="Górny wiek musi być wyższy od dolnego.",
            ),
            models.UniqueConstraint(
                fields=["edition", "name"],
                name="group_name_once",
                violation_error_message="Taka grupa już jest w tej edycji.",
            ),
            confirmed_whole("group_confirmed_whole"),
        ]

    def __str__(self):
        return self.name


@tracked()
class EditionStaff(Record):
    """Who of the office runs the edition: sees its people and writes of them."""

    edition = models.ForeignKey(
        Edition, verbose_name="edycja", on_delete=models.PROTECT, related_name="staff"
    )
    user = models.ForeignKey(
        User, verbose_name="osoba", on_delete=models.PROTECT, related_name="runs_editions"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)
    named_by = models.ForeignKey(
        User,
        verbose_name="wyznaczył(a)",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "osoba prowadząca edycję"
        verbose_name_plural = "osoby prowadzące edycje"
        ordering = ["edition", "-starts_on", "pk"]
        triggers = [*Record.Meta.triggers, kept("edition_id", "user_id", "named_by_id")]
        constraints = [
            models.CheckConstraint(
                name="edition_staff_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="edition_staff_once",
                expressions=[
                    ("edition", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ta osoba już prowadzi tę edycję w tym czasie.",
            ),
        ]
        indexes = [models.Index(fields=["user"], name="edition_staff_by_user")]

    def __str__(self):
        return f"{self.user}, {self.edition}"
