"""The library: goals and actions that a worker takes over into a contract and then words freely.

A contract holds copies; nothing in it points here, and a change here reaches no contract.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from contracts.guards.library import GOAL_STAYS
from contracts.models.contract import SocialContract
from contracts.models.rows import Action
from kis.lib.history import tracked
from kis.lib.records import Record

MOST_MONTHS = 36
FOR_EVERYBODY = models.Case(models.When(categories=[], then=1), default=0)
PLAIN_HELP = "Krótkie zdania, np. „Chodzę na warsztat dwa razy w tygodniu.” Stoją w wersji prostej."


class LibraryGoalQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def for_type(self, contract_type: str):
        return self.filter(type__in=[contract_type, LibraryGoal.Type.BOTH])

    def for_categories(self, codes):
        """Those of the categories with these numbers (a list, or its expression), and those for everybody."""
        return self.filter(Q(categories__overlap=codes) | Q(categories=[]))

    def own_first(self):
        """Those for some groups, then those for everybody."""
        return self.order_by(FOR_EVERYBODY, "position", "pk")

    def by_group(self):
        """Those for the same groups of art. 1 ust. 2 beside each other, those for everybody last."""
        return self.order_by(FOR_EVERYBODY, "categories", "-is_active", "position", "pk")

    def next_position(self) -> int:
        """Ten behind the last one, so that others fit in between."""
        return (self.aggregate(last=models.Max("position"))["last"] or 0) + 10


@tracked()
class LibraryGoal(Record):
    """A detailed goal with its actions; its version covers them."""

    class Type(models.TextChoices):
        A = SocialContract.Type.A.value, "A – osoba lub rodzina"
        B = SocialContract.Type.B.value, "B – osoba"
        BOTH = "AB", "A i B"

    code = models.SlugField("nazwa w zestawie startowym", max_length=40, blank=True, editable=False)
    type = models.CharField("rodzaj kontraktu", max_length=2, choices=Type, default=Type.BOTH)
    # Numbers of art. 1 ust. 2 and not rows: a wording changes with the law, the group stays.
    categories = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name="kategorie",
        default=list,
        blank=True,
        help_text="Nic nie zaznaczono: cel jest dla wszystkich.",
    )
    text = models.TextField("cel szczegółowy")
    effect = models.TextField("przewidywany efekt", blank=True)
    plain = models.TextField("prostymi słowami", blank=True, help_text=PLAIN_HELP)
    position = models.PositiveSmallIntegerField(
        "kolejność", default=0, help_text="Mniejsza liczba stoi wyżej."
    )
    is_active = models.BooleanField(
        "używany", default=True, help_text="Wyłączony zostaje tutaj, a w formularzach go nie ma."
    )

    objects = LibraryGoalQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "cel z biblioteki"
        verbose_name_plural = "cele z biblioteki"
        ordering = ["position", "pk"]
        triggers = [*Record.Meta.triggers, GOAL_STAYS]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="library_goal_loaded_once",
                condition=~Q(code=""),
                violation_error_message="Ten cel z zestawu startowego już jest.",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def type_words(self) -> str:
        return "A i B" if self.type == self.Type.BOTH else self.type


@tracked()
class LibraryAction(models.Model):
    """What one side usually does towards the goal, and how many months into the contract."""

    goal = models.ForeignKey(
        LibraryGoal,
        verbose_name="cel z biblioteki",
        on_delete=models.CASCADE,
        related_name="actions",
    )
    side = models.CharField("kto", max_length=6, choices=Action.Side)
    text = models.TextField("działanie")
    plain = models.TextField("prostymi słowami", blank=True)
    months = models.PositiveSmallIntegerField(
        "termin: po ilu miesiącach",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)

    class Meta:
        verbose_name = "działanie z biblioteki"
        verbose_name_plural = "działania z biblioteki"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="library_action_within_years",
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
                violation_error_message=f"Termin liczy się od 1 do {MOST_MONTHS} miesięcy.",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def term(self) -> str:
        return f"po {self.months} mies." if self.months else "do końca"
