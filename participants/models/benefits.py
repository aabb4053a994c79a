"""Entitlements that exclude from the club: when a person was asked, and what came out."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import (
    NOT_TO_A_MERGED,
    NOT_WHILE_RESTRICTED,
    NotWhileRestricted,
    person_of,
)
from participants.models.person import Person


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
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
        ]
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
        indexes = [
            models.Index(
                fields=["ask_again_on"],
                name="benefits_to_ask_again",
                condition=Q(voided_at=None),
            ),
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
        triggers = [
            *Record.Meta.triggers,
            kept("check_made_id"),
            NotWhileRestricted(person_of("participants_benefitcheck", "check_made_id")),
        ]
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
