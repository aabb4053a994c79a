"""A backup is written, laid out in a second database and compared row by row; a bad one is told apart."""

import json

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from kis.journal.models import AccessEntry
from kis.journal.sealing import seal
from kis.lib.refusals import Refused
from kis.recovery import restoring, writing
from kis.recovery.backups import backups_in
from kis.recovery.keys import identities
from kis.recovery.restoring import missing_roles, restore
from participants.models import Person
from tests.factories import PersonFactory

FOLDER = "kopie"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / FOLDER
    made.mkdir()
    return made


@pytest.fixture
def backup(drill, users, folder, keys):
    """Of a database with three people and a sealed access log."""
    for number in range(3):
        PersonFactory(responsible=users.worker, last_name=f"Zażółć-{number}")
    AccessEntry.objects.create(user=users.worker, act="view", kind="person", person_number=1)
    seal()
    call_command("backup", folder=folder, recipients=keys[0])
    (found,) = backups_in(folder)
    return found


def rehearse(folder, key, capsys) -> tuple[int, str]:
    capsys.readouterr()
    code = 0
    try:
        call_command("rehearse_restore", folder=folder, key=key)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_a_drill_proves_a_backup_row_by_row_and_the_list_says_since_when(
    backup, folder, keys, capsys
):
    assert backup.manifest.tables["participants_person"][0] == 3
    assert backup.manifest.chain
    assert "CREATE ROLE" in backup.manifest.roles
    code, said = rehearse(folder, keys[1], capsys)
    assert (code, "Potwierdzona" in said) == (0, True), said

    call_command("backups", folder=folder)
    assert f"potwierdzona {backup.proven_at}" in capsys.readouterr().out
    with connections["drill"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchone() == (0,), "nobody's data stay in the database of drills"


def test_nothing_of_a_person_can_be_read_in_the_files(backup, folder):
    for path in folder.iterdir():
        assert "Zażółć".encode() not in path.read_bytes(), path
    assert backup.dump.read_bytes().startswith(b"age-encryption.org/v1")
    assert backup.dump.stat().st_mode & 0o077 == 0


def test_what_is_written_while_the_dump_runs_stands_neither_in_it_nor_in_its_manifest(
    drill, users, folder, keys, monkeypatch, capsys
):
    dump = writing._dump

    def slowly(*facts):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES ('a', 'b', now())")
        other.close()
        dump(*facts)

    monkeypatch.setattr(writing, "_dump", slowly)
    call_command("backup", folder=folder, recipients=keys[0])
    (made,) = backups_in(folder)
    assert made.manifest.tables["django_session"][0] == 0
    assert rehearse(folder, keys[1], capsys)[0] == 0


RIGHTS = """
    SELECT c.relname, acl.privilege_type, acl.is_grantable
    FROM pg_class c, aclexplode(c.relacl) acl JOIN pg_roles r ON r.oid = acl.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = %s ORDER BY 1, 2"""


def rights_of(role):
    with transaction.atomic(), connection.cursor() as cursor:
        call_command("grants", role=role)
        cursor.execute(RIGHTS, [role])
        transaction.set_rollback(True)
        return cursor.fetchall()


def test_laid_out_the_role_of_the_program_gets_the_rights_it_had(program_role, backup, keys, drill):
    before = rights_of(program_role)
    restore(backup.dump, identities(keys[1]), connections[drill].settings_dict)
    own = connections["default"]
    connections["default"] = connections[drill]
    try:
        after = rights_of(program_role)
    finally:
        connections["default"] = own
    assert before
    assert after == before


def test_roles_that_the_other_server_lacks_are_named(backup):
    told = json.loads((backup.folder / f"{backup.name}.json").read_text(encoding="utf-8"))
    told["roles"] += '\nCREATE ROLE nieznana;\nCREATE ROLE "z odstępem";\n'
    (backup.folder / f"{backup.name}.json").write_text(json.dumps(told), encoding="utf-8")
    assert missing_roles(backup) == ["nieznana", "z odstępem"]
    without_manifest(backup)
    assert missing_roles(backup) == []


def cut_off(backup):
    whole = backup.dump.read_bytes()
    backup.dump.write_bytes(whole[: len(whole) // 2])


def another_row(backup):
    told = json.loads((backup.folder / f"{backup.name}.json").read_text(encoding="utf-8"))
    told["tables"]["participants_person"][0] += 1
    (backup.folder / f"{backup.name}.json").write_text(json.dumps(told), encoding="utf-8")


def without_manifest(backup):
    (backup.folder / f"{backup.name}.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_off, "nie daje się odszyfrować"),
        (another_row, "wierszy było 4, jest 3"),
        (without_manifest, "spisu tabel"),
    ],
)
def test_a_bad_backup_is_named_and_not_proven(backup, folder, keys, capsys, spoil, said):
    spoil(backup)
    code, told = rehearse(folder, keys[1], capsys)
    assert (code, said in told) == (1, True), told
    assert backup.proven_at == ""


def test_a_drill_that_could_not_run_is_no_bad_backup(backup, folder, keys, tmp_path, capsys):
    code, said = rehearse(folder, tmp_path / "nie-ma", capsys)
    assert (code, "się nie odbyła" in said) == (2, True)
    code, _ = rehearse(tmp_path, keys[1], capsys)
    assert code == 2


def test_a_server_that_cannot_take_it_is_no_bad_backup(backup, folder, keys, capsys, monkeypatch):
    def refused(process, program):
        process.stderr.read()
        process.stderr.close()
        process.wait()
        raise Refused("pg_restore nie zakończył pracy: ERROR:  out of shared memory")

    monkeypatch.setattr(restoring, "ended", refused)
    code, said = rehearse(folder, keys[1], capsys)
    assert (code, "się nie odbyła" in said) == (2, True), said
    assert backup.proven_at == ""


def test_the_key_of_somebody_else_does_not_open_it(backup, folder, tmp_path, capsys):
    other = tmp_path / "inny.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")
    assert rehearse(folder, other, capsys)[0] == 1


def test_a_database_that_is_in_use_is_never_laid_over(backup, keys):
    with pytest.raises(CommandError, match="nie jest pusta"):
        call_command("restore", str(backup.dump), key=keys[1])
    assert Person.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "age1nieprawda\n", "AGE-SECRET-KEY-1X\n"])
def test_a_key_that_is_none_is_told_before_anything_is_written(folder, tmp_path, text):
    key = tmp_path / "odbiorcy.txt"
    key.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="Nie zapisano kopii"):
        call_command("backup", folder=folder, recipients=key)
    assert list(folder.iterdir()) == []
