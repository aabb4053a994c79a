"""An assistant's visits to a family and times out with its members: one calendar, one rule of overlapping."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kis.accounts.models import User
from kis.families.guards import visit as guards
from kis.families.models.assistant import Assistant
from kis.families.models.cooperation import Cooperation
from kis.families.models.family import sees_every_family
from kis.lib.clock import WARSAW
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole

LONGEST = datetime.timedelta(hours=12)
MINUTE = datetime.timedelta(minutes=1)


class VisitQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(day=day)

    def between(self, first, last):
        return self.filter(day__range=(first, last))

    def of_assistant(self, user):
        return self.filter(assistant__user=user)

    def in_order(self):
        return self.order_by("starts_at", "pk")

    def standing(self):
        """Those that take the assistant's time."""
        return self.exclude(state=Visit.State.CANCELLED)

    def planned(self):
        return self.filter(state=Visit.State.PLANNED)

    def held(self):
        return self.filter(state=Visit.State.HELD)

    def visits(self):
        return self.filter(kind=Visit.Kind.VISIT)

    def without_entry(self, on):
        """Planned ones whose day has passed, and nobody wrote what came of them."""
        return self.planned().filter(day__lt=on)

    def told(self):
        """With what a list says of each."""
        return self.select_related("cooperation__family", "assistant__user")


def unvisited(works, on: datetime.date, days: int):
    """Of cooperations at work those whose family had no held visit for so many days.

    Counted from the last visit, or from the first day of the work; each with it as `last_visit`.
    """
    last = Visit.objects.held().visits().filter(cooperation=OuterRef("pk"), day__lte=on)
    last = last.order_by("-day").values("day")[:1]
    return works.annotate(
        last_visit=models.Subquery(last), since=Coalesce("last_visit", "starts_on")
    ).filter(since__lte=on - datetime.timedelta(days=days))


@tracked()
class Visit(Record, Voidable):
    """`starts_at` and `ends_at` are moments: a visit in the night of a changed clock lasts what it lasted."""

    class Kind(models.TextChoices):
        VISIT = "visit", "wizyta"
        ACCOMPANYING = "accompanying", "towarzyszenie"

    class State(models.TextChoices):
        PLANNED = "planned", "zaplanowana"
        HELD = "held", "odbyła się"
        ATTEMPT = "attempt", "nikogo nie zastano"
        CANCELLED = "cancelled", "odwołana"

    cooperation = models.ForeignKey(
        Cooperation, verbose_name="praca z rodziną", on_delete=models.PROTECT, related_name="visits"
    )
    assistant = models.ForeignKey(
        Assistant, verbose_name="asystent", on_delete=models.PROTECT, related_name="visits"
    )
    kind = models.CharField("rodzaj", max_length=12, choices=Kind, default=Kind.VISIT)
    state = models.CharField("stan", max_length=10, choices=State, default=State.PLANNED)
    is_planned_ahead = models.BooleanField("zaplanowana wcześniej", default=True, editable=False)
    # The day of the beginning; the database writes it.
    day = models.DateField("dzień", editable=False)
    starts_at = models.DateTimeField("od")
    ends_at = models.DateTimeField("do")
    place = LineColumn("miejsce", max_length=150)
    # Numbers of members of the family and of topics; the database checks whose they are.
    present = ArrayField(models.BigIntegerField(), verbose_name="kto był", default=list, blank=True)
    present_other = LineColumn("kto jeszcze był", max_length=200, blank=True)
    topics = ArrayField(models.BigIntegerField(), verbose_name="tematy", default=list, blank=True)
    arrangements = models.TextField("ustalenia", max_length=4000, blank=True)
    family_tasks = models.TextField("zadania rodziny", max_length=2000, blank=True)
    assistant_tasks = models.TextField("zadania asystenta", max_length=2000, blank=True)
    next_visit_at = models.DateTimeField("następna wizyta", null=True, blank=True)
    note = models.TextField("notatka", max_length=4000, blank=True)
    restricted_note = models.TextField("notatka zastrzeżona", max_length=4000, blank=True)
    kilometres = models.DecimalField(
        "kilometry", max_digits=5, decimal_places=1, null=True, blank=True
    )
    cancel_reason = models.CharField("powód odwołania", max_length=300, blank=True)
    # Of the last form that told what came of it, as the telephone knows it: sent again, it changes nothing.
    client_key = models.CharField("klucz wysłania", max_length=64, blank=True, editable=False)
    reported_at = models.DateTimeField("wpisano przebieg", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(VisitQuerySet)()
    with_voided = VisitQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wizyta asystenta"
        verbose_name_plural = "wizyty asystentów"
        base_manager_name = "with_voided"
        ordering = ["starts_at", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "assistant_id", "kind", "entered_by_id"),
            guards.VISIT_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="visit_ends_after_start",
                condition=Q(
                    ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + Value(LONGEST)
                ),
                violation_error_message="Wizyta kończy się po początku i trwa najwyżej 12 godzin. "
                "Sprawdź godziny.",
            ),
            models.CheckConstraint(
                name="visit_has_a_place",
                condition=~Q(place=""),
                violation_error_message="Wpisz miejsce.",
            ),
            models.CheckConstraint(
                name="visit_kilometres",
                condition=Q(kilometres=None) | Q(kilometres__gte=0),
                violation_error_message="Kilometry to 0 albo więcej.",
            ),
            models.CheckConstraint(
                name="visit_cancelled_for_a_reason",
                condition=Q(state="cancelled") & ~Q(cancel_reason="")
                | ~Q(state="cancelled") & Q(cancel_reason=""),
                violation_error_message="Podaj powód odwołania.",
            ),
            models.CheckConstraint(
                name="visit_told_when",
                condition=Q(state__in=["held", "attempt"], reported_at__isnull=False)
                | Q(state__in=["planned", "cancelled"], reported_at=None),
                violation_error_message="Przebieg wpisuje się przy wizycie, która się odbyła, albo "
                "przy próbie.",
            ),
            ExclusionConstraint(
                name="visit_assistant_once",
                expressions=[
                    ("assistant", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None) & ~Q(state="cancelled"),
                violation_error_message="W tym czasie jest już inna wizyta albo towarzyszenie. "
                "Zmień godziny.",
            ),
            models.UniqueConstraint(
                fields=["client_key"],
                name="visit_client_key_once",
                condition=~Q(client_key=""),
                violation_error_message="Ten wpis jest już zapisany.",
            ),
            voided_whole("visit_voided_whole", "entered_by"),
        ]
        indexes = [
            models.Index(fields=["assistant", "day"], name="visit_by_assistant"),
            models.Index(fields=["cooperation", "-day"], name="visit_by_cooperation"),
            models.Index(
                fields=["day"],
                name="visit_waiting",
                condition=Q(state="planned", voided_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {polish(self.day)}, {self.hours}"

    def save(self, *args, **kwargs):
        self.day = day_of(self.starts_at)
        super().save(*args, **kwargs)

    @property
    def author(self):
        return self.entered_by

    @property
    def hours(self) -> str:
        return f"{clock(self.starts_at)}–{clock(self.ends_at)}"

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // MINUTE

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_reported(self) -> bool:
        return self.state in (self.State.HELD, self.State.ATTEMPT)

    def restricted_readable_by(self, user, on) -> bool:
        """By the assistant whose visit it was, and by who watches over all assistants."""
        return self.assistant.user_id == user.pk or sees_every_family(user, on)


def clock(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(WARSAW):%-H.%M}"


def day_of(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment, WARSAW)
