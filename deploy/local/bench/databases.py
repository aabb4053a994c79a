"""Databases alike but for the number of people. A full one is kept until a migration changes."""

import os
import sys

import psycopg
from django.db import connections
from psycopg import sql

from deploy.local import migrations
from deploy.local.environment import TOP
from deploy.local.talk import quietly, say

SMALL = 1_000
PATIENCE = {"PAPER_SECONDS": "60"}  # the demonstration prints contracts, on a busy machine slowly


def ensure(address: str, name: str, people: int, *, taking_part: int = 0, at_work: int = 0) -> None:
    """The database `name` beside that of `address`, with the demonstration and so many people more."""
    busy = f" {taking_part} {at_work}" if taking_part else ""
    wanted = f"kis bench {people}{busy} {migrations.fingerprint()[:16]}"
    with psycopg.connect(dbname="postgres", autocommit=True, **server()) as maintenance:
        if said_of(maintenance, name) == wanted:
            return
        say(f"Zakładam bazę {name}: osoby {people}…")
        database = sql.Identifier(name)
        maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        maintenance.execute(sql.SQL("CREATE DATABASE {}").format(database))
        more = [f"--people={people}", f"--taking-part={taking_part}", f"--at-work={at_work}"]
        fill(beside(address, name), more if people else [])
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, sql.Literal(wanted))
        maintenance.execute(comment)


def fill(address: str, more: list[str]) -> None:
    """`more`: what is said to `populate`; the demonstration alone without it."""
    env = os.environ | {"DATABASE_URL": address, "DATABASE_OWNER_URL": "", **PATIENCE}
    for command in (
        ["prepare"],
        ["demo"],
        *([["populate", *more]] if more else []),
    ):
        failure = f"manage.py {command[0]}:"
        quietly([sys.executable, "manage.py", *command], failure=failure, cwd=TOP, env=env)


def beside(address: str, name: str) -> str:
    start, _, query = address.partition("?")
    return f"{start.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def server() -> dict:
    """Where the server is, as psycopg wants to hear it."""
    facts = connections["default"].settings_dict
    told = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {name: facts[setting] for name, setting in told.items() if facts[setting]}


def said_of(maintenance, name: str) -> str | None:
    row = maintenance.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return row[0] if row else None


def connection_to(name: str):
    """Another database of the same server, to stand as the default one."""
    connection = connections.create_connection("default")
    connection.settings_dict = connection.settings_dict | {"NAME": name}
    return connection
