"""Who was there: a mark belongs to the person at the meeting."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.activities.guards import attendance as guards
from kis.activities.models.kinds import AbsenceReason
from kis.activities.models.meeting import Meeting
from kis.lib.columns import LineColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.guards import NOT_TO_A_MERGED
from participants.models import Person


class AttendanceQuerySet(models.QuerySet):
    def marked(self):
        return self.exclude(state=Attendance.State.UNMARKED)

    def attending(self):
        return self.filter(state__in=ATTENDING)


@tracked(level=pgtrigger.Statement)
class Attendance(Record):
    """A person at a meeting. Before it only an absence told in advance may stand here."""

    class State(models.TextChoices):
        UNMARKED = "unmarked", "nieoznaczona"
        PRESENT = "present", "obecność"
        LATE = "late", "spóźnienie"
        LEFT_EARLY = "left_early", "wyjście przed końcem"
        EXCUSED = "excused", "nieobecność usprawiedliwiona"
        UNEXCUSED = "unexcused", "nieobecność nieusprawiedliwiona"

    meeting = models.ForeignKey(
        Meeting, verbose_name="spotkanie", on_delete=models.PROTECT, related_name="marks"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="attendances"
    )
    state = models.CharField("obecność", max_length=10, choices=State, default=State.UNMARKED)
    minutes = models.PositiveSmallIntegerField(
        "o ile minut",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Wpisz liczbę większą od 0.")],
    )
    reason = models.ForeignKey(
        AbsenceReason,
        verbose_name="powód nieobecności",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    note = models.CharField("uwagi", max_length=300, blank=True)
    correction_reason = models.CharField("powód poprawki", max_length=300, blank=True)
    marked_by = models.ForeignKey(
        User, verbose_name="oznaczył(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    marked_at = models.DateTimeField("oznaczono", editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "obecność na spotkaniu"
        verbose_name_plural = "obecności na spotkaniach"
        ordering = ["meeting", "person"]
        triggers = [
            *Record.Meta.triggers,
            kept("meeting_id", "person_id"),
            NOT_TO_A_MERGED,
            guards.MARKED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="attendance_once",
                violation_error_message="Tę osobę na tym spotkaniu już oznaczono.",
            ),
            models.CheckConstraint(
                name="attendance_minutes_of_part",
                condition=Q(minutes=None) | Q(minutes__gt=0, state__in=["late", "left_early"]),
                violation_error_message="Minuty podaje się przy spóźnieniu albo wyjściu przed końcem.",
            ),
            models.CheckConstraint(
                name="attendance_reason_of_absence",
                condition=Q(state="excused", reason__isnull=False)
                | Q(state="unexcused")
                | ~Q(state__in=["excused", "unexcused"]) & Q(reason=None),
                violation_error_message="Nieobecność usprawiedliwiona ma powód; obecność go nie ma.",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="attendance_by_person")]

    def __str__(self):
        return self.get_state_display()


State = Attendance.State
ATTENDING = [State.PRESENT, State.LATE, State.LEFT_EARLY]
ABSENT = [State.EXCUSED, State.UNEXCUSED]


@tracked()
class Guest(Record):
    """Somebody else in the room: noted, not counted. No row of a person: no name is needed."""

    meeting = models.ForeignKey(
        Meeting, verbose_name="spotkanie", on_delete=models.PROTECT, related_name="guests"
    )
    name = LineColumn(
        "kto", max_length=100, help_text="np. kandydatka, syn uczestnika, pracownik PUP"
    )
    noted_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    noted_at = models.DateTimeField("wpisano", default=timezone.now, editable=False)

    class Meta(Record.Meta):
        verbose_name = "gość na spotkaniu"
        verbose_name_plural = "goście na spotkaniach"
        ordering = ["pk"]
        triggers = [*Record.Meta.triggers, guards.GUEST_NOTED]

    def __str__(self):
        return self.name
