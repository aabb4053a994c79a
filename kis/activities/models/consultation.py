"""A talk of one person with a specialist: a short entry, with a note that few may read."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.guards import consultation as guards
from kis.activities.models.activity import OFFICE, Activity
from kis.activities.models.kinds import ActivityKind
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person

LONGEST = 480  # minutes: a working day


class ConsultationQuerySet(models.QuerySet):
    def newest_first(self):
        rows = self.select_related("activity", "kind", "author", "voided_by")
        return rows.order_by("-day", "-pk")


@tracked()
class Consultation(Record, Voidable):
    """In a group led by the specialist, or of a kind alone. It is counted apart from meetings."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="consultations"
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name="zajęcia",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    kind = models.ForeignKey(
        ActivityKind,
        verbose_name="rodzaj",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    day = models.DateField("dzień")
    minutes = models.PositiveSmallIntegerField(
        "ile minut",
        validators=[
            MinValueValidator(1, "Wpisz liczbę większą od 0."),
            MaxValueValidator(LONGEST, f"Wpisz najwyżej {LONGEST} minut."),
        ],
    )
    specialist = LineColumn(
        "specjalista", max_length=100, help_text="Kto rozmawiał, np. mec. Anna Nowak."
    )
    note = models.TextField("notatka poufna", max_length=4000, blank=True)
    correction_reason = models.CharField("powód poprawki", max_length=300, blank=True)
    author = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    # Who else may read the note follows from the role in which it was written.
    written_as = models.CharField("wpisał(a) jako", max_length=20, choices=Role, editable=False)
    written_at = models.DateTimeField("zapisano", editable=False)

    objects = NotVoided.from_queryset(ConsultationQuerySet)()
    with_voided = ConsultationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "konsultacja"
        verbose_name_plural = "konsultacje"
        base_manager_name = "with_voided"
        ordering = ["-day", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "author_id", "written_as"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            guards.CONSULTATION_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="consultation_of_group_or_kind",
                condition=Q(activity=None, kind__isnull=False)
                | Q(activity__isnull=False, kind=None),
                violation_error_message="Podaj zajęcia albo rodzaj.",
            ),
            models.CheckConstraint(
                name="consultation_minutes",
                condition=Q(minutes__range=(1, LONGEST)),
                violation_error_message=f"Minut jest od 1 do {LONGEST}.",
            ),
            models.CheckConstraint(
                name="consultation_written_as",
                condition=Q(written_as__in=[Role.LEADER, Role.COORDINATOR]),
                violation_error_message="Konsultację wpisuje prowadzący albo koordynator.",
            ),
            voided_whole("consultation_voided_whole", "author"),
        ]
        indexes = [models.Index(fields=["person", "-day"], name="consultation_by_person")]

    def __str__(self):
        return f"{self.what}, {polish(self.day)}"

    @property
    def what(self):
        return self.activity or self.kind

    def note_readable_by(self, user) -> bool:
        """By its author; of a leader's note also by the leader who has the group now.

        Nobody of the office reads what they did not write: the specialist is bound to secrecy.
        """
        if user.pk == self.author_id:
            return True
        is_leader_alone = Role.LEADER in user.roles and not user.roles & OFFICE
        was_leader = self.written_as == Role.LEADER
        has_group = self.activity is not None and self.activity.leader_id == user.pk
        return is_leader_alone and was_leader and has_group
