"""What holds of reviews against everybody: the act, SQL and the other side."""

import pytest
from django.db import IntegrityError, connection, transaction

from contracts.models import Action, PlannedReview, Review, ReviewAttempt, ReviewedAction
from contracts.reviews.holding import note_attempt
from kis.lib.dates import DAY
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.reviews.held import (
    HELD_ON,
    D,
    actions_of,
    at_noon_of,
    held,
    kept,
    signed_whole,
)
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
LAST_DAY = D(2027, 5, 31)


@pytest.fixture
def contract(person):
    return signed_whole(person)


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def the_end_of_the_transaction():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_review_keeps_the_result_of_each_action_and_none_stands_on_the_frozen_rows(contract):
    review = held(contract, a1=("reached", ""), a3=("not_needed", "Ma już pracę."))
    results = [row.result for row in review.actions.order_by("pk")]
    assert results == ["reached", "going_on", "not_needed", "going_on", "going_on"]
    assert review.is_whole
    assert {field.name for field in Action._meta.get_fields()} & {"result", "remark"} == set()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (made.SIGNED_ON - DAY, "zawarto 20.11.2026"),
        (made.SIGNED_ON, ""),
        (LAST_DAY, ""),
        (LAST_DAY + DAY, "obowiązywał do 31.05.2027"),
    ],
)
def test_a_periodic_review_is_within_the_contract(contract, day, sentence):
    facts = {"on": day, "what_next": "end", "next_on": None}
    if not sentence:
        assert held(contract, **facts).on == day
        return
    with pytest.raises(Refused, match=sentence):
        held(contract, **facts)


def test_the_final_one_may_be_held_after_the_last_day_and_after_the_end(contract, users):
    contract.end(on=D(2027, 2, 1), reason="agreed", by=users.worker, today=D(2027, 2, 1))
    with pytest.raises(Refused, match="tylko ocenę końcową"):
        held(contract, on=D(2027, 1, 20), what_next="end", next_on=None)
    assert held(contract, on=LAST_DAY + DAY, is_final=True).is_final


def test_no_review_is_of_a_day_to_come(contract):
    with pytest.raises(Refused, match="nie może być późniejszy niż dzisiaj"):
        held(contract, on=HELD_ON, at=at_noon_of(HELD_ON - DAY))


