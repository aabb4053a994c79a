"""The plan of work with a family (art. 15 ust. 3): goals, actions, who, deadlines, expected effects.

Each change is a numbered annex: a plan of its own that begins as a copy of the wording in force.
"""

import datetime

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from contracts.models.for_signature import ForSignature
from contracts.models.paper import GivenOut, voiding_has_its_person
from kis.accounts.models import User
from kis.families.guards import plans as guards
from kis.families.models.cooperation import Cooperation
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import BUMP_VERSION
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database


class PlanQuerySet(models.QuerySet):
    def signed(self):
        return self.filter(state=Plan.State.SIGNED)

    def open(self):
        return self.filter(state__in=Plan.OPEN, voided_at=None)

    def in_force(self, on: datetime.date):
        """Of each work the plan that binds that day: the last one signed by then."""
        signed = self.signed().filter(signed_on__lte=on, voided_at=None)
        later = Plan.objects.signed().filter(
            signed_on__lte=on, cooperation=OuterRef("cooperation"), ordinal__gt=OuterRef("ordinal")
        )
        return signed.exclude(Exists(later))

    def waiting_for_signature(self):
        """Given out, not back yet."""
        return self.filter(state=Plan.State.PRINTED, voided_at=None)

    def waiting_for_agreement(self):
        return self.filter(state=Plan.State.DRAFT, voided_at=None, agreed_on=None)


