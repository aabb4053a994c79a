"""Days on which both sides look at what was done: laid down in the contract, or agreed upon in a review."""

import datetime

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from contracts.guards.parts import RESTRICTED
from contracts.guards.reviews import planned_with_contract_or_review
from contracts.models.contract import SocialContract
from contracts.models.reviews import Review, ReviewAttempt
from contracts.models.rows import Amended, AmendedQuerySet, ContractPart, replaces_by_annex
from kis.lib.dates import DAY
from kis.lib.history import tracked

REVIEW_SOON_DAYS = 14


class PlannedReviewQuerySet(AmendedQuerySet):
    def standing(self):
        """Without those that a review agreed upon which was voided since."""
        return self.filter(Q(agreed_in=None) | Q(agreed_in__voided_at=None))

    def laid_down(self):
        """Those of the contract itself: they stand on its paper."""
        return self.filter(agreed_in=None, added_by=None)

    def unsettled(self):
        """Those that wait: no review answered for them, neither their own nor one on a later day."""
        settling = Review.objects.settling().filter(
            contract=OuterRef("contract"), settles_until__gte=OuterRef("on")
        )
        return self.standing().filter(~Exists(settling))

    def due(self, on: datetime.date):
        """Of those that wait the late ones and those of the next fortnight."""
        return self.waiting(on).filter(on__lte=on + REVIEW_SOON_DAYS * DAY)

    def waiting(self, on: datetime.date):
        """Those from the day on, and of each contract the last one that passed: it waits until it is held.

        Of contracts that nobody has ended, for who ends one looks back on it. Each has `earlier`: how many
        of its contract passed unanswered before it; and `tries`: how often it was tried in vain.
        """
        unsettled = self.model.objects.unsettled().in_force(on)
        passed = unsettled.filter(contract=OuterRef("contract"), on__lt=on)
        earlier = passed.filter(on__lt=OuterRef("on")).order_by().values("contract")
        tries = ReviewAttempt.objects.filter(planned=OuterRef("pk")).order_by().values("planned")
        return (
            self.unsettled()
            .in_force(on)
            .filter(
                ~Exists(passed.filter(on__gt=OuterRef("on"))),
                contract__in=SocialContract.objects.filter(state=SocialContract.State.SIGNED),
                on__lte=F("contract__last_day"),
            )
            .annotate(
                earlier=Coalesce(Subquery(earlier.annotate(count=Count("pk")).values("count")), 0),
                tries=Coalesce(Subquery(tries.annotate(count=Count("pk")).values("count")), 0),
            )
        )


@tracked()
class PlannedReview(Amended, ContractPart):
    """A day on which both sides look at what was done (ocena)."""

    contract = models.ForeignKey(
        SocialContract,
        verbose_name="kontrakt",
        on_delete=models.CASCADE,
        related_name="planned_reviews",
    )
    on = models.DateField("dzień oceny")
    is_final = models.BooleanField("ocena końcowa", default=False)
    agreed_in = models.OneToOneField(
        Review,
        verbose_name="uzgodniona w ocenie",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="agreed",
    )

    objects = PlannedReviewQuerySet.as_manager()

    class Meta(ContractPart.Meta):
        verbose_name = "planowana ocena"
        verbose_name_plural = "planowane oceny"
        ordering = ["on", "pk"]
        triggers = [planned_with_contract_or_review(), RESTRICTED]
        constraints = [
            # One that a voided review agreed upon hinders no other of the same day, nor one that an annex
            # gives anew.
            models.UniqueConstraint(
                fields=["contract", "on", "agreed_in", "added_by"],
                name="review_once_a_day",
                violation_error_message="Ta ocena jest już na liście.",
                deferrable=models.Deferrable.DEFERRED,
                nulls_distinct=False,
            ),
            replaces_by_annex("review_replaces_by_annex"),
        ]
        indexes = [models.Index(fields=["on"], name="review_by_day")]

    def __str__(self):
        return f"ocena {self.on}"
