"""`make rehearse`: the database dies under load. Ends with 1 where an aim is missed."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from deploy.local.cluster import folder_of, hand_to_server
from deploy.local.environment import TOP
from deploy.local.processes import listen_to_signals
from deploy.local.rehearse.seed import seeded
from deploy.local.rehearse.servers import Server, address
from deploy.local.talk import Stop


def main() -> int:
    seed = seeded()
    folder = folder_of("rehearse")
    # A socket's path must be short.
    sockets = Path(tempfile.mkdtemp(prefix="kis-", dir="/tmp"))
    hand_to_server(sockets)
    archive = folder / "wal"
    shutil.rmtree(archive, ignore_errors=True)
    archive.mkdir()
    shutil.copytree(TOP / "deploy" / "pair", folder / "pair", dirs_exist_ok=True)
    hand_to_server(folder)
    hand_to_server(archive)
    a, b = Server(folder, sockets, "a", 5501), Server(folder, sockets, "b", 5502)
    os.environ |= {
        "DATABASE_URL": address([a, b]),
        "DATABASE_OWNER_URL": "",
        "DJANGO_SETTINGS_MODULE": "deploy.local.rehearse.settings",
        "DEBUG": "1",
        "DEMO": "1",
    }
    try:
        from deploy.local.rehearse.steps import rehearse  # its models want the address

        a.begin_from(seed, archive)
        return rehearse(a, b, folder=folder, archive=archive)
    finally:
        for server in (a, b):
            server.stop("immediate")
        shutil.rmtree(sockets, ignore_errors=True)


if __name__ == "__main__":
    listen_to_signals()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        sys.exit(1)