def test_only_a_signed_contract_is_reviewed(users, person):
    with pytest.raises(Refused, match="Ocenia się kontrakt podpisany"):
        held(made.printed(person))
    voided = made.signed(PersonFactory(responsible=users.worker))
    voided.void(by=users.coordinator, reason="pomyłka")
    with pytest.raises(Refused, match="Ocenia się kontrakt podpisany"):
        held(voided)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"presence": "absent"}, "próby kontaktu"),
        ({"conclusions": ""}, "wnioski"),
        ({"next_on": None}, "dzień następnej oceny"),
        ({"next_on": HELD_ON}, "po dniu tej oceny"),
        ({"next_on": LAST_DAY + DAY}, "obowiązuje do 31.05.2027"),
        ({"is_final": True, "next_on": D(2027, 2, 1)}, "po ocenie końcowej następnej nie ma"),
        ({"a1": ("not_reached", "")}, "dlaczego działania nie osiągnięto"),
        ({"a1": ("not_needed", "")}, "dlaczego działania nie osiągnięto"),
        ({"results": {}}, "obejmuje każde działanie"),
        ({"is_final": True, "goal_results": {}}, "każdy cel"),
        (
            {"changes": [{"side": "person", "text": "Kurs", "deadline": LAST_DAY}]},
            "po której kontrakt wymaga zmian",
        ),
    ],
)
def test_a_review_that_lacks_something_is_refused_with_a_sentence(contract, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        held(contract, **facts)
    assert not Review.with_voided.exists()


def test_an_annex_may_bring_a_later_term_so_the_next_one_may_be_behind_the_end(contract):
    assert held(contract, what_next="annex", next_on=LAST_DAY + DAY).next_on == LAST_DAY + DAY


def test_actions_goals_and_parties_of_another_contract_are_refused(users, contract):
    other = made.signed(PersonFactory(responsible=users.worker))
    results = {action.pk: ("going_on", "") for action in actions_of(contract) + actions_of(other)}
    with pytest.raises(Refused, match="tego samego kontraktu"):
        held(contract, results=results)
    goals = {goal.pk: ("reached", "") for goal in [*contract.goals.all(), *other.goals.all()]}
    with pytest.raises(Refused, match="tego samego kontraktu"):
        held(contract, is_final=True, goal_results=goals)
    with pytest.raises(Refused, match="innego kontraktu"):
        held(contract, planned=other.planned_reviews.first())
    listed = other.parties.get().pk
    change = {"side": "person", "text": "Kurs", "deadline": LAST_DAY, "party_id": listed}
    with pytest.raises(Refused, match="tego samego kontraktu"):
        held(contract, what_next="annex", changes=[change])


@pytest.mark.parametrize(("deadline", "is_kept"), [(HELD_ON, True), (HELD_ON - DAY, False)])
def test_what_is_agreed_in_a_review_is_not_past_by_then(contract, deadline, is_kept):
    change = {"side": "person", "text": "Kurs", "deadline": deadline}
    if is_kept:
        assert held(contract, what_next="annex", changes=[change]).changes.count() == 1
    else:
        with pytest.raises(Refused, match="wcześniejszy niż dzień oceny"):
            held(contract, what_next="annex", changes=[change])


def test_what_was_kept_changes_by_no_sql(contract):
    review = held(contract)
    for change in (
        lambda: Review.objects.update(conclusions="co innego"),
        lambda: Review.objects.update(on=HELD_ON + DAY),
        lambda: Review.objects.update(is_whole=False),
        lambda: Review.objects.filter(pk=review.pk).delete(),
        lambda: ReviewedAction.objects.update(result="reached"),
        lambda: ReviewedAction.objects.all().delete(),
        lambda: ReviewedAction.objects.create(
            review=review, action=actions_of(contract)[0], result="reached"
        ),
        lambda: review.changes.create(side="person", text="Kurs", deadline=LAST_DAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_review_without_its_results_does_not_outlast_the_transaction(contract):
    facts = {"presence": "present", "conclusions": "w", "what_next": "end"}
    author = {"held_by": contract.worker, "held_at": at_noon_of(HELD_ON)}
    with refused("review_lacks_results"), transaction.atomic():
        Review.objects.create(contract=contract, on=HELD_ON, **facts, **author)
        the_end_of_the_transaction()


def test_a_mistake_is_voided_by_a_second_person_and_held_anew(users, contract):
    planned = contract.planned_reviews.first()
    wrong = held(contract, planned=planned)
    with pytest.raises(Refused, match="druga osoba"):
        wrong.void(by=users.worker, reason="pomyłka")
    wrong.void(by=users.coordinator, reason="pomyłka")
    assert held(contract, planned=planned).planned == planned
    assert Review.with_voided.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.with_voided.filter(pk=wrong.pk).update(voided_at=None, void_reason="")


def test_of_the_same_planned_review_and_of_the_same_day_one_is_kept(contract):
    planned = contract.planned_reviews.first()
    held(contract, planned=planned)
    for again in ({"planned": planned, "on": HELD_ON + DAY}, {"on": HELD_ON}):
        with pytest.raises(Refused, match=r"już zapisano: Anna Wrona, dzień oceny 12\.01\.2027"):
            held(contract, **again)
    assert Review.objects.count() == 1


# What is due


def due(contract, on):
    return [planned.on for planned in contract.planned_reviews.all().due(on)]


def test_a_held_review_settles_its_own_and_those_that_passed_before(contract):
    later = contract.planned_reviews.get(on=D(2027, 3, 12))
    assert due(contract, D(2027, 3, 1)) == [D(2027, 1, 12), D(2027, 3, 12)]
    held(contract, on=D(2027, 3, 8), planned=later, next_on=LAST_DAY)
    assert due(contract, D(2027, 3, 20)) == []
    assert due(contract, D(2027, 5, 20)) == [LAST_DAY]


def test_a_review_beside_the_plan_settles_what_passed_and_leaves_what_is_to_come(contract):
    held(contract, on=D(2027, 1, 11), next_on=D(2027, 3, 12))
    assert due(contract, D(2027, 1, 20)) == [D(2027, 1, 12)]
    held(contract, on=D(2027, 1, 20), next_on=D(2027, 3, 12))
    assert due(contract, D(2027, 1, 20)) == []


def test_the_day_agreed_upon_counts_as_a_planned_one(contract):
    review = held(contract, next_on=D(2027, 2, 12))
    assert due(contract, D(2027, 2, 1)) == [D(2027, 2, 12)]
    agreed = PlannedReview.objects.get(agreed_in=review)
    assert not agreed.is_final
    held(contract, planned=agreed, on=D(2027, 2, 12), next_on=D(2027, 3, 12))
    assert due(contract, D(2027, 2, 20)) == []
    # A day that was planned already stays one row.
    assert contract.planned_reviews.filter(on=D(2027, 3, 12)).count() == 1


def test_what_a_voided_review_settled_and_agreed_upon_counts_no_more(users, contract):
    review = held(contract, planned=contract.planned_reviews.first(), next_on=D(2027, 2, 12))
    review.void(by=users.coordinator, reason="pomyłka")
    assert due(contract, D(2027, 2, 10)) == [D(2027, 1, 12)]
    held(contract, on=D(2027, 1, 14), next_on=D(2027, 2, 12))
    assert due(contract, D(2027, 2, 10)) == [D(2027, 2, 12)]


def test_the_day_agreed_upon_is_kept_with_its_review(contract):
    agreed = PlannedReview.objects.get(agreed_in=held(contract, next_on=D(2027, 2, 12)))
    for change in (
        lambda: PlannedReview.objects.filter(pk=agreed.pk).update(on=D(2027, 2, 13)),
        lambda: PlannedReview.objects.filter(pk=agreed.pk).update(agreed_in=None),
        lambda: agreed.delete(),
        lambda: PlannedReview.objects.create(
            contract=contract, on=D(2027, 4, 1), agreed_in=agreed.agreed_in
        ),
        lambda: PlannedReview.objects.create(contract=contract, on=D(2027, 4, 1)),
        lambda: PlannedReview.objects.filter(agreed_in=None).update(on=D(2027, 4, 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def attempt(planned, on=HELD_ON, **facts):
    return note_attempt(
        planned,
        **{
            "on": on,
            "way": "phone",
            "outcome": "nie odbiera",
            "by": planned.contract.worker,
            **facts,
        },
        at=at_noon_of(HELD_ON),
    )


def test_an_attempt_settles_nothing_and_is_kept(contract):
    planned = contract.planned_reviews.first()
    attempt(planned)
    attempt(planned)
    (waiting,) = contract.planned_reviews.all().due(HELD_ON + DAY)
    assert waiting.tries == 2
    for change in (
        lambda: ReviewAttempt.objects.update(outcome="odebrał"),
        lambda: ReviewAttempt.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(HELD_ON + DAY, "jeszcze nie było"), (made.SIGNED_ON - DAY, "zawarto 20.11.2026")],
)
def test_an_attempt_is_of_a_day_of_the_contract_that_has_come(contract, day, sentence):
    with pytest.raises(Refused, match=sentence):
        attempt(contract.planned_reviews.first(), on=day)


def test_before_a_review_that_was_held_nobody_tries_any_more(contract):
    planned = contract.planned_reviews.first()
    held(contract, planned=planned)
    with pytest.raises(Refused, match="już się odbyła"):
        attempt(planned)


def test_one_scan_is_kept_with_a_review(contract):
    review = held(contract)
    review.keep_scan(kept(review.held_by))
    with pytest.raises(Refused, match="ma już skan"):
        review.keep_scan(kept(review.held_by))
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(scan=kept(review.held_by))
