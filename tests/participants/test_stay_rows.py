"""What belongs to a stay: the database holds where breaks lie, what a rating is, what settles a question."""

from datetime import date

import pytest

from participants.models import Break, FollowUp, Participation, Prolongation, Rating
from tests.participants.made import stay as stay_of
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 2), date(2026, 9, 30)


@pytest.fixture
def running(person):
    return stay_of(person, FIRST)


@pytest.fixture
def ended(person):
    return stay_of(person, FIRST, LAST)


def a_break(stay, first, last=None, **facts):
    return Break.objects.create(
        **{
            "participation": stay,
            "starts_on": first,
            "ends_on": last,
            "reason": "care",
            "made_by": stay.begun_by,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("first", "last", "is_within"),
    [
        (FIRST, LAST, True),
        (date(2026, 3, 1), date(2026, 3, 5), False),
        (date(2026, 9, 30), date(2026, 9, 30), True),
        (date(2026, 9, 30), date(2026, 10, 1), False),
        (date(2026, 9, 30), None, False),
    ],
)
def test_a_break_lies_within_its_stay(ended, first, last, is_within):
    if is_within:
        assert a_break(ended, first, last).pk
    else:
        assert name_of_refusal(a_break, ended, first, last) == "break_within_stay"


def test_a_stay_that_runs_may_have_an_open_break(running):
    assert a_break(running, FIRST).pk


def test_a_stay_is_not_moved_from_under_its_break(running):
    a_break(running, FIRST, date(2026, 4, 1))
    stays = Participation.objects.filter(pk=running.pk)
    assert name_of_refusal(stays.update, starts_on=date(2026, 3, 3)) == "stay_holds_its_breaks"
    ending = {
        "outcome": "finished",
        "what_next": "unknown",
        "contract_carried_out": "yes",
        "ended_by": running.begun_by,
    }
    early = {"ends_on": date(2026, 3, 31), **ending}
    assert name_of_refusal(stays.update, **early) == "stay_holds_its_breaks"
    assert stays.update(ends_on=date(2026, 4, 1), **ending) == 1


@pytest.mark.parametrize(
    ("first", "last", "is_free"),
    [
        (date(2026, 4, 11), None, True),
        (date(2026, 4, 10), None, False),
        (date(2026, 3, 2), date(2026, 3, 31), True),
        (date(2026, 3, 2), date(2026, 4, 1), False),
    ],
)
def test_breaks_do_not_overlap(running, first, last, is_free):
    a_break(running, date(2026, 4, 1), date(2026, 4, 10))
    if is_free:
        assert a_break(running, first, last).pk
    else:
        assert name_of_refusal(a_break, running, first, last) == "break_one_at_a_time"


def test_a_voided_break_leaves_its_days_free(running, users):
    a_break(running, FIRST).void(by=users.coordinator, reason="pomyłka")
    assert a_break(running, FIRST).pk


def test_a_break_does_not_end_before_it_began_and_another_reason_is_told(running):
    assert (
        name_of_refusal(a_break, running, date(2026, 4, 2), date(2026, 4, 1))
        == "break_ends_after_start"
    )
    assert (
        name_of_refusal(a_break, running, date(2026, 4, 2), reason="other")
        == "break_other_reason_is_told"
    )


def test_a_prolongation_is_later_has_its_reason_and_stays(running):
    def prolonged(last, reason="Kurs."):
        return Prolongation.objects.create(
            participation=running,
            planned_before=LAST,
            planned_end_on=last,
            reason=reason,
            made_on=FIRST,
            made_by=running.begun_by,
        )

    assert name_of_refusal(prolonged, LAST) == "prolongation_is_later"
    assert name_of_refusal(prolonged, date(2026, 10, 1), "") == "prolongation_has_reason"
    prolonged(date(2026, 10, 1))
    assert name_of_refusal(Prolongation.objects.update, reason="Inny.") == "prolongation_is_kept"


def rated(stay, moment="start", **levels):
    return Rating.objects.create(
        participation=stay, moment=moment, rated_by=stay.begun_by, **levels
    )


def test_a_rating_is_of_something_from_one_to_five_once_a_moment(running):
    assert name_of_refusal(rated, running) == "rating_of_something"
    for level in (0, 6):
        assert name_of_refusal(rated, running, work=level) == "rating_from_one_to_five"
    rated(running, work=1, relations=5)
    assert name_of_refusal(rated, running, work=2) == "rating_once_a_moment"
    assert rated(running, "end", work=2).pk


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"settled_on": LAST}, "follow_up_settled_whole"),
        ({"what_next": "unknown"}, "follow_up_settled_whole"),
        ({"note": "Nie odbiera"}, "follow_up_settled_whole"),
        (
            {"settled_on": LAST, "way": "failed", "what_next": "psu", "settled_by": True},
            "follow_up_failed_knows_nothing",
        ),
    ],
)
def test_a_question_is_settled_whole(ended, facts, refusal):
    FollowUp.objects.create(participation=ended, months=3, due_on=date(2026, 12, 30))
    known = facts | ({"settled_by": ended.begun_by} if "settled_by" in facts else {})
    assert name_of_refusal(FollowUp.objects.update, **known) == refusal


def test_a_question_keeps_its_day_and_is_asked_once_a_term(ended):
    facts = {"participation": ended, "months": 3, "due_on": date(2026, 12, 30)}
    FollowUp.objects.create(**facts)
    assert name_of_refusal(FollowUp.objects.create, **facts) == "follow_up_once_a_term"
    assert name_of_refusal(FollowUp.objects.update, due_on=date(2027, 1, 1)) == "row_is_kept"
