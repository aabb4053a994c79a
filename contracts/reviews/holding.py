"""The acts of reviews: holding one, and noting that it did not take place."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.models import (
    PlannedReview,
    Review,
    ReviewAttempt,
    ReviewChange,
    ReviewedAction,
    ReviewedGoal,
    SocialContract,
)
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database

Outcome = tuple[str, str]  # a result and its remark


def hold(
    contract: SocialContract,
    *,
    by,
    at: datetime.datetime,
    results: Mapping[int, Outcome],
    goal_results: Mapping[int, Outcome] | None = None,
    changes: Iterable[Mapping[str, Any]] = (),
    planned: PlannedReview | None = None,
    **facts,
) -> Review:
    """Keep a review with all its rows, for good; the day of the next one is a planned one from now on.

    `results`: by the number of each action of the contract; `goal_results`: by goal, each of them for a
    final review; `changes`: fields of ReviewChange; `facts`: of Review. Raises Refused where somebody has
    held it meanwhile, and for what the rules of contracts.guards.reviews do not allow.
    """
    with refused_by_database():
        contract.lock()
        _expect_unheld(contract, planned, facts["on"])
        review = Review.objects.create(
            contract=contract, planned=planned, held_by=by, held_at=at, **facts
        )
        ReviewedAction.objects.bulk_create(
            ReviewedAction(review=review, action_id=pk, result=result, remark=remark)
            for pk, (result, remark) in results.items()
        )
        ReviewedGoal.objects.bulk_create(
            ReviewedGoal(review=review, goal_id=pk, result=result, remark=remark)
            for pk, (result, remark) in (goal_results or {}).items()
        )
        ReviewChange.objects.bulk_create(
            ReviewChange(review=review, position=position, **change)
            for position, change in enumerate(changes)
        )
        _plan_the_next(review)
        review.is_whole = True
        review.save(update_fields=["is_whole"])
        review.refresh_from_db(fields=["version"])
    return review


def _expect_unheld(contract, planned, on) -> None:
    held = contract.reviews.filter(on=on).first()
    if planned:
        held = Review.objects.filter(planned=planned).first() or held
    if held:
        raise Refused(
            f"Tę ocenę już zapisano: {held.held_by}, dzień oceny {polish(held.on)}. Niczego nie dodano. "
            "Otwórz ją na stronie kontraktu."
        )


def _plan_the_next(review) -> None:
    """A day that is planned already stays one row."""
    days = review.contract.planned_reviews.standing().filter(on=review.next_on)
    if review.next_on and not days.exists():
        PlannedReview.objects.create(contract=review.contract, on=review.next_on, agreed_in=review)


def note_attempt(
    planned: PlannedReview, *, on: datetime.date, way: str, outcome: str, by, at: datetime.datetime
) -> ReviewAttempt:
    """It waits on. Raises Refused for a day to come or before the contract, and of a review that was held."""
    with refused_by_database():
        contract = planned.contract
        contract.lock()
        if on < contract.signed_on:
            raise Refused(
                f"Kontrakt zawarto {polish(contract.signed_on)}, a próba kontaktu jest wcześniejsza."
            )
        if not contract.planned_reviews.unsettled().filter(pk=planned.pk).exists():
            raise Refused("Ta ocena już się odbyła albo objęła ją późniejsza.")
        return ReviewAttempt.objects.create(
            planned=planned, on=on, way=way, outcome=outcome, noted_by=by, noted_at=at
        )
