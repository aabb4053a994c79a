"""What the papers of visits say, and what they never say."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from kis.families import visit_papers
from kis.families.visit_papers import sums_of
from tests import papers
from tests.families.factories import member
from tests.families.visit_factories import MONDAY, TopicFactory, at, request_of, visit

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MONTH = MONDAY.replace(day=1)
SECRET = "Tylko dla asystenta."


@pytest.fixture
def held(assignment, centre):
    parent = member(assignment.cooperation.family)
    return visit(
        assignment,
        state="held",
        present=[parent.pk],
        present_other="babcia",
        topics=[TopicFactory(name="szkoła").pk],
        arrangements="Plan dnia na lodówce.",
        family_tasks="Zapisać dziecko do świetlicy.",
        assistant_tasks="Zadzwonić do wychowawcy.",
        next_visit_at=at(MONDAY + 7 * DAY, 10),
        restricted_note=SECRET,
        kilometres=Decimal("12.5"),
    )


@pytest.fixture
def month(assignment, held):
    """Beside it an attempt of ten minutes, a time out of two hours, a planned and a cancelled visit."""
    visit(assignment, MONDAY - DAY, (9, 0), (9, 10), state="attempt", kilometres=3)
    out = visit(assignment, start=(12, 0), end=(14, 0), state="held", kind="accompanying")
    request_of(assignment, visit=out)
    request_of(assignment, MONDAY + DAY)
    visit(assignment, MONDAY + DAY)
    visit(assignment, MONDAY + 2 * DAY, state="cancelled", cancel_reason="choroba")
    return assignment


def test_the_protocol_tells_what_both_sign_and_nothing_restricted(held):
    words = papers.text(visit_papers.protocol(held))
    for told in (
        *("Plan dnia na lodówce.", "Zapisać dziecko do świetlicy.", "Zadzwonić do wychowawcy."),
        *("23.11.2026, 10.00–11.00", "babcia", "szkoła", "30.11.2026, 10.00"),
        *("podpis członka rodziny", "podpis asystenta rodziny"),
    ):
        assert told in words, told
    assert SECRET not in words


def test_the_card_of_a_month_has_its_visits_and_leaves_out_the_cancelled_ones(month):
    words = papers.text(visit_papers.family_card(month.cooperation.family, MONTH))
    assert "Wizyty, które się odbyły: 1, próby: 1, towarzyszenie: 1, razem godzin: 3,17." in words
    assert "25.11.2026" not in words
    assert SECRET not in words


def test_the_monthly_report_sums_each_family_and_says_what_has_no_entry(month):
    with time_machine.travel(at(MONDAY + 7 * DAY, 9), tick=False):
        words = papers.text(visit_papers.assistant_report(month.assistant, MONTH))
    assert "Prośby w tym miesiącu: 2, z nich przyjęte: 1, odmowy: 0." in words
    assert "Zaplanowane wizyty, których przebiegu jeszcze nie wpisano: 1." in words
    assert "Razem 1 1 1 3,17 15,5" in words


def test_the_sheet_of_hours_counts_what_was_told_alone(month):
    words = papers.text(visit_papers.assistant_hours(month.assistant, MONTH))
    assert "Razem 3,17 15,5" in words
    assert "24.11.2026" not in words


def test_a_month_without_visits_says_so(assignment, centre):
    words = papers.text(visit_papers.assistant_hours(assignment.assistant, MONTH))
    assert "W tym miesiącu nie ma wpisanych wizyt." in words


def test_minutes_and_kilometres_are_sums_of_what_was_told(month, held):
    rows = list(month.assistant.visits.all())
    sums = sums_of(rows)
    assert (sums.visits, sums.attempts, sums.accompanied) == (1, 1, 1)
    assert (sums.minutes, sums.kilometres) == (190, Decimal("15.5"))
