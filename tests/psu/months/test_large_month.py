"""A month with more people than a request counts: shown page by page, counted by a worker."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kis.journal.models import AccessEntry
from psu.models import MonthCount, PersonMonth
from psu.months import counting, large
from psu.months.closing import close, reopen, review
from psu.months.counting import FAULT, NOT_ANY_MORE, carry_out, counts_of, order_count, sums_of
from psu.months.preview import preview
from psu.months.tasks import count_month, defer_count
from psu.months.views import month_page
from tests.documents.orders import wait_until, worker
from tests.psu.connections import all_together
from tests.psu.factories import ReferralFactory, compare_again, work
from tests.psu.guarded import day

MAY, ON = day("2025-05-01"), day("2025-06-04")
OPEN, REVIEWED = PersonMonth.State.OPEN, PersonMonth.State.REVIEWED


@pytest.fixture(autouse=True)
def everything_is_much(monkeypatch):
    monkeypatch.setattr(large, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(month_page, "ROWS_ON_A_PAGE", 2)
    monkeypatch.setattr(counting, "PART", 2)


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


@pytest.fixture
def several(agreement, place, ready):
    """One is ready, two wait for their review, one has no entry."""
    type(agreement).objects.update(persons=60)
    for _ in range(2):
        work(ReferralFactory(agreement=agreement, place=place), day("2025-05-05"), 2)
    idle = ReferralFactory(agreement=agreement, place=place, planned_days={"0": "5"})
    compare_again(place, MAY)  # nobody has an open question but the review
    return [ready.person, idle.person]


def page_of(client, agreement, name="month", asked="") -> str:
    return client.get(reverse(f"psu:{name}", args=[agreement.pk, MAY]) + asked).text


def press(client, agreement, name):
    return client.post(reverse(f"psu:{name}", args=[agreement.pk, MAY]), follow=True).text


def counted(agreement, by, **facts) -> MonthCount:
    order = order_count(agreement, MAY, by=by, **facts)
    carry_out(order.pk, on=ON)
    return counts_of(agreement, MAY)[1]


def test_parts_added_up_are_the_whole(agreement, place, several, users):
    close(agreement, MAY, by=users.coordinator, on=ON)
    late = ReferralFactory(agreement=agreement, place=place)
    work(late, day("2025-05-06"), 3)
    count = counted(agreement, users.coordinator)
    whole = preview(agreement, MAY, on=ON)
    assert sums_of(count) == whole.sums
    assert (whole.sums.closed, whole.sums.left_open) == (1, 4)
    assert set(count.left_open) == {row.person.pk for row in whole.waiting}
    assert count.counted == count.people == 5


def test_what_is_written_down_comes_back_as_it_was(agreement, several, users):
    sums = sums_of(counted(agreement, users.coordinator))
    assert sums == preview(agreement, MAY, on=ON).sums
    assert (sums.ready, sums.at_once, str(sums.amount)) == (1, 2, "469.70")


def test_its_people_are_those_of_the_preview(agreement, several):
    numbers = large.people_of(agreement, MAY).values_list("pk", flat=True)
    assert set(numbers) == {row.person.pk for row in preview(agreement, MAY, on=ON).rows}
    assert list(large.places_of(agreement, MAY)) == preview(agreement, MAY, on=ON).places


@pytest.mark.parametrize(("most", "is_more"), [(3, True), (4, False)])
def test_a_month_is_large_from_the_first_person_over_the_number(
    coordinator, agreement, several, monkeypatch, most, is_more
):
    monkeypatch.setattr(large, "MOST_AT_ONCE", most)
    assert large.is_large(agreement, MAY) == is_more
    assert ("Policz miesiąc" in page_of(coordinator, agreement)) == is_more


def test_before_the_count_the_people_are_there_and_the_button(coordinator, agreement, several):
    page = page_of(coordinator, agreement)
    assert "osoby: 4" in page
    assert "Policz miesiąc</button>" in page
    assert "strona 1 z 2" in page
    assert page.count('data-label="Stan"') == 2
    assert "Zamknij miesiąc" not in page


def test_only_who_stands_on_the_page_is_noted_as_seen(coordinator, agreement, several):
    page_of(coordinator, agreement)
    assert AccessEntry.objects.filter(kind="psu_month").count() == 2


def test_the_button_orders_and_the_page_tells_how_far_it_is(coordinator, agreement, several, users):
    page = press(coordinator, agreement, "month_count")
    order = MonthCount.objects.get()
    assert ProcrastinateJob.objects.get(task_name="count_month").args == {"order": order.pk}
    assert "Policzone osoby: <strong>0</strong> z 4." in page
    assert "teraz nie odpowiada" in page  # no worker runs beside this test
    assert "Policz ponownie" not in page

    MonthCount.objects.update(counted=2)
    url, htmx = reverse("psu:month", args=[agreement.pk, MAY]), {"HX-Request": "true"}
    part = coordinator.get(url, headers=htmx).text
    assert "Policzone osoby: <strong>2</strong> z 4." in part
    assert "<html" not in part

    count_month(order=order.pk)
    assert coordinator.get(url, headers=htmx)["HX-Refresh"] == "true"


def test_the_counted_month_shows_its_sums_and_who_lacks_something(
    coordinator, agreement, several, users
):
    done, idle = several
    counted(agreement, users.coordinator)
    page = page_of(coordinator, agreement)
    assert "do zamknięcia: 1," in page
    assert "brakuje czegoś: 3" in page
    assert "469,70\xa0zł" in page
    assert "Policz ponownie" in page
    lacking = [page_of(coordinator, agreement, asked=f"?pokaz=braki&strona={n}") for n in (1, 2)]
    assert str(done) not in "".join(lacking)
    assert str(idle) in "".join(lacking)
    assert "?pokaz=braki&strona=2" in lacking[0].replace("&amp;", "&")


def test_the_review_of_all_is_done_by_the_worker(coordinator, agreement, place, several, users):
    counted(agreement, users.coordinator)
    assert "Oznacz" in page_of(coordinator, agreement)
    press(coordinator, agreement, "month_review")
    order = MonthCount.objects.waiting().get()
    assert order.marks_reviewed
    carry_out(order.pk, on=ON)
    states = PersonMonth.objects.filter(month=MAY).values_list("state", flat=True)
    assert list(states) == [REVIEWED] * 3
    count = counts_of(agreement, MAY)[1]
    assert (count.reviewed, sums_of(count).ready) == (2, 3)
    assert "jako sprawdzone: 2." in page_of(coordinator, agreement)


def test_a_review_ordered_while_the_month_is_only_counted_is_not_passed_for_done(
    coordinator, agreement, several, users
):
    order = order_count(agreement, MAY, by=users.head)
    assert "Miesiąc jest właśnie liczony." in press(coordinator, agreement, "month_review")
    carry_out(order.pk, on=ON)
    assert PersonMonth.objects.filter(month=MAY, state=OPEN).count() == 2


def test_who_is_shown_nobody_reads_the_sums_alone(client_of, users, agreement, several):
    counted(agreement, users.coordinator)
    page = page_of(client_of(users.accountant), agreement)
    assert "do zamknięcia: 1," in page
    assert "Księgowość widzi osoby na listach wypłat" in page
    assert not any(str(person) in page for person in several)


@pytest.mark.parametrize(
    "lose",
    [
        lambda user: user.groups.set([Group.objects.get(name="accountant")]),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
    ],
    ids=["another role", "gone"],
)
def test_who_may_not_review_any_more_marks_nobody(agreement, several, users, coordinator, lose):
    order = order_count(agreement, MAY, by=users.coordinator, marks_reviewed=True)
    lose(users.coordinator)
    carry_out(order.pk, on=ON)
    assert counts_of(agreement, MAY)[1].why == NOT_ANY_MORE
    assert PersonMonth.objects.filter(month=MAY, state=OPEN).count() == 2


def test_a_fault_of_the_program_is_told_and_the_month_can_be_counted_anew(
    coordinator, agreement, several, users, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(counting, "preview", lambda *args, **facts: 1 / 0)
        assert counted(agreement, users.coordinator).why == FAULT
    page = page_of(coordinator, agreement)
    assert FAULT in page
    assert "Policz miesiąc</button>" in page
    assert sums_of(counted(agreement, users.coordinator)).ready == 1


def test_trouble_of_the_database_is_tried_again(agreement, several, users, monkeypatch):
    def away(*args, **facts):
        raise OperationalError

    monkeypatch.setattr(counting, "preview", away)
    order = order_count(agreement, MAY, by=users.coordinator)
    with pytest.raises(OperationalError):
        carry_out(order.pk, on=ON)
    assert MonthCount.objects.waiting().get() == order


def test_the_confirmation_of_the_close_wants_the_count_and_tells_it(
    coordinator, agreement, several, users
):
    url = reverse("psu:month_close", args=[agreement.pk, MAY])
    assert "Najpierw policz miesiąc" in coordinator.get(url, follow=True).text
    counted(agreement, users.coordinator)
    page = coordinator.get(url).text
    assert "Zostanie zamknięta: 1 osoba, 38,5 godz., 469,70\xa0zł." in page
    assert "Nie zostaną zamknięte: 3 osoby" in page
    assert "Zobacz, komu czego brakuje" in page


def test_a_close_and_a_reopening_forget_what_was_counted(agreement, several, users):
    counted(agreement, users.coordinator)
    closed = close(agreement, MAY, by=users.coordinator, on=ON)
    assert not MonthCount.objects.exists()
    counted(agreement, users.coordinator)
    (row,) = closed.rows
    reopen(row.person_month, by=users.coordinator, on=ON, reason="x")
    assert not MonthCount.objects.exists()


def test_a_count_of_a_month_that_was_closed_meanwhile_ends_without_a_word(
    agreement, several, users, monkeypatch
):
    order = order_count(agreement, MAY, by=users.coordinator)

    def closing_meanwhile(*args, **facts):
        if MonthCount.objects.exists():
            close(agreement, MAY, by=users.coordinator, on=ON)
        return preview(*args, **facts)

    monkeypatch.setattr(counting, "preview", closing_meanwhile)
    carry_out(order.pk, on=ON)
    assert not MonthCount.objects.exists()
    carry_out(order.pk, on=ON)  # another worker comes late


def test_a_count_is_settled_whole(agreement, ready, users):
    order = order_count(agreement, MAY, by=users.coordinator)
    for facts in ({"sums": {"ready": 1}}, {"finished_at": timezone.now()}, {"why": "x"}):
        with pytest.raises(IntegrityError, match="month_count_settled_whole"), transaction.atomic():
            MonthCount.objects.filter(pk=order.pk).update(**facts)


@pytest.mark.parametrize("people", [5, 50])
def test_the_page_asks_the_same_number_of_queries_for_few_and_for_many(
    coordinator, agreement, place, ready, users, people, django_assert_max_num_queries
):
    type(agreement).objects.update(persons=60)
    for _ in range(people):
        work(ReferralFactory(agreement=agreement, place=place), day("2025-05-05"), 1)
    counted(agreement, users.coordinator)
    with django_assert_max_num_queries(24):
        page_of(coordinator, agreement)


@pytest.mark.django_db(transaction=True)
def test_two_who_order_at_the_same_moment_have_one_count(agreement, ready, users):
    def order():
        return order_count(agreement, MAY, by=users.coordinator).pk

    assert len(set(all_together([order] * 4))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_order_leave_one_count(agreement, several, users):
    order = order_count(agreement, MAY, by=users.coordinator, marks_reviewed=True)
    all_together([lambda: carry_out(order.pk, on=ON)] * 3)
    assert sums_of(MonthCount.objects.get()) == preview(agreement, MAY, on=ON).sums


@pytest.mark.django_db(transaction=True)
def test_a_review_by_hand_beside_the_worker_loses_nothing(agreement, several, users):
    order = order_count(agreement, MAY, by=users.coordinator, marks_reviewed=True)

    def by_hand():
        review(agreement, MAY, by=users.coordinator, on=ON)

    all_together([by_hand, lambda: carry_out(order.pk, on=ON)])
    assert not PersonMonth.objects.filter(month=MAY, state=OPEN).exists()
    assert not MonthCount.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_counts(agreement, ready, users, tmp_path):
    defer_count(order_count(agreement, MAY, by=users.coordinator))
    with worker(tmp_path):
        wait_until(lambda: not MonthCount.objects.waiting().exists())
    assert MonthCount.objects.get().sums
