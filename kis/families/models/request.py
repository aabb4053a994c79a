"""What a family asks its assistant for ahead: to come along to a doctor, an office, a school."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kis.accounts.models import User
from kis.families.guards import visit as guards
from kis.families.models.cooperation import Assignment, Cooperation
from kis.families.models.family import FamilyMember
from kis.families.models.visit import LONGEST, Visit, clock, day_of
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import covering
from kis.lib.records import NotVoided, Record, Voidable, voided_whole


class RequestQuerySet(models.QuerySet):
    def waiting(self):
        """Neither taken nor refused."""
        return self.filter(visit=None, refused_on=None)

    def of_assistant(self, user, on):
        """Of families whose assistant the user is that day."""
        own = Assignment.objects.filter(
            covering(on), cooperation=OuterRef("cooperation"), assistant__user=user.pk
        )
        return self.filter(Exists(own))

    def in_order(self):
        return self.order_by("starts_at", "pk")

    def told(self):
        return self.select_related("cooperation__family", "asked_by__person", "visit")


@tracked()
class AccompanyingRequest(Record, Voidable):
    """Taken, it has a time of its own in the assistant's calendar (`visit`), which tells what came of it."""

    class Where(models.TextChoices):
        DOCTOR = "doctor", "lekarz"
        OFFICE = "office", "urząd"
        SCHOOL = "school", "szkoła lub przedszkole"
        COURT = "court", "sąd"
        OTHER = "other", "inne"

    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name="praca z rodziną",
        on_delete=models.PROTECT,
        related_name="requests",
    )
    asked_on = models.DateField("poproszono dnia")
    asked_by = models.ForeignKey(
        FamilyMember,
        verbose_name="kto prosi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Puste: prosi ktoś spoza listy, wpisz niżej kto.",
    )
    asked_by_other = LineColumn("kto inny prosi", max_length=150, blank=True)
    for_whom = ArrayField(
        models.BigIntegerField(), verbose_name="dla kogo", default=list, blank=True
    )
    where = models.CharField("dokąd", max_length=8, choices=Where)
    place = LineColumn("miejsce", max_length=150, help_text="Nazwa i adres.")
    matter = models.TextField("w jakiej sprawie", max_length=1000, blank=True)
    starts_at = models.DateTimeField("od")
    ends_at = models.DateTimeField("do")
    visit = models.OneToOneField(
        Visit,
        verbose_name="w kalendarzu",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="request",
    )
    refused_on = models.DateField("odmówiono dnia", null=True, blank=True, editable=False)
    refused_by = models.ForeignKey(
        User,
        verbose_name="odmówił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refusal_reason = models.CharField("powód odmowy", max_length=300, blank=True, editable=False)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(RequestQuerySet)()
    with_voided = RequestQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "prośba o towarzyszenie"
        verbose_name_plural = "prośby o towarzyszenie"
        base_manager_name = "with_voided"
        ordering = ["-starts_at", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "entered_by_id"),
            guards.REQUEST_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="request_ends_after_start",
                condition=Q(
                    ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + models.Value(LONGEST)
                ),
                violation_error_message="Godzina końca jest po początku, najwyżej 12 godzin później.",
            ),
            models.CheckConstraint(
                name="request_asked_by_somebody",
                condition=Q(asked_by__isnull=False) | ~Q(asked_by_other=""),
                violation_error_message="Podaj, kto prosi.",
            ),
            models.CheckConstraint(
                name="request_has_a_place",
                condition=~Q(place=""),
                violation_error_message="Wpisz miejsce.",
            ),
            models.CheckConstraint(
                name="request_refused_whole",
                condition=Q(refused_on=None, refused_by=None, refusal_reason="")
                | Q(refused_on__isnull=False, refused_by__isnull=False, visit=None)
                & ~Q(refusal_reason=""),
                violation_error_message="Odmowa ma dzień, osobę i powód, a prośby przyjętej się nie odmawia.",
            ),
            voided_whole("request_voided_whole", "entered_by"),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                name="request_waiting",
                condition=Q(visit=None, refused_on=None, voided_at=None),
            ),
            models.Index(fields=["cooperation", "-starts_at"], name="request_by_cooperation"),
        ]

    def __str__(self):
        return f"{self.get_where_display()}, {polish(self.day)}, {self.hours}"

    @property
    def author(self):
        return self.entered_by

    @property
    def day(self):
        return day_of(self.starts_at)

    @property
    def hours(self) -> str:
        return f"{clock(self.starts_at)}–{clock(self.ends_at)}"

    @property
    def is_waiting(self) -> bool:
        return self.visit_id is None and self.refused_on is None

    @property
    def asked_by_words(self) -> str:
        return str(self.asked_by.person) if self.asked_by_id else self.asked_by_other
