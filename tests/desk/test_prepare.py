"""One command for a new database, for a new version, and for one that is ready."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from contracts.texts import CLAUSES
from kis.desk.management.commands import prepare
from kis.documents.models import PaperText
from participants.models import EligibilityCategory
from psu.models import Rate

PASSWORD = "do-testu"
TOP = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def prepared(db, static_files):
    call_command("prepare")


def everything_kept():
    """Of every table the number of its rows; the history of a changed row is a row, too."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
        cursor.execute(union)
        return dict(cursor.fetchall())


def test_a_new_centre_has_what_the_law_gives_and_the_papers_say(prepared):
    assert EligibilityCategory.objects.filter(valid_to=None).count() >= 9
    assert set(PaperText.objects.values_list("key", flat=True)) >= set(CLAUSES)
    assert Rate.objects.exists()


def test_the_static_files_stand_ready(prepared, static_files):
    assert (static_files / "kis.css").exists()
    assert list((static_files / "bootstrap").rglob("bootstrap.min.css"))


def test_what_was_packed_is_packed_again_only_when_a_file_is_another(
    prepared, static_files, settings, tmp_path_factory, capsys
):
    sources = tmp_path_factory.mktemp("static")
    (sources / "nowy.css").write_text("body {}")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, sources]
    capsys.readouterr()
    for said in ["Pliki statyczne: są.", "Pliki statyczne: bez zmian."]:
        call_command("prepare")
        assert said in capsys.readouterr().out
    assert (static_files / "nowy.css").exists()


def test_the_development_server_needs_no_copies_of_them(db, static_files, settings):
    settings.DEBUG = True
    call_command("prepare")
    assert not list(static_files.iterdir())


def test_a_second_time_nothing_is_changed(prepared, static_files, capsys):
    rows = everything_kept()
    files = {path: path.stat().st_mtime_ns for path in static_files.rglob("*")}
    capsys.readouterr()
    call_command("prepare")

    said = capsys.readouterr().out
    assert "Migracje: bez zmian." in said
    assert "Pliki statyczne: bez zmian." in said
    assert everything_kept() == rows
    assert {path: path.stat().st_mtime_ns for path in static_files.rglob("*")} == files


def test_what_the_centre_worded_itself_stays(prepared):
    text = PaperText.objects.first()
    text.text = "Słowa ośrodka"
    text.save()
    call_command("prepare")
    assert PaperText.objects.get(pk=text.pk).text == "Słowa ośrodka"


def test_a_database_of_a_newer_version_is_left_alone(db, static_files):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('psu', '9999_later', now())"
        )
    with pytest.raises(CommandError, match=r"nowszej wersji programu.*psu\.9999_later"):
        call_command("prepare")
    assert not EligibilityCategory.objects.exists()


def test_a_migration_that_a_library_gave_up_does_no_harm(db, static_files):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('account', '0000_x', now())"
        )
    call_command("prepare")


def test_the_role_of_the_program_gets_its_rights(role, static_files, settings, monkeypatch):
    monkeypatch.setattr(prepare, "try_connection_of_program", lambda: None)
    settings.PROGRAM_DATABASE = connection.settings_dict | {"USER": role}
    call_command("prepare")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'kis_cache', 'DELETE'),"
            " has_table_privilege(%s, 'kis_cache', 'TRUNCATE')",
            [role, role],
        )
        assert cursor.fetchone() == (True, False)


def test_an_address_by_which_the_program_would_not_get_in_is_named(db, settings):
    settings.PROGRAM_DATABASE = connection.settings_dict | {"NAME": "postgres"}
    with pytest.raises(CommandError, match="DATABASE_URL: z tym adresem program nie wejdzie"):
        prepare.try_connection_of_program()


# two logins and an empty database, as on a server


@pytest.fixture
def two_roles(django_db_setup):
    """The owner of an empty database, the program's role, and the database."""
    facts = connection.get_connection_params() | {"autocommit": True, "dbname": "postgres"}
    name = f"{connection.settings_dict['NAME']}_new"
    owner, program = f"owner_{name}", f"program_{name}"
    with psycopg.connect(**facts) as server:

        def run(text, **names):
            known = {key: sql.Identifier(value) for key, value in names.items()}
            server.execute(sql.SQL(text).format(**known))

        for role in (owner, program):
            run("CREATE ROLE {role} LOGIN PASSWORD 'do-testu'", role=role)
        run("CREATE DATABASE {name} OWNER {owner}", name=name, owner=owner)
        try:
            yield owner, program, name
        finally:
            run("DROP DATABASE {name} WITH (FORCE)", name=name)
            for role in (owner, program):
                run("DROP ROLE {role}", role=role)


def address_of(role, name):
    facts = connection.settings_dict
    place = facts["HOST"] if facts["HOST"].startswith("/") else f"{facts['HOST']}:{facts['PORT']}"
    slash = "/" if place.startswith("/") else ""
    return f"postgres://{role}:{PASSWORD}@{slash}{place}/{name}"


def prepare_as_on_a_server(owner, program):
    env = os.environ | {"DEBUG": "1", "DEMO": "1"}
    return subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=TOP,
        env=env | {"DATABASE_URL": program, "DATABASE_OWNER_URL": owner},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_owner_makes_the_tables_and_the_program_works_in_them_alone(two_roles):
    owner, program, name = two_roles
    result = prepare_as_on_a_server(address_of(owner, name), address_of(program, name))
    assert (result.returncode, result.stderr) == (0, "")
    assert "prawa nadane i sprawdzone" in result.stdout

    own = {"user": program, "password": PASSWORD, "dbname": name}
    with psycopg.connect(**connection.get_connection_params() | own) as session:
        assert session.execute("SELECT count(*) FROM psu_rate").fetchone()[0]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("TRUNCATE psu_rate CASCADE")
