"""The parts of a contract: frozen together with it."""

import datetime

from django.db import models
from django.db.models import Q

from contracts.guards.parts import (
    GOAL_RESTRICTED,
    IN_TABLE_OF_ITS_PARTY,
    PARTY_KEEPS_ITS_TABLE,
    RESTRICTED,
    amended_by_annex,
    frozen_with_contract,
)
from contracts.models.annex import Annex
from contracts.models.contract import SocialContract
from kis.lib.columns import LineColumn
from kis.lib.history import tracked
from kis.lib.pesel import masked

FROZEN = frozen_with_contract()


class ContractPart(models.Model):
    """A part of a contract; its version is the contract's."""

    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        triggers = [FROZEN]


class AmendedQuerySet(models.QuerySet):
    def in_force(self, on: datetime.date):
        """As the contract and its signed annexes have it on the day; rows of draft annexes are none."""
        holding = Annex.objects.holding(on)
        return self.filter(
            Q(added_by=None) | Q(added_by__in=holding),
            Q(dropped_by=None) | ~Q(dropped_by__in=holding),
        )


class Amended(models.Model):
    """A row that annexes change: the old one is dropped, a new one replaces it, both stay.

    So a row keeps its identity, and what became of it can be followed: see contracts.in_force.
    """

    added_by = models.ForeignKey(
        Annex,
        verbose_name="dodany aneksem",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="added_%(class)ss",
    )
    dropped_by = models.ForeignKey(
        Annex,
        verbose_name="usunięty aneksem",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="dropped_%(class)ss",
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name="w miejsce",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.RESTRICT,
        related_name="replaced_by",
    )

    objects = AmendedQuerySet.as_manager()

    class Meta:
        abstract = True


def replaces_by_annex(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(replaces=None) | Q(added_by__isnull=False),
        violation_error_message="W miejsce innego wiersza wchodzi tylko wiersz z aneksu.",
    )


@tracked()
class Party(ContractPart):
    """Another adult who signs, or a child or family member who is named (type A)."""

    class Role(models.TextChoices):
        SIGNS = "signs", "osoba dorosła, która podpisze"
        LISTED = "listed", "dziecko lub inny członek rodziny"

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.CASCADE, related_name="parties"
    )
    role = models.CharField("rola", max_length=6, choices=Role, default=Role.LISTED)
    last_name = LineColumn("nazwisko", max_length=100)
    first_name = LineColumn("imię", max_length=60)
    pesel = models.CharField("PESEL", max_length=11, blank=True)
    identity_document = LineColumn("dokument (gdy brak PESEL)", max_length=80, blank=True)
    born_on = models.DateField("data urodzenia", null=True, blank=True)
    address = LineColumn("adres, gdy inny niż osoby", max_length=200, blank=True)
    # After an erasure: the same person is counted once all the same (contracts.named).
    stands_for = models.CharField("kto to w statystyce", max_length=60, blank=True, editable=False)

    class Meta(ContractPart.Meta):
        verbose_name = "strona lub członek rodziny"
        verbose_name_plural = "strony i członkowie rodziny"
        indexes = [models.Index(fields=["pesel"], name="party_by_pesel", condition=~Q(pesel=""))]
        triggers = [*ContractPart.Meta.triggers, PARTY_KEEPS_ITS_TABLE, RESTRICTED]
        constraints = [
            models.CheckConstraint(
                name="party_pesel_is_eleven_digits",
                condition=Q(pesel="") | Q(pesel__regex=r"^\d{11}$"),
                violation_error_message="Numer PESEL ma 11 cyfr.",
            )
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name}"

    @property
    def full_name(self) -> str:
        """Ewa Lis: the order of papers"""
        return f"{self.first_name} {self.last_name}"

    @property
    def masked_pesel(self) -> str:
        return masked(self.pesel) if self.pesel else ""


@tracked()
class Goal(Amended, ContractPart):
    """A detailed goal and its expected effect: a letter of box II.4.2 (type A) or II.7.2 (type B)."""

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.CASCADE, related_name="goals"
    )
    text = models.TextField("cel szczegółowy")
    effect = models.TextField("przewidywany efekt", blank=True)
    plain = models.TextField("prostymi słowami", blank=True)

    class Meta(ContractPart.Meta):
        verbose_name = "cel szczegółowy"
        verbose_name_plural = "cele szczegółowe"
        triggers = [amended_by_annex(), RESTRICTED]
        constraints = [replaces_by_annex("goal_replaces_by_annex")]

    def __str__(self):
        return self.text


@tracked()
class Action(Amended):
    """What one side does towards a goal, and until when: in part III, in the table of one adult party."""

    class Side(models.TextChoices):
        PERSON = "person", "osoba"
        WORKER = "worker", "pracownik socjalny"

    goal = models.ForeignKey(
        Goal, verbose_name="cel szczegółowy", on_delete=models.CASCADE, related_name="actions"
    )
    side = models.CharField("kto", max_length=6, choices=Side)
    # RESTRICT lets a draft be discarded with both, and a party with actions not be lost alone.
    party = models.ForeignKey(
        Party,
        verbose_name="w tabeli osoby",
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="actions",
        help_text="Puste: osoba, z którą zawarto kontrakt.",
    )
    text = models.TextField("działanie")
    deadline = models.DateField("w terminie", null=True, blank=True)
    plain = models.TextField("prostymi słowami", blank=True)
    # Of contracts printed before each adult party had its own table.
    who = models.CharField("imię (dawny układ)", max_length=100, blank=True, editable=False)
    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)

    class Meta:
        verbose_name = "działanie"
        verbose_name_plural = "działania"
        ordering = ["position", "pk"]
        triggers = [
            amended_by_annex(
                "SELECT goal.contract_id FROM contracts_goal goal WHERE goal.id = {row}.goal_id"
            ),
            IN_TABLE_OF_ITS_PARTY,
            GOAL_RESTRICTED,
        ]
        constraints = [replaces_by_annex("action_replaces_by_annex")]

    def __str__(self):
        return self.text
