"""The review reviews: hours against the plan, absences, who marked, what nobody confirmed."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from psu.models import PersonMonth, Supervision, WorkDay
from psu.months.preview import preview
from tests.psu.factories import ReferralFactory, compare_again, confirm_month, sign_list, work
from tests.psu.guarded import day

MAY, ON = day("2025-05-01"), day("2025-06-04")
ABSENT = WorkDay.Outcome


@pytest.fixture
def planned(agreement, place, users):
    """Mondays 5 h: the 5th, 12th, 19th and 26th."""
    return ReferralFactory(agreement=agreement, place=place, planned_days={"0": "5"})


def work_of(agreement):
    (row,) = preview(agreement, MAY, on=ON).rows
    return row.work


def test_hours_stand_against_the_plan_and_absences_by_their_letters(agreement, planned):
    work(planned, day("2025-05-05"), 4)
    work(planned, day("2025-05-12"), 0, outcome=ABSENT.EXCUSED)
    work(planned, day("2025-05-19"), 0, outcome=ABSENT.REFUSED)
    work(planned, day("2025-05-26"), 0, outcome=ABSENT.EXCUSED)
    found = work_of(agreement)
    assert (found.planned, found.worked, found.difference) == (20, 4, -16)
    assert found.absences == {"U": 2, "O": 1}
    assert found.marked_by == ["M. Zając"]


def test_a_public_holiday_is_no_plan(agreement, place, users):
    # The 1st, 8th, 15th, 22nd and 29th of May 2025 are Thursdays; the first is a holiday.
    referral = ReferralFactory(agreement=agreement, place=place, planned_days={"3": "2.5"})
    work(referral, day("2025-05-08"), 1)
    assert work_of(agreement).planned == Decimal("10.0")


def test_the_plan_ends_with_the_referral(agreement, planned):
    planned.ended_on, planned.end_reason = day("2025-05-18"), "x"
    planned.save()
    work(planned, day("2025-05-05"), 1)
    assert work_of(agreement).planned == 10


def test_what_changed_behind_the_confirmation_is_unconfirmed(agreement, place, planned, users):
    Supervision.objects.create(place=place, user=users.supervisor, starts_on=MAY)
    work(planned, day("2025-05-05"), 4)
    assert work_of(agreement).unconfirmed == [day("2025-05-05")]
    confirm_month(place, MAY, users.supervisor, timezone.now())
    assert work_of(agreement).unconfirmed == []
    work(planned, day("2025-05-12"), 4)
    WorkDay.objects.filter(day=day("2025-05-05")).update(hours=5)
    assert work_of(agreement).unconfirmed == [day("2025-05-05"), day("2025-05-12")]


@pytest.fixture
def whole_and_open(agreement, place, referral, planned, users):
    """`referral` has nothing open but the review; of `planned` three Mondays are without an entry."""
    work(planned, day("2025-05-05"), 4)
    sign_list(place, MAY, users.coordinator)
    compare_again(place, MAY)
    return referral, planned


def states():
    return dict(PersonMonth.objects.values_list("person", "state"))


def test_one_click_reviews_those_of_whom_nothing_is_open(
    client_of, users, agreement, whole_and_open
):
    whole, waiting = whole_and_open
    client = client_of(users.coordinator)
    page = client.get(reverse("psu:month", args=[agreement.pk, MAY])).text
    assert "Oznacz sprawdzone bez braków: 1" in page
    client.post(reverse("psu:month_review", args=[agreement.pk, MAY]))
    assert states() == {whole.person_id: "reviewed", waiting.person_id: "open"}


def test_who_has_an_open_question_is_reviewed_alone(client_of, users, agreement, whole_and_open):
    whole, waiting = whole_and_open
    mine = PersonMonth.objects.get(person=waiting.person)
    address = reverse("psu:month_review_one", args=[mine.pk])
    client = client_of(users.coordinator)
    assert address in client.get(reverse("psu:month", args=[agreement.pk, MAY])).text
    page = client.post(address, follow=True).text
    assert "miesiąc oznaczono jako sprawdzony" in page
    assert states() == {whole.person_id: "open", waiting.person_id: "reviewed"}
    assert "nie trzeba już sprawdzać" in client.post(address, follow=True).text


def test_all_who_are_not_closed_are_summed(client_of, users, agreement, whole_and_open):
    _, waiting = whole_and_open
    work(waiting, day("2025-05-12"), 0, outcome=ABSENT.UNEXCUSED)
    found = preview(agreement, MAY, on=ON).sums.work
    assert (found.planned, found.worked, found.absences) == (20, Decimal("42.50"), {"N": 1})
    page = client_of(users.coordinator).get(reverse("psu:month", args=[agreement.pk, MAY])).text
    assert "Niezamknięte razem: 42,5 godz., plan 20, różnica 22,5" in page
