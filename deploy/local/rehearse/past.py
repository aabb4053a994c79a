"""The database as it was the second before a mistake, beside the one that goes on."""

import os
import shutil
import time
from pathlib import Path

import psycopg

from deploy.local.bench.aims import Figure
from deploy.local.cluster import as_server, outside
from deploy.local.rehearse.programs import webs
from deploy.local.rehearse.servers import DATABASE, Server
from deploy.local.talk import Stop, quietly

LIVED = 4  # seconds of load before and after the mistake
HELD = """
    SELECT count(*), max(id), md5(string_agg(n::text, '' ORDER BY id))
    FROM participants_note n WHERE id <= %s"""
LATER = "SELECT count(*) FROM participants_note WHERE id > %s"
LAST = "SELECT max(id) FROM participants_note"
# What only the owner of the server can do, past every rule.
PAST_RULES = "SET session_replication_role = replica"
MISTAKE = "DELETE FROM participants_note"
OUT = "COPY (SELECT * FROM participants_note ORDER BY id) TO STDOUT"
IN = "COPY participants_note FROM STDIN"
REACHED = "SELECT pg_get_wal_replay_pause_state()"
SECONDS_TO_ARCHIVE = 120


def brought_back(server: Server, folder: Path, archive: Path, saving):
    """`saving(ports)` is a block while people save."""
    base = folder / "base"
    shutil.rmtree(base, ignore_errors=True)
    start = time.monotonic()
    options = ["-D", base, "-X", "none", "--checkpoint=fast", "--no-verify-checksums"]
    server.program("pg_basebackup", "-d", server.place, *options)
    yield Figure("kopia bazowa", time.monotonic() - start, unit="s")
    with webs(2, dict(os.environ)) as ports:
        with saving(ports):
            time.sleep(LIVED)
        last = server.ask(LAST, database=DATABASE)
        right, moment = held(server, last), server.ask("SELECT now()::text")
        time.sleep(1.1)
        changed(server, MISTAKE)
        with saving(ports):
            time.sleep(LIVED)
    later = server.ask(LATER, last, database=DATABASE)

    start = time.monotonic()
    past = Server(folder, server.sockets.parent, "past", 5503)
    archived(server, archive)
    laid_out(past, base, archive, moment)
    try:
        yield Figure("baza sprzed pomyłki stoi po", time.monotonic() - start, unit="s")
        yield Figure("inna niż sekundę przed pomyłką", held(past, last) != right, 0, unit="")
        taken_over(past, server)
    finally:
        past.stop("immediate")
    yield Figure("wiersze wróciły po", time.monotonic() - start, unit="s")
    yield Figure("wiersze sprzed pomyłki", right[0], unit="")
    yield Figure("po powrocie inne niż przed pomyłką", held(server, last) != right, 0, unit="")
    kept = server.ask(LATER, last, database=DATABASE)
    yield Figure("późniejsze wiersze", later, unit="")
    yield Figure("z nich utracone", later - kept, 0, unit="")


def held(server: Server, last: int) -> tuple:
    return server.rows(HELD, last)[0]


def changed(server: Server, statement: str) -> None:
    with psycopg.connect(f"{server.place} dbname={DATABASE}") as connection:
        connection.execute(PAST_RULES)
        connection.execute(statement)


def archived(server: Server, archive: Path) -> None:
    """All that was written until now. Raises Stop where the archive stands still."""
    segment = server.ask("SELECT pg_walfile_name(pg_switch_wal())")
    end = time.monotonic() + SECONDS_TO_ARCHIVE
    while not (archive / segment).exists():
        if time.monotonic() > end:
            raise Stop(f"Dziennik zmian {segment} nie trafił do archiwum.")
        time.sleep(0.05)


def laid_out(past: Server, base: Path, archive: Path, moment: str) -> None:
    """Up to the moment, for reading alone: what is taken from it goes into the database that works."""
    past.copied(base)
    lines = f"""
restore_command = 'cp {archive}/%f %p'
recovery_target_time = '{moment}'
recovery_target_action = 'pause'
archive_mode = off
synchronous_standby_names = ''
"""
    with (past.data / "postgresql.auto.conf").open("a") as file:
        file.write(lines)
    quietly([*as_server(), "touch", past.data / "recovery.signal"], failure="touch:", **outside())
    past.start()
    # It answers long before it is there.
    past.until(REACHED, "paused")


def taken_over(past: Server, server: Server) -> None:
    with (
        psycopg.connect(f"{past.place} dbname={DATABASE}") as old,
        psycopg.connect(f"{server.place} dbname={DATABASE}") as new,
    ):
        new.execute(PAST_RULES)
        with old.cursor().copy(OUT) as out, new.cursor().copy(IN) as into:
            for rows in out:
                into.write(rows)
