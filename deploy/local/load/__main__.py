"""`make load`: sixty people for five minutes, a backup, an order and two deaths. SECONDS=60 is quicker.

Ends with 1 where a save was lost or a request failed while nothing was broken.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from deploy.local.cluster import SUPERUSER, folder_of, hand_to_server
from deploy.local.environment import TOP
from deploy.local.processes import listen_to_signals
from deploy.local.rehearse.seed import seeded
from deploy.local.rehearse.servers import DATABASE, Server
from deploy.local.talk import Stop


def main() -> int:
    seed, folder = seeded(), folder_of("load")
    sockets = Path(tempfile.mkdtemp(prefix="kis-", dir="/tmp"))
    hand_to_server(sockets)
    hand_to_server(folder)
    shutil.copytree(TOP / "deploy" / "pair", folder / "pair", dirs_exist_ok=True)
    archive = folder / "wal"
    archive.mkdir(exist_ok=True)
    hand_to_server(archive)
    server = Server(folder, sockets, "a", 5501)
    where = f"host={server.sockets}&port={server.port}"
    os.environ |= {
        "DATABASE_URL": f"postgres://{SUPERUSER}@/{DATABASE}?{where}",
        "DRILL_DATABASE_URL": f"postgres://{SUPERUSER}@/kis_drill?{where}",
        "DATABASE_OWNER_URL": "",
        "DJANGO_SETTINGS_MODULE": "deploy.local.rehearse.settings",
        "DEBUG": "1",
        "DEMO": "1",
    }
    try:
        from deploy.local.load.run import five_minutes  # its models want the address

        server.begin_from(seed, archive, standbys="")
        server.start()
        return five_minutes(server, folder, int(os.environ.get("SECONDS") or 300))
    finally:
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
