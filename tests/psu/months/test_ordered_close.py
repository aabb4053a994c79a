"""A month with more people than a request closes: ordered, carried out by a worker, told on its page."""

import datetime

import pghistory
import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kis.lib.refusals import Refused
from psu.models import CloseOrder, PayList, PersonMonth
from psu.months import large, ordered_close
from psu.months.closing import close
from psu.months.ordered_close import FAULT, NOT_ANY_MORE, carry_out, order_close
from psu.months.tasks import close_month, defer_close
from tests.documents.orders import wait_until, worker
from tests.psu.connections import all_together
from tests.psu.factories import AgreementFactory
from tests.psu.guarded import day
from tests.refused import refused

MAY = day("2025-05-01")
ON = day("2025-06-04")


@pytest.fixture(autouse=True)
def nobody_at_once(monkeypatch):
    monkeypatch.setattr(large, "MOST_AT_ONCE", 0)


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def ordered(agreement, by, **facts) -> CloseOrder:
    return order_close(agreement, MAY, by=by, **{"with_earlier": False} | facts)


def page_of(client, order):
    return client.get(reverse("psu:close_order", args=[order.pk])).content.decode()


def close_url(agreement):
    return reverse("psu:month_close", args=[agreement.pk, MAY])


def test_the_button_orders_it_and_leads_to_its_page_and_a_worker_closes(
    coordinator, agreement, ready, users
):
    page = coordinator.post(close_url(agreement), {"with_earlier": ""}, follow=True)

    order = CloseOrder.objects.get()
    assert page.redirect_chain[-1][0] == reverse("psu:close_order", args=[order.pk])
    assert "Zamykanie czeka na swoją kolej. Osoby: 1." in page.content.decode()
    assert PersonMonth.objects.get().state == PersonMonth.State.REVIEWED
    assert ProcrastinateJob.objects.get(task_name="close_month").args == {"order": order.pk}

    close_month(order=order.pk)

    pay_list = PayList.objects.get()
    order.refresh_from_db()
    assert (order.closed, order.pay_list, order.why) == (1, pay_list, "")
    assert pay_list.prepared_by == users.coordinator
    done = page_of(coordinator, order)
    assert "Zamknięte osoby: <strong>1</strong>." in done
    assert reverse("psu:pay_list", args=[pay_list.pk]) in done


def test_so_many_people_as_a_request_closes_are_closed_in_it(
    coordinator, agreement, ready, monkeypatch
):
    monkeypatch.setattr(large, "MOST_AT_ONCE", 1)
    coordinator.post(close_url(agreement), follow=True)
    assert not CloseOrder.objects.exists()
    assert PayList.objects.exists()


def test_who_is_closed_already_makes_no_month_large(agreement, pay_list):
    assert not large.closes_long(agreement, MAY)


def test_while_it_waits_the_month_tells_it_and_nobody_orders_it_again(
    coordinator, agreement, ready, users
):
    order = ordered(agreement, users.coordinator)
    month = coordinator.get(reverse("psu:month", args=[agreement.pk, MAY])).content.decode()
    assert "Ten miesiąc jest właśnie zamykany." in month
    assert close_url(agreement) not in month
    for ask in (coordinator.get, coordinator.post):
        assert ask(close_url(agreement)).url == reverse("psu:close_order", args=[order.pk])
    assert ordered(agreement, users.head) == order
    assert CloseOrder.objects.get() == order


def test_the_progress_alone_is_asked_for_and_the_page_again_when_all_is_done(
    coordinator, agreement, ready, users
):
    order = ordered(agreement, users.coordinator)
    CloseOrder.objects.update(started_at=timezone.now() - datetime.timedelta(seconds=7))
    url, htmx = reverse("psu:close_order", args=[order.pk]), {"HX-Request": "true"}

    part = coordinator.get(url, headers=htmx).content.decode()
    assert "Zamykanie trwa <strong>7 s</strong>." in part
    assert "<html" not in part
    assert "teraz nie odpowiada" in part  # no worker runs beside this test

    carry_out(order.pk, on=ON)
    assert coordinator.get(url, headers=htmx)["HX-Refresh"] == "true"


