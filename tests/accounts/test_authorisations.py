"""Written authorisations: which are good, what the database holds, who is let in and what is said."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kis.accounts.entry import is_let_in
from kis.accounts.models import Authorisation, User
from kis.accounts.rights import Role
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from kis.lib.refusals import Refused
from tests.accounts.authorised import LONG_AGO, authorise
from tests.conftest import PASSWORD
from tests.refused import refused

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 11, 23)
LOGIN, DESK = "/konto/login/", "/"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def newcomer(db):
    return User.objects.create_user("nowa", PASSWORD, roles=[Role.COORDINATOR], last_name="Nowa")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"starts_on": ON, "ends_on": ON}, ""),
        ({"ends_on": ON - DAY}, "skończyło się 22.11.2026"),
        ({"starts_on": ON + DAY}, "zacznie się 24.11.2026"),
        ({"granted_on": None}, "czeka na podpis"),
        ({"granted_on": ON + DAY}, "czeka na podpis"),
        (
            {"pledge_signed_on": None},
            "czeka na podpisane zobowiązanie do zachowania tajemnicy",
        ),
        ({"pledge_signed_on": ON}, ""),
    ],
)
def test_one_is_good_between_its_days_and_once_both_papers_are_signed(newcomer, facts, why):
    row = authorise(newcomer, **facts)
    assert row.why_invalid(ON) == why
    assert Authorisation.objects.valid(ON).filter(pk=row.pk).exists() == (why == "")
    assert User.objects.let_in(ON).filter(pk=newcomer.pk).exists() == (why == "")
    assert User.objects.shut_out(ON).filter(pk=newcomer.pk).exists() == (why != "")
    assert is_let_in(newcomer, ON) == (why == "")


def test_a_revoked_and_a_voided_one_are_good_no_more_and_need_a_reason(newcomer, users):
    row = authorise(newcomer, entered_by=users.system)
    with pytest.raises(Refused, match="Podaj powód"):
        row.revoke(by=users.head, reason=" ")
    row.revoke(by=users.head, reason="odejście")
    assert not is_let_in(newcomer, ON)
    assert row.why_invalid(ON).startswith("odwołano")
    with pytest.raises(Refused, match="już odwołane"):
        row.revoke(by=users.head, reason="drugi raz")
    second = authorise(newcomer, number="2/2026", entered_by=users.system)
    assert is_let_in(newcomer, ON)
    with pytest.raises(Refused, match="druga osoba"):
        second.void(by=users.system, reason="pomyłka")
    second.void(by=users.head, reason="pomyłka")
    assert not is_let_in(newcomer, ON)


def test_nobody_has_two_on_one_day_and_no_number_stands_twice(newcomer, users):
    authorise(newcomer, ends_on=ON)
    with refused("authorisation_one_at_a_time"):
        authorise(newcomer, number="2/2026", starts_on=ON)
    authorise(newcomer, number="2/2026", starts_on=ON + DAY)
    with refused("authorisation_number_once"):
        authorise(User.objects.create_user("inna"), number="2/2026")


@pytest.mark.parametrize(
    "changes", [{"scope": "wszystko"}, {"ends_on": ON}, {"pledge_signed_on": ON}]
)
def test_a_signed_one_never_changes(newcomer, changes):
    row = authorise(newcomer)
    with refused("authorisation_is_signed"):
        Authorisation.objects.filter(pk=row.pk).update(**changes)


def test_an_unsigned_one_may_be_put_right_and_then_signed(newcomer):
    row = authorise(newcomer, granted_on=None, pledge_signed_on=None)
    Authorisation.objects.filter(pk=row.pk).update(scope="węższy")
    Authorisation.objects.filter(pk=row.pk).update(granted_on=ON)
    Authorisation.objects.filter(pk=row.pk).update(pledge_signed_on=ON)
    assert is_let_in(newcomer, ON)


def test_a_revoked_one_is_not_taken_back(newcomer, users):
    row = authorise(newcomer)
    row.revoke(by=users.head, reason="odejście")
    with refused("authorisation_is_revoked"):
        Authorisation.objects.filter(pk=row.pk).update(
            revoked_at=None, revoked_by=None, revoke_reason=""
        )


def test_the_system_administrator_alone_needs_none_and_with_another_role_does(db):
    first = User.objects.create_superuser("pierwszy", PASSWORD)
    assert is_let_in(first, ON)
    assert User.objects.let_in(ON).filter(pk=first.pk).exists()
    both = User.objects.create_user("oboje", roles=[Role.SYSTEM_ADMIN, Role.COORDINATOR])
    assert not is_let_in(both, ON)
    assert User.objects.shut_out(ON).get() == both
    nobody = User.objects.create_user("bez-roli")
    assert not is_let_in(nobody, ON)


def log_in(client, login):
    return client.post(LOGIN, {"login": login, "password": PASSWORD}, follow=True)


def test_who_has_none_is_told_at_the_login_and_stays_outside(client, newcomer, centre):
    page = log_in(client, "nowa").content.decode()
    assert "W rejestrze nie ma Twojego upoważnienia do przetwarzania danych osobowych." in page
    assert client.get(DESK).status_code == 302
    entry = AccessEntry.objects.get(act="shut_out")
    assert (entry.user, entry.kind) == (newcomer, "account")
    assert not AccessEntry.objects.filter(act="login").exists()


def test_a_wrong_password_tells_nothing_of_an_authorisation(client, newcomer, centre):
    answer = client.post(LOGIN, {"login": "nowa", "password": "zgaduję"})
    assert "upoważnieni" not in answer.content.decode()


def test_who_was_authorised_again_comes_in(client, newcomer, centre):
    log_in(client, "nowa")
    authorise(newcomer)
    log_in(client, "nowa")
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("address", ["/", "/osoby/", "/administracja/", "/upowaznienia/"])
def test_a_session_ends_when_it_is_revoked_and_the_reason_is_told(
    client_of, users, centre, address
):
    client = client_of(users.head)
    assert client.get(address).status_code == 200
    users.head.authorisations.get().revoke(by=users.system, reason="zmiana")
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    assert "odwołano" in answer.content.decode()
    # A new one lets nobody into the old session.
    authorise(users.head, number="2/2026", entered_by=users.system)
    assert client.get(address).status_code == 302


def test_a_session_ends_the_day_after_the_last_one(client_of, users, centre):
    on = timezone.localdate()
    row = Authorisation.objects.filter(user=users.worker)
    row.get().revoke(by=users.head, reason="krótsze")
    authorise(users.worker, number="2/1", starts_on=LONG_AGO, ends_on=on)
    client = client_of(users.worker)
    assert client.get(DESK).status_code == 200
    users.worker.authorisations.get(number="2/1").revoke(by=users.head, reason="x")
    authorise(users.worker, number="2/2", starts_on=LONG_AGO, ends_on=on - DAY)
    assert "skończyło się" in client.get(DESK, follow=True).content.decode()


def test_a_page_asks_one_question_for_user_roles_and_authorisation(client_of, users, centre):
    client = client_of(users.worker)
    client.get(reverse("authorisations:own"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("authorisations:own"))
    of_users = [query["sql"] for query in asked if 'FROM "accounts_user"' in query["sql"]]
    assert len(of_users) == 1
    assert "accounts_authorisation" in of_users[0]
