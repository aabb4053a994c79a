"""On what grounds a person may take part, on what evidence, and what would exclude them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused
from participants.models.person import Person


class EligibilityCategoryQuerySet(models.QuerySet):
    def on(self, day):
        """The wordings in force that day, in the order of the act."""
        return self.filter(covering(day, "valid_from", "valid_to")).order_by("code")


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

    def name_for(self, *, sensitive: bool) -> str:
        """The name for a reader who may, or may not, see sensitive facts of the person."""
        return (
            self.public_wording if sensitive or not self.is_sensitive else "kategoria zastrzeżona"
        )


class EligibilityQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), established_on__lte=day)


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
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("person_id")]
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

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", "zaświadczenie"
        RULING = "ruling", "orzeczenie"
        DECISION = "decision", "decyzja"
        PROGRAMME = "programme", "program indywidualny"
        DISCHARGE = "discharge", "karta wypisu lub świadectwo zwolnienia"
        STATEMENT = "statement", "oświadczenie"
        SEPI = "sepi", "sprawdzono w SEPI"
        OTHER = "other", "inny dokument"

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
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("eligibility_id")]
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
        return None if self.is_indefinite else self.extended_until or self.valid_until


@tracked()
class BenefitCheck(Record, Voidable):
    """What the person was asked about entitlements that exclude (art. 1 ust. 3), and when to ask again.

    The test is entitlement, not receipt. A disability pension does not exclude from a club (art. 1 ust. 3a).
    """

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="benefit_checks"
    )
    asked_on = models.DateField("data pytania")
    basis = models.CharField("na jakiej podstawie", max_length=200)
    ask_again_on = models.DateField("zapytać ponownie dnia")
    asked_by = models.ForeignKey(
        User, verbose_name="zapytał(a)", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "pytanie o świadczenia wykluczające"
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, kept("person_id")]
        verbose_name_plural = "pytania o świadczenia wykluczające"
        ordering = ["-asked_on", "-pk"]
        base_manager_name = "with_voided"
        constraints = [
            models.CheckConstraint(
                name="benefits_asked_again_later",
                condition=Q(ask_again_on__gt=F("asked_on")),
                violation_error_message="Ponowne pytanie musi być później niż to.",
            ),
            voided_whole("benefit_check_voided_whole", "asked_by"),
        ]

    def __str__(self):
        return f"pytanie o świadczenia {polish(self.asked_on)}"

    @property
    def author(self):
        return self.asked_by


@tracked()
class BenefitAnswer(Record):
    """An entitlement that the person has. A check without such rows says: none of them."""

    class Benefit(models.TextChoices):
        UNEMPLOYMENT = "unemployment", "zasiłek dla bezrobotnych"
        PRE_RETIREMENT_ALLOWANCE = "pre_retirement_allowance", "zasiłek przedemerytalny"
        PRE_RETIREMENT_BENEFIT = "pre_retirement_benefit", "świadczenie przedemerytalne"
        STRUCTURAL_PENSION = "structural_pension", "renta strukturalna"
        RETIREMENT = "retirement", "emerytura"
        TEACHERS = "teachers", "nauczycielskie świadczenie kompensacyjne"
        DISABILITY_PENSION = (
            "disability_pension",
            "renta z tytułu niezdolności do pracy (nie wyklucza udziału w KIS)",
        )

    # art. 1 ust. 3a: may take part in a club all the same
    NOT_EXCLUDING = frozenset({Benefit.DISABILITY_PENSION})

    check_made = models.ForeignKey(
        BenefitCheck, verbose_name="pytanie", on_delete=models.CASCADE, related_name="answers"
    )
    benefit = models.CharField("świadczenie", max_length=30, choices=Benefit)
    entitled_from = models.DateField("ma prawo od")

    class Meta(Record.Meta):
        verbose_name = "prawo do świadczenia"
        triggers = [*Record.Meta.triggers, kept("check_made_id")]
        verbose_name_plural = "prawa do świadczeń"
        constraints = [
            models.UniqueConstraint(
                fields=["check_made", "benefit"],
                name="benefit_once_a_check",
                violation_error_message="To świadczenie już jest na liście.",
            )
        ]

    def __str__(self):
        return self.get_benefit_display()
