"""The databases of the tests: the migrations run once into one that is kept, each worker has a copy of it."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from deploy.local import environment, migrations
from deploy.local.bench.databases import said_of, server

ONE_AT_A_TIME = 20_261_128  # any number: the lock under which workers make databases
# What the migrations write; nothing else may be in a database between two tests.
WRITTEN_BY_MIGRATIONS = {
    *["django_migrations", "django_content_type", "auth_permission", "auth_group"],
}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """Takes the place of pytest-django's, which runs all migrations for every worker."""
    with django_db_blocker.unblock(), psycopg.connect(**maintenance()) as maker:
        maker.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        template = made_template(maker)
        connect_to(made_copy(maker, template, f"{template}_{worker_id}"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", emptied(flush=FLUSH))
        yield


def maintenance() -> dict:
    return {"dbname": "postgres", "autocommit": True} | server()


def made_template(maker) -> str:
    """Its name. It is made anew where the migrations or the libraries are others than it was made by."""
    template = f"test_{settings.DATABASES['default']['NAME']}"
    wanted = migrations.fingerprint(environment.fingerprint(environment.DEV))
    if said_of(maker, template) != wanted:
        drop(maker, template)
        connection.creation.create_test_db(verbosity=0, serialize=False)
        connection.close()
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
        maker.execute(comment.format(sql.Identifier(template), sql.Literal(wanted)))
    return template


def made_copy(maker, template: str, name: str) -> str:
    drop(maker, name)
    copy, original = sql.Identifier(name), sql.Identifier(template)
    maker.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, original))
    return name


def drop(maker, name: str) -> None:
    maker.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


# After a test whose transactions are real


FLUSH = TransactionTestCase._fixture_teardown


def emptied(flush):
    """In place of Django's flush, which makes hundreds of files anew where a test wrote a few rows.

    Only a superuser passes over the guards: for another account of a server of one's own it stays the flush.
    """

    def teardown(test_case):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SHOW is_superuser")
            if cursor.fetchone() == ("on",):
                cursor.execute("SET LOCAL session_replication_role = replica")
                for table in written_tables(cursor):
                    cursor.execute(f'DELETE FROM "{table}"')
                return
        flush(test_case)

    return teardown


def written_tables(cursor) -> list[str]:
    ours = set(connection.introspection.table_names(cursor)) - WRITTEN_BY_MIGRATIONS
    asked = [f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in sorted(ours)]
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]
