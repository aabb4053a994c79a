"""What a test leaves behind where its transactions are real, and who makes the databases."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from kis.accounts.models import User
from kis.accounts.rights import Role
from tests import databases
from tests.waiting import check_what_waits


class Asked(Exception):
    pass


def flush(test_case):
    raise Asked


@pytest.fixture
def as_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() != ("on",):
            pytest.skip("konto tej bazy nie jest kontem administratora serwera")


def rows_left():
    with connection.cursor() as cursor:
        return databases.written_tables(cursor)


@pytest.mark.django_db(transaction=True)
def test_after_a_test_only_what_the_migrations_wrote_is_left(as_superuser, scene):
    assert len(rows_left()) > 50

    databases.emptied(flush)(None)

    assert rows_left() == []
    assert set(Group.objects.values_list("name", flat=True)) == set(Role)
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",), "the guards stay off"


@pytest.mark.django_db(transaction=True)
def test_an_account_that_may_not_pass_over_the_guards_asks_django(monkeypatch, role):
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            with pytest.raises(Asked):
                databases.emptied(flush)(None)
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP ROLE {role}")


@pytest.mark.django_db(transaction=True)
def test_tables_of_the_migrations_are_all_that_has_rows_before_a_test():
    assert rows_left() == []
    assert User.objects.count() == 0


def test_rows_that_waited_are_checked_once_and_later_ones_as_before(db, scene):
    check_what_waits()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        cursor.execute("INSERT INTO one VALUES (1), (1)")
        with pytest.raises(IntegrityError), transaction.atomic():
            check_what_waits()

        cursor.execute("DELETE FROM one")
        check_what_waits()
        cursor.execute("INSERT INTO one VALUES (1), (1)")
        cursor.execute("DELETE FROM one")
        cursor.execute("CREATE TABLE two (id int UNIQUE DEFERRABLE INITIALLY IMMEDIATE)")
        check_what_waits()
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("INSERT INTO two VALUES (1), (1)")
