"""On what grounds a person may take part, and on what evidence."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from participants.guards import (
    ESTABLISHED_IN_TIME,
    LASTS_BY_LAW,
    MAIN_APART,
    NOT_TO_A_MERGED,
    NOT_WHILE_RESTRICTED,
    NotWhileRestricted,
    person_of,
)
from participants.models.accepted_evidence import EvidenceKind
from participants.models.category import EligibilityCategory
from participants.models.person import Person


class EligibilityQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "established_on"))

    def lasting_behind(self, day):
        """Not ended by the person's own entry on the day or before it."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def with_category_end(self):
        """Each with `category_ended_on`: the day on which its category ended for everybody, if it did."""
        number, since = OuterRef("category__code"), OuterRef("category__valid_from")
        ends = EligibilityCategory.objects.ends_of(number, since)
        return self.annotate(category_ended_on=Subquery(ends))


@tracked()
class Eligibility(Record, Voidable):
    """A category established for a person: one is the main one, others may stand beside it."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="eligibilities"
    )
    category = models.ForeignKey(
        EligibilityCategory,
        verbose_name="kategoria",
        on_delete=models.PROTECT,
        related_name="eligibilities",
    )
    is_main = models.BooleanField("główna", default=True)
    exclusion = models.TextField(
        "na czym polega wykluczenie",
        blank=True,
        help_text="Potrzeby, których osoba nie zaspokaja, i to, co ogranicza udział w życiu zawodowym, "
        "społecznym lub rodzinnym.",
    )
    reason = models.TextField("powód", blank=True)
    established_on = models.DateField("ustalono dnia")
    established_by = models.ForeignKey(
        User, verbose_name="ustalił(a)", on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField("ostatni dzień", null=True, blank=True)
    end_reason = models.CharField("dlaczego się skończyła", max_length=200, blank=True)

    objects = NotVoided.from_queryset(EligibilityQuerySet)()
    with_voided = EligibilityQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "ustalona kategoria"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id"),
            ESTABLISHED_IN_TIME,
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
            MAIN_APART,
        ]
        verbose_name_plural = "ustalone kategorie"
        ordering = ["-is_main", "-established_on", "-pk"]
        base_manager_name = "with_voided"
        constraints = [
            models.CheckConstraint(
                name="eligibility_ends_after_start",
                condition=Q(ends_on__gte=F("established_on")),
                violation_error_message="Kategoria nie może się skończyć przed ustaleniem.",
            ),
            models.CheckConstraint(
                name="eligibility_ended_for_a_reason",
                condition=Q(ends_on=None) | ~Q(end_reason=""),
                violation_error_message="Napisz, dlaczego kategoria się skończyła.",
            ),
            ExclusionConstraint(
                name="eligibility_one_main_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (period("established_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_main=True, voided_at=None),
                violation_error_message="Osoba ma już kategorię główną. Zaznacz tę jako dalszą.",
            ),
            ExclusionConstraint(
                name="eligibility_category_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (period("established_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Ta kategoria jest już ustalona. Dodaj do niej dokument.",
            ),
            voided_whole("eligibility_voided_whole", "established_by"),
        ]

    def __str__(self):
        return f"kategoria ustalona {polish(self.established_on)}"

    @property
    def category_ends_first_on(self) -> datetime.date | None:
        """The day on which the category ends for everybody, while this entry would last behind it.

        Of a row that was read by `with_category_end`.
        """
        end = self.category_ended_on
        return end if end and (self.ends_on is None or self.ends_on > end) else None

    def is_in_force(self, on) -> bool:
        return self.established_on <= on and (self.ends_on is None or on <= self.ends_on)

    def clean(self):
        if self.category_id and self.category.needs_reason and not self.reason.strip():
            raise ValidationError({"reason": "Ta kategoria wymaga powodu."})
        if self.ends_on and self.established_on and self.ends_on < self.established_on:
            raise ValidationError({"ends_on": "Kategoria nie może się skończyć przed ustaleniem."})

    @property
    def author(self):
        return self.established_by

    def end(self, *, last_day, reason: str) -> None:
        """Raises Refused; papers and what was done on its ground stay."""
        if self.ends_on:
            raise Refused(f"Ta kategoria skończyła się już {polish(self.ends_on)}.")
        if last_day < self.established_on:
            raise Refused("Kategoria nie może się skończyć przed ustaleniem.")
        if not reason.strip():
            raise Refused("Napisz, dlaczego kategoria się skończyła.")
        self.ends_on, self.end_reason = last_day, reason.strip()
        self.save(update_fields=["ends_on", "end_reason"])


class EvidenceQuerySet(models.QuerySet):
    def on(self, day):
        """Papers that were issued by the day and still good on it."""
        return self.filter(
            Q(is_indefinite=True) | Q(valid_until__gte=day) | Q(extended_until__gte=day),
            issued_on__lte=day,
        )


@tracked()
class Evidence(Record, Voidable):
    """A paper that proves a category; it may run out while the person takes part."""

    Kind = EvidenceKind

    eligibility = models.ForeignKey(
        Eligibility, verbose_name="kategoria", on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField("rodzaj dokumentu", max_length=12, choices=Kind)
    issuer = models.CharField("wystawca", max_length=200, blank=True)
    number = models.CharField("numer", max_length=60, blank=True)
    issued_on = models.DateField("wystawiono dnia")
    valid_until = models.DateField("ważny do", null=True, blank=True)
    is_indefinite = models.BooleanField("bezterminowo", default=False)
    extended_until = models.DateField("przedłużony z mocy prawa do", null=True, blank=True)
    extended_basis = models.CharField("podstawa przedłużenia", max_length=200, blank=True)
    scan = models.ForeignKey(
        Document,
        verbose_name="skan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    original_place = models.CharField("gdzie jest oryginał", max_length=150, blank=True)
    added_by = models.ForeignKey(
        User, verbose_name="dodał(a)", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided.from_queryset(EvidenceQuerySet)()
    with_voided = EvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "dokument potwierdzający"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("eligibility_id"),
            LASTS_BY_LAW,
            NotWhileRestricted(person_of("participants_eligibility", "eligibility_id")),
        ]
        verbose_name_plural = "dokumenty potwierdzające"
        ordering = ["-issued_on", "-pk"]
        base_manager_name = "with_voided"
        constraints = [
            models.CheckConstraint(
                name="evidence_valid_after_issue",
                condition=Q(valid_until__gte=F("issued_on")),
                violation_error_message="Dokument nie może tracić ważności przed wystawieniem.",
            ),
            models.CheckConstraint(
                name="evidence_has_one_validity",
                condition=Q(is_indefinite=True, valid_until=None)
                | Q(is_indefinite=False, valid_until__isnull=False),
                violation_error_message="Podaj, do kiedy dokument jest ważny, albo „bezterminowo”.",
            ),
            models.CheckConstraint(
                name="evidence_extended_on_a_basis",
                condition=Q(extended_until=None, extended_basis="")
                | Q(extended_until__isnull=False, extended_until__gt=F("valid_until"))
                & ~Q(extended_basis=""),
                violation_error_message="Przedłużenie ma późniejszy dzień i podstawę prawną.",
            ),
            voided_whole("evidence_voided_whole", "added_by"),
        ]
        indexes = [
            models.Index(
                Greatest("valid_until", "extended_until"),
                name="evidence_by_end",
                condition=Q(voided_at=None),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        if self.valid_until and self.issued_on and self.valid_until < self.issued_on:
            raise ValidationError(
                {
                    "valid_until": f"Dokument nie może być ważny do {polish(self.valid_until)}, skoro "
                    f"wystawiono go {polish(self.issued_on)}. Sprawdź obie daty."
                }
            )

    @property
    def author(self):
        return self.added_by

    @property
    def good_until(self):
        """The last day, None without an end."""
        # An extension is later than the end that it moves: a constraint holds it.
        return None if self.is_indefinite else self.extended_until or self.valid_until
