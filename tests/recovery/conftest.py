"""A second database beside that of the tests, to lay backups out in."""

import psycopg
import pyrage
import pytest
from django.db import connection, connections
from psycopg import sql

from deploy.local.bench.databases import server

NAME = "kis_drill"


@pytest.fixture
def program_role(transactional_db):
    """For both databases; it has no right yet."""
    name = f"{connection.settings_dict['NAME']}_program"
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as maintenance:
        maintenance.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
        yield name
        maintenance.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def drill(transactional_db):
    """Its alias."""
    name = sql.Identifier(f"{connection.settings_dict['NAME']}_{NAME}")
    gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as maintenance:
        maintenance.execute(gone)
        maintenance.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        # Django's tests let no connection by an alias of its own through.
        made = connections.create_connection("default")
        facts = {"NAME": f"{connection.settings_dict['NAME']}_{NAME}"}
        made.settings_dict = made.settings_dict | facts
        connections["drill"] = made
        try:
            yield "drill"
        finally:
            made.close()
            del connections["drill"]
            maintenance.execute(gone)


@pytest.fixture
def keys(tmp_path):
    """The files of a pair of keys: whom backups are written for, and who opens them."""
    identity = pyrage.x25519.Identity.generate()
    public, secret = tmp_path / "odbiorcy.txt", tmp_path / "klucz.txt"
    public.write_text(f"# kierownik\n{identity.to_public()}\n", encoding="utf-8")
    secret.write_text(f"# created: 2026-11-30\n{identity}\n", encoding="utf-8")
    return public, secret
