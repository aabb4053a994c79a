"""The grounds that the act knows, as worded over time: a dictionary of the centre."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from kis.lib.dates import DAY, polish
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record
from participants.guards import CATEGORY_IN_USE


class EligibilityCategoryQuerySet(models.QuerySet):
    def on(self, day):
        """The wordings in force that day, in the order of the act."""
        return self.filter(covering(day, "valid_from", "valid_to")).order_by("code")

    def last_by(self, day):
        """Of each number the wording of the day, or the last one before it: a category that ended, too."""
        return self.filter(valid_from__lte=day).order_by("code", "-valid_from").distinct("code")

    def ends_of(self, code, since):
        """The day on which a category of that number ended: the first end behind `since` that no other
        wording follows. None where it goes on. Both may be columns of an outer question.
        """
        following = self.filter(code=OuterRef("code"), valid_from=OuterRef("valid_to") + DAY)
        ends = self.filter(~Exists(following), code=code, valid_to__gte=since)
        return ends.order_by("valid_to").values("valid_to")[:1]

    def with_end(self):
        """Each with `ends_for_good_on`: the last day of its number, whatever wordings came after."""
        ends = type(self)(self.model).ends_of(OuterRef("code"), OuterRef("valid_from"))
        return self.annotate(ends_for_good_on=Subquery(ends))


@tracked()
class EligibilityCategory(Record):
    """A group of art. 1 ust. 2 of the act on social employment, as worded over a time.

    A change of law is a new row of the same code. The list of the act is open: the ninth wants a reason.
    """

    code = models.PositiveSmallIntegerField("numer grupy")
    statutory_wording = models.TextField("brzmienie ustawowe")
    public_wording = models.CharField("nazwa w ośrodku", max_length=200)
    legal_pointer = models.CharField("podstawa prawna", max_length=300)
    evidence_asked = models.TextField("o jaki dokument prosić")
    usual_validity_months = models.PositiveSmallIntegerField(
        "zwykła ważność dokumentu w miesiącach", null=True, blank=True
    )
    is_sensitive = models.BooleanField(
        "dotyczy zdrowia, uzależnienia lub skazania",
        default=False,
        help_text="Bez uprawnienia czyta się „kategoria zastrzeżona”.",
    )
    needs_reason = models.BooleanField("wymaga powodu", default=False)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = EligibilityCategoryQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kategoria uprawniająca"
        verbose_name_plural = "kategorie uprawniające"
        ordering = ["code", "-valid_from"]
        triggers = [*Record.Meta.triggers, CATEGORY_IN_USE]
        constraints = [
            models.CheckConstraint(
                name="category_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Kategoria nie może przestać obowiązywać przed początkiem.",
            ),
            ExclusionConstraint(
                name="category_one_wording_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inne brzmienie tej grupy.",
            ),
        ]

    def __str__(self):
        return self.public_wording

    def clean(self):
        # Keyed by a field: else the exclusion constraint builds a range that ends before it starts.
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError(
                {"valid_to": "Kategoria nie może przestać obowiązywać przed początkiem."}
            )

    def name_to_choose(self, on) -> str:
        """In a list to choose from: what ended by the day is told apart."""
        ended = self.valid_to and self.valid_to < on
        return f"{self} (do {polish(self.valid_to)})" if ended else str(self)

    def name_for(self, *, sensitive: bool) -> str:
        """The name for a reader who may, or may not, see sensitive facts of the person."""
        return (
            self.public_wording if sensitive or not self.is_sensitive else "kategoria zastrzeżona"
        )