@tracked()
class Plan(ForSignature, Record, Voidable):
    STEPS, CALLED = guards.STEPS, "plan"

    cooperation = models.ForeignKey(
        Cooperation, verbose_name="praca z rodziną", on_delete=models.PROTECT, related_name="plans"
    )
    ordinal = models.PositiveSmallIntegerField("numer aneksu", editable=False)
    state = models.CharField(
        "stan",
        max_length=7,
        choices=ForSignature.State,
        default=ForSignature.State.DRAFT,
        editable=False,
    )
    difficulties = models.TextField(
        "trudności rodziny i jej mocne strony",
        max_length=4000,
        blank=True,
        help_text="Co plan ma pomóc przezwyciężyć i na czym rodzina może się oprzeć.",
    )
    made_with = LineColumn(
        "plan ułożono z",
        max_length=300,
        blank=True,
        help_text="Kto z rodziny go układał, np. „Anna i Jan Nowakowie”.",
    )
    change = models.TextField(
        "co się zmienia i dlaczego",
        max_length=2000,
        blank=True,
    )
    agreed_by = models.ForeignKey(
        User,
        verbose_name="uzgodnił(a) pracownik socjalny",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    agreed_on = models.DateField("uzgodniono dnia", null=True, blank=True, editable=False)
    care_agreed_with = LineColumn(
        "uzgodniono z koordynatorem pieczy zastępczej",
        max_length=150,
        blank=True,
        help_text="Imię i nazwisko. Obowiązkowe, gdy dziecko z rodziny jest w pieczy zastępczej.",
    )
    care_agreed_on = models.DateField("dnia", null=True, blank=True)
    signed_on = models.DateField("podpisany dnia", null=True, blank=True, editable=False)
    signed_names = LineColumn("podpisali z rodziny", max_length=300, blank=True, editable=False)
    signed_by = models.ForeignKey(
        User,
        verbose_name="podpisanie zarejestrował(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_print = models.ForeignKey(
        "families.PlanPrint",
        verbose_name="podpisany wydruk",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_by = models.ForeignKey(
        User,
        verbose_name="rozpoczął(-ęła) szkic",
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("szkic powstał", auto_now_add=True)

    objects = NotVoided.from_queryset(PlanQuerySet)()
    with_voided = PlanQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "plan pracy z rodziną"
        verbose_name_plural = "plany pracy z rodzinami"
        ordering = ["cooperation", "ordinal", "pk"]
        base_manager_name = "with_voided"
        triggers = [
            BUMP_VERSION,
            guards.BEGINS,
            guards.LIFE,
            guards.PRINT_VOID_IN_DRAFT,
            guards.DELETED_AS_DRAFT,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperation", "ordinal"],
                name="plan_number_once",
                condition=Q(voided_at=None),
                violation_error_message="Plan o tym numerze już jest. Otwórz plan rodziny jeszcze raz.",
            ),
            models.UniqueConstraint(
                fields=["cooperation"],
                name="plan_one_open",
                condition=Q(state__in=["draft", "printed"], voided_at=None),
                violation_error_message="Ta rodzina ma już plan albo aneks, którego jeszcze nie podpisano. "
                "Dokończ go, usuń szkic albo unieważnij.",
            ),
            models.CheckConstraint(
                name="plan_signed_whole",
                condition=Q(
                    state="signed",
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    signed_print__isnull=False,
                )
                & ~Q(signed_names="")
                | ~Q(state="signed")
                & Q(signed_on=None, signed_by=None, signed_print=None, signed_names=""),
                violation_error_message="Podpisany plan ma dzień, wydruk i osoby, które go podpisały.",
            ),
            models.CheckConstraint(
                name="plan_agreed_whole",
                condition=Q(agreed_on=None, agreed_by=None)
                | Q(agreed_on__isnull=False, agreed_by__isnull=False)
                & ~Q(agreed_by=F("created_by")),
                violation_error_message="Uzgodnienie ma dzień i pracownika socjalnego, który nie układał "
                "tego planu.",
            ),
            models.CheckConstraint(
                name="plan_care_agreed_whole",
                condition=Q(care_agreed_on=None, care_agreed_with="")
                | Q(care_agreed_on__isnull=False) & ~Q(care_agreed_with=""),
                violation_error_message="Podaj, z którym koordynatorem pieczy zastępczej plan uzgodniono i "
                "którego dnia.",
            ),
            models.CheckConstraint(
                name="plan_worded",
                condition=Q(state="draft")
                | ~Q(difficulties="") & ~Q(made_with="") & (Q(ordinal=0) | ~Q(change="")),
                violation_error_message="Plan do podpisu mówi, z kim go ułożono i jakich trudności dotyczy, "
                "a aneks, co się zmienia i dlaczego.",
            ),
            voided_whole("plan_voided_whole", "created_by"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return f"Aneks nr {self.ordinal} do planu pracy" if self.ordinal else "Plan pracy z rodziną"

    @property
    def source(self) -> str:
        """aneks 1 z 12.03.2027"""
        name = f"aneks {self.ordinal}" if self.ordinal else "plan"
        return f"{name} z {polish(self.signed_on)}" if self.signed_on else name

    @property
    def author(self):
        return self.created_by

    @property
    def was_printed(self) -> bool:
        return self.prints.exists()

    def lock_above(self) -> None:
        Cooperation.with_voided.select_for_update(no_key=True).get(pk=self.cooperation_id)

    def void(self, *, by, reason: str) -> None:
        """Raises Refused for a draft that was never printed, and while something later stands on it."""
        with refused_by_database():
            self.lock()
            if not self.was_printed:
                raise Refused("Szkic bez wydruku można usunąć, nie trzeba go unieważniać.")
            super().void(by=by, reason=reason)

    @transaction.atomic
    def discard(self) -> None:
        """Delete a draft that was never printed, with its rows. Raises Refused for any other."""
        self.lock()
        if not self.is_draft or self.was_printed:
            raise Refused("Usunąć można tylko szkic, którego nie drukowano do podpisu.")
        self.take_agreement_back()
        PlanAction.objects.filter(goal__plan=self).delete()
        self.goals.all().delete()
        self.delete()

    def take_agreement_back(self) -> None:
        """Whoever goes on writing asks the social worker again. Within the lock."""
        if self.agreed_on:
            self.agreed_on = self.agreed_by = None
            self.save(update_fields=["agreed_on", "agreed_by"])
            self.refresh_from_db(fields=["version"])


@tracked()
class PlanGoal(Record):
    """A goal and its expected effect."""

    plan = models.ForeignKey(
        Plan, verbose_name="plan", on_delete=models.CASCADE, related_name="goals"
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)
    text = models.TextField("cel", max_length=1000)
    effect = models.TextField("przewidywany efekt", max_length=1000)
    # The goal of the former wording that this one carries on: what an annex changes is told by it.
    replaces = models.ForeignKey(
        "self",
        verbose_name="w miejsce",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    class Meta(Record.Meta):
        verbose_name = "cel planu pracy"
        verbose_name_plural = "cele planów pracy"
        ordering = ["position", "pk"]
        triggers = [*Record.Meta.triggers, guards.GOAL_OF_DRAFT, guards.GOAL_REPLACES]
        constraints = [
            models.CheckConstraint(
                name="plan_goal_worded",
                condition=~Q(text="") & ~Q(effect=""),
                violation_error_message="Napisz cel i przewidywany efekt.",
            ),
        ]

    def __str__(self):
        return self.text


@tracked()
class PlanAction(models.Model):
    """What is done towards a goal, by whom, until when."""

    goal = models.ForeignKey(
        PlanGoal, verbose_name="cel", on_delete=models.CASCADE, related_name="actions"
    )
    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)
    text = models.TextField("działanie", max_length=1000)
    who = LineColumn("kto", max_length=150)
    deadline = models.DateField("w terminie")

    class Meta:
        verbose_name = "działanie planu pracy"
        verbose_name_plural = "działania planów pracy"
        ordering = ["position", "pk"]
        triggers = [guards.ACTION_OF_DRAFT]
        constraints = [
            models.CheckConstraint(
                name="plan_action_worded",
                condition=~Q(text="") & ~Q(who=""),
                violation_error_message="Napisz działanie i kto je zrobi.",
            ),
        ]

    def __str__(self):
        return self.text


@tracked(exclude=["facts"])
class PlanPrint(GivenOut):
    plan = models.ForeignKey(
        Plan, verbose_name="plan", on_delete=models.PROTECT, related_name="prints"
    )

    class Meta:
        verbose_name = "wydruk planu pracy"
        verbose_name_plural = "wydruki planów pracy"
        ordering = ["-printed_at", "-pk"]
        triggers = [guards.PRINT_OF_PLAN, guards.PRINT_IS_AGREED]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                name="plan_print_one_is_valid",
                condition=Q(voided_at=None),
                violation_error_message="Ten plan ma już ważny wydruk do podpisu.",
            ),
            voiding_has_its_person("plan_print_voided_whole"),
        ]

    def __str__(self):
        return f"wydruk planu {self.code}"
