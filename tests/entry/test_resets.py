"""A lost telephone or key is reset by two people, and every login of the account ends."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.entry.models import FactorReset
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from tests.entry.factors import application, logged_in, spare_codes

pytestmark = pytest.mark.django_db
CONFIRMED, REFUSED = FactorReset.Answer.CONFIRMED, FactorReset.Answer.REFUSED


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def lost(users):
    application(users.worker)
    spare_codes(users.worker)
    return FactorReset.objects.ask(users.worker, by=users.system, reason="telefon w rzece")


def test_two_people_on_their_screens_take_the_factor_away(users, centre, client_of):
    application(users.worker)
    spare_codes(users.worker)
    client = logged_in(users.worker)
    asked = {"user": users.worker.pk, "reason": "telefon w rzece"}
    client_of(users.system).post(reverse("entry:reset_ask"), asked)
    reset = FactorReset.objects.get()
    assert Authenticator.objects.count() == 2, "one person alone changes nothing"
    page = client_of(users.head).get(reverse("entry:resets")).content.decode()
    assert "telefon w rzece" in page
    address = reverse("entry:reset_settle", args=[reset.pk])
    client_of(users.head).post(address, {"answer": "confirmed"})
    assert not Authenticator.objects.exists()
    assert client.get("/").status_code == 302
    acts = AccessEntry.objects.filter(number=users.worker.pk, act__startswith="factor_")
    assert set(acts.values_list("act", "user")) == {
        ("factor_lost", users.system.pk),
        ("factor_reset", users.head.pk),
    }


def test_a_refusal_leaves_it(users, lost):
    lost.settle(REFUSED, by=users.head)
    assert Authenticator.objects.filter(user=users.worker).count() == 2


@pytest.mark.parametrize("who", ["system", "worker"])
def test_neither_who_asked_nor_whose_it_is_confirms(users, lost, who, client_of):
    user = getattr(users, who)
    with pytest.raises(Refused, match="druga osoba"):
        lost.settle(CONFIRMED, by=user)
    with pytest.raises(IntegrityError, match="reset_by_two"), transaction.atomic():
        FactorReset.objects.update(
            answer="confirmed", settled_by=user, settled_at="2026-11-30T12:00Z"
        )
    assert Authenticator.objects.exists()


def test_the_page_of_who_asked_says_why_it_is_refused(users, lost, client_of):
    address = reverse("entry:reset_settle", args=[lost.pk])
    page = client_of(users.system).post(address, {"answer": "confirmed"})
    assert "druga osoba" in page.content.decode()
    assert Authenticator.objects.exists()


def test_nobody_asks_for_themselves_or_twice_or_for_nothing(users, lost):
    with pytest.raises(Refused, match="inny administrator"):
        FactorReset.objects.ask(users.system, by=users.system, reason="x")
    with pytest.raises(Refused, match="już zgłoszono"):
        FactorReset.objects.ask(users.worker, by=users.coordinator, reason="x")
    with pytest.raises(Refused, match="nie ma czego kasować"):
        FactorReset.objects.ask(users.head, by=users.system, reason="x")


def test_what_is_settled_stays(users, lost):
    lost.settle(REFUSED, by=users.head)
    for change in (
        lambda: FactorReset.objects.update(answer="confirmed"),
        lambda: FactorReset.objects.update(reason="inny"),
        lambda: FactorReset.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="reset_is_kept"), transaction.atomic():
            change()


def test_a_coordinator_asks_for_supervisors_alone(users, client_of, centre):
    for user in (users.worker, users.supervisor):
        application(user)
    client = client_of(users.coordinator)
    client.post(reverse("entry:reset_ask"), {"user": users.worker.pk, "reason": "x"})
    assert not FactorReset.objects.exists()
    client.post(reverse("entry:reset_ask"), {"user": users.supervisor.pk, "reason": "x"})
    assert FactorReset.objects.get().user == users.supervisor


def test_whoever_rules_the_server_lets_the_only_administrator_in_again(users, capsys):
    for user in (users.system, users.worker):
        application(user)
    call_command("lost_factor", "system")
    assert [factor.user for factor in Authenticator.objects.all()] == [users.worker]
    entry = AccessEntry.objects.get(act="factor_reset")
    assert (entry.user, entry.number) == (None, users.system.pk)
    with pytest.raises(CommandError, match="Nic nie zmieniono"):
        call_command("lost_factor", "worker")


def test_it_waits_on_the_desk_of_the_head_and_of_the_other_administrator(
    users, lost, client_of, centre
):
    other = User.objects.create_user(
        "drugi", roles=[Role.SYSTEM_ADMIN], first_name="Ola", last_name="Lis"
    )
    told = "utracony składnik logowania"
    for user, count in [(users.head, 1), (other, 1), (users.system, 0), (users.coordinator, 0)]:
        assert client_of(user).get("/").content.decode().count(told) == count, user
    lost.settle(REFUSED, by=other)
    assert told not in client_of(users.head).get("/").content.decode()
