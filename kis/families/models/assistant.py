"""Family assistants: who they are, how many families they may have, who coordinates them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, Least

from kis.accounts.models import User
from kis.families.guards import load as load_guards
from kis.families.guards.assignment import SERVICE_HOLDS_FAMILIES
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, covering, period
from kis.lib.records import Record
from participants.models.dated_limit import DatedLimit, one_a_day

ENDS_BEFORE_START = "Ostatni dzień nie może być przed pierwszym."


@tracked()
class LoadLimit(DatedLimit):
    """With how many families at the same time one assistant works at most (art. 15 ust. 4)."""

    families = models.PositiveSmallIntegerField("rodzin najwyżej")
    told_from = models.PositiveSmallIntegerField(
        "kierownik dowiaduje się od",
        help_text="Od tylu rodzin pulpit kierownika mówi o obciążeniu.",
    )

    class Meta(DatedLimit.Meta):
        verbose_name = "limit rodzin na asystenta"
        verbose_name_plural = "limity rodzin na asystenta"
        triggers = [*DatedLimit.Meta.triggers, load_guards.LAW_LIMIT_HOLDS]
        constraints = [
            *one_a_day("load_limit"),
            models.CheckConstraint(
                name="load_limit_told_in_time",
                condition=Q(families__gte=1, told_from__gte=1, told_from__lte=F("families")),
                violation_error_message="Ostrzega się od co najmniej 1 rodziny, najpóźniej przy limicie.",
            ),
        ]

    def __str__(self):
        return f"najwyżej {self.families}"


class AssistantQuerySet(PeriodQuerySet):
    def with_load(self, on):
        """Each with `families` and `points` of that day, `most` families, `most_points` and `told_from`: None
        where nobody set any. One query; kis.families.load words them.
        """
        assignments = self.model._meta.get_field("assignments").related_model.objects
        loaded = assignments.on(on).filter(assistant=OuterRef("pk")).order_by().values("assistant")
        limits = AssistantLimit.objects.filter(assistant=OuterRef("pk"), valid_from__lte=on)
        own = limits.order_by("-valid_from")
        law = LoadLimit.objects.filter(covering(on, "valid_from", "valid_to"))
        return self.annotate(
            families=Coalesce(Subquery(loaded.annotate(n=Count("pk")).values("n")), 0),
            points=Coalesce(Subquery(loaded.annotate(n=Sum("weight")).values("n")), 0),
            most_points=Subquery(own.values("points")[:1]),
            told_from=Subquery(law.values("told_from")[:1]),
            # Of two, PostgreSQL's least leaves out what is not there; without the law's there is none.
            most=Case(
                When(
                    told_from__isnull=False,
                    then=Least(
                        Subquery(law.values("families")[:1]), Subquery(own.values("families")[:1])
                    ),
                )
            ),
        )


@tracked()
class Assistant(Record):
    """The staff row of a family assistant (art. 12): only behind it families are assigned."""

    class Employment(models.TextChoices):
        CONTRACT = "contract", "umowa o pracę, zadaniowy czas pracy"
        SERVICES = "services", "umowa o świadczenie usług"

    user = models.OneToOneField(
        User, verbose_name="osoba", on_delete=models.PROTECT, related_name="family_assistant"
    )
    qualifications = models.TextField(
        "kwalifikacje",
        max_length=500,
        help_text="Wykształcenie, szkolenia i staż (art. 12 ust. 1 ustawy o wspieraniu rodziny).",
    )
    offender_register_checked_on = models.DateField(
        "RSPTS sprawdzono dnia",
        null=True,
        blank=True,
        help_text="Rejestr Sprawców Przestępstw na Tle Seksualnym. Bez tego nie przydziela się rodzin.",
    )
    employment = models.CharField("forma zatrudnienia", max_length=10, choices=Employment)
    starts_on = models.DateField("pracuje od")
    ends_on = models.DateField("pracuje do", null=True, blank=True)

    objects = AssistantQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "asystent rodziny"
        verbose_name_plural = "asystenci rodziny"
        ordering = ["user__last_name", "user__first_name", "pk"]
        triggers = [*Record.Meta.triggers, kept("user_id"), SERVICE_HOLDS_FAMILIES]
        constraints = [
            models.CheckConstraint(
                name="assistant_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            models.CheckConstraint(
                name="assistant_has_qualifications",
                condition=~Q(qualifications=""),
                violation_error_message="Wpisz kwalifikacje asystenta.",
            ),
        ]

    def __str__(self):
        return str(self.user)


@tracked()
class AssistantLimit(Record):
    """Less than the law allows, for one assistant from a day on: the row of the latest such day holds."""

    assistant = models.ForeignKey(
        Assistant, verbose_name="asystent", on_delete=models.PROTECT, related_name="limits"
    )
    valid_from = models.DateField("od dnia")
    families = models.PositiveSmallIntegerField(
        "rodzin najwyżej", null=True, blank=True, help_text="Puste: tyle, ile pozwala ustawa."
    )
    points = models.PositiveSmallIntegerField(
        "suma wag najwyżej", null=True, blank=True, help_text="Puste: bez limitu wag."
    )
    reason = models.CharField("powód", max_length=300)
    set_by = models.ForeignKey(
        User, verbose_name="ustalił(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "limit asystenta"
        verbose_name_plural = "limity asystentów"
        ordering = ["-valid_from"]
        triggers = [
            *Record.Meta.triggers,
            kept("assistant_id", "valid_from"),
            load_guards.OWN_LIMIT_HOLDS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assistant", "valid_from"],
                name="assistant_limit_once_a_day",
                violation_error_message="Od tego dnia jest już ustalony limit. Popraw tamten.",
            ),
            models.CheckConstraint(
                name="assistant_limit_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Podaj powód limitu.",
            ),
        ]

    def __str__(self):
        return f"limit od {self.valid_from}"


@tracked()
class AssistantsCoordinator(Record):
    """Whom the head named to coordinate the assistants: sees every family, as the head does."""

    user = models.ForeignKey(
        User, verbose_name="osoba", on_delete=models.PROTECT, related_name="coordinates_assistants"
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
        verbose_name = "koordynator asystentów"
        verbose_name_plural = "koordynatorzy asystentów"
        ordering = ["-starts_on", "-pk"]
        triggers = [*Record.Meta.triggers, kept("user_id", "starts_on", "named_by_id")]
        constraints = [
            models.CheckConstraint(
                name="assistants_coordinator_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
            ExclusionConstraint(
                name="assistants_coordinator_one_a_day",
                expressions=[(period(), RangeOperators.OVERLAPS)],
                violation_error_message="W tym czasie jest już wyznaczony koordynator asystentów.",
            ),
        ]

    def __str__(self):
        return str(self.user)
