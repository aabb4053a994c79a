"""Where socially useful work is done, of what kind, and who looks after it there."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, JSONObject

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.columns import LineColumn, PostalCodeColumn
from kis.lib.dates import DAY
from kis.lib.history import tracked
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.periods import covering, period
from kis.lib.records import Record


@tracked()
class WorkKind(Record):
    """A kind of work; the rate may differ by it."""

    name = LineColumn(
        "rodzaj pracy",
        max_length=150,
        unique=True,
        db_collation=POLISH_WITH_NUMBERS,
        error_messages={"unique": "Ten rodzaj pracy już jest w słowniku."},
    )
    is_active = models.BooleanField("używany", default=True)

    class Meta(Record.Meta):
        verbose_name = "rodzaj pracy"
        verbose_name_plural = "rodzaje pracy"
        ordering = ["name"]

    def __str__(self):
        return self.name


class WorkPlaceQuerySet(models.QuerySet):
    def supervised_by(self, user, on):
        """Places that the user looks after that day."""
        return self.filter(
            Exists(Supervision.objects.on(on).filter(place=OuterRef("pk"), user=user))
        )

    def visible_to(self, user, on):
        """All places for the office; a supervisor's own ones of that day."""
        office = {Role.COORDINATOR, Role.ACCOUNTANT, Role.HEAD, Role.INSPECTOR}
        # An office role beside the supervisor's opens all places: roles add up.
        return self if user.roles & office else self.supervised_by(user, on)

    def with_supervisors(self, on):
        """Each with `looked_after_by`: [{"id": 7, "name": "Zofia Nowak"}] of that day, by surname."""
        name = Concat(
            "user__first_name", Value(" "), "user__last_name", output_field=models.CharField()
        )
        # As one array in the row: a join would double places with two supervisors.
        theirs = Supervision.objects.on(on).filter(place=OuterRef("pk"))
        facts = theirs.order_by("user__last_name", "user__first_name", "pk").values(
            facts=JSONObject(id="user_id", name=name)
        )
        return self.annotate(looked_after_by=ArraySubquery(facts))


@tracked()
class WorkPlace(Record):
    """A body in which the work is done, or the home of a carer of a disabled person."""

    class Kind(models.TextChoices):
        SOCIAL_ASSISTANCE = "social_assistance", "jednostka organizacyjna pomocy społecznej"
        CHARITY = "charity", "organizacja lub instytucja pomocy charytatywnej"
        COMMUNITY = "community", "instytucja działająca na rzecz społeczności lokalnej"
        CARER_HOME = "carer_home", "dom opiekuna osoby z niepełnosprawnością"

    name = LineColumn(
        "nazwa",
        max_length=150,
        unique=True,
        db_collation=POLISH_WITH_NUMBERS,
        error_messages={"unique": "Miejsce o tej nazwie już jest w słowniku."},
    )
    kind = models.CharField("rodzaj miejsca", max_length=20, choices=Kind)
    street = models.CharField("ulica i numer", max_length=100, blank=True)
    postal_code = PostalCodeColumn("kod pocztowy", max_length=6, blank=True)
    town = LineColumn("miejscowość", max_length=100, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    household_duties = models.TextField(
        "zakres obowiązków domowych",
        blank=True,
        help_text="Tylko dom opiekuna: prace pomocnicze, bez pielęgnacji, higieny i podawania leków.",
    )
    is_active = models.BooleanField("używane", default=True)
    supervisors = models.ManyToManyField(
        User, through="psu.Supervision", related_name="supervised_places", blank=True
    )

    objects = WorkPlaceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "miejsce PSU"
        verbose_name_plural = "miejsca PSU"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        # Art. 142 ust. 6 pkt 3 of the act of 20 March 2025 (Dz.U. 2025 poz. 620): for work at carers of
        # disabled persons the agreement names the household duties, and no care.
        has_duties = bool(self.household_duties.strip())
        if self.is_carer_home and not has_duties:
            words = "Wpisz obowiązki domowe, np. zakupy, sprzątanie: wymienia je porozumienie."
            raise ValidationError({"household_duties": words})
        if has_duties and not self.is_carer_home:
            words = "Obowiązki domowe ma tylko dom opiekuna osoby z niepełnosprawnością."
            raise ValidationError({"household_duties": words})

    @property
    def is_carer_home(self) -> bool:
        return self.kind == self.Kind.CARER_HOME

    @property
    def address(self) -> str:
        town = " ".join(filter(None, [self.postal_code, self.town]))
        return ", ".join(filter(None, [self.street, town]))


class SupervisionQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day))

    def within(self, first, last):
        """Those that hold on some day of the period."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def to_hand_over(self, on):
        """Those that last, or will; not one that was handed over before its first day was over."""
        given_up = Q(starts_on__gte=on, ends_on=F("starts_on"))
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on)).exclude(given_up)

    def look_after(self, place, user, first) -> None:
        """Make the user look after the place from that day on, unless that is known already."""
        theirs = self.filter(Q(ends_on=None) | Q(ends_on__gte=first), place=place, user=user)
        known = theirs.order_by("starts_on").first()
        if known is None:
            self.create(place=place, user=user, starts_on=first)
        elif known.starts_on > first:
            self.create(place=place, user=user, starts_on=first, ends_on=known.starts_on - DAY)


@tracked()
class Supervision(Record):
    """Who marks the hours at a place, from–to."""

    place = models.ForeignKey(
        WorkPlace, verbose_name="miejsce PSU", on_delete=models.PROTECT, related_name="supervisions"
    )
    user = models.ForeignKey(
        User, verbose_name="opiekun PSU", on_delete=models.PROTECT, related_name="supervisions"
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do", null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "opiekun miejsca"
        verbose_name_plural = "opiekunowie miejsc"
        ordering = ["place", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="supervision_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            ExclusionConstraint(
                name="supervision_once_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ta osoba jest już w tym czasie opiekunem tego miejsca.",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.user}"

    def pass_on(self, to: User | None, on) -> None:
        """From that day on somebody else looks after the place; with None nobody is named anew."""
        if to:
            Supervision.objects.look_after(self.place, to, max(self.starts_on, on))
        # One that begins that day or later has its first day as its only one.
        self.ends_on = max(self.starts_on, on - DAY)
        self.save(update_fields=["ends_on"])

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Koniec nie może być przed początkiem."})
