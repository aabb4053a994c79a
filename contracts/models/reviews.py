"""Reviews that were held, with the result of each action and goal; never on the frozen rows themselves."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest

from contracts.guards.parts import PLANNED_RESTRICTED, RESTRICTED, REVIEW_RESTRICTED
from contracts.guards.reviews import (
    ATTEMPT_BEGINS,
    ATTEMPT_IS_KEPT,
    OF_ITS_ACTION,
    OF_ITS_CHANGE,
    OF_ITS_GOAL,
    REVIEW_BEGINS,
    REVIEW_ENDS_WHOLE,
    REVIEW_LIFE,
)
from contracts.models.contract import SocialContract
from contracts.models.rows import Action, Goal, Party
from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database


class ReviewQuerySet(models.QuerySet):
    def settling(self):
        """Each with `settles_until`: the planned days up to it wait for nobody any more.

        Held a few days before the planned one it answers, it settles that one all the same.
        """
        return self.annotate(settles_until=Greatest("on", "planned__on"))

    def in_order(self):
        return self.order_by("on", "pk")


@tracked()
class Review(Record, Voidable):
    """A look back on what was done (ocena), part II of the official form. A mistake is voided."""

    class Presence(models.TextChoices):
        PRESENT = "present", "obecna"
        PHONE = "phone", "rozmowa telefoniczna"
        ABSENT = "absent", "nieobecna"

    # The form's two conclusions are the first two; of an end it knows nothing.
    class WhatNext(models.TextChoices):
        UNCHANGED = "unchanged", "bez zmian"
        ANNEX = "annex", "aneks"
        END = "end", "zakończenie kontraktu"

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="reviews"
    )
    planned = models.ForeignKey(
        "contracts.PlannedReview",
        verbose_name="planowana ocena",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
    )
    on = models.DateField("dzień oceny")
    is_final = models.BooleanField("ocena końcowa", default=False)
    presence = models.CharField("osoba", max_length=7, choices=Presence)
    attempts = models.TextField("próby kontaktu", blank=True)
    person_says = models.TextField("co mówi osoba", blank=True)
    conclusions = models.TextField("wnioski")
    what_next = models.CharField("co dalej", max_length=9, choices=WhatNext)
    next_on = models.DateField("następna ocena", null=True, blank=True)
    worker_note = models.TextField("notatka tylko dla pracownika", blank=True)
    held_by = models.ForeignKey(
        User, verbose_name="ocenę zapisał(a)", on_delete=models.PROTECT, related_name="+"
    )
    held_at = models.DateTimeField("zapisano")
    is_whole = models.BooleanField("zapisana w całości", default=False, editable=False)
    sheet = models.OneToOneField(
        Document,
        verbose_name="arkusz",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sheet_code = models.CharField("kod arkusza", max_length=4, blank=True, editable=False)
    scan = models.OneToOneField(
        Document,
        verbose_name="skan",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotVoided.from_queryset(ReviewQuerySet)()
    with_voided = ReviewQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "ocena kontraktu"
        verbose_name_plural = "oceny kontraktu"
        ordering = ["on", "pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            *(REVIEW_BEGINS, REVIEW_LIFE, REVIEW_ENDS_WHOLE),
            RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["planned"],
                name="review_answered_once",
                condition=Q(voided_at=None),
                violation_error_message="Tę planowaną ocenę ktoś już przeprowadził. Otwórz ją na stronie "
                "kontraktu.",
            ),
            models.UniqueConstraint(
                fields=["contract", "on"],
                name="review_held_once_a_day",
                condition=Q(voided_at=None),
                violation_error_message="Ocena tego kontraktu z tego dnia jest już zapisana.",
            ),
            models.CheckConstraint(
                name="review_absent_with_attempts",
                condition=~Q(presence="absent") | ~Q(attempts=""),
                violation_error_message="Napisz, jakie były próby kontaktu z osobą.",
            ),
            models.CheckConstraint(
                name="review_with_conclusions",
                condition=~Q(conclusions=""),
                violation_error_message="Napisz wnioski z oceny.",
            ),
            models.CheckConstraint(
                name="review_next_one",
                condition=Q(is_final=True, next_on=None)
                | Q(is_final=False, what_next="end")
                | Q(is_final=False, next_on__isnull=False),
                violation_error_message="Podaj dzień następnej oceny; po ocenie końcowej następnej nie ma.",
            ),
            models.CheckConstraint(
                name="review_next_is_later",
                condition=Q(next_on__gt=F("on")),
                violation_error_message="Następna ocena jest po dniu tej oceny.",
            ),
            models.CheckConstraint(
                name="review_sheet_has_code",
                condition=Q(sheet=None, sheet_code="") | Q(sheet__isnull=False) & ~Q(sheet_code=""),
                violation_error_message="Arkusz oceny ma swój kod.",
            ),
            voided_whole("review_voided_whole", "held_by"),
        ]

    def __str__(self):
        return f"ocena {self.on}"

    @property
    def author(self):
        return self.held_by

    @property
    def kind(self) -> str:
        return "końcowa" if self.is_final else "okresowa"

    def lock(self) -> None:
        """Lock the person, the contract, then this review, and read it again. Within a transaction."""
        self.contract.lock()
        self.refresh_from_db(from_queryset=Review.with_voided.select_for_update(no_key=True))

    def void(self, *, by, reason: str) -> None:
        """What it settled waits again; the day that it agreed upon waits no more."""
        with refused_by_database():
            self.lock()
            super().void(by=by, reason=reason)

    def keep_scan(self, scan: Document) -> None:
        """Raises Refused where there is one: what was shown to somebody is not exchanged."""
        with refused_by_database():
            self.lock()
            if self.voided_at:
                raise Refused("Ta ocena jest unieważniona.")
            if self.scan_id:
                raise Refused("Ta ocena ma już skan.")
            self.scan = scan
            self.save(update_fields=["scan"])


class Result(models.TextChoices):
    """What became of an action by the day of a review."""

    GOING_ON = "going_on", "w toku"
    REACHED = "reached", "osiągnięte"
    PARTLY = "partly", "częściowo"
    NOT_REACHED = "not_reached", "nieosiągnięte"
    NOT_NEEDED = "not_needed", "już niepotrzebne"


# These are not left to be guessed at.
WITH_REMARK = (Result.NOT_REACHED, Result.NOT_NEEDED)


class GoalResult(models.TextChoices):
    """The same of a goal, in the words of its gender."""

    GOING_ON = "going_on", "w toku"
    REACHED = "reached", "osiągnięty"
    PARTLY = "partly", "częściowo"
    NOT_REACHED = "not_reached", "nieosiągnięty"
    NOT_NEEDED = "not_needed", "już niepotrzebny"


class ReviewPart(models.Model):
    """Written together with its review and never again."""

    remark = models.TextField("uwaga", blank=True)

    class Meta:
        abstract = True


@tracked()
class ReviewedAction(ReviewPart):
    review = models.ForeignKey(
        Review, verbose_name="ocena", on_delete=models.PROTECT, related_name="actions"
    )
    action = models.ForeignKey(
        Action, verbose_name="działanie", on_delete=models.PROTECT, related_name="results"
    )
    result = models.CharField("wynik", max_length=11, choices=Result)

    class Meta:
        verbose_name = "wynik działania"
        verbose_name_plural = "wyniki działań"
        ordering = ["review", "pk"]
        triggers = [OF_ITS_ACTION, REVIEW_RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "action"],
                name="reviewed_action_once",
                violation_error_message="To działanie ma już wynik w tej ocenie.",
            ),
            models.CheckConstraint(
                name="reviewed_action_with_remark",
                condition=~Q(result__in=WITH_REMARK) | ~Q(remark=""),
                violation_error_message="Napisz w uwadze, dlaczego działania nie osiągnięto albo dlaczego "
                "nie jest już potrzebne.",
            ),
        ]

    def __str__(self):
        return self.get_result_display()


@tracked()
class ReviewedGoal(ReviewPart):
    review = models.ForeignKey(
        Review, verbose_name="ocena", on_delete=models.PROTECT, related_name="goals"
    )
    goal = models.ForeignKey(
        Goal, verbose_name="cel szczegółowy", on_delete=models.PROTECT, related_name="results"
    )
    result = models.CharField("wynik", max_length=11, choices=GoalResult)

    class Meta:
        verbose_name = "wynik celu"
        verbose_name_plural = "wyniki celów"
        ordering = ["review", "pk"]
        triggers = [OF_ITS_GOAL, REVIEW_RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "goal"],
                name="reviewed_goal_once",
                violation_error_message="Ten cel ma już wynik w tej ocenie.",
            )
        ]

    def __str__(self):
        return self.get_result_display()


@tracked()
class ReviewChange(models.Model):
    """An action that both sides agreed upon in a review: a cell of part II, until an annex takes it over."""

    review = models.ForeignKey(
        Review, verbose_name="ocena", on_delete=models.PROTECT, related_name="changes"
    )
    # The table of the form that it stands in; without a party, that of the contract's own person.
    party = models.ForeignKey(
        Party,
        verbose_name="w tabeli osoby",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    side = models.CharField("kto", max_length=6, choices=Action.Side)
    text = models.TextField("działanie")
    deadline = models.DateField("w terminie")
    position = models.PositiveSmallIntegerField("kolejność", default=0, editable=False)

    class Meta:
        verbose_name = "uzgodnione działanie"
        verbose_name_plural = "uzgodnione działania"
        ordering = ["position", "pk"]
        triggers = [OF_ITS_CHANGE, REVIEW_RESTRICTED]

    def __str__(self):
        return self.text


@tracked()
class ReviewAttempt(models.Model):
    """Somebody tried in vain to hold a planned review: it still waits."""

    class Way(models.TextChoices):
        PHONE = "phone", "telefon"
        VISIT = "visit", "wizyta"
        LETTER = "letter", "pismo"
        OTHER = "other", "inaczej"

    planned = models.ForeignKey(
        "contracts.PlannedReview",
        verbose_name="planowana ocena",
        on_delete=models.PROTECT,
        related_name="attempts",
    )
    on = models.DateField("dzień próby")
    way = models.CharField("jak", max_length=6, choices=Way)
    outcome = models.TextField("co z niej wynikło")
    noted_by = models.ForeignKey(
        User, verbose_name="odnotował(a)", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField("odnotowano")

    class Meta:
        verbose_name = "próba kontaktu przed oceną"
        verbose_name_plural = "próby kontaktu przed oceną"
        ordering = ["on", "pk"]
        triggers = [ATTEMPT_BEGINS, ATTEMPT_IS_KEPT, PLANNED_RESTRICTED]

    def __str__(self):
        return f"{self.get_way_display()}, {self.outcome}"
