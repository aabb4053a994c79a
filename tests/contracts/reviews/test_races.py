"""Two people at one contract at the same moment: one review is kept, and it looks back on what was."""

import pytest

from contracts.models import PlannedReview, Review, SocialContract
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.reviews.held import D, held, signed_whole
from tests.psu.connections import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("centre")]


def hold(contract, **facts):
    """As a connection of its own would: with its own reading of the contract."""
    return lambda: held(SocialContract.objects.get(pk=contract.pk), **facts)


def test_of_two_who_hold_one_planned_review_the_second_is_refused(users, person):
    contract = signed_whole(person)
    planned = contract.planned_reviews.first()
    with pytest.raises(Refused, match="już zapisano"):
        race(
            hold(contract, planned=planned),
            hold(contract, planned=planned, on=D(2027, 1, 13), by=users.colleague),
        )
    assert Review.objects.get().held_by == users.worker


def test_a_periodic_review_waits_for_the_end_that_comes_first(users, person):
    contract = signed_whole(person)

    def end():
        one = SocialContract.objects.get(pk=contract.pk)
        one.end(on=made.SIGNED_ON, reason="agreed", by=users.worker, today=made.SIGNED_ON)

    with pytest.raises(Refused, match="tylko ocenę końcową"):
        race(end, hold(contract))
    assert not Review.objects.exists()


def test_a_review_that_is_voided_and_held_anew_at_once_is_kept_once(users, person):
    contract = signed_whole(person)
    planned = contract.planned_reviews.first()
    wrong = held(contract, planned=planned)

    def void():
        Review.objects.get(pk=wrong.pk).void(by=users.coordinator, reason="pomyłka")

    race(void, hold(contract, planned=PlannedReview.objects.get(pk=planned.pk)))
    assert Review.objects.count() == 1
    assert Review.with_voided.count() == 2
