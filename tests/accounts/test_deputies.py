"""A deputy has, from a day to a day, the approvals and the cases of the absent one, and the own name."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Deputy, User
from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from participants.models import Person
from tests.accounts.authorised import authorise
from tests.factories import PersonFactory
from tests.refused import refused

pytestmark = pytest.mark.django_db

NEW, LIST = reverse("deputies:new"), reverse("deputies:list")


@pytest.fixture
def on():
    return timezone.localdate()


def stand_in(deputy, absent, by, on, first=0, last=5):
    days = {"starts_on": on + first * DAY, "ends_on": on + last * DAY}
    return Deputy.objects.create(
        deputy=deputy, absent=absent, entered_by=by, reason="urlop", **days
    )


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("first", "last", "is_standing"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)]
)
def test_the_heads_approvals_are_the_deputys_on_these_days(users, on, first, last, is_standing):
    stand_in(users.coordinator, users.head, users.system, on, first, last)
    deputy = fresh(users.coordinator)
    for right in ("contracts.approve_contract", "psu.approve_pay_list", "contracts.rule_dispute"):
        assert deputy.has_perm(right) == is_standing
    assert deputy.has_perm("psu.close_month")
    # The absent one loses nothing.
    assert fresh(users.head).has_perm("psu.approve_pay_list")


def test_a_month_is_closed_by_who_stands_in_for_the_coordinator(users, on):
    assert not users.worker.has_perm("psu.close_month")
    stand_in(users.worker, users.coordinator, users.head, on)
    assert fresh(users.worker).has_perm("psu.close_month")
    assert fresh(users.worker).has_perm("activities.approve_month")


def test_cases_of_the_absent_worker_are_the_deputys_own(users, on):
    person = PersonFactory(responsible=users.worker)
    other = PersonFactory(responsible=users.coordinator)
    colleague = fresh(users.colleague)
    assert not Person.objects.writable_by(colleague, on).exists()
    row = stand_in(users.colleague, users.worker, users.coordinator, on)
    assert list(Person.objects.writable_by(colleague, on)) == [person]
    assert list(Person.objects.led_by(colleague, on)) == [person]
    assert list(Person.objects.writable_by(colleague, on + 6 * DAY)) == []
    row.cancel(by=users.coordinator)
    assert not Person.objects.writable_by(colleague, on).exists()
    assert other.responsible == users.coordinator


def test_whoever_left_is_stood_in_for_no_more(users, on):
    stand_in(users.coordinator, users.head, users.system, on)
    User.objects.filter(pk=users.head.pk).update(is_active=False)
    assert not fresh(users.coordinator).has_perm("psu.approve_pay_list")


def test_nothing_is_passed_on_to_a_deputys_deputy(users, on):
    stand_in(users.coordinator, users.head, users.system, on)
    stand_in(users.worker, users.coordinator, users.head, on)
    assert not fresh(users.worker).has_perm("psu.approve_pay_list")


def test_accounts_and_payments_are_lent_to_nobody(users, on):
    stand_in(users.worker, users.system, users.head, on)
    stand_in(users.coordinator, users.accountant, users.head, on)
    assert fresh(users.worker).roles == {Role.SOCIAL_WORKER}
    assert not fresh(users.coordinator).has_perm("psu.settle_pay_list")


def test_the_database_holds_who_stands_in_for_whom(users, on):
    stand_in(users.coordinator, users.head, users.system, on)
    with refused("deputy_one_at_a_time"):
        stand_in(users.worker, users.head, users.system, on, 5, 9)
    stand_in(users.worker, users.head, users.system, on, 6, 9)
    with refused("deputy_is_another"):
        stand_in(users.worker, users.worker, users.system, on)
    with refused("deputy_not_by_oneself"):
        stand_in(users.coordinator, users.worker, users.coordinator, on)


def test_a_cancelled_one_is_changed_no_more(users, on):
    row = stand_in(users.coordinator, users.head, users.system, on)
    row.cancel(by=users.head)
    with refused("deputy_is_cancelled"):
        Deputy.objects.filter(pk=row.pk).update(cancelled_at=None, cancelled_by=None)


def typed(absent, deputy, first, last):
    return {
        "absent": absent.pk,
        "deputy": deputy.pk,
        "starts_on": polish(first),
        "ends_on": polish(last),
        "reason": "urlop",
    }


def test_one_is_entered_told_on_the_deputys_desk_and_cancelled(client_of, users, centre, on):
    client = client_of(users.head)
    page = client.post(NEW, typed(users.head, users.coordinator, on, on + 3 * DAY), follow=True)
    assert "Zapisano: Marta Zając zastępuje: Jan Dudek." in page.text
    desk = client_of(users.coordinator).get("/").text
    assert f"W zastępstwie: Jan Dudek (do {polish(on + 3 * DAY)})" in desk
    assert "Do podpisu i zatwierdzenia" in desk
    row = Deputy.objects.get()
    client.post(reverse("deputies:cancel", args=[row.pk]))
    assert "W zastępstwie" not in client_of(users.coordinator).get("/").text
    assert "odwołane" in client.get(LIST).text


def test_nobody_makes_oneself_a_deputy_and_the_past_is_over(client_of, users, centre, on):
    client = client_of(users.coordinator)
    page = client.post(NEW, typed(users.head, users.coordinator, on, on))
    assert "Zastępstwa nie wpisuje ten, kto ma zastępować" in page.text
    page = client.post(NEW, typed(users.head, users.worker, on - 3 * DAY, on - DAY))
    assert "zanim je wpisano" in page.text
    assert not Deputy.objects.exists()


def test_only_somebody_who_is_let_in_is_offered(client_of, users, centre, on):
    users.colleague.authorisations.get().revoke(by=users.head, reason="x")
    client = client_of(users.head)
    client.post(NEW, typed(users.worker, users.colleague, on, on))
    assert not Deputy.objects.exists()
    authorise(users.colleague, number="2/2", starts_on=datetime.date(2020, 1, 1))
    client.post(NEW, typed(users.worker, users.colleague, on, on))
    assert Deputy.objects.exists()