def test_what_cannot_be_closed_says_why_and_changes_nothing(
    coordinator, agreement, referral, users
):
    order = ordered(agreement, users.coordinator)
    carry_out(order.pk, on=ON)
    page = page_of(coordinator, order)
    assert "Nie zamknięto" in page
    assert "Nikogo nie można zamknąć: u każdej osoby czegoś brakuje." in page
    assert PersonMonth.objects.get().state == PersonMonth.State.OPEN
    assert not CloseOrder.objects.waiting().exists()


@pytest.mark.parametrize(
    "lose",
    [
        lambda user: user.groups.set([Group.objects.get(name="accountant")]),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
    ],
    ids=["another role", "gone"],
)
def test_an_order_of_somebody_who_may_not_any_more_is_not_carried_out(
    agreement, ready, users, lose
):
    order = ordered(agreement, users.coordinator)
    lose(users.coordinator)
    carry_out(order.pk, on=ON)
    order.refresh_from_db()
    assert order.why == NOT_ANY_MORE
    assert not PayList.objects.exists()


def test_a_fault_of_the_program_settles_the_order_and_the_month_can_be_ordered_anew(
    agreement, ready, users, monkeypatch
):
    order = ordered(agreement, users.coordinator)
    with monkeypatch.context() as broken:
        broken.setattr(ordered_close, "close", lambda *args, **facts: 1 / 0)
        carry_out(order.pk, on=ON)
    order.refresh_from_db()
    assert order.why == FAULT
    again = ordered(agreement, users.coordinator)
    carry_out(again.pk, on=ON)
    assert PayList.objects.get() == CloseOrder.objects.get(pk=again.pk).pay_list


def test_while_the_database_is_away_the_order_waits(agreement, ready, users, monkeypatch):
    order = ordered(agreement, users.coordinator)

    def away(*args, **facts):
        raise OperationalError

    monkeypatch.setattr(ordered_close, "close", away)
    with pytest.raises(OperationalError):
        carry_out(order.pk, on=ON)
    assert CloseOrder.objects.waiting().get() == order


def test_the_history_names_who_ordered_it(agreement, ready, users):
    carry_out(ordered(agreement, users.coordinator).pk, on=ON)
    (events,) = pghistory.core.event_models(tracks_model=PersonMonth)
    last = events.objects.latest("pgh_id")
    assert (last.state, last.pgh_context.metadata["user"]) == ("closed", users.coordinator.pk)


def test_a_settled_order_stays_as_it_is(agreement, ready, users):
    order = ordered(agreement, users.coordinator)
    carry_out(order.pk, on=ON)
    carry_out(order.pk, on=ON)  # a job given out a second time
    assert PayList.objects.count() == 1
    with refused("close_order_settled_once"):
        CloseOrder.objects.update(closed=7)
    with refused("row_is_kept"):
        CloseOrder.objects.all().delete()


@pytest.mark.parametrize("column", ["agreement", "month", "people", "with_earlier"])
def test_what_was_ordered_does_not_change(agreement, ready, users, column):
    ordered(agreement, users.coordinator)
    other = {"month": day("2025-04-01"), "people": 9, "with_earlier": True}
    if column == "agreement":
        other["agreement"] = AgreementFactory()
    with refused("row_is_kept"):
        CloseOrder.objects.update(**{column: other[column]})


@pytest.mark.django_db(transaction=True)
def test_two_who_order_at_the_same_moment_have_one_order(agreement, ready, users):
    def order():
        return ordered(agreement, users.coordinator).pk

    assert len(set(all_together([order] * 4))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_order_close_once(agreement, ready, users):
    order = ordered(agreement, users.coordinator)
    all_together([lambda: carry_out(order.pk, on=ON)] * 3)
    order.refresh_from_db()
    assert (order.closed, order.why) == (1, "")
    assert PayList.objects.get() == order.pay_list


@pytest.mark.django_db(transaction=True)
def test_a_close_by_hand_beside_the_worker_leaves_one_list(agreement, ready, users):
    order = ordered(agreement, users.coordinator)

    def by_hand():
        try:
            close(agreement, MAY, by=users.coordinator, on=ON)
        except Refused:
            return

    all_together([by_hand, lambda: carry_out(order.pk, on=ON)])
    assert PayList.objects.count() == 1
    assert not CloseOrder.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_carries_it_out(agreement, ready, users, tmp_path):
    defer_close(ordered(agreement, users.coordinator))
    with worker(tmp_path):
        wait_until(lambda: not CloseOrder.objects.waiting().exists())
    assert CloseOrder.objects.get().pay_list == PayList.objects.get()
