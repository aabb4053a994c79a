"""PostgreSQL's own programs that write a database down and lay it out again."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from kis.lib.refusals import Refused

TOLD = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}

# Of an address of two servers the one that can be written.
FROM_OPTIONS = {
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}


def environment_of(database: Mapping) -> dict[str, str]:
    """For PostgreSQL's programs: by the environment, since everybody sees the arguments of a process."""
    given = {name: str(database[key]) for key, name in TOLD.items() if database.get(key)}
    options = database.get("OPTIONS", {})
    given |= {name: str(options[key]) for key, name in FROM_OPTIONS.items() if options.get(key)}
    return {**os.environ, **given, "PGDATABASE": database["NAME"], "PGCONNECT_TIMEOUT": "10"}


def start(program: str, *arguments: str, database: Mapping, **streams) -> subprocess.Popen:
    """Raises Refused where the program is not installed."""
    path = shutil.which(program)
    if path is None:
        raise Refused(f"Na tym serwerze nie ma programu {program} (pakiet postgresql-client).")
    return subprocess.Popen(  # noqa: S603 - arguments of ours
        [path, *arguments], env=environment_of(database), stderr=subprocess.PIPE, **streams
    )


def ended(process: subprocess.Popen, program: str) -> None:
    """Waits for it. Raises Refused with what it said."""
    with process.stderr:
        said = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise Refused(f"{program} nie zakończył pracy: {said[-500:] or process.returncode}")
